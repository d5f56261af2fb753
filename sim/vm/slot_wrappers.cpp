// Native slots as Python sees them: `int.__add__`, `list.__len__`, `object.__init__` (typeobject.c: slotdefs and wrap_*).

#include <array>
#include <string>

#include <fmt/core.h>

#include "sim/objects/dict_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/dispatchers.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/type_builder.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

/// Exactly `wanted` positional arguments.
bool check_count(Vm& vm, const Args& args, std::uint32_t wanted) {
  if (args.keyword_count() != 0) {
    vm.raise(Exc::TypeError, "wrapper doesn't take keyword arguments");
    return false;
  }
  if (args.count == wanted) return true;
  vm.raise(Exc::TypeError, fmt::format("expected {} argument{}, got {}", wanted, wanted == 1 ? "" : "s", args.count));
  return false;
}

#define GILSCOPE_WRAP_UNARY(function, member)                                                    \
  Ref function(Vm& vm, const SlotDef&, TypeObject* owner, Value self, const Args& args) {        \
    return check_count(vm, args, 0) ? owner->slots.member(vm, self) : Ref();                     \
  }
GILSCOPE_WRAP_UNARY(wrap_repr, repr)
GILSCOPE_WRAP_UNARY(wrap_str, str)
GILSCOPE_WRAP_UNARY(wrap_hash, hash)
GILSCOPE_WRAP_UNARY(wrap_truth, truth)
GILSCOPE_WRAP_UNARY(wrap_length, length)
GILSCOPE_WRAP_UNARY(wrap_int, as_int)
GILSCOPE_WRAP_UNARY(wrap_float, as_float)
GILSCOPE_WRAP_UNARY(wrap_index, as_index)
GILSCOPE_WRAP_UNARY(wrap_iter, iter)
#undef GILSCOPE_WRAP_UNARY

Co<Ref> next_or_stop_co(Vm& vm, TypeObject* owner, Value self) {
  Ref item = co_await vm.finish(owner->slots.next(vm, self));
  if (!item || !item.get().is_exhausted()) co_return item;
  Ref returned = vm.thread->take_stop_value();
  co_return raise_stop_iteration(vm, returned);
}

Ref wrap_next(Vm& vm, const SlotDef&, TypeObject* owner, Value self, const Args& args) {
  if (!check_count(vm, args, 0)) return nullptr;
  return vm.start(next_or_stop_co(vm, owner, self));
}

Ref wrap_unary_op(Vm& vm, const SlotDef& def, TypeObject* owner, Value self, const Args& args) {
  return check_count(vm, args, 0) ? owner->slots.unary(vm, self, static_cast<UnaryOp>(def.op)) : Ref();
}

Ref wrap_compare(Vm& vm, const SlotDef& def, TypeObject* owner, Value self, const Args& args) {
  return check_count(vm, args, 1) ? owner->slots.compare(vm, self, args[0], static_cast<CompareOp>(def.op)) : Ref();
}

bool takes_power_modulus(const SlotDef& def, const Args& args) {
  return static_cast<BinaryOp>(def.op) == BinaryOp::Power && args.count == 2 && args[1].is_none();
}

Ref wrap_binary(Vm& vm, const SlotDef& def, TypeObject* owner, Value self, const Args& args) {
  if (!takes_power_modulus(def, args) && !check_count(vm, args, 1)) return nullptr;
  return owner->slots.binary(vm, self, args[0], static_cast<BinaryOp>(def.op));
}

Ref wrap_reflected(Vm& vm, const SlotDef& def, TypeObject* owner, Value self, const Args& args) {
  if (!takes_power_modulus(def, args) && !check_count(vm, args, 1)) return nullptr;
  return owner->slots.binary(vm, args[0], self, static_cast<BinaryOp>(def.op));
}

