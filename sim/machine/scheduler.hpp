// Scheduler: which thread runs on which core, in the manner of Linux.
//
//  - A woken thread goes to the core it ran on last if that is idle (warm caches), else to any idle core, else to the shortest queue.
//  - A thread keeps its core until it blocks, yields or, while others wait in that core's queue, its time slice is over; a *woken*
//    thread may take the core earlier, after the wake-up granularity (it varies: the kernel looks at its ticks), and stands in the queue
//    before those that had their share of the core a moment ago (their virtual time is ahead).
//  - How long a woken thread takes to run depends on what its core did: one that fell idle a moment ago still polls for work, one that has
//    been idle for longer sleeps and needs an interrupt (and, in a virtual machine, its host) to come back. Until its first
//    instruction the thread is shown in the wait that it comes from: nobody is "waiting for a core" beside an idle one.
//  - A time slice is as long as the model says on eight cores and more; on fewer it is shorter, as Linux scales it (sched_tunable_scaling).
//  - sched_yield gives the core to the next thread, unless that one is ahead of it by more than a time slice of CPU time (kernel/sched/fair.c:
//    the scheduler does not obey where it would be too unfair). Two threads that spin take turns at every yield. One that spins beside
//    one that computes loses a slice to it, and then burns its other yields on the core that the other one, perhaps the lock's owner, needs.
//  - A core that runs out of work pulls the longest-waiting thread from the longest queue; and at the end of a time slice the thread that
//    has to go goes to another core's queue, if that is shorter by two.
// Left out: priorities, nice levels, NUMA domains, EEVDF's virtual deadlines (at the end of a slice threads take turns).
//
// Wake-ups take a time that varies around the model's (else threads that race for a lock would always meet in the same order).
//
// All choices depend only on the state, ties go to the lower core number: the same run makes the same choices.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
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
  SimTime virtual_time = 0;  ///< CPU time as the fair scheduler counts it: kept within a time slice of the others' when it joins them
  SimTime ready_since = 0;   ///< when it was put into a queue; it cannot start earlier, even if a core that lags behind takes it
  bool wake_token = false;   ///< woken before it blocked: the next block ends at once
  bool wake_unseen = false;  ///< it has not run since its last block ended
  bool preempted = false;    ///< it waits because another one was given its core
};

class Scheduler {
 public:
  /// `varied`: a duration around a mean (Machine::varied).
  using Varied = std::function<SimTime(SimTime)>;
  Scheduler(std::uint32_t cores, const MachineCosts& costs, CoreOrder& order, MachineObserver& observer, Varied varied);

  /// The thread can run from `now` on. Returns the core that it was put on or queued for.
  std::uint32_t make_runnable(OsThread& thread, SimTime now);
  /// The thread on `core` has blocked or ended at `now`: the next one, if there is any, takes the core.
  void vacate(std::uint32_t core, SimTime now);
  /// The thread on `core` yields: it goes to the end of the queue, which costs twice as much again as the call. Requires: waiting(core) > 0.
  void rotate(std::uint32_t core, SimTime now);
  /// A thread that waits for a core is taken out of the queues.
  void remove(OsThread& thread);
  /// Whether the next thread gets the core if the one on it yields.
  bool yield_is_obeyed(std::uint32_t core, SimTime now) const;
  /// The time slice of the thread on `core` is over: it goes to the end of a queue, and the next one takes the core. Requires: waiting(core) > 0.
  void end_slice(std::uint32_t core, SimTime now);

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
    SimTime idle_since = -kForever;
    SimTime preempt_at = kForever;
  };

  SimTime virtual_time_on(std::uint32_t core, SimTime now) const;
  SimTime wakeup_latency(std::uint32_t core, SimTime now) const;
  std::uint32_t queue_after_slice(std::uint32_t core) const;
  std::uint32_t choose_core(const OsThread& thread) const;
  std::uint32_t first_idle() const;
  std::uint32_t shortest_queue(const OsThread& thread) const;
  void replace(std::uint32_t core, std::uint32_t queue, SimTime now, SimTime latency);
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
  Varied varied_;
  SimTime slice_;                    ///< the time slice on a machine of this size
  std::vector<Core> cores_;
  std::vector<std::uint64_t> idle_;  ///< one bit per core
  std::size_t waiting_ = 0;          ///< threads in all queues
};

}  // namespace gilscope
