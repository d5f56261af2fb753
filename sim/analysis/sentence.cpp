#include "sim/analysis/sentence.hpp"

#include <fmt/format.h>

#include "sim/analysis/waits.hpp"
#include "sim/trace/trace.hpp"

namespace gilscope {

SentenceWriter& SentenceWriter::add(std::string_view text) {
  if (text.empty()) return *this;
  if (parts_.empty() || parts_.back().reference.kind != Reference::Kind::None) parts_.push_back({});
  parts_.back().text += text;
  return *this;
}

SentenceWriter& SentenceWriter::add(const Sentence& sentence) {
  for (const SentencePart& part : sentence) {
    if (part.reference.kind == Reference::Kind::None)
      add(part.text);
    else
      parts_.push_back(part);
  }
  return *this;
}

SentenceWriter& SentenceWriter::thread(ThreadId thread, SimTime begin, SimTime end) {
  if (!thread.valid()) return add("nobody");
  parts_.push_back({name_of(trace_, thread), {Reference::Kind::Thread, thread.value, begin, end, {}}});
  return *this;
}

SentenceWriter& SentenceWriter::core(CoreId core, SimTime begin, SimTime end) {
  if (!core.valid()) return add("no core");
  parts_.push_back({fmt::format("core {}", core.value), {Reference::Kind::Core, core.value, begin, end, {}}});
  return *this;
}

SentenceWriter& SentenceWriter::lock(LockId lock, SimTime begin, SimTime end) {
  if (!lock.valid()) return add("a lock");
  parts_.push_back({name_of(trace_, lock), {Reference::Kind::Lock, lock.value, begin, end, {}}});
  return *this;
}

SentenceWriter& SentenceWriter::object(ObjectId object, SimTime begin, SimTime end) {
  if (!object.valid()) return add("an object");
  parts_.push_back({name_of(trace_, object), {Reference::Kind::Object, object.value, begin, end, {}}});
  return *this;
}

SentenceWriter& SentenceWriter::gil(SimTime begin, SimTime end, InterpreterId interpreter) {
  const auto& interpreters = trace_.interpreters();
  const bool several = interpreters.size() > 1 && interpreter.value < interpreters.size();
  parts_.push_back({several ? "the GIL of " + interpreters[interpreter.value].name : "the GIL", {Reference::Kind::Gil, interpreter.value, begin, end, {}}});
  return *this;
}

SentenceWriter& SentenceWriter::instant(SimTime at) {
  parts_.push_back({format_time(at), {Reference::Kind::Instant, 0, at, at, {}}});
  return *this;
}

SentenceWriter& SentenceWriter::duration(SimTime length) { return add(format_time(length)); }

SentenceWriter& SentenceWriter::term(std::string_view text, std::string_view glossary_word) {
  parts_.push_back({std::string(text), {Reference::Kind::Term, 0, 0, 0, glossary_word}});
  return *this;
}

SentenceWriter& SentenceWriter::threads(const std::vector<ThreadId>& threads, SimTime at, std::size_t most) {
  const std::size_t shown = threads.size() <= most + 1 ? threads.size() : most;
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) add(i + 1 == threads.size() ? " and " : ", ");
    thread(threads[i], at, at);
  }
  if (shown < threads.size()) add(fmt::format(" and {} more", threads.size() - shown));
  return *this;
}

std::string text_of(const Sentence& sentence) {
  std::string text;
  for (const SentencePart& part : sentence) text += part.text;
  return text;
}

std::string name_of(const Trace& trace, ThreadId thread) {
  if (thread.value >= trace.threads().size()) return "nobody";
  const std::string& name = trace.threads()[thread.value].name;
  return name.empty() ? fmt::format("thread {}", thread.value) : name;
}

namespace {

constexpr std::size_t kComparedNames = 1000;

// "Lock left", and with its number where another one is called the same.
template <class Info, class Kind>
std::string distinct_name(const std::vector<Info>& all, std::size_t index, std::string_view fallback, Kind kind) {
  const Info& info = all[index];
  const std::string what = kind(info).empty() ? std::string(fallback) : kind(info);
  if (info.name.empty() || info.name == what) return fmt::format("{} #{}", what, index);
  for (std::size_t i = 0; i < all.size() && i < kComparedNames; ++i)
    if (i != index && all[i].name == info.name && kind(all[i]) == kind(info)) return fmt::format("{} {} #{}", what, info.name, index);
  return fmt::format("{} {}", what, info.name);
}

}  // namespace

std::string name_of(const Trace& trace, LockId lock) {
  if (lock.value >= trace.locks().size()) return "a lock";
  return distinct_name(trace.locks(), lock.value, "Lock", [](const LockInfo& info) -> const std::string& { return info.kind; });
}

std::string name_of(const Trace& trace, ObjectId object) {
  if (object.value >= trace.objects().size()) return "an object";
  return distinct_name(trace.objects(), object.value, "object", [](const ObjectInfo& info) -> const std::string& { return info.type; });
}

}  // namespace gilscope
