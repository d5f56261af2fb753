// Everything the desktop app knows, in one value that its caller owns: what to run, what ran, what is looked at, and how it looks.
// Panels read it; it changes through actions (actions.hpp). No window, no Dear ImGui here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/diagnostic.hpp"
#include "sim/base/sim_time.hpp"
#include "sim/session/session.hpp"
#include "ui/desktop/panels_state.hpp"
#include "ui/scene/picture.hpp"
#include "ui/scene/scenes.hpp"

namespace gilscope::desktop {

struct Action;

/// What to run. A change of it re-runs everything.
struct Setup {
  std::string path;                       ///< of the scenario
  std::string source;                     ///< its text, as edited
  std::vector<std::string> runtimes = {"3.13", "3.13t"};  ///< runtime specs, one to four, in the order in which they are stacked
  std::uint32_t cores = 8;                ///< 1 to 64
  std::vector<std::string> args;          ///< sys.argv[1:]
  std::optional<SimTime> switch_interval; ///< nullopt: the scenario's, else 5 ms
  std::vector<std::string> what_ifs;      ///< applied to every runtime that has them
  std::string model_file;                 ///< a cost preset; empty: each runtime's own measured costs
  std::optional<std::uint64_t> seed;

  bool operator==(const Setup&) const = default;
};

/// One run on screen: finished, or as far as it got.
struct ShownRun {
  std::string runtime;
  RunOptions options;                     ///< with which it can be replayed
  std::shared_ptr<const Trace> trace;     ///< never null
  std::optional<RunReport> report;        ///< nullopt: it still goes on, `trace` is a copy of what was recorded so far
};

/// The runs on screen: all of one setup.
struct RunSet {
  std::uint64_t generation = 0;           ///< another number whenever a trace in it is another one
  Setup setup;
  std::shared_ptr<const Scenario> scenario;
  Program program;
  std::vector<ShownRun> runs;
  SimTime end = 0;                        ///< of the longest run

  bool complete() const;                  ///< every run came to its end
};

/// The work in the background.
struct Job {
  bool running = false;
  std::uint64_t setup_number = 0;         ///< of the setup it works on; see AppState::setup_number
  std::size_t finished = 0, total = 0;    ///< runs
  SimTime simulated = 0;                  ///< how far the slowest has got
  std::uint64_t bytecodes = 0;
  double host_seconds = 0;
};

/// What is wrong with the setup. The runs on screen are then those of the last setup that was right.
struct Problem {
  std::optional<Diagnostic> diagnostic;   ///< the program does not compile
  std::string message;                    ///< anything else, or the diagnostic in one line
};

/// Speed-up over cores for the shown setup, computed after the runs while the results are on screen.
struct Sweep {
  std::vector<scene::CurveSeries> series; ///< one per runtime, against that runtime on one core
  std::size_t finished = 0, total = 0;    ///< runs; finished == total: complete
};

enum class StepKind : std::uint8_t { Bytecode, Line, Event, GilSwitch };
enum class Direction : std::uint8_t { Forward, Backward };
enum class StopKind : std::uint8_t { Nothing, Time, Line, AnyWaitsForLock, AnyWaitsForGil, Deadlock, Output };

/// Where playback halts by itself.
struct StopAt {
  StopKind kind = StopKind::Nothing;
  std::int64_t value = 0;                 ///< Time: the instant; Line: its number in the scenario

  bool operator==(const StopAt&) const = default;
};

struct Playback {
  bool playing = true;
  double speed = 5e-3;                    ///< simulated seconds per second, kSlowest to kFastest
  double remainder = 0;                   ///< picoseconds that were too few to count, for slow speeds
  StopAt stop;
  std::string halted;                     ///< why it stopped by itself, for the status line; empty: it did not
  static constexpr double kSlowest = 1e-9, kFastest = 1.0;
};

/// The lanes of one run; the rest of its TimelineView is common to all runs.
struct RunLanes {
  std::vector<scene::LaneChoice> lanes;   ///< empty: default_lanes()
  float scroll = 0;
};

enum class Panel : std::uint8_t {
  Machine, Timeline, Overview, Difference, Legend, Source, Bytecode, Inspector, Results, Glossary, Output,
  Search, Palette, Bindings, Export, Scenarios, StopAt,
};
inline constexpr std::size_t kPanelCount = 17;

struct Appearance {
  bool dark = true;
  bool presenter = false;
  bool reduced_motion = false;
  bool vsync = true;
  float scale = 1;                        ///< of type, on top of the screen's own scale; 0.6 to 3
  float left = 0.24f, right = 0.25f;      ///< the side columns' parts of the width
  float left_split = 0.6f;                ///< the source's part of the left column, over the bytecode
  float machine = 0.4f;                   ///< the machine's part of a run's height, over its timeline
  std::vector<Panel> panels = {Panel::Machine, Panel::Timeline, Panel::Overview, Panel::Legend, Panel::Source, Panel::Inspector};  ///< those open
};

/// A line at the bottom, for a few seconds.
struct Notice {
  std::string text;
  bool error = false;
  std::uint64_t number = 0;               ///< another one for each notice
};

struct AppState {
  Setup setup;
  std::uint64_t setup_number = 1;         ///< another one whenever `setup` changed
  bool source_edited = false;             ///< the text differs from the file
  RunSet shown;
  Job job;
  bool cancel_requested = false;
  std::optional<Problem> problem;
  Sweep sweep;

  scene::TimelineView view;               ///< common to all runs; its lanes and scroll are unused, see `lanes`
  bool show_everything = true;            ///< the visible range follows the end of the longest run until the user zooms
  std::vector<RunLanes> lanes;            ///< by run
  std::vector<scene::Hit> trail;          ///< selections that FollowCause came along, to go back
  std::optional<std::vector<std::string>> statistics;  ///< of the measured range, line by line
  Playback playback;
  Appearance appearance;
  PanelsState panels;
  Notice notice;

  std::vector<Action> effects;            ///< what apply() left to the window: files, the clipboard, replays, leaving

  AppState();
  ~AppState();
  AppState(AppState&&) noexcept;
  AppState& operator=(AppState&&) noexcept;

  bool is_open(Panel panel) const;
  void notify(std::string text, bool error = false);
};

/// The complete view of one run, for the scenes.
scene::TimelineView timeline_view(const AppState& state, std::uint32_t run);
/// What the scenes are given about the run. Cheap enough once per frame only: it splits the source into lines.
scene::RunPicture run_picture(const RunSet& set, std::uint32_t run);

std::string_view panel_name(Panel panel);                       ///< "source"
std::optional<Panel> panel_of(std::string_view name);

}  // namespace gilscope::desktop
