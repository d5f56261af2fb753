// Frames as Python sees them (sys._getframe, traceback.tb_frame). A modeled frame lives on its thread's stack; its view shows it while it
// runs, and takes over its locals when it ends, so that whoever holds a traceback holds the locals too, as in CPython.
#pragma once

#include "sim/objects/types.hpp"
#include "sim/vm/frame.hpp"
#include "sim/vm/thread.hpp"

namespace gilscope {

class Vm;

struct FrameView : Object {
  CodeValue* code;
  DictObject* globals;
  PythonFrame* frame;  ///< null once it ended; then:
  Value locals;        ///< module and class bodies: their mapping; else null, and
  Value* values;       ///< owned array of the slots
  std::uint32_t count;
  std::int64_t line;
  std::int64_t instruction;
  Value back;          ///< FrameView or null
};

/// The view of a frame, borrowed; made at first use.
FrameView* view_of(Vm& vm, PythonFrame& frame);
/// The frame ends (or is about to be freed): its view, if anybody else holds it, takes the locals.
void detach_view(Heap& heap, PythonFrame& frame);

/// The nearest Python frame at or under `frame`; None if there is none.
Ref make_frame_view(Vm& vm, Frame* frame);
/// `depth` Python frames under the thread's innermost one (sys._getframe). Null: ValueError is set.
Ref frame_at_depth(Vm& vm, const Thread& thread, std::int64_t depth);

}  // namespace gilscope
