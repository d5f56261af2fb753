#include "sim/session/stop_condition.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cctype>
#include <optional>
#include <vector>

#include "sim/analysis/waits.hpp"

namespace gilscope {

namespace {

using Kind = StopCondition::Kind;

/// What is said of a subject, articles left out. Longer forms come before those that they begin with.
struct Phrase {
  enum class Subject { Thread, Gil, Lock, Object, None } subject;
  std::string_view words;  ///< as typed, without articles
  std::string_view shown;
  Kind kind;
};

using Subject = Phrase::Subject;
constexpr std::array kPhrases = {
    Phrase{Subject::Gil, "switches", "switches", Kind::GilSwitches},
    Phrase{Subject::Gil, "is released", "is released", Kind::GilReleased},
    Phrase{Subject::Gil, "is requested", "is requested", Kind::GilRequested},
    Phrase{Subject::Gil, "is enabled", "is enabled", Kind::GilEnabled},
    Phrase{Subject::Thread, "waits for lock", "waits for a lock", Kind::ThreadWaitsForLock},
    Phrase{Subject::Thread, "waits for gil", "waits for the GIL", Kind::ThreadWaitsForGil},
    Phrase{Subject::Thread, "waits for core", "waits for a core", Kind::ThreadWaitsForCore},
    Phrase{Subject::Thread, "waits", "waits", Kind::ThreadWaits},
    Phrase{Subject::Thread, "runs", "runs", Kind::ThreadRuns},
    Phrase{Subject::Thread, "sleeps", "sleeps", Kind::ThreadSleeps},
    Phrase{Subject::Thread, "spins", "spins", Kind::ThreadSpins},
    Phrase{Subject::Thread, "starts", "starts", Kind::ThreadStarts},
    Phrase{Subject::Thread, "ends", "ends", Kind::ThreadEnds},
    Phrase{Subject::Lock, "is taken", "is taken", Kind::LockTaken},
    Phrase{Subject::Lock, "is released", "is released", Kind::LockReleased},
    Phrase{Subject::Lock, "is contended", "is contended", Kind::LockContended},
    Phrase{Subject::Object, "is freed", "is freed", Kind::ObjectFreed},
    Phrase{Subject::None, "output", "output", Kind::Output},
    Phrase{Subject::None, "exception", "exception", Kind::Exception},
    Phrase{Subject::None, "collection", "collection", Kind::Collection},
    Phrase{Subject::None, "stop world", "stop the world", Kind::StopTheWorld},
};

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

/// The words of a text as typed, articles left out.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (c != ' ' && c != '\t') words.back() += c;
    else if (!words.back().empty()) words.emplace_back();
  }
  std::erase_if(words, [](const std::string& w) {
    return w.empty() || lower(w) == "the" || lower(w) == "a" || lower(w) == "an";
  });
  return words;
}

std::string join(const std::vector<std::string>& words, std::size_t from, std::size_t to) {
  std::string text;
  for (std::size_t i = from; i < to; ++i) text += (text.empty() ? "" : " ") + words[i];
  return text;
}

std::optional<std::uint32_t> number(std::string_view text) {
  std::uint32_t n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc{} || end != text.data() + text.size() || n == 0) return std::nullopt;
  return n;
}

// ---- an instant -----------------------------------------------------------------------------------------------------

std::optional<StopCondition> parse_time(std::vector<std::string> words) {
  if (!words.empty() && lower(words[0]) == "at") words.erase(words.begin());
  const std::string text = lower(join(words, 0, words.size()));
  static constexpr std::pair<std::string_view, double> kUnits[] = {{"ps", 1e-12}, {"ns", 1e-9}, {"us", 1e-6},
                                                                   {"µs", 1e-6},  {"ms", 1e-3}, {"s", 1}};
  for (const auto& [unit, seconds] : kUnits) {
    if (!text.ends_with(unit)) continue;
    std::string digits = text.substr(0, text.size() - unit.size());
    while (!digits.empty() && digits.back() == ' ') digits.pop_back();
    double value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size() || !(value >= 0)) continue;
    StopCondition condition;
    condition.time = from_seconds(value * seconds);
    return condition;
  }
  return std::nullopt;
}

/// "any thread" -> "", "thread worker-1" -> "worker-1", "worker-1" -> "worker-1".
std::string name_of(std::vector<std::string> words, std::string_view noun) {
  if (!words.empty() && lower(words[0]) == "any") words.erase(words.begin());
  if (!words.empty() && lower(words[0]) == noun) words.erase(words.begin());
  return join(words, 0, words.size());
}

