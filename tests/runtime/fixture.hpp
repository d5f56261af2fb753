// Modeled threads as coroutines over a real Runtime: what a thread does is written as the runtime sees it.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "sim/machine/machine_costs.hpp"
#include "sim/objects/heap.hpp"
#include "sim/objects/objects.hpp"
#include "sim/runtime/gil.hpp"
#include "sim/runtime/runtime.hpp"
#include "sim/runtime/stop_the_world.hpp"
#include "sim/runtime/trace_observer.hpp"
#include "sim/trace/recorder.hpp"
#include "sim/trace/trace.hpp"

namespace gilscope::test {

inline CostModel model_of(const std::string& preset) {
  return load_cost_model(cost_model_path(std::string(GILSCOPE_SOURCE_DIR) + "/assets", preset)).value();
}
inline RuntimeConfig config_of(const std::string& preset) { return runtime_preset(preset).value(); }

class World : public Executor {
 public:
  World(std::uint32_t cores, const RuntimeConfig& config)
      : model(model_of(config.preset)),
        observer(recorder),
        machine(MachineConfig{cores, 1.0, 1}, model.machine, observer),
        runtime(config, model, machine, recorder),
        heap(runtime.refcounts()) {
    runtime.attach_heap(heap);
    type.name = nullptr;
  }

  RuntimeThread& spawn(Co<> (*body)(World*, RuntimeThread*)) {
    auto& thread = threads.emplace_back();
    OsThread& os = machine.create_thread("t" + std::to_string(threads.size() - 1));
    runtime.add_thread(thread, os);
    os.user = &thread;
    bodies_.push_back(life(this, &thread, body));
    os.resume = bodies_.back().handle();
    return thread;
  }
  MachineStop run(SimTime max_time = 10 * kSecond) { return machine.run(*this, max_time, nullptr); }

  void run(OsThread& os) override {
    runtime.becomes_current(*static_cast<RuntimeThread*>(os.user));
    const auto resume = std::exchange(os.resume, nullptr);
    resume.resume();
    if (bodies_[os.id.value].done()) machine.finish_current();
  }

  /// A plain object without payload, of the current thread.
  Object* object() { return heap.allocate(&type, sizeof(Object)); }

  /// Python code that computes: time passes, with an eval-breaker check every `step`.
  Co<> compute(RuntimeThread* t, SimTime duration, SimTime step = 10 * kMicrosecond) {
    for (SimTime done = 0; done < duration; done += step) {
      co_await machine.compute(step);
      if (t->eval_breaker != 0) co_await runtime.handle_pending(*t);
    }
  }
  Co<> sleep(RuntimeThread* t, SimTime duration) {
    co_await runtime.block_detached(*t, ThreadState::Sleeping, machine.clock.now + duration);
  }

  CostModel model;
  Recorder recorder;
  TraceObserver observer;
  Machine machine;
  Runtime runtime;
  TypeObject type{};
  Heap heap;
  std::deque<RuntimeThread> threads;
  // what test bodies share
  std::uint8_t word = 0;
  std::uint32_t line = 0;
  Object* shared = nullptr;
  int counter = 0;
  std::vector<int> order;
  std::vector<SimTime> times;

 private:
  static Co<> life(World* w, RuntimeThread* t, Co<> (*body)(World*, RuntimeThread*)) {
    co_await w->runtime.attach(*t);
    co_await body(w, t);
    co_await w->runtime.exit_thread(*t);
  }
  std::vector<Co<>> bodies_;
};

}  // namespace gilscope::test
