// What a modeled thread is doing at an instant. At every instant from its start to its end a thread is in exactly one state.
#pragma once

#include <cstdint>
#include <string_view>

namespace gilscope {

enum class ThreadState : std::uint8_t {
  Running,         ///< executes on a core (and, where there is a GIL, holds it or runs outside Python)
  Runnable,        ///< ready, but every core is busy: waits in the OS run queue
  WaitingForGil,   ///< asleep on the GIL's condition variable
  WaitingForLock,  ///< parked on a mutex, an object lock or a semaphore
  Spinning,        ///< burns a core while it hopes that a lock becomes free
  Sleeping,        ///< time.sleep, a timed wait without a holder to blame, an event, a join
  InIo,            ///< waits for a device
  Stopped,         ///< held by a stop-the-world pause
  Finished,        ///< the end; takes no time
};

inline constexpr int kThreadStateCount = 9;

/// The words shown to people and in exports; "On CPU" and "Waiting for GIL" are those of CPython 3.15's sampling profiler.
constexpr std::string_view display_name(ThreadState state) {
  constexpr std::string_view kNames[kThreadStateCount] = {
      "On CPU", "Waiting for core", "Waiting for GIL", "Waiting for lock", "Spinning", "Sleeping", "In I/O", "Stopped", "Finished"};
  return kNames[static_cast<int>(state)];
}

/// The key of the state's total in JSON and CSV, e.g. "gil_wait_ns".
constexpr std::string_view total_key(ThreadState state) {
  constexpr std::string_view kKeys[kThreadStateCount] = {
      "running_ns", "runnable_ns", "gil_wait_ns", "lock_wait_ns", "spin_ns", "sleep_ns", "io_ns", "stopped_ns", "finished_ns"};
  return kKeys[static_cast<int>(state)];
}

}  // namespace gilscope
