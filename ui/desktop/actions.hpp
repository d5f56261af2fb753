// Everything that can be done in the app, as values. A click, a key, a line of a script and a test all make the same actions.
//
// Text form: one line, a word and its fields in order, separated by blanks; texts with blanks, quotes or line ends are "quoted" with \" \\ \n \t.
// Instants and durations: 12.5ms (s, ms, us, ns, ps). Switches: on, off. Nothing: "-".  A selection: key=value pairs, e.g.
//   select kind=thread-span run=0 thread=2 begin=1ms end=6ms value=2
// Lines that are empty or begin with '#' are skipped by scripts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

#include "sim/base/result.hpp"
#include "sim/base/sim_time.hpp"
#include "ui/desktop/state.hpp"
#include "ui/scene/hit.hpp"
#include "ui/scene/picture.hpp"

namespace gilscope::desktop {

enum class Switch : std::uint8_t { Off, On, Toggle };
enum class MarkerName : std::uint8_t { A, B };
enum class Split : std::uint8_t { Left, Right, LeftSplit, Machine };

/// Shorthand for an action's word and fields, in the order of the text form.
#define GILSCOPE_ACTION(word, ...)                                                      \
  static constexpr std::string_view kWord = word;                                       \
  auto fields() { return std::tie(__VA_ARGS__); }                                       \
  auto fields() const { return std::tie(__VA_ARGS__); }

// ---- what runs ----
struct OpenScenario { std::string path; GILSCOPE_ACTION("open", path) };          ///< a file, or the name of a bundled scenario
struct EditSource { std::string text; GILSCOPE_ACTION("edit", text) };            ///< the whole new text
struct ReplaceSource { std::string from, to; GILSCOPE_ACTION("replace", from, to) };  ///< the first occurrence of a piece of the text
struct RevertSource { GILSCOPE_ACTION("revert") };                                ///< to the file's text
struct SaveSource { std::string path; GILSCOPE_ACTION("save-source", path) };     ///< "-": the scenario's own file
struct SetCores { std::uint32_t cores = 8; GILSCOPE_ACTION("cores", cores) };
struct SetThreads { std::uint32_t threads = 1; GILSCOPE_ACTION("threads", threads) };  ///< for scripts that take them as an argument
struct SetArgs { std::vector<std::string> args; GILSCOPE_ACTION("args", args) };
struct SetRuntime { std::string spec; Switch on = Switch::Toggle; GILSCOPE_ACTION("runtime", spec, on) };
struct SetRuntimes { std::vector<std::string> specs; GILSCOPE_ACTION("runtimes", specs) };
struct SetSwitchInterval { std::optional<SimTime> interval; GILSCOPE_ACTION("switch-interval", interval) };
struct SetWhatIf { std::string name; Switch on = Switch::Toggle; GILSCOPE_ACTION("what-if", name, on) };
struct SetCostPreset { std::string file; GILSCOPE_ACTION("costs", file) };        ///< "": each runtime's own
struct SetSeed { std::uint64_t seed = 1; GILSCOPE_ACTION("seed", seed) };
struct CancelRun { GILSCOPE_ACTION("cancel") };
struct Rerun { GILSCOPE_ACTION("rerun") };

// ---- playback ----
struct Play { GILSCOPE_ACTION("play") };
struct Pause { GILSCOPE_ACTION("pause") };
struct TogglePlay { GILSCOPE_ACTION("toggle-play") };
struct SetSpeed { double speed = 1e-3; GILSCOPE_ACTION("speed", speed) };         ///< simulated seconds per second
struct ScaleSpeed { double factor = 2; GILSCOPE_ACTION("speed-by", factor) };
struct Seek { SimTime at = 0; GILSCOPE_ACTION("seek", at) };
struct Step { StepKind kind{}; Direction direction{}; GILSCOPE_ACTION("step", kind, direction) };
struct SetStop { StopKind kind{}; std::string value; GILSCOPE_ACTION("run-until", kind, value) };  ///< value: an instant, a line, or "-"; then plays
struct SetLoop { std::optional<SimTime> from, to; GILSCOPE_ACTION("loop", from, to) };
struct LoopVisible { GILSCOPE_ACTION("loop-visible") };                           ///< the measured range, else the visible one; again: off

// ---- looking ----
struct ZoomTo { SimTime from = 0, to = 0; GILSCOPE_ACTION("zoom-to", from, to) };
struct ZoomBy { double factor = 2; std::optional<SimTime> at; GILSCOPE_ACTION("zoom", factor, at) };  ///< >1: closer; "-": the middle
struct PanBy { double part = 0.1; GILSCOPE_ACTION("pan", part) };                 ///< of the visible range, to the right
struct ShowAll { GILSCOPE_ACTION("show-all") };
struct Focus { GILSCOPE_ACTION("focus") };                                        ///< the selection fills most of the view
struct ScrollLanes { std::uint32_t run = 0; double pixels = 0; GILSCOPE_ACTION("scroll-lanes", run, pixels) };
struct SetMarker { MarkerName name{}; std::optional<SimTime> at; GILSCOPE_ACTION("marker", name, at) };
struct Measure { std::optional<SimTime> from, to; std::uint32_t run = 0; GILSCOPE_ACTION("measure", from, to, run) };
struct PinLane { std::uint32_t run = 0, lane = 0; Switch on = Switch::Toggle; GILSCOPE_ACTION("pin-lane", run, lane, on) };
struct HideLane { std::uint32_t run = 0, lane = 0; Switch on = Switch::On; GILSCOPE_ACTION("hide-lane", run, lane, on) };
struct ExpandLane { std::uint32_t run = 0, lane = 0; Switch on = Switch::Toggle; GILSCOPE_ACTION("expand-lane", run, lane, on) };
struct MoveLane { std::uint32_t run = 0, lane = 0; std::int32_t by = 1; GILSCOPE_ACTION("move-lane", run, lane, by) };
struct ResetLanes { GILSCOPE_ACTION("reset-lanes") };
struct SetArrows { Switch on = Switch::Toggle; GILSCOPE_ACTION("arrows", on) };
struct SetSearch { std::string text; GILSCOPE_ACTION("search", text) };

// ---- choosing ----
struct Select { scene::Hit hit; GILSCOPE_ACTION("select", hit) };
struct ClearSelection { GILSCOPE_ACTION("select-nothing") };
struct SelectNeighbour { Direction direction{}; GILSCOPE_ACTION("neighbour", direction) };  ///< the next span on the lane
struct FollowCause { Direction direction{}; GILSCOPE_ACTION("cause", direction) };  ///< backward: from the waiter to its culprit; forward: back again

// ---- looks ----
struct SetDark { Switch on = Switch::Toggle; GILSCOPE_ACTION("dark", on) };
struct SetScale { double scale = 1; GILSCOPE_ACTION("scale", scale) };
struct ScaleBy { double factor = 1.1; GILSCOPE_ACTION("scale-by", factor) };
struct SetPresenter { Switch on = Switch::Toggle; GILSCOPE_ACTION("presenter", on) };
struct SetReducedMotion { Switch on = Switch::Toggle; GILSCOPE_ACTION("reduced-motion", on) };
struct ShowPanel { Panel panel{}; Switch on = Switch::Toggle; GILSCOPE_ACTION("panel", panel, on) };
struct SetSplit { Split split{}; double part = 0.3; GILSCOPE_ACTION("split", split, part) };

// ---- outside: left in AppState::effects for the window ----
struct CopyPicture { GILSCOPE_ACTION("copy-picture") };                           ///< of the view, to a PNG in the pictures folder; its path is copied
struct SavePicture { std::string path; GILSCOPE_ACTION("save-picture", path) };
struct CopyLink { GILSCOPE_ACTION("copy-link") };                                 ///< the state of the view as a short text
struct OpenLink { std::string link; GILSCOPE_ACTION("open-link", link) };
/// `run`: its number on screen from 0, or 1000 for all of them in one file.
struct ExportFile { std::uint32_t run = 0; std::string path; Switch overwrite = Switch::Off; GILSCOPE_ACTION("export", run, path, overwrite) };
struct CopyText { std::string text; GILSCOPE_ACTION("copy-text", text) };
struct DumpState { std::string path; GILSCOPE_ACTION("dump-state", path) };       ///< as JSON
struct Resize { std::uint32_t width = 1280, height = 720; GILSCOPE_ACTION("resize", width, height) };
struct Wait { GILSCOPE_ACTION("wait") };                                          ///< scripts: until the runs are done
struct Quit { GILSCOPE_ACTION("quit") };

#undef GILSCOPE_ACTION

using AnyAction = std::variant<
    OpenScenario, EditSource, ReplaceSource, RevertSource, SaveSource, SetCores, SetThreads, SetArgs, SetRuntime, SetRuntimes,
    SetSwitchInterval, SetWhatIf, SetCostPreset, SetSeed, CancelRun, Rerun,  //
    Play, Pause, TogglePlay, SetSpeed, ScaleSpeed, Seek, Step, SetStop, SetLoop, LoopVisible,  //
    ZoomTo, ZoomBy, PanBy, ShowAll, Focus, ScrollLanes, SetMarker, Measure, PinLane, HideLane, ExpandLane, MoveLane, ResetLanes, SetArrows,
    SetSearch,  //
    Select, ClearSelection, SelectNeighbour, FollowCause,  //
    SetDark, SetScale, ScaleBy, SetPresenter, SetReducedMotion, ShowPanel, SetSplit,  //
    CopyPicture, SavePicture, CopyLink, OpenLink, ExportFile, CopyText, DumpState, Resize, Wait, Quit>;

struct Action : AnyAction {
  using AnyAction::AnyAction;
  using AnyAction::operator=;
};

/// Does it. Wrong values are brought into their ranges; what cannot be done at all leaves a notice.
void apply(AppState& state, const Action& action);

std::string to_text(const Action& action);
/// Error: what is wrong with the line and what is expected.
Result<Action> parse_action(std::string_view line);
/// A script: one action a line. Error: "NAME, line N: ...".
Result<std::vector<Action>> parse_script(const std::string& name, std::string_view text);
/// The words there are, with their fields: for --help and messages.
std::vector<std::string> action_words();

}  // namespace gilscope::desktop
