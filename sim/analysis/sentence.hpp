// A sentence whose parts point at what they speak of, so that a panel can make them clickable and a file can link them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/ids.hpp"
#include "sim/base/sim_time.hpp"

namespace gilscope {

class Trace;

/// What a part of a sentence stands for.
struct Reference {
  enum class Kind : std::uint8_t { None, Thread, Core, Gil, Lock, Object, Instant, Term };
  Kind kind = Kind::None;
  std::uint32_t index = 0;    ///< of the thread, core, lock or object
  SimTime begin = 0, end = 0; ///< the stretch that is meant; equal for an instant
  std::string_view term;      ///< Term: the glossary's word; a literal

  bool operator==(const Reference&) const = default;
};

struct SentencePart {
  std::string text;
  Reference reference;
};
using Sentence = std::vector<SentencePart>;

/// Puts a sentence together. Names come from the trace.
class SentenceWriter {
 public:
  explicit SentenceWriter(const Trace& trace) : trace_(trace) {}

  SentenceWriter& add(std::string_view text);
  SentenceWriter& add(const Sentence& sentence);
  /// `begin`, `end`: the stretch of time in which the thread (core, lock, ...) does what is said of it.
  SentenceWriter& thread(ThreadId thread, SimTime begin, SimTime end);
  SentenceWriter& core(CoreId core, SimTime begin, SimTime end);
  SentenceWriter& lock(LockId lock, SimTime begin, SimTime end);
  SentenceWriter& object(ObjectId object, SimTime begin, SimTime end);
  SentenceWriter& gil(SimTime begin, SimTime end, InterpreterId interpreter = InterpreterId{0});
  /// "3.2 ms"
  SentenceWriter& instant(SimTime at);
  SentenceWriter& duration(SimTime length);
  SentenceWriter& term(std::string_view text, std::string_view glossary_word);
  /// "a, b and c"; after `most` names "and 5 more".
  SentenceWriter& threads(const std::vector<ThreadId>& threads, SimTime at, std::size_t most = 4);

  Sentence take() { return std::move(parts_); }
  bool empty() const { return parts_.empty(); }

 private:
  const Trace& trace_;
  Sentence parts_;
};

/// The sentence without its references.
std::string text_of(const Sentence& sentence);

/// How the trace's things are called: "worker-1", "Lock counter_lock", "list cache"; with their number where the name alone is not enough:
/// "Lock #7" has none, "Lock left #3" is not the only one.
std::string name_of(const Trace& trace, ThreadId thread);
std::string name_of(const Trace& trace, LockId lock);
std::string name_of(const Trace& trace, ObjectId object);

}  // namespace gilscope
