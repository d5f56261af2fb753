// Thread: the Python side of a modeled thread (PyThreadState's frame stack and exception state).
#pragma once

#include <coroutine>
#include <utility>

#include "sim/base/sim_time.hpp"
#include "sim/runtime/thread_state.hpp"
#include "sim/vm/frame.hpp"

namespace gilscope {

/// The stack of exceptions being handled (sys.exception()); one per frame stack and one per generator.
struct ExcInfo { Value exception; ExcInfo* previous = nullptr; };

class Vm;

struct Thread : RuntimeThread {
  Frame* top = nullptr;           ///< innermost frame
  Value raised;                   ///< the exception in flight (owned), or null
  ExcInfo base_exc_info;
  ExcInfo* exc_info = &base_exc_info;
  std::uint32_t depth = 0;        ///< Python frames, against sys.getrecursionlimit()
  std::uint64_t bytecodes = 0;    ///< executed so far
  Value handle;                   ///< the _thread._ThreadHandle, if any (owned)
  struct Stack;                   ///< frame memory: sim/vm/frame_stack.cpp
  Stack* stack = nullptr;
  bool finished = false;
  bool prepaid = false;           ///< the instruction at the top frame's ip was charged already, and waited for its turn in time
  Value stop_value;               ///< return value of a generator that ended as exhausted() (owned); null = None
  SimTime watch_from = 0;         ///< a watched vm: from when on at_instruction is called (sim/vm/watcher.hpp)
  NativeFrame* current_native = nullptr;  ///< whose coroutine runs on the host now
  std::uint32_t native_depth = 0; ///< coroutines started inside one another on the host's stack
  struct Origin { Vm* vm = nullptr; Thread* thread = nullptr; std::coroutine_handle<> resume; };
  Origin origin;                  ///< a thread of another interpreter that is a guest in this one: where it goes back to (interpreters.hpp)
  Value target, target_args, target_keywords;  ///< what a started thread calls (owned)

  /// The return value that came with the last Value::exhausted(); None if there was none. Owned by the caller.
  Ref take_stop_value() {
    Ref value = Ref::steal(std::exchange(stop_value, Value()));
    if (!value) return Ref::steal(Value::none());
    return value;
  }
};

}  // namespace gilscope
