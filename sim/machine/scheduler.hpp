// Scheduler: which thread runs on which core, in the manner of Linux.
//
//  - A woken thread goes to the core it ran on last if that is idle (warm caches), else to any idle core, else to the shortest queue.
//  - A thread keeps its core until it blocks, yields or, while others wait in that core's queue, its time slice is over; a *woken*
//    thread may take the core earlier, after the wake-up granularity, and stands in the queue before those that had their share of
//    the core a moment ago (their virtual time is ahead).
//  - A time slice is as long as the model says on eight cores and more; on fewer it is shorter, as Linux scales it (sched_tunable_scaling).
//  - A core that runs out of work pulls the longest-waiting thread from the longest queue.
// Left out: priorities, nice levels, NUMA domains, periodic rebalancing of unequal queues, the virtual-time fairness between long-lived threads.
//
// All choices depend only on the state, ties go to the lower core number: the same run makes the same choices.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "sim/machine/core_order.hpp"
#include "sim/machine/event_queue.hpp"
#include "sim/machine/machine.hpp"
#include "sim/machine/machine_costs.hpp"

namespace gilscope {

struct OsThread::Scheduling {
  enum class Phase : std::uint8_t { New, Queued, OnCore, Blocked, Finished };
  /// What a thread has asked for, done once its core is the earliest.
  enum class Action : std::uint8_t { None, Block, Yield, Finish };
  Phase phase = Phase::New;
  Action action = Action::None;
  ThreadState on_core_state = ThreadState::Running;  ///< what it shows while it is on a core
  ThreadState why = ThreadState::Sleeping;
  SimTime deadline = kForever;
  EventQueue::Id timer = 0;
  SimTime cpu_time = 0;      ///< on cores, up to the last time it left one
  SimTime ready_since = 0;   ///< when it was put into a queue; it cannot start earlier, even if a core that lags behind takes it
  bool wake_token = false;   ///< woken before it blocked: the next block ends at once
  bool wake_unseen = false;  ///< it has not run since its last block ended
  bool preempted = false;    ///< it waits because another one was given its core
};

class Scheduler {
 public:
  Scheduler(std::uint32_t cores, const MachineCosts& costs, CoreOrder& order, MachineObserver& observer);

  /// The thread can run from `now` on. Returns the core that it was put on or queued for.
  std::uint32_t make_runnable(OsThread& thread, SimTime now);
  /// The thread on `core` has blocked or ended at `now`: the next one, if there is any, takes the core.
  void vacate(std::uint32_t core, SimTime now);
  /// The thread on `core` goes to the end of the queue. Requires: waiting(core) > 0.
  void rotate(std::uint32_t core, SimTime now);
  /// A thread that waits for a core is taken out of the queues.
  void remove(OsThread& thread);

  OsThread* running(std::uint32_t core) const { return cores_[core].running; }
  std::size_t waiting(std::uint32_t core) const { return cores_[core].queue.size(); }
  /// When the thread on `core` has to make room for those that wait for it; kForever while nobody does.
  SimTime preempt_at(std::uint32_t core) const { return cores_[core].preempt_at; }
  void show(OsThread& thread, SimTime at, ThreadState state);
  SimTime cpu_time(const OsThread& thread, SimTime now) const;

 private:
  struct Core {
    OsThread* running = nullptr;
    std::deque<OsThread*> queue;
    SimTime slice_begin = 0;
    SimTime preempt_at = kForever;
  };

  std::uint32_t choose_core(const OsThread& thread) const;
  std::uint32_t first_idle() const;
  std::uint32_t shortest_queue(const OsThread& thread) const;
  void enqueue(std::uint32_t core, OsThread& thread, SimTime now, SimTime earliest_preemption);
  void insert(std::deque<OsThread*>& queue, OsThread& thread, SimTime now) const;
  OsThread* next_for(std::uint32_t core);
  OsThread* dequeue(std::uint32_t core);
  void account(std::uint32_t core, SimTime now);
  void start(std::uint32_t core, OsThread& thread, SimTime now, SimTime latency);
  void set_idle(std::uint32_t core, bool idle);

  const MachineCosts& costs_;
  CoreOrder& order_;
  MachineObserver& observer_;
  SimTime slice_;                    ///< the time slice on a machine of this size
  std::vector<Core> cores_;
  std::vector<std::uint64_t> idle_;  ///< one bit per core
  std::size_t waiting_ = 0;          ///< threads in all queues
};

}  // namespace gilscope
