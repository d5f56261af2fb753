// Sets with keys of any class, for everybody above the vm.
#pragma once

#include "sim/objects/set_ops.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

/// Each looks a key up with Python's __hash__ and __eq__ where it has them.
Ref set_add_key(Vm& vm, SetObject* set, Value key);       ///< True if it was absent
Ref set_contains_key(Vm& vm, SetObject* set, Value key);  ///< True or False
Ref set_remove_key(Vm& vm, SetObject* set, Value key);    ///< True if it was there

/// The same without Python code. False: this key needs some; nothing happened.
bool set_remove_simple(Vm& vm, SetObject* set, Value key, bool& removed);

/// A new set or frozenset (or subclass) of an iterable's items.
Ref make_set_of(Vm& vm, TypeObject* cls, Value iterable);
/// Adds an iterable's items. Result None.
Ref set_update(Vm& vm, SetObject* set, Value iterable);

enum class SetOp { Union, Intersection, Difference, SymmetricDifference };
/// self op other as a new object of class `cls`; other is any iterable.
Ref set_operation(Vm& vm, TypeObject* cls, Value self, Value other, SetOp op);
/// self op= other; result None.
Ref set_operation_in_place(Vm& vm, Value self, Value other, SetOp op);
/// Both are sets: a == b, a <= b ...: True or False.
Ref set_relation(Vm& vm, Value a, Value b, CompareOp op);
Ref set_is_disjoint(Vm& vm, Value self, Value other);

}  // namespace gilscope
