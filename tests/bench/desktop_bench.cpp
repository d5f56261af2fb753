// How soon a new result is on screen after a change, for each bundled scenario; and how long a frame of the app takes to build, at the size of a laptop's screen, with a trace of ten million spans: CPU time without drawing by
// the graphics card. Every zoom from the whole run to a microsecond.
#include <benchmark/benchmark.h>
#include <imgui.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>

#include "sim/session/session.hpp"
#include "sim/trace/recorder.hpp"
#include "sim/trace/trace.hpp"
#include "ui/desktop/actions.hpp"
#include "ui/desktop/centre.hpp"
#include "ui/desktop/runner.hpp"
#include "ui/desktop/style.hpp"

namespace {

using namespace gilscope;
using namespace gilscope::desktop;

constexpr int kThreads = 8;
constexpr int kSpans = 10'000'000;

// Eight threads that hand the GIL on every few hundred nanoseconds.
std::shared_ptr<const Trace> large_trace() {
  Recorder recorder({.keep_spans = true, .max_bytes = std::size_t{2} << 30});
  for (std::uint32_t t = 0; t < kThreads; ++t) recorder.thread_started(ThreadId(t), 0, "worker-" + std::to_string(t));
  SimTime at = 0;
  std::uint32_t holder = 0;
  for (std::int64_t i = 0; i < kSpans / 4; ++i) {  // each hand-over ends two spans of threads, one of a core, one of the GIL
    at += 100 * kNanosecond + (i * 7919 % 1000) * kNanosecond;
    const std::uint32_t next = (holder + 1 + static_cast<std::uint32_t>(i % 3)) % kThreads;
    if (next == holder) continue;
    recorder.thread_state(ThreadId(holder), at, ThreadState::WaitingForGil, CoreId());
    recorder.thread_state(ThreadId(next), at, ThreadState::Running, CoreId(next));
    recorder.core_runs(CoreId(next), at, ThreadId(next));
    recorder.gil_holder(at, ThreadId(next));
    holder = next;
  }
  recorder.finish(at);
  return std::make_shared<Trace>(recorder.trace());
}

struct Screen {
  AppState state;
  CentreState centre;
  Derived derived;
  FontAtlas fonts;
  scene::Theme theme = scene::dark_theme();

  Screen() {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = {1280, 800};
    fonts.load(theme);
    io.Fonts->SetTexID(ImTextureID{});
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    apply_style(theme);
    const auto trace = large_trace();
    for (const char* runtime : {"3.13", "3.13t"}) state.shown.runs.push_back({runtime, {}, trace, RunReport{}});
    state.shown.generation = 1;
    state.shown.end = trace->end();
    apply(state, ShowAll{});
    derived.update(state.shown);
  }
  ~Screen() { ImGui::DestroyContext(); }

  int frame() {
    const View view{theme, derived.pictures, {}, fonts.panel_fonts(), 0};
    Actions actions;
    ImGui::GetIO().DeltaTime = 1 / 60.f;
    ImGui::NewFrame();
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({1280, 800});
    ImGui::Begin("gilscope", nullptr, ImGuiWindowFlags_NoDecoration);
    centre_panel(state, centre, view, derived, fonts, {0, 70, 1280, 700}, actions);
    ImGui::End();
    ImGui::Render();
    return ImGui::GetDrawData()->TotalVtxCount;
  }
};

// range(0): the visible part of the run, one in so many. range(1): whether the picture moves from frame to frame.
void frame_of_ten_million_spans(benchmark::State& bench) {
  static Screen screen;  // made once: the trace takes seconds
  const SimTime length = screen.state.shown.end / bench.range(0);
  apply(screen.state, ZoomTo{screen.state.shown.end / 3, screen.state.shown.end / 3 + length});
  screen.state.view.playhead = screen.state.shown.end / 3 + length / 2;
  int vertices = 0;
  double way = bench.range(1) != 0 ? 0.01 : 0;  // a picture that moves is drawn afresh; one at rest is remembered
  for (auto _ : bench) {
    if (way != 0) apply(screen.state, PanBy{way = -way});
    vertices = screen.frame();
  }
  bench.counters["vertices"] = vertices;
}
// From a change of the setup until the new result is in the state, on two runtimes, for one bundled scenario: "within 100 ms".
void new_result(benchmark::State& bench, const std::string& name) {
  Runner runner([] {});
  AppState state;
  const auto wait = [&](std::uint64_t generation) {
    while (state.shown.generation == generation || !state.shown.complete()) {
      runner.poll(state);
      std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
  };
  apply(state, OpenScenario{name});
  apply(state, SetRuntimes{{"3.13", "3.13t"}});
  wait(state.shown.generation);
  std::uint32_t cores = 4;
  for (auto _ : bench) {
    const auto generation = state.shown.generation;
    apply(state, SetCores{cores = 9 - cores});
    wait(generation);
  }
}

void register_scenarios() {
  for (const auto& entry : std::filesystem::directory_iterator(scenarios_directory())) {
    if (entry.path().extension() != ".py") continue;
    const std::string name = entry.path().stem().string();
    benchmark::RegisterBenchmark(("new_result/" + name).c_str(), [name](benchmark::State& bench) { new_result(bench, name); })
        ->Unit(benchmark::kMillisecond)->UseRealTime()->MinTime(0.2);
  }
}
const bool kRegistered = (register_scenarios(), true);

BENCHMARK(frame_of_ten_million_spans)->ArgNames({"zoom", "moving"})->ArgsProduct({{1, 10, 100, 10'000, 1'000'000}, {0, 1}})->Unit(benchmark::kMillisecond);

}  // namespace
