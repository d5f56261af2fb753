// Frames: what a modeled thread is in the middle of. A PythonFrame executes bytecode; a NativeFrame is a suspended C++ coroutine.
#pragma once

#include <cstdint>

#include "sim/base/co.hpp"
#include "sim/objects/objects.hpp"

namespace gilscope {

struct Executable;
struct ExecInstr;
struct GeneratorObject;
struct FrameView;

enum class FrameKind : std::uint8_t { Python, Native };

/// What to do with a result that a frame pushed by this frame's current instruction delivers (design, decision 4: until then
/// the instruction's operands stay in place).
enum class Deliver : std::uint8_t {
  Push,        ///< drop `pending_pops` operands, push the result
  Discard,     ///< drop `pending_pops` operands, drop the result
  ForIter,     ///< result is the next item, or exhausted: leave the loop
  InitResult,  ///< __init__'s result: must be None, then the instance underneath stays
  Custom,      ///< the instruction's own continuation: see dispatch
};

struct Attachment;  // sim/vm/call.hpp: bound arguments and object locks that live until a frame's result is delivered

struct Frame {
  FrameKind kind;
  Frame* back;
  Attachment* attached;  ///< owned, may be null
};

struct PythonFrame : Frame {
  Executable* executable;
  ExecInstr* ip;              ///< next instruction
  Value* sp;                  ///< one past the top of the value stack
  FunctionObject* function;   ///< owned; module bodies have one too
  CodeValue* code;            ///< borrowed from the function, as the next two
  DictObject* globals;
  DictObject* builtins;
  Value locals;               ///< class and module bodies: the namespace mapping; else null
  FrameView* view;            ///< what Python code sees of it, once somebody asked (owned); takes the locals over when the frame ends
  GeneratorObject* generator; ///< the generator whose frame this is, or null
  Deliver deliver;
  std::uint32_t pending_pops;
  std::uint8_t step;          ///< Deliver::Custom: where in the instruction the result belongs (sim/vm/ops.hpp)
  Value* slots;               ///< localsplus; the value stack follows

  Value* stack_base() const;  ///< the value stack's bottom
};

struct NativeFrame : Frame {
  Co<Ref> task;
  std::coroutine_handle<> leaf;  ///< the innermost coroutine, which waits for a result
  Ref* result;                   ///< where that coroutine wants it
};

}  // namespace gilscope
