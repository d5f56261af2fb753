// The text form of actions. The words and the order of the fields come from the actions themselves; here is how each type of field is written.
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <sstream>

#include "ui/desktop/actions.hpp"
#include "ui/desktop/hit_text.hpp"
#include "ui/desktop/time_text.hpp"
#include "ui/desktop/words.hpp"

namespace gilscope::desktop {
namespace {

// ---- enumerations ----
template <class E>
struct Names;
template <> struct Names<Switch> { static constexpr std::array<std::string_view, 3> kNames = {"off", "on", "toggle"}; };
template <> struct Names<MarkerName> { static constexpr std::array<std::string_view, 2> kNames = {"a", "b"}; };
template <> struct Names<Split> { static constexpr std::array<std::string_view, 4> kNames = {"left", "right", "left-split", "machine"}; };
template <> struct Names<StepKind> { static constexpr std::array<std::string_view, 4> kNames = {"bytecode", "line", "event", "gil-switch"}; };
template <> struct Names<Direction> { static constexpr std::array<std::string_view, 2> kNames = {"forward", "backward"}; };
template <> struct Names<StopKind> {
  static constexpr std::array<std::string_view, 7> kNames = {"nothing", "time", "line", "lock-wait", "gil-wait", "deadlock", "output"};
};

template <class E>
std::string expected_names() {
  std::string text;
  for (const auto name : Names<E>::kNames) text += (text.empty() ? "" : ", ") + std::string(name);
  return text;
}

// ---- writing ----
struct Writer {
  std::string text;

  void word(std::string_view w) { text += fmt::format("{}{}", text.empty() ? "" : " ", w); }
  void operator()(const std::string& s) { word(quote_word(s)); }
  void operator()(std::uint32_t n) { word(std::to_string(n)); }
  void operator()(std::int32_t n) { word(std::to_string(n)); }
  void operator()(std::uint64_t n) { word(std::to_string(n)); }
  void operator()(double d) { word(fmt::format("{}", d)); }
  void operator()(SimTime t) { word(time_text(t)); }
  void operator()(const std::optional<SimTime>& t) { word(t ? time_text(*t) : "-"); }
  void operator()(Panel panel) { word(panel_name(panel)); }
  void operator()(const scene::Hit& hit) { word(hit_text(hit)); }
  void operator()(const std::vector<std::string>& list) {
    for (const auto& s : list) word(quote_word(s));
  }
  template <class E>
    requires std::is_enum_v<E>
  void operator()(E value) { word(Names<E>::kNames[static_cast<std::size_t>(value)]); }
};

// ---- reading: each returns what it expected, or nothing ----
using Complaint = std::optional<std::string>;

template <class N>
Complaint read_number(std::string_view word, N& out) {
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), out);
  return error == std::errc() && end == word.data() + word.size() ? Complaint() : Complaint("a number");
}

struct Reader {
  const std::vector<std::string>& words;
  std::size_t at = 1;
  Complaint complaint;

  template <class T>
  void operator()(T& field) {
    if (complaint) return;
    if constexpr (std::is_same_v<T, std::vector<std::string>>) {
      field.assign(words.begin() + static_cast<std::ptrdiff_t>(at), words.end());
      at = words.size();
    } else if constexpr (std::is_same_v<T, scene::Hit>) {
      auto hit = parse_hit(std::span(words).subspan(at));
      at = words.size();
      if (hit) field = hit.value();
      else complaint = hit.error().message;
    } else {
      if (at == words.size()) return;  // the fields at the end may be left out
      complaint = read(words[at++], field);
    }
  }

  static Complaint read(const std::string& word, std::string& out) { return out = word, Complaint(); }
  static Complaint read(const std::string& word, std::uint32_t& out) { return read_number(word, out); }
  static Complaint read(const std::string& word, std::int32_t& out) { return read_number(word, out); }
  static Complaint read(const std::string& word, std::uint64_t& out) { return read_number(word, out); }
  static Complaint read(const std::string& word, double& out) { return read_number(word, out); }
  static Complaint read(const std::string& word, SimTime& out) {
    const auto time = parse_time(word);
    if (!time) return "a time like 12.5ms";
    return out = *time, Complaint();
  }
  static Complaint read(const std::string& word, std::optional<SimTime>& out) {
    if (word == "-") return out.reset(), Complaint();
    SimTime time = 0;
    if (auto complaint = read(word, time)) return complaint;
    return out = time, Complaint();
  }
  static Complaint read(const std::string& word, Panel& out) {
    const auto panel = panel_of(word);
    if (!panel) return "the name of a panel";
    return out = *panel, Complaint();
  }
  template <class E>
    requires std::is_enum_v<E>
  static Complaint read(const std::string& word, E& out) {
    for (std::size_t i = 0; i < Names<E>::kNames.size(); ++i)
      if (Names<E>::kNames[i] == word) return out = static_cast<E>(i), Complaint();
    return "one of " + expected_names<E>();
  }
};

// ---- over all actions ----
template <class A>
Result<Action> parse_one(const std::vector<std::string>& words) {
  A action;
  Reader reader{words, 1, {}};
  std::apply([&](auto&... field) { (reader(field), ...); }, action.fields());
  if (reader.complaint) return Error{fmt::format("'{}': expected {}", words[reader.at - 1], *reader.complaint)};
  if (reader.at < words.size()) return Error{fmt::format("'{}' takes nothing more: '{}'", words[0], words[reader.at])};
  return Action(std::move(action));
}

struct Entry {
  std::string_view word;
  Result<Action> (*parse)(const std::vector<std::string>& words);
};

template <class... As>
constexpr auto make_entries(const std::variant<As...>*) {
  return std::array<Entry, sizeof...(As)>{Entry{As::kWord, &parse_one<As>}...};
}
constexpr auto kEntries = make_entries(static_cast<const AnyAction*>(nullptr));

}  // namespace

std::string to_text(const Action& action) {
  return std::visit(
      [](const auto& a) {
        Writer writer;
        writer.word(a.kWord);
        std::apply([&](const auto&... field) { (writer(field), ...); }, a.fields());
        return writer.text;
      },
      static_cast<const AnyAction&>(action));
}

Result<Action> parse_action(std::string_view line) {
  const auto words = split_words(line);
  if (!words) return words.error();
  if (words->empty()) return Error{"an empty line is no action"};
  for (const Entry& entry : kEntries)
    if (entry.word == words->front()) return entry.parse(words.value());
  return Error{fmt::format("there is no action '{}'", words->front())};
}

Result<std::vector<Action>> parse_script(const std::string& name, std::string_view text) {
  std::vector<Action> actions;
  std::istringstream lines{std::string(text)};
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    const auto first = line.find_first_not_of(" \t\r");
    if (first == std::string::npos || line[first] == '#') continue;
    auto action = parse_action(line);
    if (!action) return Error{fmt::format("{}, line {}: {}", name, number, action.error().message)};
    actions.push_back(std::move(action).value());
  }
  return actions;
}

std::vector<std::string> action_words() {
  std::vector<std::string> words;
  for (const Entry& entry : kEntries) words.emplace_back(entry.word);
  return words;
}

}  // namespace gilscope::desktop
