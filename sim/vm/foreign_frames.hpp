// Looking into a frame that another thread is executing (sys._current_frames()[other].f_locals, a frame that was stored).
//
// Under a GIL the other thread stands still meanwhile, so what one reads is consistent, if old. In the free-threaded build it goes on, and nothing
// locks its frame against it:
//  - f_locals reads a variable's pointer and then counts the object; if the other thread rebinds the variable in between and the object dies, the
//    reader counts freed memory. Documented as unsafe (free-threading HOWTO, "Frame objects"), also in 3.14t (gh-128421);
//  - f_back follows a pointer to the caller's frame; if the function returns in between, that frame is gone. 3.14t locks this (gh-131479);
//  - f_lineno and f_lasti read one word: out of date at once, but no danger.
// sys._current_frames() itself stops the world, but only while it makes the frame objects.
//
// Whether it goes wrong is decided by what the other thread does within the few nanoseconds of the access. Each such access is marked in
// the trace, also when it went well; one that reads freed memory is a modeled crash. A thread that is blocked, or held by a stopped world,
// executes nothing: its frames are safe to read.
#pragma once

#include "sim/vm/frame_view.hpp"

namespace gilscope {

/// The thread that executes this frame at the same time as the current thread reads it; null if none does (or a GIL makes it wait).
const Thread* executing_beside_us(Vm& vm, const FrameView* view);

/// The locals, as a new dict, read one after the other while `owner` goes on.
Ref read_locals_unsafely(Vm& vm, FrameView* view, const Thread* owner);
/// The frame under it, followed while `owner` goes on.
Ref read_back_unsafely(Vm& vm, FrameView* view, const Thread* owner);
/// Before a read of one word.
void note_unsafe_read(Vm& vm, const Thread* owner);

}  // namespace gilscope
