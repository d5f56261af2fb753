// How long building one frame takes on the CPU, for a trace of ten million spans, at the zooms that cost most. The canvas draws nothing. The bar:
// all scenes of a 1280x800 window together under 4 ms.
#include <benchmark/benchmark.h>

#include <memory>
#include <random>

#include "sim/trace/recorder.hpp"
#include "sim/trace/trace.hpp"
#include "tests/scene/recording_canvas.hpp"
#include "ui/scene/draw_cache.hpp"
#include "ui/scene/run_index.hpp"
#include "ui/scene/scenes.hpp"

namespace gilscope::scene {
namespace {

constexpr std::uint32_t kThreads = 16;
constexpr std::uint32_t kCores = 8;
constexpr int kTurns = 1'250'000;  // each is eight spans: GIL, two states of each of two threads, a core, a lock

// Threads take turns with the GIL, each turn between one and three microseconds long.
std::shared_ptr<const Trace> ten_million_spans() {
  Recorder r({true, std::size_t{1} << 30});
  std::mt19937 random(1);
  for (std::uint32_t t = 0; t < kThreads; ++t) r.thread_started(ThreadId{t}, 0, "worker-" + std::to_string(t));
  r.lock_created(LockId{0}, "Lock", "guard");
  r.object_named(ObjectId{0}, "list", "shared", ThreadId{0}, false);
  SimTime now = 1;
  std::uint32_t holder = 0;
  for (int i = 0; i < kTurns; ++i) {
    const std::uint32_t next = (holder + 1 + random() % (kThreads - 1)) % kThreads;
    const CoreId core{holder % kCores};
    r.thread_state(ThreadId{holder}, now, ThreadState::Running, core);
    r.core_runs(core, now, ThreadId{holder});
    r.gil_holder(now, ThreadId{holder});
    const SimTime middle = now + 1 + random() % kMicrosecond;
    r.lock_acquired(LockId{0}, ThreadId{holder}, middle, i % 3 == 0);
    if (i % 3 == 0) r.lock_wait(LockId{0}, ThreadId{holder}, now, middle);
    r.object_traffic(ObjectId{0}, middle, 1, 2, 1);
    now = middle + kMicrosecond + random() % kMicrosecond;
    r.lock_released(LockId{0}, ThreadId{holder}, now);
    r.wake(ThreadId{holder}, ThreadId{next}, now);
    r.thread_state(ThreadId{holder}, now, random() % 2 ? ThreadState::WaitingForGil : ThreadState::Sleeping, CoreId{});
    r.core_runs(core, now, ThreadId{});
    r.gil_holder(now, ThreadId{});
    now += 1 + random() % 100;
    holder = next;
  }
  r.finish(now);
  return r.shared_trace();
}

struct Fixture {
  std::shared_ptr<const Trace> trace = ten_million_spans();
  RunPicture picture;
  Theme theme = dark_theme();
  HitList hits;
  NullCanvas canvas;
  TimelineView view;

  Fixture() {
    picture.trace = trace.get();
    picture.label = "3.13";
    picture.cores = kCores;
    picture.index = make_index(*trace);
    view.lanes = default_lanes(picture);
  }
  void zoom(double spans_per_pixel) {
    // About one lane's span per 35 µs.
    const auto length = static_cast<SimTime>(spans_per_pixel * 1100 * 17 * kMicrosecond);
    view.range = {trace->end() / 3, std::min(trace->end(), trace->end() / 3 + std::max<SimTime>(length, 1000))};
  }
};

Fixture& fixture() {
  static const std::unique_ptr<Fixture> kFixture = std::make_unique<Fixture>();
  return *kFixture;
}

void set_zoom(Fixture& f, benchmark::State& state) {
  if (state.range(0) == 0)
    f.view.range = {0, f.trace->end()};
  else
    f.zoom(static_cast<double>(state.range(0)) / 10);
}

// Every lane is computed afresh, as while zooming.
void BM_Timeline(benchmark::State& state) {
  Fixture& f = fixture();
  f.picture.cache = nullptr;
  set_zoom(f, state);
  f.canvas.calls = 0;
  for (auto _ : state) {
    f.hits.clear();
    draw_timeline(f.picture, f.view, f.theme, {0, 0, 1280, 800}, f.canvas, &f.hits);
  }
  state.counters["draws"] = static_cast<double>(f.canvas.calls) / static_cast<double>(state.iterations());
  state.counters["hits"] = static_cast<double>(f.hits.regions().size());
}

// Everything a window shows at once, as while playing: the playhead moves, the visible range does not.
void BM_WholeFrame(benchmark::State& state) {
  Fixture& f = fixture();
  f.picture.cache = std::make_shared<DrawCache>();
  set_zoom(f, state);
  MachineView machine;
  machine.slow_motion = 1e-3;
  f.canvas.calls = 0;
  for (auto _ : state) {
    f.hits.clear();
    machine.at += kMicrosecond;
    f.view.playhead = machine.at;
    draw_machine(f.picture, machine, f.theme, {0, 0, 1280, 380}, f.canvas, &f.hits);
    draw_timeline(f.picture, f.view, f.theme, {0, 0, 1280, 750}, f.canvas, &f.hits);
    draw_overview(f.picture, f.view, f.theme, {0, 750, 1280, 50}, f.canvas, &f.hits);
    draw_legend(f.picture, f.theme, {0, 0, 1280, 30}, f.canvas, &f.hits);
  }
  state.counters["draws"] = static_cast<double>(f.canvas.calls) / static_cast<double>(state.iterations());
}

void BM_Machine(benchmark::State& state) {
  Fixture& f = fixture();
  MachineView machine;
  machine.slow_motion = 1e-3;
  for (auto _ : state) {
    f.hits.clear();
    machine.at = (machine.at + 777 * kMicrosecond) % f.trace->end();
    draw_machine(f.picture, machine, f.theme, {0, 0, 1280, 400}, f.canvas, &f.hits);
  }
}

void BM_Overview(benchmark::State& state) {
  Fixture& f = fixture();
  f.picture.cache = nullptr;
  for (auto _ : state) {
    f.hits.clear();
    draw_overview(f.picture, f.view, f.theme, {0, 750, 1280, 50}, f.canvas, &f.hits);
  }
}

void BM_Index(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(make_index(*fixture().trace));
}

// Tenths of a span per pixel and lane; 0 = the whole run.
BENCHMARK(BM_Timeline)->Arg(0)->Arg(5000)->Arg(1000)->Arg(300)->Arg(100)->Arg(30)->Arg(10)->Arg(3)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_WholeFrame)->Arg(0)->Arg(5000)->Arg(1000)->Arg(300)->Arg(100)->Arg(30)->Arg(10)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Machine)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Overview)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Index)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace gilscope::scene
