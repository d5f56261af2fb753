// Copies of values as bytes: the pickle format (PEP 3154, Lib/pickletools.py).
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

/// pickle.dumps. False: TypeError, AttributeError, PicklingError, ... is set, worded as CPython does.
Co<bool> pickle(Vm& vm, Value value, Message* out);
/// pickle.loads. Null: an exception is set.
Co<Ref> unpickle(Vm& vm, const Message* message);

/// Runs the main script once more, as a module of that name: what a spawned process does ("__mp_main__"), and a subinterpreter that is
/// asked for something of __main__ ("<fake __main__>"). The module.
Co<Ref> run_main_script_again(Vm& vm, const char* name);

}  // namespace gilscope
