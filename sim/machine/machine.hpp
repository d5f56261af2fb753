// The modeled computer: cores, an OS scheduler in Linux's manner, timers, and cache lines. It knows nothing of Python.
//
// Each core has its own clock. run() always continues the core (or event) that is earliest in simulated time; ties by event
// sequence, then core number. The Executor runs one thread on one core until
//   - clock.now passes clock.horizon and the thread wants to touch something shared (it must let earlier cores go first), or
//   - clock.now passes clock.limit (an event is due, the time slice is over, or it ran too far ahead), or
//   - the thread blocks or ends.
#pragma once

#include <coroutine>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "sim/base/ids.hpp"
#include "sim/base/sim_time.hpp"
#include "sim/base/thread_state_kind.hpp"

namespace gilscope {

class Executor;
struct MachineCosts;   // sim/machine/machine_costs.hpp: transfer cost, context switch, wake-up latency, ... (filled from assets/models/*.toml)
enum class MachineCost : std::uint8_t;

struct MachineConfig {
  std::uint32_t cores = 8;     ///< 1 .. 256
  double clock_factor = 1.0;   ///< 2.0 = every instruction takes half the time
  std::uint64_t seed = 1;
};

/// The clock of the core being simulated right now. Hot: the interpreter adds to `now` at every bytecode.
struct Clock {
  SimTime now = 0;
  SimTime horizon = 0;  ///< touching shared state is allowed while now <= horizon
  SimTime limit = 0;    ///< the executor returns at its next poll once now > limit. Always >= horizon
};

enum class Wake : std::uint8_t { Woken, TimedOut };

/// A thread as the OS sees it.
struct OsThread {
  ThreadId id;
  std::coroutine_handle<> resume;  ///< the waiting coroutine to continue when it next runs; null = the executor goes on by itself
  CoreId core;                     ///< where it runs, or ran last
  ThreadState state = ThreadState::Runnable;
  Wake wake = Wake::Woken;         ///< why the last block() ended
  bool background = false;         ///< a daemon: the run is over when all others have finished
  void* user = nullptr;            ///< the vm's thread
  Executor* executor = nullptr;    ///< runs it; null = the one that Machine::run was given
  struct Scheduling;               ///< run-queue bookkeeping: scheduler.cpp
  std::unique_ptr<Scheduling> scheduling;
  OsThread();
  ~OsThread();
};

class Executor {
 public:
  virtual ~Executor() = default;
  virtual void run(OsThread& thread) = 0;
};

/// Told everything the machine does, in order per thread and per core (the runtime passes it on to the trace).
class MachineObserver {
 public:
  virtual ~MachineObserver() = default;
  virtual void thread_started(ThreadId thread, SimTime at, const std::string& name) = 0;
  virtual void thread_state(ThreadId thread, SimTime at, ThreadState state, CoreId core) = 0;  ///< core: invalid if on none
  virtual void core_runs(CoreId core, SimTime at, ThreadId thread) = 0;                        ///< thread: invalid = idle
  virtual void woken(ThreadId waker, ThreadId thread, SimTime at) = 0;                         ///< waker: invalid = a timer
  virtual void preempted(ThreadId, SimTime /*at*/, CoreId /*core*/) {}                         ///< its time slice was over
  virtual void migrated(ThreadId, SimTime /*at*/, CoreId /*from*/, CoreId /*to*/) {}
};

/// AllFinished: no thread is left but background ones. Deadlock: threads are left, but nothing can ever happen again.
enum class MachineStop : std::uint8_t { AllFinished, Deadlock, MaxTime, Interrupted, Requested };

class Machine {
 public:
  Machine(const MachineConfig& config, const MachineCosts& costs, MachineObserver& observer);
  ~Machine();

  Clock clock;
  const MachineConfig& config() const;
  const MachineCosts& costs() const;
  SimTime cost(MachineCost which) const;
  OsThread& current();  ///< the thread whose executor runs now. Requires: inside Executor::run
  bool has_current() const;  ///< false in a timer's callback and outside run()

  /// How long a thread has been on a core (or all threads have), up to now.
  SimTime cpu_time(const OsThread& thread) const;
  SimTime total_cpu_time() const;

  /// A new thread, runnable from now + start latency.
  OsThread& create_thread(std::string name);
  /// The current thread ends at clock.now.
  void finish_current();
  /// Another thread ends now, wherever it is: its process was ended. It never runs again; who has it in a list of waiters forgets it.
  void kill(OsThread& thread);

