// A small operating system for the tests: threads are coroutines, the observer writes down what happens.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sim/base/co.hpp"
#include "sim/machine/machine.hpp"
#include "sim/machine/machine_costs.hpp"

namespace gilscope::test {

struct Log final : MachineObserver {
  struct State { ThreadId thread; SimTime at; ThreadState state; CoreId core; };
  struct Run { CoreId core; SimTime at; ThreadId thread; };
  std::vector<State> states;
  std::vector<Run> runs;
  std::vector<std::pair<ThreadId, SimTime>> preemptions, wakes;
  std::vector<std::string> text;

  void thread_started(ThreadId t, SimTime at, const std::string& name) override { note("start", t.value, at, name); }
  void thread_state(ThreadId t, SimTime at, ThreadState s, CoreId core) override {
    states.push_back({t, at, s, core});
    note("state", t.value, at, std::string(display_name(s)));
  }
  void core_runs(CoreId core, SimTime at, ThreadId t) override {
    runs.push_back({core, at, t});
    note("core", core.value, at, std::to_string(t.value));
  }
  void woken(ThreadId waker, ThreadId t, SimTime at) override {
    wakes.push_back({t, at});
    note("woken", t.value, at, std::to_string(waker.value));
  }
  void preempted(ThreadId t, SimTime at, CoreId) override { preemptions.push_back({t, at}); }
  void note(const char* what, std::uint32_t who, SimTime at, const std::string& detail) {
    text.push_back(std::string(what) + " " + std::to_string(who) + " @" + std::to_string(at) + " " + detail);
  }
  SimTime total(ThreadId t, ThreadState wanted, SimTime end) const {
    SimTime sum = 0;
    const State* open = nullptr;
    for (const State& s : states) {
      if (s.thread != t) continue;
      if (open && open->state == wanted) sum += s.at - open->at;
      open = &s;
    }
    return open && open->state == wanted ? sum + end - open->at : sum;
  }
};

inline MachineCosts simple_costs() {
  MachineCosts c;
  c[MachineCost::LineTransfer] = 40 * kNanosecond;
  c[MachineCost::ContextSwitch] = 1 * kMicrosecond;
  c[MachineCost::IdleWakeup] = 5 * kMicrosecond;
  c[MachineCost::HotWakeup] = 2 * kMicrosecond;
  c[MachineCost::IdlePolling] = 200 * kMicrosecond;
  c[MachineCost::Migration] = 2 * kMicrosecond;
  c[MachineCost::TimeSlice] = 3 * kMillisecond;
  c[MachineCost::WakeupGranularity] = 1 * kMillisecond;
  c[MachineCost::ThreadStart] = 10 * kMicrosecond;
  c[MachineCost::FutexWake] = 1 * kMicrosecond;
  c[MachineCost::Yield] = 300 * kNanosecond;
  c[MachineCost::TimerSlack] = 50 * kMicrosecond;
  c[MachineCost::RunAhead] = 5 * kMicrosecond;
  return c;
}

/// Runs coroutines as threads.
class World final : public Executor {
 public:
  explicit World(std::uint32_t cores, MachineCosts costs = simple_costs())
      : machine(MachineConfig{cores, 1.0, 0}, costs, log) {}

  OsThread& spawn(Co<> body) {
    OsThread& thread = machine.create_thread("t" + std::to_string(bodies_.size()));
    bodies_.push_back(std::move(body));
    thread.resume = bodies_.back().handle();
    return thread;
  }
  MachineStop run(SimTime max_time = kForever) { return machine.run(*this, max_time, nullptr); }

  void run(OsThread& thread) override {
    ++slices;
    const auto resume = std::exchange(thread.resume, nullptr);
    resume.resume();
    if (bodies_[thread.id.value].done()) machine.finish_current();
  }

  Log log;
  Machine machine;
  std::uint64_t slices = 0;

 private:
  std::vector<Co<>> bodies_;
};

/// Computes for a total of `duration`, in steps, letting others in after each step.
inline Co<> busy(Machine* m, SimTime duration, SimTime step = 100 * kMicrosecond) {
  for (SimTime done = 0; done < duration; done += step) co_await m->compute(step);
}

}  // namespace gilscope::test
