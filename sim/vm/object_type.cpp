// The class `object` (typeobject.c: object_*).

#include <set>

#include <fmt/core.h>

#include "sim/objects/dict_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/simple_key.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/classes.hpp"
#include "sim/vm/instance.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/namespace.hpp"
#include "sim/vm/dispatchers.hpp"
#include "sim/vm/stopped_world.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/type_builder.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

Ref object_repr(Vm& vm, Value self) { return default_repr(vm, self); }
Ref object_str(Vm& vm, Value self) { return str_through_repr(vm, self); }

Ref object_hash(Vm& vm, Value self) {
  if (!self.is_object()) {
    std::uint64_t h = 0;
    simple_hash(vm.heap, self, h);
    return vm.integer(static_cast<std::int64_t>(h));
  }
  return vm.integer(static_cast<std::int64_t>(identity_hash(vm.heap, self.object())));
}

Co<Ref> not_equal_co(Vm& vm, Value self, Value other) {
  Ref same = co_await vm.finish(vm.types.of(self)->slots.compare(vm, self, other, CompareOp::Eq));
  if (!same || same.get().is_not_implemented()) co_return same;
  Ref answer = co_await vm.finish(truth(vm, same));
  if (!answer) co_return nullptr;
  co_return vm.boolean(answer.get().is_false());
}

Ref object_compare(Vm& vm, Value self, Value other, CompareOp op) {
  if (op == CompareOp::Eq) return self == other ? vm.boolean(true) : steal(Value::not_implemented());
  if (op != CompareOp::Ne) return steal(Value::not_implemented());
  auto compare = vm.types.of(self)->slots.compare;
  if (compare == dispatch_compare) return vm.start(not_equal_co(vm, self, other));
  if (compare == object_compare) return self == other ? vm.boolean(false) : steal(Value::not_implemented());
  Ref same = compare(vm, self, other, CompareOp::Eq);
  return same && same.get().is_bool() ? vm.boolean(same.get().is_false()) : std::move(same);
}

// ---- creation ----

std::string list_of_names(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "'" : ", '") + name + "'";
  return text;
}

/// The abstract methods, sorted, from __abstractmethods__ (a frozenset, set, list or tuple of str).
Co<Ref> raise_abstract_co(Vm& vm, TypeObject* cls) {
  Ref methods = co_await vm.finish(list_of(vm, lookup_in_mro(vm, cls, vm.names->dunder_abstractmethods)));
  if (!methods) co_return nullptr;
  std::set<std::string> sorted;
  for (std::uint32_t i = 0; i < as_list(methods)->length; ++i) {
    if (is_str(as_list(methods)->items[i])) sorted.insert(to_utf8(as_list(methods)->items[i]));
  }
  co_return vm.raise(Exc::TypeError,
                     fmt::format("Can't instantiate abstract class {} without an implementation for abstract method{} {}", type_name(cls),
                                 sorted.size() == 1 ? "" : "s", list_of_names({sorted.begin(), sorted.end()})));
}

bool raise_excess(Vm& vm, TypeObject* cls, const char* who, const char* what) {
  vm.raise(Exc::TypeError, fmt::format("{}() takes exactly one argument ({})", who, what));
  (void)cls;
  return false;
}

/// Extra arguments are an error unless the other of __new__ and __init__ is there to take them.
bool check_create_arguments(Vm& vm, TypeObject* cls, const Args& args) {
  if (args.count == 0 && args.keyword_count() == 0) return true;
  if (cls->slots.create != object_create) return raise_excess(vm, cls, "object.__new__", "the type to instantiate");
  if (cls->slots.init != object_init) return true;
  vm.raise(Exc::TypeError, fmt::format("{}() takes no arguments", utf8_of(cls->name)));
  return false;
}

// ---- attributes ----

Ref get_class(Vm& vm, Value self) { return share(vm.types.of(self)); }

Ref set_class(Vm& vm, Value self, Value value) {
  if (!value) return vm.raise(Exc::TypeError, "can't delete __class__ attribute");
  if (!value.is_object() || !value.object()->type->is_subtype_of(vm.types.type)) {
    return vm.raise(Exc::TypeError, fmt::format("__class__ must be set to a class, not '{}' object", type_name_of(vm, value)));
  }
  TypeObject* from = vm.types.of(self);
  auto* to = as<TypeObject>(value);
  if ((from->type_flags & kTypeHeap) == 0 || (to->type_flags & kTypeHeap) == 0) {
    return vm.raise(Exc::TypeError, "__class__ assignment only supported for mutable types or ModuleType subclasses");
  }
  constexpr std::uint32_t kStorage = kTypeHasDict | kTypeHasSlots | kTypeAttributeFields;
  if (from->basic_bytes != to->basic_bytes || native_base(from) != native_base(to) || from->slot_count != to->slot_count ||
      (from->type_flags & kStorage) != (to->type_flags & kStorage)) {
    return vm.raise(Exc::TypeError, fmt::format("__class__ assignment: '{}' object layout differs from '{}'", type_name(to), type_name(from)));
  }
  return in_stopped_world(vm, StopReason::ClassAssignment, [&vm, self, from, to] {
    instance_dict(vm, self.object());  // its inline values belong to the old class's keys
    vm.heap.incref(static_cast<Object*>(to));
    self.object()->type = to;
    vm.heap.decref(static_cast<Object*>(from));
    return vm.none();
  });
}

