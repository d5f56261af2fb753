// The operations of Python's object protocol, as every native function uses them. Each returns an owned reference, null (an exception
// is set) or Value::pending() (Python code has to run: `co_await vm.finish(op(...))`). See sim/vm/native.hpp.
#pragma once

#include <span>
#include <string_view>

#include "sim/objects/types.hpp"
#include "sim/vm/native.hpp"

namespace gilscope {

// attributes (attribute.cpp)
Ref get_attr(Vm& vm, Value object, StrObject* name);
Ref get_attr(Vm& vm, Value object, std::string_view name);
/// Like get_attr, but a missing attribute is Value::exhausted() instead of AttributeError.
Ref find_attr(Vm& vm, Value object, StrObject* name);
Ref set_attr(Vm& vm, Value object, StrObject* name, Value value);  ///< value null = delete; result None
/// The attribute of the *class* (special-method lookup), borrowed and unbound; null if absent (no exception).
Value lookup_special(Vm& vm, TypeObject* type, StrObject* name);
Value lookup_in_mro(Vm& vm, TypeObject* type, StrObject* name);  ///< borrowed, null if absent

// items and containers (item.cpp)
Ref get_item(Vm& vm, Value container, Value key);
Ref set_item(Vm& vm, Value container, Value key, Value value);  ///< value null = delete; result None
Ref contains(Vm& vm, Value container, Value item);              ///< True or False
Ref length(Vm& vm, Value object);                               ///< int
/// Dict access for any key, Python __hash__/__eq__ included. dict_get: exhausted() if absent.
Ref dict_get(Vm& vm, DictObject* dict, Value key);
Ref dict_set(Vm& vm, DictObject* dict, Value key, Value value);  ///< result None
Ref dict_remove(Vm& vm, DictObject* dict, Value key);            ///< the removed value, or exhausted()

// operators (operators.cpp)
Ref binary(Vm& vm, BinaryOp op, Value left, Value right);
Ref unary(Vm& vm, UnaryOp op, Value operand);
Ref compare(Vm& vm, CompareOp op, Value left, Value right);  ///< whatever __eq__ & co. return
Ref equal(Vm& vm, Value left, Value right);                  ///< True or False; identity first, as containers do
Ref less(Vm& vm, Value left, Value right);                   ///< True or False
Ref truth(Vm& vm, Value object);                             ///< True or False
Ref hash(Vm& vm, Value object);                              ///< int
Ref as_index(Vm& vm, Value object);                          ///< int (immediate or IntObject), TypeError otherwise

// text (text.cpp)
Ref repr(Vm& vm, Value object);
Ref str_of(Vm& vm, Value object);
Ref ascii(Vm& vm, Value object);
Ref format(Vm& vm, Value object, Value spec);  ///< spec: str; null = empty

// iteration (iteration.cpp)
Ref iter(Vm& vm, Value object);
Ref next(Vm& vm, Value iterator);  ///< the item, or Value::exhausted()
Ref list_of(Vm& vm, Value iterable);   ///< a new list
Ref tuple_of(Vm& vm, Value iterable);  ///< a tuple (the same one if it is exactly a tuple)

// calls (call.cpp)
Ref call(Vm& vm, Value callee, const Args& args);
Ref call_method(Vm& vm, Value object, StrObject* name, const Args& args_without_self);
/// Runs a class body: `function` with `ns` (a dict or any mapping) as its locals. The result is the body's: the __class__ cell or None.
Ref call_class_body(Vm& vm, Value function, Value ns);

// classes (classes.cpp)
Ref is_instance(Vm& vm, Value object, Value class_or_tuple);  ///< True or False; honours __instancecheck__
Ref is_subclass(Vm& vm, Value cls, Value class_or_tuple);
Ref make_class(Vm& vm, TypeObject* metaclass, StrObject* name, TupleObject* bases, DictObject* ns);  ///< type(name, bases, ns)

// modules (import.cpp)
Ref import_module(Vm& vm, std::string_view absolute_name);  ///< the module itself, run if new

}  // namespace gilscope
