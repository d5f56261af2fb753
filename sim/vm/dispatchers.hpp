// The table of slots: group, member of Slots, dispatcher. Only slot_dispatch.cpp, slot_table.cpp and slot_wrappers.cpp need all of it.
#pragma once

#include "sim/vm/slot_dispatch.hpp"

namespace gilscope {

// X(group, member of Slots, dispatcher)
#define GILSCOPE_SLOT_GROUPS(X)               \
  X(Repr, repr, dispatch_repr)                \
  X(Str, str, dispatch_str)                   \
  X(Hash, hash, dispatch_hash)                \
  X(Truth, truth, dispatch_truth)             \
  X(Length, length, dispatch_length)          \
  X(Compare, compare, dispatch_compare)       \
  X(Binary, binary, dispatch_binary)          \
  X(Unary, unary, dispatch_unary)             \
  X(AsInt, as_int, dispatch_as_int)           \
  X(AsFloat, as_float, dispatch_as_float)     \
  X(AsIndex, as_index, dispatch_as_index)     \
  X(GetItem, get_item, dispatch_get_item)     \
  X(SetItem, set_item, dispatch_set_item)     \
  X(Contains, contains, dispatch_contains)    \
  X(Iter, iter, dispatch_iter)                \
  X(Next, next, dispatch_next)                \
  X(Call, call, dispatch_call)                \
  X(GetAttr, get_attr, dispatch_get_attr)     \
  X(SetAttr, set_attr, dispatch_set_attr)     \
  X(DescrGet, descr_get, dispatch_descr_get)  \
  X(DescrSet, descr_set, dispatch_descr_set)  \
  X(Create, create, dispatch_create)          \
  X(Init, init, dispatch_init)

Ref dispatch_repr(Vm& vm, Value self);
Ref dispatch_str(Vm& vm, Value self);
Ref str_through_repr(Vm& vm, Value self);  ///< object.__str__
Ref dispatch_hash(Vm& vm, Value self);
Ref dispatch_truth(Vm& vm, Value self);
Ref dispatch_unary(Vm& vm, Value self, UnaryOp op);
Ref dispatch_as_int(Vm& vm, Value self);
Ref dispatch_as_float(Vm& vm, Value self);
Ref dispatch_as_index(Vm& vm, Value self);
Ref dispatch_get_item(Vm& vm, Value self, Value key);
Ref dispatch_set_item(Vm& vm, Value self, Value key, Value value);
Ref dispatch_contains(Vm& vm, Value self, Value item);
Ref dispatch_descr_get(Vm& vm, Value descriptor, Value object, Value type);
Ref dispatch_descr_set(Vm& vm, Value descriptor, Value object, Value value);

}  // namespace gilscope
