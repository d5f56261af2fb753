// Calling: Python functions with full argument binding, native functions, bound methods, classes, anything with slots.call.
#pragma once

#include "sim/vm/frame.hpp"
#include "sim/vm/native.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

/// What a frame keeps alive until its result is delivered: bound arguments, and the object locks held around a native call.
struct Attachment {
  static constexpr std::uint32_t kInlineValues = 8;
  Attachment* next = nullptr;      ///< a frame may carry several
  Object* sections[2] = {};        ///< locked; unlocked in reverse order
  std::uint32_t count = 0;
  Value* values = nullptr;         ///< storage of `count` values
  std::uint32_t owned = 0;         ///< bit i: values[i] is an owned reference (i < 32); all ones = all owned
  Value inline_values[kInlineValues];
};
Attachment* make_attachment(std::uint32_t values);
/// Ends its sections, drops owned values, frees it and those after it.
void release_attachment(Vm& vm, Attachment* a);
/// The frame just pushed keeps `a` until it is popped.
void attach(Vm& vm, Attachment* a);

/// Pushes the frame of a Python function with its arguments bound; arguments are shared (the caller keeps its references).
/// Returns pending(), or for a generator function the generator, or null. `exception`: CPython's TypeErrors.
Ref call_python(Vm& vm, FunctionObject* function, const Args& args);
/// Binds arguments to an already pushed, empty frame. False: TypeError is set (the frame's slots are partly filled; pop it).
bool bind_arguments(Vm& vm, PythonFrame& frame, const Args& args);

/// A new frame for `function` on the current thread: slots empty, ip at the start. Null: RecursionError is set.
PythonFrame* push_frame(Vm& vm, FunctionObject* function);

Ref call_native(Vm& vm, NativeFunction* native, const Args& args);
/// type(*args): metaclass __call__ included, create then init.
Ref call_class(Vm& vm, TypeObject* cls, const Args& args);

/// What messages call a callable: "f()", "list.append()".
std::string callable_name(Vm& vm, Value callee);

/// A module-level or class body function object around a code object (new reference).
FunctionObject* make_function_object(Vm& vm, CodeValue* code, DictObject* globals);

/// __build_class__ and super() for the builtins module (build_class.cpp, super.cpp).
Ref build_class(Vm& vm, const Args& args);

}  // namespace gilscope
