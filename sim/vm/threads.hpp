// Modeled threads: starting one, its life, and the life of the main thread.
#pragma once

#include <functional>

#include "sim/vm/native.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

struct NewThread {
  Value function;              ///< borrowed; called with
  Value args;                  ///< a tuple or null
  Value keywords;              ///< a dict or null
  bool daemon = true;
  std::string name;            ///< for the trace; empty = "Thread-N"
  /// Awaited by the new thread when it has ended Python-wise (detached): lets joiners go. May be null.
  std::function<Co<>(Vm&, Thread&)> on_exit;
};

/// _thread.start_new_thread: the creator's part, prepare_new_thread included. Its values must stay alive until it is awaited.
Co<Thread*> start_thread(Vm& vm, NewThread what);

/// The Python thread id (threading.get_ident()): deterministic, looks like CPython's.
std::uint64_t thread_ident(const Thread& thread);
Thread* find_thread(Vm& vm, std::uint64_t ident);  ///< null if finished or unknown
/// Threads that exist and have not finished, by id.
std::vector<Thread*> live_threads(Vm& vm);

}  // namespace gilscope
