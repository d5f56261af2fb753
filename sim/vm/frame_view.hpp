// Frames as Python sees them (sys._getframe, traceback.tb_frame): snapshots, because a modeled frame lives on its thread's stack.
#pragma once

#include "sim/objects/types.hpp"
#include "sim/vm/frame.hpp"
#include "sim/vm/thread.hpp"

namespace gilscope {

class Vm;

struct FrameView : Object {
  CodeValue* code;
  DictObject* globals;
  Value locals;   ///< a dict; null for frames further out than the one asked for
  Value back;     ///< FrameView or null
  std::int64_t line;
  std::int64_t instruction;
};

/// The Python frames from `frame` downwards, innermost first; `frame` may be a native one. None if there is no Python frame.
Ref make_frame_view(Vm& vm, const Frame* frame);
/// One frame without those around it (a generator's).
Ref make_single_frame_view(Vm& vm, const PythonFrame& frame);
/// `depth` Python frames under the thread's innermost one (sys._getframe). Null: ValueError is set.
Ref frame_at_depth(Vm& vm, const Thread& thread, std::int64_t depth);

}  // namespace gilscope
