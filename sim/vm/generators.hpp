// Generators: a frame that outlives its call. It lives in its own block; while it runs it is linked into its caller's frame stack.
#pragma once

#include "sim/vm/frame.hpp"
#include "sim/vm/thread.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

enum class GeneratorState : std::uint8_t { Created, Suspended, Running, Finished };

/// Who resumed it, and so what its return means.
enum class ResumeMode : std::uint8_t {
  Next,       ///< FOR_ITER, next(): exhausted(), value in Thread::stop_value
  Send,       ///< gen.send(), gen.throw(): StopIteration(value)
};

struct GeneratorObject : Object {
  PythonFrame* frame;   ///< owned block; null once finished
  StrObject* name;
  StrObject* qualname;
  CodeValue* code;
  ExcInfo exc_info;     ///< handled exceptions of its own frame
  GeneratorState state;
  ResumeMode mode;
  std::uint16_t cache;   ///< 1 + the core in whose cache its frame lies, if cores share it; 0 = not known
};

/// The frame on top becomes a generator (RETURN_GENERATOR): a new reference; the frame is off the stack.
GeneratorObject* generator_from_frame(Vm& vm, PythonFrame* frame);

/// Continues it with `value` as the result of its yield: pending(), or null (already executing, StopIteration when it is finished and
/// mode is Send), or exhausted().
Ref resume_generator(Vm& vm, GeneratorObject* g, Value value, ResumeMode mode);
/// Continues it by raising the exception that is set on the thread.
Ref resume_raising(Vm& vm, GeneratorObject* g, ResumeMode mode);

Ref generator_send(Vm& vm, GeneratorObject* g, Value value);
Ref generator_throw(Vm& vm, GeneratorObject* g, Value type, Value value, Value traceback);
Ref generator_close(Vm& vm, GeneratorObject* g);

/// The object it delegates to in a yield from, borrowed; null if none.
Value generator_delegate(const GeneratorObject* g);
/// Whether its destruction has to run code (it is suspended inside try or with).
bool generator_needs_close(const GeneratorObject* g);

/// YIELD_VALUE / RETURN / an exception leaving the generator's frame, which is on top. Unlink it; the caller delivers.
void suspend_generator(Vm& vm, PythonFrame* frame);
void finish_generator(Vm& vm, PythonFrame* frame);

/// The run is over: generators lose their frames, which need executables that go before the heap does.
void free_generator_frames(Vm& vm);

/// The class's slots, methods and attributes (called while the built-in types are set up).
void install_generator_type(Vm& vm);

}  // namespace gilscope
