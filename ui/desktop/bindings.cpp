#include "ui/desktop/bindings.hpp"

namespace gilscope::desktop {

std::vector<Binding> default_bindings() {
  constexpr auto kForward = Direction::Forward;
  constexpr auto kBackward = Direction::Backward;
  return {
      {"space", "Playback", "play or pause", TogglePlay{}},
      {"right", "Playback", "step to the next event", Step{StepKind::Event, kForward}},
      {"left", "Playback", "step back to the event before", Step{StepKind::Event, kBackward}},
      {"shift+right", "Playback", "step one bytecode", Step{StepKind::Bytecode, kForward}},
      {"shift+left", "Playback", "step back one bytecode", Step{StepKind::Bytecode, kBackward}},
      {"ctrl+right", "Playback", "step one line", Step{StepKind::Line, kForward}},
      {"ctrl+left", "Playback", "step back one line", Step{StepKind::Line, kBackward}},
      {"alt+right", "Playback", "step to the next change of the GIL's holder", Step{StepKind::GilSwitch, kForward}},
      {"alt+left", "Playback", "step back to the change of the GIL's holder before", Step{StepKind::GilSwitch, kBackward}},
      {"home", "Playback", "go to the beginning", Seek{0}},
      {"end", "Playback", "go to the end", Seek{kForever}},
      {"+", "Playback", "play faster", ScaleSpeed{2}},
      {"-", "Playback", "play slower", ScaleSpeed{0.5}},
      {"l", "Playback", "loop the measured or visible range; again: no loop", LoopVisible{}},
      {"u", "Playback", "run until ...", ShowPanel{Panel::StopAt}},

      {"w", "Looking", "zoom in at the mouse", ZoomBy{1.5, std::nullopt}},
      {"s", "Looking", "zoom out", ZoomBy{1 / 1.5, std::nullopt}},
      {"a", "Looking", "move left", PanBy{-0.15}},
      {"d", "Looking", "move right", PanBy{0.15}},
      {"0", "Looking", "show everything", ShowAll{}},
      {"f", "Looking", "focus on the selection", Focus{}},
      {"m", "Looking", "marker A at the playhead", SetMarker{MarkerName::A, SimTime{0}}},
      {"n", "Looking", "marker B at the playhead", SetMarker{MarkerName::B, SimTime{0}}},
      {"e", "Looking", "show the calls of the selected thread", ExpandLane{}},
      {"ctrl+f", "Looking", "search", ShowPanel{Panel::Search}, true},

      {".", "Selection", "next span on the lane", SelectNeighbour{kForward}},
      {",", "Selection", "previous span on the lane", SelectNeighbour{kBackward}},
      {"[", "Selection", "from a wait to what held it up", FollowCause{kBackward}},
      {"]", "Selection", "and back again", FollowCause{kForward}},

      {"o", "Program", "open a scenario", ShowPanel{Panel::Scenarios}},
      {"ctrl+o", "Program", "open a scenario", ShowPanel{Panel::Scenarios}, true},
      {"ctrl+s", "Program", "save the program", SaveSource{"-"}, true},
      {"f5", "Program", "run again", Rerun{}, true},
      {"escape", "Program", "stop a run; close a dialog; select nothing", CancelRun{}, true},

      {"1", "Panels", "source", ShowPanel{Panel::Source}},
      {"2", "Panels", "bytecode", ShowPanel{Panel::Bytecode}},
      {"3", "Panels", "inspector", ShowPanel{Panel::Inspector}},
      {"4", "Panels", "results", ShowPanel{Panel::Results}},
      {"5", "Panels", "glossary", ShowPanel{Panel::Glossary}},
      {"6", "Panels", "the program's output", ShowPanel{Panel::Output}},
      {"7", "Panels", "differences between the first two runs", ShowPanel{Panel::Difference}},
      {"8", "Panels", "legend", ShowPanel{Panel::Legend}},
      {"9", "Panels", "the machine", ShowPanel{Panel::Machine}},
      {"ctrl+shift+p", "Panels", "command palette", ShowPanel{Panel::Palette}, true},
      {"?", "Panels", "this list of keys", ShowPanel{Panel::Bindings}},
      {"f1", "Panels", "this list of keys", ShowPanel{Panel::Bindings}, true},

      {"f11", "Looks", "presenter mode: large type, only the picture", SetPresenter{}, true},
      {"t", "Looks", "light or dark", SetDark{}},
      {"ctrl+=", "Looks", "larger type", ScaleBy{1.1}, true},
      {"ctrl+-", "Looks", "smaller type", ScaleBy{1 / 1.1}, true},
      {"ctrl+0", "Looks", "type in its usual size", SetScale{1}, true},

      {"ctrl+e", "Files", "export a run", ShowPanel{Panel::Export}, true},
      {"ctrl+shift+c", "Files", "copy a picture of the view to a PNG file", CopyPicture{}, true},
      {"ctrl+l", "Files", "copy the state of the view as a short text", CopyLink{}, true},
      {"ctrl+shift+d", "Files", "write the state of the app as JSON", DumpState{}, true},
      {"ctrl+q", "Files", "leave", Quit{}, true},
  };
}

std::optional<Action> escape_action(const AppState& state) {
  if (state.job.running) return CancelRun{};
  for (const Panel dialog : {Panel::Palette, Panel::Bindings, Panel::Export, Panel::Scenarios, Panel::StopAt, Panel::Search})
    if (state.is_open(dialog)) return ShowPanel{dialog, Switch::Off};
  if (state.view.measured) return Measure{};
  if (state.view.selection) return ClearSelection{};
  if (!state.view.search.empty()) return SetSearch{};
  if (state.appearance.presenter) return SetPresenter{Switch::Off};
  return std::nullopt;
}

std::string_view chord_of(std::span<const Binding> bindings, const Action& action) {
  const std::string text = to_text(action);
  for (const Binding& binding : bindings)
    if (to_text(binding.action) == text) return binding.chord;
  return "";
}

}  // namespace gilscope::desktop