Ref object_init_subclass(Vm& vm, const Args& args) {
  if (args.keyword_count() == 0 && args.count <= 1) return vm.none();
  return vm.raise(Exc::TypeError, fmt::format("{}.__init_subclass__() takes no {}arguments", type_name(as<TypeObject>(args[0])),
                                              args.keyword_count() != 0 ? "keyword " : ""));
}

Ref object_subclasshook(Vm&, const Args&) { return steal(Value::not_implemented()); }

Ref object_format(Vm& vm, const Args& args) {
  if (!is_str(args[1])) {
    return vm.raise(Exc::TypeError, fmt::format("__format__() argument must be str, not {}", type_name_of(vm, args[1])));
  }
  if (as_str(args[1])->length == 0) return str_of(vm, args[0]);
  return vm.raise(Exc::TypeError, fmt::format("unsupported format string passed to {}.__format__", type_name_of(vm, args[0])));
}

Ref object_dir(Vm& vm, const Args& args) {
  Ref seen = make_dict(vm.heap);
  auto add = [&](StrObject* name) { dict_set_str(vm.heap, as_dict(seen), name, Value::none()); };
  if (args[0].is_object() && has_instance_dict(vm.types.of(args[0]))) {
    if (DictObject* own = instance_dict(vm, args[0].object())) for_each_name(own, add);
  }
  const TupleObject* mro = vm.types.of(args[0])->mro;
  for (std::uint32_t i = 0; i < mro->length; ++i) for_each_name(as<TypeObject>(mro->items[i])->dict, add);
  Ref names = make_list(vm.heap);
  for_each_name(as_dict(seen), [&](StrObject* name) { list_append(vm.heap, as_list(names), name); });
  return names;
}

Ref object_sizeof(Vm& vm, const Args& args) {
  TypeObject* type = vm.types.of(args[0]);
  const bool plain_fields = type->layout == Layout::Plain;
  return vm.integer(plain_fields ? 16 : static_cast<std::int64_t>(type->basic_bytes));
}

const NativeSpec kMethods[] = {
    {.name = "__init_subclass__", .fn = object_init_subclass, .kind = NativeKind::ClassMethod},
    {.name = "__subclasshook__", .fn = object_subclasshook, .kind = NativeKind::ClassMethod},
    {.name = "__format__", .fn = object_format, .signature = "(self, format_spec, /)", .kind = NativeKind::Method},
    {.name = "__dir__", .fn = object_dir, .signature = "(self, /)", .kind = NativeKind::Method},
    {.name = "__sizeof__", .fn = object_sizeof, .signature = "(self, /)", .kind = NativeKind::Method},
};
const GetSetSpec kGetSet[] = {{"__class__", get_class, set_class, "the object's class"}};

}  // namespace

Ref new_plain_instance(Vm& vm, TypeObject* cls) {
  vm.charge(Cost::AllocInstance);
  return steal(vm.heap.allocate(cls, cls->basic_bytes));
}

Ref object_create(Vm& vm, TypeObject* cls, const Args& args) {
  if (!check_create_arguments(vm, cls, args)) return nullptr;
  if ((cls->type_flags & kTypeAbstract) != 0) return vm.start(raise_abstract_co(vm, cls));
  return new_plain_instance(vm, cls);
}

Ref object_init(Vm& vm, Value self, const Args& args) {
  if (args.count == 0 && args.keyword_count() == 0) return vm.none();
  TypeObject* cls = vm.types.of(self);
  if (cls->slots.init != object_init) {
    raise_excess(vm, cls, "object.__init__", "the instance to initialize");
    return nullptr;
  }
  if (cls->slots.create != object_create) return vm.none();
  return vm.raise(Exc::TypeError, fmt::format("{}() takes no arguments", utf8_of(cls->name)));
}

bool has_plain_construction(Vm& vm, TypeObject* cls, Value& init) {
  init = Value();
  if (cls->slots.create != object_create || (cls->type_flags & kTypeAbstract) != 0) return false;
  if (cls->slots.init == object_init) return true;
  init = lookup_in_mro(vm, cls, vm.names->dunder_init);
  return init && vm.types.of(init) == vm.types.function;
}

void install_object(Vm& vm) {
  TypeObject* type = vm.types.object_;
  type->slots.repr = object_repr;
  type->slots.str = object_str;
  type->slots.hash = object_hash;
  type->slots.compare = object_compare;
  type->slots.get_attr = generic_get_attr;
  type->slots.set_attr = generic_set_attr;
  type->slots.create = object_create;
  type->slots.init = object_init;
  add_methods(vm, type, kMethods);
  install_reduce(vm);
  add_getset(vm, type, kGetSet);
}

}  // namespace gilscope
