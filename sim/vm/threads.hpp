// Modeled threads: starting one, its life, and the life of the main thread.
#pragma once

#include <functional>

#include "sim/vm/native.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

struct Interpreter;

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

/// A thread state in `vm` for a thread of the machine.
Thread* adopt_thread(Vm& vm, OsThread& os, const std::string& name);

/// The end of an interpreter, Python-wise: threads are waited for, atexit functions run, __main__ is cleared (Py_EndInterpreter, Py_Finalize).
Co<> finalize_interpreter(Vm& vm);
/// A subinterpreter is taken down by the current thread of `here`. Requires: nobody runs code in its __main__.
Co<> end_interpreter(Vm& here, Interpreter& sub);
/// What a process leaves open is taken down at its end, with a warning (pylifecycle.c: finalize_subinterpreters).
Co<> end_subinterpreters(Vm& vm);

/// The first thread of another process. `body` is awaited attached, after the modules are there that every interpreter starts with; its
/// failure (null) is reported as an uncaught exception. `ended` is called when the process has come to its end by itself.
struct NewProcess {
  std::string name;
  std::function<Co<Ref>(Vm&)> body;
  std::function<void(Vm&)> ended;
};
Thread& start_process(Vm& vm, NewProcess what);

/// The current thread of `here` goes on in `there`, awaits `job` there, attached, and comes back: PyThreadState_Swap with a thread state
/// made for the occasion. `job` must leave no exception set. Requires: both vms are of one run; `here` is not `there`.
Co<> run_in(Vm& here, Vm& there, const std::function<Co<>(Vm&)>* job);

/// The Python thread id (threading.get_ident()): deterministic, looks like CPython's.
std::uint64_t thread_ident(ThreadId thread);
inline std::uint64_t thread_ident(const Thread& thread) { return thread_ident(thread.id); }
Thread* find_thread(Vm& vm, std::uint64_t ident);  ///< null if finished or unknown
/// Threads that exist and have not finished, by id.
std::vector<Thread*> live_threads(Vm& vm);

}  // namespace gilscope