  /// Runs until every thread has finished, nothing can ever happen again (Deadlock), `max_time` or a stop request.
  /// `poll_host` is called every few milliseconds of host time; false = Interrupted.
  /// How far a core may compute on private data ahead of the slowest other core: cost(RunAhead), or 0 as long as anybody objects. With 0 a
  /// thread sees what others wrote into its eval breaker at its very next check. `objections`: +1 or -1.
  void object_to_run_ahead(int objections);
  /// A duration that varies in nature: uniformly between half and one and a half of `mean`, from the run's seed.
  SimTime varied(SimTime mean);

  MachineStop run(Executor& executor, SimTime max_time, const std::function<bool()>& poll_host);
  void request_stop();
  SimTime core_time(CoreId core) const;  ///< how far it has computed; kForever while it is idle
  SimTime time() const;  ///< the earliest instant any core has reached: everything before it is final

  // ---- for coroutines of the current thread ----
  struct OrderAwaiter {
    Machine& machine;
    bool await_ready() const { return machine.clock.now <= machine.clock.horizon; }
    void await_suspend(std::coroutine_handle<> h) { machine.current().resume = h; }
    void await_resume() const {}
  };
  /// Wait until no other core or event is earlier than this core. Before touching state that other threads touch.
  OrderAwaiter order() { return {*this}; }

  struct BlockAwaiter {
    Machine& machine;
    ThreadState why;
    SimTime deadline;
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<> h);
    Wake await_resume() const;
  };
  /// Leave the core until wake() or the deadline (an instant). The state is what the trace shows. Timer slack is added to deadlines by the caller.
  /// It happens when this core is the earliest. A wake() between asking and leaving is not lost: like a semaphore's post it ends the block
  /// at once. So whoever takes a thread out of a waiting list and wakes it is matched by exactly one block() of that thread; a thread that
  /// comes back with TimedOut looks whether it was taken out meanwhile, and if so blocks once more to consume that wake-up.
  BlockAwaiter block(ThreadState why, SimTime deadline = kForever) { return {*this, why, deadline}; }

  struct YieldAwaiter {
    Machine& machine;
    bool await_ready() const;  ///< pays the call; ready if nobody waits for this core
    void await_suspend(std::coroutine_handle<> h);
    void await_resume() const {}
  };
  /// sched_yield(2): costs a system call; another thread in this core's run queue goes first.
  YieldAwaiter yield() { return {*this}; }

  /// Use the core for `duration` (native code computing), preemptible: advances the clock, then order().
  OrderAwaiter compute(SimTime duration) { clock.now += duration; return {*this}; }

  /// Make a blocked thread runnable. The waker pays the futex wake; the woken one runs after the wake-up latency on an idle core, or queues.
  void wake(OsThread& thread);
  /// Show the current thread as `state` (Running, Spinning, ...) from now on; it stays on its core.
  void show_state(ThreadState state);
  /// A state change of a blocked thread without waking it (e.g. from sleeping to waiting for the GIL).
  void show_state(OsThread& thread, ThreadState state);

  // ---- timers ----
  using TimerId = std::uint64_t;
  TimerId at(SimTime when, std::function<void(SimTime)> fire);
  void cancel(TimerId timer);

  // ---- cache lines ----
  /// An atomic read-modify-write by the current core on a line (0 = not known yet: set on first use by a second core). Waits until the line is
  /// free, transfers it if another core has it, occupies it; advances clock.now. Returns true if the line had to be transferred.
  bool line_rmw(std::uint32_t& line, SimTime uncontended_cost);
  /// A plain store / load by the current core on a line that several cores use: transfer if another core owns it dirty.
  bool line_write(std::uint32_t& line);
  bool line_read(std::uint32_t& line);
  bool line_is_mine(std::uint32_t line) const;        ///< the current core alone has it: its accesses stay in its cache
  SimTime line_busy_until(std::uint32_t line) const;  ///< when the last access asked for so far is over; 0 = long ago
  void line_forget(std::uint32_t line);  ///< its object died
  /// A lock on this line stays held until `until`, though the operation that holds it has been executed already (critical_section.cpp).
  void line_hold(std::uint32_t line, SimTime until);
  SimTime line_held_until(std::uint32_t line) const;

 private:
  struct Private;
  std::unique_ptr<Private> private_;
  friend struct BlockAwaiter;
  friend struct YieldAwaiter;
};

}  // namespace gilscope