Ref wrap_get_item(Vm& vm, const SlotDef&, TypeObject* owner, Value self, const Args& args) {
  return check_count(vm, args, 1) ? owner->slots.get_item(vm, self, args[0]) : Ref();
}
Ref wrap_set_item(Vm& vm, const SlotDef&, TypeObject* owner, Value self, const Args& args) {
  return check_count(vm, args, 2) ? owner->slots.set_item(vm, self, args[0], args[1]) : Ref();
}
Ref wrap_del_item(Vm& vm, const SlotDef&, TypeObject* owner, Value self, const Args& args) {
  return check_count(vm, args, 1) ? owner->slots.set_item(vm, self, args[0], Value()) : Ref();
}
Ref wrap_contains(Vm& vm, const SlotDef&, TypeObject* owner, Value self, const Args& args) {
  return check_count(vm, args, 1) ? owner->slots.contains(vm, self, args[0]) : Ref();
}
Ref wrap_call(Vm& vm, const SlotDef&, TypeObject* owner, Value self, const Args& args) { return owner->slots.call(vm, self, args); }

StrObject* name_argument(Vm& vm, Value name) {
  if (is_str(name)) return intern(vm.heap, as_str(name));
  vm.raise(Exc::TypeError, fmt::format("attribute name must be string, not '{}'", type_name_of(vm, name)));
  return nullptr;
}

Ref wrap_get_attribute(Vm& vm, const SlotDef&, TypeObject* owner, Value self, const Args& args) {
  if (!check_count(vm, args, 1)) return nullptr;
  StrObject* name = name_argument(vm, args[0]);
  return name != nullptr ? owner->slots.get_attr(vm, self, name) : Ref();
}
Ref wrap_set_attribute(Vm& vm, const SlotDef&, TypeObject* owner, Value self, const Args& args) {
  if (!check_count(vm, args, 2)) return nullptr;
  StrObject* name = name_argument(vm, args[0]);
  return name != nullptr ? owner->slots.set_attr(vm, self, name, args[1]) : Ref();
}
Ref wrap_delete_attribute(Vm& vm, const SlotDef&, TypeObject* owner, Value self, const Args& args) {
  if (!check_count(vm, args, 1)) return nullptr;
  StrObject* name = name_argument(vm, args[0]);
  return name != nullptr ? owner->slots.set_attr(vm, self, name, Value()) : Ref();
}

Ref wrap_get(Vm& vm, const SlotDef&, TypeObject* owner, Value self, const Args& args) {
  if (args.count != 2 && !check_count(vm, args, 1)) return nullptr;
  Value object = args[0].is_none() ? Value() : args[0];
  Value type = args.count == 2 && !args[1].is_none() ? args[1] : Value();
  if (!object && !type) return vm.raise(Exc::TypeError, "__get__(None, None) is invalid");
  return owner->slots.descr_get(vm, self, object, type);
}
Ref wrap_set(Vm& vm, const SlotDef&, TypeObject* owner, Value self, const Args& args) {
  return check_count(vm, args, 2) ? owner->slots.descr_set(vm, self, args[0], args[1]) : Ref();
}
Ref wrap_delete(Vm& vm, const SlotDef&, TypeObject* owner, Value self, const Args& args) {
  return check_count(vm, args, 1) ? owner->slots.descr_set(vm, self, args[0], Value()) : Ref();
}
Ref wrap_init(Vm& vm, const SlotDef&, TypeObject* owner, Value self, const Args& args) { return owner->slots.init(vm, self, args); }

constexpr std::uint8_t op(BinaryOp o) { return static_cast<std::uint8_t>(o); }
constexpr std::uint8_t op(CompareOp o) { return static_cast<std::uint8_t>(o); }
constexpr std::uint8_t op(UnaryOp o) { return static_cast<std::uint8_t>(o); }

