#include "ui/desktop/link.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace gilscope::desktop {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kScheme = "gilscope:";

bool is_plain(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '_' || c == '/' || c == ':' || c == '=';
}

std::string escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ' ') out += '+';
    else if (is_plain(c)) out += c;
    else out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

int hex(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; }

std::string unescape(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0) {
      out += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

std::string scenario_text(const std::string& path) {
  std::error_code error;
  const bool bundled = fs::equivalent(fs::path(path).parent_path(), scenarios_directory(), error) && !error;
  return bundled ? fs::path(path).stem().string() : fs::absolute(path, error).string();
}

// The view as the actions that make it.
enum class Program : bool { OfTheFile, AsEdited };

std::vector<Action> actions_of(const AppState& state, Program program) {
  const Setup& setup = state.setup;
  const scene::TimelineView& view = state.view;
  std::vector<Action> actions = {OpenScenario{scenario_text(setup.path)}};
  if (program == Program::AsEdited) actions.emplace_back(EditSource{setup.source});
  actions.insert(actions.end(), {SetRuntimes{setup.runtimes}, SetCores{setup.cores}, SetArgs{setup.args}});
  if (setup.switch_interval) actions.emplace_back(SetSwitchInterval{setup.switch_interval});
  for (const auto& what_if : setup.what_ifs) actions.emplace_back(SetWhatIf{what_if, Switch::On});
  if (setup.seed) actions.emplace_back(SetSeed{*setup.seed});
  actions.emplace_back(Wait{});
  if (!state.show_everything) actions.emplace_back(ZoomTo{view.range.from, view.range.to});
  actions.emplace_back(Pause{});
  actions.emplace_back(Seek{view.playhead});
  actions.emplace_back(SetSpeed{state.playback.speed});
  if (view.marker_a) actions.emplace_back(SetMarker{MarkerName::A, view.marker_a});
  if (view.marker_b) actions.emplace_back(SetMarker{MarkerName::B, view.marker_b});
  if (view.loop) actions.emplace_back(SetLoop{view.loop->from, view.loop->to});
  if (view.selection) actions.emplace_back(Select{*view.selection});
  return actions;
}

// What a link may do: nothing that writes files or leaves. An edited text is only in the editor until somebody saves it.
bool is_harmless(const Action& action) {
  const auto is = [&](auto... kinds) { return (std::holds_alternative<decltype(kinds)>(action) || ...); };
  return is(OpenScenario{}, EditSource{}, SetRuntimes{}, SetCores{}, SetArgs{}, SetSwitchInterval{}, SetWhatIf{}, SetSeed{}, Wait{}, ZoomTo{}, Pause{}, Play{},
            Seek{}, SetSpeed{}, SetMarker{}, SetLoop{}, Select{});
}

}  // namespace

std::string make_link(const AppState& state) {
  const auto text = [&](Program program) {
    std::string link(kScheme);
    for (const Action& action : actions_of(state, program)) link += (link.size() > kScheme.size() ? "&" : "") + escape(to_text(action));
    return link;
  };
  if (!state.source_edited) return text(Program::OfTheFile);
  if (std::string whole = text(Program::AsEdited); whole.size() <= kLongestLink) return whole;
  return text(Program::OfTheFile) + "&edited";
}

bool lacks_program(const std::string& link) { return link.ends_with("&edited"); }

Result<std::vector<Action>> open_link(const std::string& link) {
  if (!link.starts_with(kScheme)) return Error{fmt::format("a link begins with '{}'", kScheme)};
  std::vector<Action> actions;
  for (std::size_t begin = kScheme.size(); begin <= link.size();) {
    const std::size_t end = std::min(link.find('&', begin), link.size());
    const std::string text = unescape(std::string_view(link).substr(begin, end - begin));
    begin = end + 1;
    if (text.empty() || text == "edited") continue;
    auto action = parse_action(text);
    if (!action) return Error{fmt::format("the link is damaged: {}", action.error().message)};
    if (!is_harmless(action.value())) return Error{fmt::format("a link may not '{}'", text)};
    actions.push_back(std::move(action).value());
  }
  if (actions.empty()) return Error{"the link is empty"};
  return actions;
}

}  // namespace gilscope::desktop
