// What crosses from one interpreter of a process to another, and how (Python/crossinterp.c, PEP 734).
//
// Only a few classes are shareable: they cross as their content, without pickle. Interpreter.prepare_main() takes nothing else. call()
// and Queue.put() have a fall-back: a function that keeps nothing and names nothing but builtins crosses as its code and finds the
// __main__ of the other side as its globals; everything else is pickled. Each item of a tuple goes its own way.
#pragma once

#include "sim/base/co.hpp"
#include "sim/objects/heap.hpp"
#include "sim/vm/channels.hpp"

namespace gilscope {

class Vm;
struct FunctionObject;

enum class Fallback : std::uint8_t { None, Full };

/// By its class alone: None, bool, int, float, str, bytes, tuple, Queue (crossinterp_data_lookup.h).
bool is_shareable(Vm& vm, Value value);
/// Why a function cannot cross as its code; null: it can (funcobject.c: _PyFunction_VerifyStateless).
const char* state_of_function(Vm& vm, const FunctionObject* f);
/// Why code cannot be executed as a script; null: it can (crossinterp.c: verify_script).
const char* why_no_script(const CodeObject& code);

/// False: NotShareableError is set.
Co<bool> to_message(Vm& vm, Value value, Fallback fallback, Message* out);
/// The callable of Interpreter.call(): as code if that can be, else pickled.
Co<bool> callable_to_message(Vm& vm, Value callable, Message* out);
/// The copy. What is in the main script's __main__ and not in that of this interpreter is looked for in the script run once more, under
/// the name "<fake __main__>". Null: NotShareableError is set.
Co<Ref> from_message(Vm& vm, const Message* message);

/// Sets NotShareableError(text) from `cause`, which may be null. Null.
Co<Ref> raise_not_shareable(Vm& vm, const std::string* text, Value cause);
bool raised_not_shareable(Vm& vm);

}  // namespace gilscope