#define BINARY(name, o)                                                                                               \
  {"__" name "__", SlotGroup::Binary, op(BinaryOp::o), wrap_binary, "Return self" name "value."},                      \
  {"__r" name "__", SlotGroup::Binary, op(BinaryOp::o), wrap_reflected, "Return the operator with operands swapped."}, \
  {"__i" name "__", SlotGroup::Binary, op(BinaryOp::Inplace##o), wrap_binary, "Do the operation in place."}

constexpr SlotDef kSlotDefs[] = {
    {"__repr__", SlotGroup::Repr, 0, wrap_repr, "Return repr(self)."},
    {"__str__", SlotGroup::Str, 0, wrap_str, "Return str(self)."},
    {"__hash__", SlotGroup::Hash, 0, wrap_hash, "Return hash(self)."},
    {"__bool__", SlotGroup::Truth, 0, wrap_truth, "True if self else False"},
    {"__len__", SlotGroup::Length, 0, wrap_length, "Return len(self)."},
    {"__lt__", SlotGroup::Compare, op(CompareOp::Lt), wrap_compare, "Return self<value."},
    {"__le__", SlotGroup::Compare, op(CompareOp::Le), wrap_compare, "Return self<=value."},
    {"__eq__", SlotGroup::Compare, op(CompareOp::Eq), wrap_compare, "Return self==value."},
    {"__ne__", SlotGroup::Compare, op(CompareOp::Ne), wrap_compare, "Return self!=value."},
    {"__gt__", SlotGroup::Compare, op(CompareOp::Gt), wrap_compare, "Return self>value."},
    {"__ge__", SlotGroup::Compare, op(CompareOp::Ge), wrap_compare, "Return self>=value."},
    BINARY("add", Add), BINARY("and", And), BINARY("floordiv", FloorDivide), BINARY("lshift", Lshift),
    BINARY("matmul", MatrixMultiply), BINARY("mul", Multiply), BINARY("mod", Remainder), BINARY("or", Or),
    BINARY("pow", Power), BINARY("rshift", Rshift), BINARY("sub", Subtract), BINARY("truediv", TrueDivide), BINARY("xor", Xor),
    {"__neg__", SlotGroup::Unary, op(UnaryOp::Negative), wrap_unary_op, "-self"},
    {"__pos__", SlotGroup::Unary, op(UnaryOp::Positive), wrap_unary_op, "+self"},
    {"__invert__", SlotGroup::Unary, op(UnaryOp::Invert), wrap_unary_op, "~self"},
    {"__abs__", SlotGroup::Unary, op(UnaryOp::Absolute), wrap_unary_op, "abs(self)"},
    {"__int__", SlotGroup::AsInt, 0, wrap_int, "int(self)"},
    {"__float__", SlotGroup::AsFloat, 0, wrap_float, "float(self)"},
    {"__index__", SlotGroup::AsIndex, 0, wrap_index, "Return self converted to an integer."},
    {"__getitem__", SlotGroup::GetItem, 0, wrap_get_item, "Return self[key]."},
    {"__setitem__", SlotGroup::SetItem, 0, wrap_set_item, "Set self[key] to value."},
    {"__delitem__", SlotGroup::SetItem, 0, wrap_del_item, "Delete self[key]."},
    {"__contains__", SlotGroup::Contains, 0, wrap_contains, "Return bool(key in self)."},
    {"__iter__", SlotGroup::Iter, 0, wrap_iter, "Implement iter(self)."},
    {"__next__", SlotGroup::Next, 0, wrap_next, "Implement next(self)."},
    {"__call__", SlotGroup::Call, 0, wrap_call, "Call self as a function."},
    {"__getattribute__", SlotGroup::GetAttr, 0, wrap_get_attribute, "Return getattr(self, name)."},
    {"__setattr__", SlotGroup::SetAttr, 0, wrap_set_attribute, "Implement setattr(self, name, value)."},
    {"__delattr__", SlotGroup::SetAttr, 0, wrap_delete_attribute, "Implement delattr(self, name)."},
    {"__get__", SlotGroup::DescrGet, 0, wrap_get, "Return an attribute of instance, which is of type owner."},
    {"__set__", SlotGroup::DescrSet, 0, wrap_set, "Set an attribute of instance to value."},
    {"__delete__", SlotGroup::DescrSet, 0, wrap_delete, "Delete an attribute of instance."},
    {"__init__", SlotGroup::Init, 0, wrap_init, "Initialize self.  See help(type(self)) for accurate signature."},
};
#undef BINARY

bool has_slot(const Slots& slots, SlotGroup group) {
  switch (group) {
#define X(g, member, dispatcher) case SlotGroup::g: return slots.member != nullptr;
    GILSCOPE_SLOT_GROUPS(X)
#undef X
    default: return false;
  }
}

/// Sequences have sq_concat, which is not reflected: no __radd__; and no class has __iX__ unless it says so.
bool shows_operator(const TypeObject* type, const SlotDef& def, std::span<const BinaryOp> operators) {
  bool listed = false;
  for (BinaryOp o : operators) listed = listed || op(o) == def.op;
  if (!listed || def.invoke != wrap_reflected || static_cast<BinaryOp>(def.op) != BinaryOp::Add) return listed;
  switch (type->layout) {
    case Layout::Str: case Layout::Bytes: case Layout::Bytearray: case Layout::List: case Layout::Tuple: case Layout::Deque: return false;
    default: return true;
  }
}

/// bool, int: not every unary of the group exists.
bool shows(const TypeObject* type, const SlotDef& def, std::span<const BinaryOp> operators) {
  if (def.group == SlotGroup::Binary) return shows_operator(type, def, operators);
  if (def.group == SlotGroup::Unary && static_cast<UnaryOp>(def.op) == UnaryOp::Invert && type->layout == Layout::Float) return false;
  return true;
}

Ref unreachable_function(Vm& vm, const Args&) { return vm.raise(Exc::SystemError, "slot wrapper called as a function"); }

constexpr std::size_t kDefCount = std::size(kSlotDefs);

/// Specs only for the names and docs that generic code shows.
const NativeSpec* spec_of(const SlotDef& def) {
  static const std::array<NativeSpec, kDefCount> kSpecs = [] {
    std::array<NativeSpec, kDefCount> specs{};
    for (std::size_t i = 0; i < kDefCount; ++i) {
      specs[i] = {.name = kSlotDefs[i].name, .fn = unreachable_function, .kind = NativeKind::Method, .doc = kSlotDefs[i].doc};
    }
    return specs;
  }();
  return &kSpecs[static_cast<std::size_t>(&def - kSlotDefs)];
}

void add_wrapper(Vm& vm, TypeObject* type, const SlotDef& def) {
  StrObject* name = vm.intern(def.name);
  if (dict_get_str(type->dict, name)) return;
  auto* wrapper = vm.heap.make<SlotWrapperObject>(vm.types.wrapper_descriptor);
  wrapper->spec = spec_of(def);
  wrapper->owner = type;
  wrapper->def = &def;
  vm.heap.make_immortal(wrapper);
  dict_set_str(vm.heap, type->dict, name, wrapper);
}

/// `cls.__new__`: self is the owner, args[1] the class to make.
Ref new_through_attribute(Vm& vm, const Args& args) {
  auto* owner = static_cast<TypeObject*>(args[0].object());
  if (args.count < 2 || !args[1].is_object() || !args[1].object()->type->is_subtype_of(vm.types.type)) {
    return vm.raise(Exc::TypeError, args.count < 2 ? fmt::format("{}.__new__(): not enough arguments", type_name(owner))
                                                   : fmt::format("{}.__new__(X): X is not a type object ({})", type_name(owner),
                                                                 type_name_of(vm, args[1])));
  }
  auto* cls = static_cast<TypeObject*>(args[1].object());
  if (!cls->is_subtype_of(owner)) {
    return vm.raise(Exc::TypeError, fmt::format("{0}.__new__({1}): {1} is not a subtype of {0}", type_name(owner), type_name(cls)));
  }
  if (owner == vm.types.object_ && cls->layout != Layout::Plain) {
    TypeObject* solid = cls;
    while ((solid->type_flags & kTypeHeap) != 0) solid = solid->base;
    return vm.raise(Exc::TypeError, fmt::format("object.__new__({0}) is not safe, use {1}.__new__()", type_name(cls), type_name(solid)));
  }
  return owner->slots.create(vm, cls, Args{args.data + 2, args.count - 2, args.keywords});
}

const NativeSpec kNewSpec = {.name = "__new__", .fn = new_through_attribute, .kind = NativeKind::Method,
                             .doc = "Create and return a new object.  See help(type) for accurate signature."};

}  // namespace

std::span<const SlotDef> slot_definitions() { return kSlotDefs; }

void add_slot_wrappers(Vm& vm, TypeObject* type, std::span<const BinaryOp> operators) {
  const bool is_object = type == vm.types.object_;
  for (const SlotDef& def : kSlotDefs) {
    if (has_slot(type->slots, def.group) && shows(type, def, operators)) add_wrapper(vm, type, def);
  }
  if (type->slots.hash == nullptr && type->slots.compare != nullptr && !is_object) {
    dict_set_str(vm.heap, type->dict, vm.names->dunder_hash, Value::none());
  }
  if (type->slots.create != nullptr && !dict_get_str(type->dict, vm.names->dunder_new)) {
    Ref function = make_native_function(vm, &kNewSpec, type);
    dict_set_str(vm.heap, type->dict, vm.names->dunder_new, function);
  }
}

}  // namespace gilscope
