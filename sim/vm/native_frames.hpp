// Suspended C++ coroutines on a modeled thread's frame stack.
#pragma once

#include "sim/vm/frame.hpp"
#include "sim/vm/thread.hpp"

namespace gilscope {

class Vm;
enum class Step : std::uint8_t;

/// Puts a coroutine that has not begun on top of the thread's frames.
NativeFrame* push_native_frame(Vm& vm, Thread& thread, Co<Ref> task);
/// Requires: it is on top.
void pop_native_frame(Vm& vm, Thread& thread, NativeFrame* frame);
/// The thread will never go on: destroys the coroutines of its frames. Requires: the heap is being torn down.
void drop_frames(Thread& thread);

/// The eval breaker tripped: the runtime's handling of pending work runs next, on top of `frame`, which goes on when it is done.
/// Next (done at once), Switch or Raised. Step: sim/vm/ops.hpp.
Step push_pending_work(Vm& vm, PythonFrame& frame);

}  // namespace gilscope
