// Slots and special methods are two views of one thing (Objects/typeobject.c: slotdefs).
//
//  - A Python class that defines __add__ gets a dispatcher in slots.binary, which looks __add__ up and calls it.
//  - A native class that fills slots.binary shows __add__, __radd__ ... as wrapper descriptors, which call the slot.
#pragma once

#include <cstdint>
#include <span>

#include "sim/objects/types.hpp"
#include "sim/vm/native.hpp"

namespace gilscope {

class Vm;

/// Which slot a special method belongs to; each group has one dispatcher.
enum class SlotGroup : std::uint8_t {
  Repr, Str, Hash, Truth, Length, Compare, Binary, Unary, AsInt, AsFloat, AsIndex, GetItem, SetItem, Contains, Iter, Next, Call,
  GetAttr, SetAttr, DescrGet, DescrSet, Create, Init, kCount
};

/// One special method as a view of a slot. `invoke` runs the owner's slot.
struct SlotDef {
  const char* name;
  SlotGroup group;
  std::uint8_t op;  ///< CompareOp, UnaryOp or BinaryOp where the group has several names
  Ref (*invoke)(Vm&, const SlotDef& def, TypeObject* owner, Value self, const Args& args);
  const char* doc;
};
std::span<const SlotDef> slot_definitions();

/// `int.__add__`: has no self. NativeFunction's fields let generic code read name and owner.
struct SlotWrapperObject : NativeFunction { const SlotDef* def; };
/// `(5).__add__`
struct MethodWrapperObject : Object { SlotWrapperObject* wrapper; Value self; };

/// Fill the slots of a Python class from its MRO: dispatchers for what Python classes define, else the nearest native slot.
void update_slots(Vm& vm, TypeObject* type);
/// Make visible what the native class itself puts in its slots.
void add_slot_wrappers(Vm& vm, TypeObject* type, std::span<const BinaryOp> operators);
/// Take over null slots from the bases (native classes).
void inherit_slots(Vm& vm, TypeObject* type);

bool is_python_slot(Ref (*binary)(Vm&, Value, Value, BinaryOp));
bool is_python_slot(Ref (*compare)(Vm&, Value, Value, CompareOp));

/// type(self).name(self, a, b): the method must exist. `count` of a, b are passed.
Ref call_special(Vm& vm, Value self, StrObject* name, int count = 0, Value a = Value(), Value b = Value());
/// callee(a, b, c): `count` of them. For use where the arguments do not outlive this call by themselves but are kept alive.
Ref call_with(Vm& vm, Value callee, int count, Value a = Value(), Value b = Value(), Value c = Value());
/// What slots.hash of an unhashable class is.
Ref hash_unhashable(Vm& vm, Value self);

// Dispatchers that other files compare against or call.
Ref dispatch_binary(Vm& vm, Value left, Value right, BinaryOp op);
Ref dispatch_compare(Vm& vm, Value self, Value other, CompareOp op);
Ref dispatch_length(Vm& vm, Value self);
Ref dispatch_get_attr(Vm& vm, Value self, StrObject* name);
Ref dispatch_set_attr(Vm& vm, Value self, StrObject* name, Value value);
Ref dispatch_create(Vm& vm, TypeObject* cls, const Args& args);
Ref dispatch_init(Vm& vm, Value self, const Args& args);
Ref dispatch_next(Vm& vm, Value self);
Ref dispatch_iter(Vm& vm, Value self);
Ref dispatch_call(Vm& vm, Value self, const Args& args);
Co<Ref> dispatch_binary_co(Vm& vm, BinaryOp op, Value left, Value right);

}  // namespace gilscope
