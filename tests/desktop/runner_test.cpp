// Runs in the background: swapped in when they are ready, ended when they are not wanted.
#include "ui/desktop/runner.hpp"

#include <atomic>
#include <chrono>
#include <functional>
#include <thread>

#include "sim/trace/trace.hpp"
#include "tests/catch.hpp"
#include "ui/desktop/actions.hpp"

using namespace gilscope;
using namespace gilscope::desktop;

namespace {

// Polls until something is so, or a minute is over.
bool until(Runner& runner, AppState& state, const std::function<bool()>& so) {
  for (int i = 0; i < 6000; ++i) {
    runner.poll(state);
    if (so()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

AppState with_program(const std::string& text) {
  AppState state;
  apply(state, OpenScenario{"lost_update_lock"});
  apply(state, EditSource{text});
  apply(state, SetRuntimes{{"3.13", "3.13t"}});
  return state;
}

constexpr const char* kShort = "for i in range(100):\n    pass\nprint('done')\n";

}  // namespace

TEST_CASE("a setup runs, and a change of it swaps in when it is ready") {
  std::atomic<int> woken = 0;
  Runner runner([&] { ++woken; });
  AppState state = with_program(kShort);
  REQUIRE(until(runner, state, [&] { return state.shown.complete(); }));
  REQUIRE(state.shown.runs.size() == 2);
  CHECK(state.shown.runs[0].report->stdout_text == "done\n");
  CHECK(state.shown.runs[1].runtime == "3.13t");
  CHECK(until(runner, state, [&] { return woken > 0; }));  // the word may come a moment after the result
  const auto generation = state.shown.generation;
  const auto old = state.shown.runs[0].trace;
  state.view.playhead = state.shown.end / 2;
  const SimTime playhead = state.view.playhead;
  apply(state, SetCores{2});
  CHECK(state.shown.runs[0].trace == old);  // the old picture stays
  REQUIRE(until(runner, state, [&] { return state.shown.generation > generation && state.shown.complete(); }));
  CHECK(state.shown.setup.cores == 2);
  CHECK(state.view.playhead == playhead);  // playback keeps its place
}

TEST_CASE("an error keeps the picture, names its line, and goes when it is repaired") {
  Runner runner([] {});
  AppState state = with_program(kShort);
  REQUIRE(until(runner, state, [&] { return state.shown.complete(); }));
  const auto trace = state.shown.runs[0].trace;
  apply(state, EditSource{"x = 1\ny = (\n"});
  REQUIRE(until(runner, state, [&] { return state.problem.has_value(); }));
  REQUIRE(state.problem->diagnostic);
  CHECK(state.problem->diagnostic->span.line == 2);
  CHECK(state.shown.runs[0].trace == trace);
  CHECK(!state.job.running);
  apply(state, EditSource{kShort});
  REQUIRE(until(runner, state, [&] { return !state.problem; }));
  CHECK(state.shown.complete());
}

TEST_CASE("a program that loops for ever is shown while it runs, and stopped by one action") {
  Runner runner([] {});
  AppState state = with_program("while True:\n    pass\n");
  REQUIRE(until(runner, state, [&] { return state.job.running && state.job.simulated > 0; }));
  apply(state, CancelRun{});
  REQUIRE(until(runner, state, [&] { return state.shown.complete(); }));
  CHECK(state.shown.runs[0].report->end == RunEnd::Interrupted);
  CHECK(state.shown.end > 0);
  CHECK(until(runner, state, [&] { return runner.idle(state); }));
}

TEST_CASE("a newer setup ends the older one, and leaving does not wait for a run") {
  Runner runner([] {});
  AppState state = with_program("while True:\n    pass\n");
  REQUIRE(until(runner, state, [&] { return state.job.running && state.job.simulated > 0; }));
  apply(state, EditSource{kShort});
  REQUIRE(until(runner, state, [&] { return state.shown.complete() && !state.shown.runs[0].report->stdout_text.empty(); }));
  CHECK(state.shown.runs[0].report->end == RunEnd::Finished);
  apply(state, EditSource{"while True:\n    pass\n"});
  runner.poll(state);
}  // ~Runner ends it

TEST_CASE("the speed-up curve comes after the runs, while the results are open") {
  Runner runner([] {});
  AppState state = with_program(kShort);
  apply(state, ShowPanel{Panel::Results, Switch::On});
  apply(state, SetCores{4});
  REQUIRE(until(runner, state, [&] { return state.sweep.total > 0 && state.sweep.finished == state.sweep.total; }));
  REQUIRE(state.sweep.series.size() == 2);
  CHECK(state.sweep.series[0].points.front() == std::pair(1.0, 1.0));
}
