// The clock of the picture.
#include "ui/desktop/playback.hpp"

#include "sim/trace/recorder.hpp"
#include "tests/catch.hpp"
#include "ui/desktop/actions.hpp"

using namespace gilscope;
using namespace gilscope::desktop;

namespace {

// One thread that runs, waits for a lock from 4 to 6 ms, and runs again until 10 ms.
AppState ten_milliseconds() {
  Recorder recorder({.keep_spans = true});
  recorder.thread_started(ThreadId(0), 0, "main");
  recorder.thread_state(ThreadId(0), 0, ThreadState::Running, CoreId(0));
  recorder.thread_state(ThreadId(0), 4 * kMillisecond, ThreadState::WaitingForLock, CoreId());
  recorder.thread_state(ThreadId(0), 6 * kMillisecond, ThreadState::Running, CoreId(0));
  recorder.finish(10 * kMillisecond);
  AppState state;
  state.shown.runs.push_back({"3.13", {}, std::make_shared<Trace>(recorder.trace()), RunReport{}});
  state.shown.end = 10 * kMillisecond;
  apply(state, ShowAll{});
  return state;
}

SimTime played(double frames_per_second, double seconds, double speed) {
  AppState state = ten_milliseconds();
  apply(state, SetSpeed{speed});
  for (int i = 0; i < static_cast<int>(seconds * frames_per_second + 0.5); ++i) advance(state, 1 / frames_per_second);
  return state.view.playhead;
}

}  // namespace

TEST_CASE("playback does not depend on the frame rate") {
  for (const double rate : {7.0, 60.0, 144.0, 1000.0}) CHECK(std::abs(played(rate, 1, 1e-3) - kMillisecond) < kMicrosecond / 100);
}

TEST_CASE("at a nanosecond per second no picosecond is lost") { CHECK(std::abs(played(144, 3, 1e-9) - 3 * kNanosecond) <= 2); }

TEST_CASE("playback ends with the run, and begins again from the start") {
  AppState state = ten_milliseconds();
  apply(state, SetSpeed{1});
  CHECK(advance(state, 1));
  CHECK(state.view.playhead == 10 * kMillisecond);
  CHECK(!state.playback.playing);
  CHECK(!is_moving(state));
  apply(state, Play{});
  CHECK(state.view.playhead == 0);
  CHECK(state.playback.playing);
}

TEST_CASE("a run that still goes on is waited for") {
  AppState state = ten_milliseconds();
  state.shown.runs[0].report.reset();
  apply(state, SetSpeed{1});
  advance(state, 1);
  CHECK(state.playback.playing);
}

TEST_CASE("a loop goes round") {
  AppState state = ten_milliseconds();
  apply(state, SetLoop{2 * kMillisecond, 3 * kMillisecond});
  CHECK(state.view.playhead == 2 * kMillisecond);
  apply(state, SetSpeed{1e-3});
  advance(state, 0.25);
  advance(state, 1);
  CHECK(std::abs(state.view.playhead - (2 * kMillisecond + 250 * kMicrosecond)) < kMicrosecond);
}

TEST_CASE("run until: exactly there, also within a frame that jumps over it") {
  AppState state = ten_milliseconds();
  apply(state, SetSpeed{1});
  apply(state, SetStop{StopKind::AnyWaitsForLock, "-"});
  advance(state, 0.2);
  CHECK(state.view.playhead == 4 * kMillisecond);
  CHECK(!state.playback.playing);
  CHECK(state.playback.halted == "stopped: a thread waits for a lock");
  apply(state, SetStop{StopKind::Time, "5.5ms"});
  advance(state, 0.2);
  CHECK(state.view.playhead == 5 * kMillisecond + 500 * kMicrosecond);
}

TEST_CASE("steps from event to event, both ways") {
  AppState state = ten_milliseconds();
  apply(state, Step{StepKind::Event, Direction::Forward});
  CHECK(state.view.playhead == 4 * kMillisecond);
  apply(state, Step{StepKind::Event, Direction::Forward});
  CHECK(state.view.playhead == 6 * kMillisecond);
  apply(state, Step{StepKind::Event, Direction::Backward});
  CHECK(state.view.playhead == 4 * kMillisecond);
  apply(state, Step{StepKind::GilSwitch, Direction::Forward});
  CHECK(state.view.playhead == 4 * kMillisecond);  // there is no GIL in this trace
  CHECK(!state.notice.text.empty());
}

TEST_CASE("spans of a lane, one after the other") {
  AppState state = ten_milliseconds();
  scene::Hit hit;
  hit.kind = scene::HitKind::ThreadSpan;
  hit.thread = ThreadId(0);
  hit.lane = Lane::of(ThreadId(0));
  hit.end = 4 * kMillisecond;
  apply(state, Select{hit});
  apply(state, SelectNeighbour{Direction::Forward});
  REQUIRE(state.view.selection);
  CHECK(state.view.selection->begin == 4 * kMillisecond);
  CHECK(state.view.selection->value == static_cast<std::uint32_t>(ThreadState::WaitingForLock));
  apply(state, SelectNeighbour{Direction::Backward});
  CHECK(state.view.selection->begin == 0);
}
