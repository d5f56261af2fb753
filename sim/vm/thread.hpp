// Thread: the Python side of a modeled thread (PyThreadState's frame stack and exception state).
#pragma once

#include "sim/runtime/thread_state.hpp"
#include "sim/vm/frame.hpp"

namespace gilscope {

/// The stack of exceptions being handled (sys.exception()); one per frame stack and one per generator.
struct ExcInfo { Value exception; ExcInfo* previous = nullptr; };

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
};

}  // namespace gilscope
