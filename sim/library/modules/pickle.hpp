// Copies of values as bytes: the pickle format (PEP 3154, Lib/pickletools.py), and what crosses between interpreters (PEP 734).
//
// An object graph becomes a little program for a stack machine that builds it again elsewhere. What is built in goes as its content; an
// instance as "make one of that class, then give it these attributes"; a class or function only as the name under which a module has it:
// the other side imports that module and looks. Hence what pickle refuses: functions inside functions, locks, generators, open files.
// Objects that occur twice in one message are written once, so that identity and cycles survive within a message, and only there.
#pragma once

#include <string>

#include "sim/base/co.hpp"
#include "sim/objects/heap.hpp"
#include "sim/vm/channels.hpp"

namespace gilscope {

class Vm;
struct FunctionObject;

/// pickle.dumps. False: TypeError, AttributeError, PicklingError, ... is set, worded as CPython does.
Co<bool> pickle(Vm& vm, Value value, Message* out);
/// For another interpreter of the process: without pickle where that is not needed. Values of the simple kinds (see is_shareable) are
/// copied; a function that uses nothing but its arguments and builtins goes as its code; the rest is pickled. False: NotShareableError.
Co<bool> copy_for_interpreter(Vm& vm, Value value, Message* out);
/// pickle.loads, or the other side of copy_for_interpreter. Null: an exception is set.
Co<Ref> unpickle(Vm& vm, const Message* message);

/// None, bool, int, float, str, bytes, and tuples of these (Python/crossinterp_data_lookup.h).
bool is_shareable(Vm& vm, Value value);
/// Whether a function can go to another interpreter as its code: it keeps nothing and names nothing but builtins
/// (codeobject.c: _PyCode_VerifyStateless, funcobject.c: _PyFunction_VerifyStateless).
bool is_stateless(Vm& vm, const FunctionObject* f);

/// Runs the main script once more, as a module of that name: what a spawned process does ("__mp_main__"), and a subinterpreter that is
/// asked for something of __main__ ("<fake __main__>"). The module.
Co<Ref> run_main_script_again(Vm& vm, const char* name);

}  // namespace gilscope
