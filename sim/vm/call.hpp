// Calling: Python functions with full argument binding, native functions, bound methods, classes, anything with slots.call.
#pragma once

#include <string>

#include "sim/vm/frame.hpp"
#include "sim/vm/native.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

/// What a frame keeps alive until its result is delivered: bound arguments, and the object locks held around a native call. It lies on the
/// thread's frame stack, right under that frame.
struct Attachment {
  Attachment* next;      ///< under it; a frame may carry several
  Object* sections[2];   ///< locked; unlocked in reverse order
  std::uint32_t count;   ///< values
  std::uint32_t owned;   ///< bit i: values()[i] is an owned reference (i < 32)
  Value* values() { return reinterpret_cast<Value*>(this + 1); }
};
/// Values are null.
Attachment* push_attachment(Vm& vm, std::uint32_t values);
/// Ends its sections, drops owned values, frees it and those under it. Requires: nothing lies above it on the frame stack.
void release_attachment(Vm& vm, Attachment* a);
/// After a call made with `a` in place: pending results keep it with the frame that was pushed over `below`, others release it.
Ref settle_attachment(Vm& vm, Attachment* a, Frame* below, Ref result);

/// Pushes the frame of a Python function with its arguments bound; arguments are shared (the caller keeps its references).
/// Returns pending(), or for a generator function the generator, or null. `exception`: CPython's TypeErrors.
Ref call_python(Vm& vm, FunctionObject* function, const Args& args);
/// Binds arguments to an already pushed, empty frame. `steal` (null or args.data): these references move into the frame, leaving null.
/// False: TypeError is set (the frame's slots are partly filled; pop it).
bool bind_arguments(Vm& vm, PythonFrame& frame, const Args& args, Value* steal);

/// A new frame for `function` on the current thread: slots empty, ip at the start. Null: RecursionError is set.
PythonFrame* push_frame(Vm& vm, FunctionObject* function);

Ref call_native(Vm& vm, NativeFunction* native, const Args& args);
/// type.__call__(cls, *args): create, then init. The metaclass's own __call__ is call()'s business.
Ref call_class(Vm& vm, TypeObject* cls, const Args& args);

/// A native call with this argument must happen in global time order.
bool needs_order(const Vm& vm, Value argument);

/// What messages call a callable: "f()", "list.append()".
std::string callable_name(Vm& vm, Value callee);

/// A module-level or class body function object around a code object (new reference).
FunctionObject* make_function_object(Vm& vm, CodeValue* code, DictObject* globals);

/// Runs the body of a module or class: no arguments, names live in `locals` (a mapping). pending(), then the body's result.
Ref run_body(Vm& vm, FunctionObject* function, Value locals);

/// __build_class__ and super() for the builtins module (build_class.cpp, super.cpp).
Ref build_class(Vm& vm, const Args& args);

}  // namespace gilscope