// ---- a line ---------------------------------------------------------------------------------------------------------

std::optional<StopCondition> parse_line(std::vector<std::string> words) {
  StopCondition condition;
  condition.kind = Kind::Line;
  const auto by = std::find_if(words.begin(), words.end(), [](const std::string& w) { return lower(w) == "by"; });
  if (by != words.end() && by + 1 != words.end()) {
    condition.name = name_of({by + 1, words.end()}, "thread");
    words.erase(by, words.end());
  }
  if (words.size() == 2 && lower(words[0]) == "line") words.erase(words.begin());
  if (words.size() != 1) return std::nullopt;
  std::string place = words[0];
  if (const auto colon = place.rfind(':'); colon != std::string::npos) {
    condition.file = place.substr(0, colon);
    condition.file.erase(0, condition.file.find_last_of("/\\") + 1);
    place.erase(0, colon + 1);
    if (condition.file.empty()) return std::nullopt;
  }
  const auto line = number(place);
  if (!line) return std::nullopt;
  condition.line = *line;
  return condition;
}

// ---- subject and phrase ---------------------------------------------------------------------------------------------

std::string_view noun_of(Subject subject) {
  return subject == Subject::Thread   ? "thread"
         : subject == Subject::Lock   ? "lock"
         : subject == Subject::Object ? "object"
                                      : "GIL";
}

std::optional<StopCondition> match(const Phrase& phrase, const std::vector<std::string>& words) {
  const std::size_t length = words_of(phrase.words).size();
  if (words.size() < length || lower(join(words, words.size() - length, words.size())) != phrase.words)
    return std::nullopt;
  const std::vector<std::string> subject(words.begin(), words.end() - static_cast<std::ptrdiff_t>(length));
  const bool gil = subject.size() == 1 && lower(subject[0]) == "gil";
  StopCondition condition;
  condition.kind = phrase.kind;
  if (phrase.subject == Subject::None) return subject.empty() ? std::optional(condition) : std::nullopt;
  if (phrase.subject == Subject::Gil || gil)
    return gil && phrase.subject == Subject::Gil ? std::optional(condition) : std::nullopt;
  if (subject.empty()) return std::nullopt;
  condition.name = name_of(subject, noun_of(phrase.subject));
  return condition;
}

Error not_understood(std::string_view text) {
  return Error{fmt::format("'{}' is no condition to stop at. There are:\n{}", text, stop_condition_help())};
}

}  // namespace

Result<StopCondition> parse_stop_condition(std::string_view text) {
  const std::vector<std::string> words = words_of(text);
  if (words.empty()) return not_understood(text);
  if (const auto time = parse_time(words)) return *time;
  if (const auto line = parse_line(words)) return *line;
  for (const Phrase& phrase : kPhrases) if (const auto condition = match(phrase, words)) return *condition;
  return not_understood(text);
}

std::string describe(const StopCondition& condition) {
  if (condition.kind == Kind::Time) return format_time(condition.time);
  if (condition.kind == Kind::Line) {
    return (condition.file.empty() ? fmt::format("line {}", condition.line)
                                   : fmt::format("{}:{}", condition.file, condition.line)) +
           (condition.name.empty() ? "" : " by " + condition.name);
  }
  const auto phrase =
      std::find_if(kPhrases.begin(), kPhrases.end(), [&](const Phrase& p) { return p.kind == condition.kind; });
  if (phrase->subject == Subject::None) return std::string(phrase->shown);
  if (phrase->subject == Subject::Gil) return fmt::format("the GIL {}", phrase->shown);
  const std::string subject = condition.name.empty() ? fmt::format("any {}", noun_of(phrase->subject)) : condition.name;
  return fmt::format("{} {}", subject, phrase->shown);
}

std::string stop_condition_help() {
  return "  12.5ms                    an instant; units: ps, ns, us, ms, s\n"
         "  17, cache.py:17           a line is about to be executed; '17 by NAME': by that thread\n"
         "  any thread waits          also: waits for a lock, for the GIL, for a core; runs, sleeps, spins, starts, "
         "ends;\n"
         "                            a thread's name instead of 'any thread'\n"
         "  the GIL switches          also: is released, is requested, is enabled\n"
         "  any lock is contended     also: is taken, is released; a lock's name instead of 'any lock'\n"
         "  any object is freed       its count drops to zero; an object's name instead of 'any object'\n"
         "  output                    also: exception, collection, stop the world\n";
}

}  // namespace gilscope
