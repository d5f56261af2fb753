// TraceObserver: passes on to the trace what the machine does.
#pragma once

#include <functional>

#include "sim/machine/machine.hpp"

namespace gilscope {

class Recorder;

class TraceObserver final : public MachineObserver {
 public:
  explicit TraceObserver(Recorder& recorder) : recorder_(recorder) {}
  /// Told as well, when a thread starts or changes its state.
  std::function<void(ThreadId thread, SimTime at, bool started)> also;
  void thread_started(ThreadId thread, SimTime at, const std::string& name) override;
  void thread_state(ThreadId thread, SimTime at, ThreadState state, CoreId core) override;
  void core_runs(CoreId core, SimTime at, ThreadId thread) override;
  void woken(ThreadId waker, ThreadId thread, SimTime at) override;
  void preempted(ThreadId thread, SimTime at, CoreId core) override;
  void migrated(ThreadId thread, SimTime at, CoreId from, CoreId to) override;

 private:
  Recorder& recorder_;
};

}  // namespace gilscope
