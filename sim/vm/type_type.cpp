// The class `type` as seen from Python: creation, calls, and the attributes of classes.

#include <algorithm>
#include <vector>

#include <fmt/core.h>

#include "sim/objects/dict_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/call.hpp"
#include "sim/vm/classes.hpp"
#include "sim/vm/descriptors.hpp"
#include "sim/vm/generic_alias.hpp"
#include "sim/vm/instance.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/namespace.hpp"
#include "sim/vm/slot_dispatch.hpp"
#include "sim/vm/stopped_world.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/type_builder.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

Ref type_create(Vm& vm, TypeObject* metaclass, const Args& args);

/// Keyword arguments as a dict; null Ref if there are none.
Ref keyword_dict(Vm& vm, const Args& args) {
  if (args.keyword_count() == 0) return nullptr;
  Ref dict = make_dict(vm.heap);
  for (std::uint32_t i = 0; i < args.keyword_count(); ++i) {
    dict_set_str(vm.heap, as_dict(dict), as_str(args.keywords->items[i]), args.keyword_value(i));
  }
  return dict;
}

Co<Ref> type_create_co(Vm& vm, TypeObject* metaclass, Args args) {
  TypeObject* winner = winning_metaclass(vm, metaclass, as_tuple(args[1]));
  if (winner == nullptr) co_return nullptr;
  if (winner != metaclass && winner->slots.create != type_create) {
    Ref made = co_await vm.finish(winner->slots.create(vm, winner, args));
    co_return made;
  }
  Ref keywords = keyword_dict(vm, args);
  Ref made = co_await make_class_co(vm, winner, as_str(args[0]), as_tuple(args[1]), as_dict(args[2]), keywords ? as_dict(keywords) : nullptr);
  co_return made;
}

bool check_argument(Vm& vm, bool ok, int number, const char* wanted, Value got) {
  if (!ok) vm.raise(Exc::TypeError, fmt::format("type.__new__() argument {} must be {}, not {}", number, wanted, type_name_of(vm, got)));
  return ok;
}

Ref type_create(Vm& vm, TypeObject* metaclass, const Args& args) {
  if (metaclass == vm.types.type && args.count == 1 && args.keyword_count() == 0) return share(vm.types.of(args[0]));
  if (args.count != 3) {
    return vm.raise(Exc::TypeError, metaclass == vm.types.type ? std::string("type() takes 1 or 3 arguments")
                                                               : fmt::format("type.__new__() takes exactly 3 arguments ({} given)", args.count));
  }
  if (!check_argument(vm, is_str(args[0]), 1, "str", args[0]) || !check_argument(vm, is_tuple(args[1]), 2, "tuple", args[1]) ||
      !check_argument(vm, is_dict(args[2]), 3, "dict", args[2])) {
    return nullptr;
  }
  return vm.start(type_create_co(vm, metaclass, args));
}

Ref type_init(Vm& vm, Value, const Args& args) {
  if (args.count == 1 || args.count == 3) return vm.none();
  return vm.raise(Exc::TypeError, "type.__init__() takes 1 or 3 arguments");
}

Ref type_call(Vm& vm, Value self, const Args& args) { return call_class(vm, as<TypeObject>(self), args); }

Ref type_repr(Vm& vm, Value self) { return vm.str(fmt::format("<class '{}'>", full_type_name(vm, as<TypeObject>(self)))); }

Ref type_binary(Vm& vm, Value left, Value right, BinaryOp op) {
  return op == BinaryOp::Or ? union_of(vm, left, right) : steal(Value::not_implemented());
}

void type_destroy(Heap& heap, Object* self) {
  auto* type = static_cast<TypeObject*>(self);
  for (Object* held : {static_cast<Object*>(type->dict), static_cast<Object*>(type->bases), static_cast<Object*>(type->mro),
                       static_cast<Object*>(type->base)}) {
    if (held != nullptr) heap.decref(held);
  }
}

void type_visit(Object* self, Visit visit, void* context) {
  auto* type = static_cast<TypeObject*>(self);
  for (Object* held : {static_cast<Object*>(type->dict), static_cast<Object*>(type->bases), static_cast<Object*>(type->mro),
                       static_cast<Object*>(type->base)}) {
    if (held != nullptr) visit(held, context);
  }
}

// ---- attributes ----

bool require_heap_type(Vm& vm, TypeObject* type, const char* name) {
  if ((type->type_flags & kTypeHeap) != 0) return true;
  vm.raise(Exc::TypeError, fmt::format("cannot set '{}' attribute of immutable type '{}'", name, type_name(type)));
  return false;
}

Ref get_name(Vm&, Value self) { return share(as<TypeObject>(self)->name); }
Ref set_name(Vm& vm, Value self, Value value) {
  if (!require_heap_type(vm, as<TypeObject>(self), "__name__")) return nullptr;
  if (!value || !is_str(value)) {
    return vm.raise(Exc::TypeError, fmt::format("can only assign string to {}.__name__, not '{}'", utf8_of(as<TypeObject>(self)->name),
                                                value ? type_name_of(vm, value) : "NoneType"));
  }
  as<TypeObject>(self)->name = intern(vm.heap, as_str(exact_str(vm.heap, value)));
  return vm.none();
}
Ref get_qualname(Vm&, Value self) { return share(as<TypeObject>(self)->qualname); }
Ref set_qualname(Vm& vm, Value self, Value value) {
  if (!require_heap_type(vm, as<TypeObject>(self), "__qualname__")) return nullptr;
  if (!value || !is_str(value)) return vm.raise(Exc::TypeError, "can only assign string to __qualname__");
  as<TypeObject>(self)->qualname = intern(vm.heap, as_str(exact_str(vm.heap, value)));
  return vm.none();
}

Ref get_own(Vm& vm, Value self, StrObject* name) {
  auto* type = as<TypeObject>(self);
  if (Value own = dict_get_str(type->dict, name)) return bind_descriptor(vm, own, Value(), type);
  return nullptr;
}
Ref set_own(Vm& vm, Value self, StrObject* name, Value value) {
  auto* type = as<TypeObject>(self);
  if (!require_heap_type(vm, type, utf8_of(name).c_str())) return nullptr;
  if (value) dict_set_str(vm.heap, type->dict, name, value);
  else if (!dict_remove_str(vm.heap, type->dict, name)) return raise_no_attribute(vm, self, name);
  type_modified(vm, type);
  return vm.none();
}

Ref get_module(Vm& vm, Value self) {
  Ref own = get_own(vm, self, vm.names->dunder_module);
  return own ? std::move(own) : share(vm.names->builtins);
}
Ref set_module(Vm& vm, Value self, Value value) { return set_own(vm, self, vm.names->dunder_module, value); }
Ref get_doc(Vm& vm, Value self) {
  Ref own = get_own(vm, self, vm.names->dunder_doc);
  return own || vm.raised() ? std::move(own) : vm.none();
}
Ref set_doc(Vm& vm, Value self, Value value) { return set_own(vm, self, vm.names->dunder_doc, value); }

Ref get_annotations(Vm& vm, Value self) {
  auto* type = as<TypeObject>(self);
  if (Ref own = get_own(vm, self, vm.names->dunder_annotations)) return own;
  if ((type->type_flags & kTypeHeap) == 0) return raise_no_attribute(vm, self, vm.names->dunder_annotations);
  Ref fresh = make_dict(vm.heap);
  dict_set_str(vm.heap, type->dict, vm.names->dunder_annotations, fresh);
  return fresh;
}
Ref set_annotations(Vm& vm, Value self, Value value) { return set_own(vm, self, vm.names->dunder_annotations, value); }

Ref get_abstractmethods(Vm& vm, Value self) {
  auto* type = as<TypeObject>(self);
  if (type != vm.types.type) {
    if (Ref own = get_own(vm, self, vm.names->dunder_abstractmethods)) return own;
  }
  return raise_no_attribute(vm, self, vm.names->dunder_abstractmethods);
}

Co<Ref> set_abstractmethods_co(Vm& vm, Value self, Value value) {
  Ref any = vm.boolean(false);
  if (value) any = co_await vm.finish(truth(vm, value));
  if (!any) co_return nullptr;
  Ref done = set_own(vm, self, vm.names->dunder_abstractmethods, value);
  if (!done) co_return nullptr;
  auto* type = as<TypeObject>(self);
  type->type_flags = any.get().is_true() ? type->type_flags | kTypeAbstract : type->type_flags & ~std::uint32_t{kTypeAbstract};
  co_return done;
}
Ref set_abstractmethods(Vm& vm, Value self, Value value) {
  return in_stopped_world(vm, StopReason::AbstractFlags, [&vm, self, value] { return vm.start(set_abstractmethods_co(vm, self, value)); });
}

Ref get_bases(Vm&, Value self) { return share(as<TypeObject>(self)->bases); }
/// After its bases changed: MRO and slots, its own and its subclasses'.
bool rebuild_hierarchy(Vm& vm, TypeObject* type) {
  bool ok = false;
  const std::vector<TypeObject*> order = linearize(vm, type->bases, ok);
  if (!ok) return false;
  TupleObject* mro = make_tuple_storage(vm.heap, order.size() + 1);
  tuple_init(vm.heap, mro, 0, type);
  for (std::size_t i = 0; i < order.size(); ++i) tuple_init(vm.heap, mro, i + 1, order[i]);
  Object* old = type->mro;
  type->mro = mro;
  vm.heap.decref(old);
  update_slots(vm, type);
  for (TypeObject* sub : *type->subclasses) if (!rebuild_hierarchy(vm, sub)) return false;
  return true;
}

Ref set_bases_now(Vm& vm, Value self, Value value) {
  auto* type = as<TypeObject>(self);
  if (!require_heap_type(vm, type, "__bases__")) return nullptr;
  if (!value || !is_tuple(value) || as_tuple(value)->length == 0) {
    return vm.raise(Exc::TypeError, fmt::format("can only assign non-empty tuple to {}.__bases__, not {}", type_name(type),
                                                value ? is_tuple(value) ? "()" : type_name_of(vm, value) : "NoneType"));
  }
  const TupleObject* bases = as_tuple(value);
  for (std::uint32_t i = 0; i < bases->length; ++i) {
    if (vm.types.of(bases->items[i])->layout != Layout::Type) {
      return vm.raise(Exc::TypeError, fmt::format("{}.__bases__ must be tuple of classes, not '{}'", type_name(type), type_name_of(vm, bases->items[i])));
    }
    auto* base = as<TypeObject>(bases->items[i]);
    if (base->is_subtype_of(type)) return vm.raise(Exc::TypeError, "a __bases__ item causes an inheritance cycle");
    if (native_base(base) != native_base(type->base) || base->basic_bytes != type->base->basic_bytes) {
      return vm.raise(Exc::TypeError, fmt::format("__bases__ assignment: '{}' object layout differs from '{}'", type_name(base), type_name(type->base)));
    }
  }
  Ref old = steal(type->bases);
  type->bases = as_tuple(share(value).release());
  if (!rebuild_hierarchy(vm, type)) return nullptr;
  for (std::uint32_t i = 0; i < as_tuple(old)->length; ++i) std::erase(*as<TypeObject>(as_tuple(old)->items[i])->subclasses, type);
  for (std::uint32_t i = 0; i < bases->length; ++i) as<TypeObject>(bases->items[i])->subclasses->push_back(type);
  Ref old_base = steal(type->base);
  type->base = as<TypeObject>(share(bases->items[0]).release());
  type_modified(vm, type);
  return vm.none();
}

Ref set_bases(Vm& vm, Value self, Value value) {
  return in_stopped_world(vm, StopReason::TypeBases, [&vm, self, value] { return set_bases_now(vm, self, value); });
}

Ref get_base(Vm& vm, Value self) {
  TypeObject* base = as<TypeObject>(self)->base;
  return base == nullptr ? vm.none() : share(base);
}
Ref get_mro(Vm&, Value self) { return share(as<TypeObject>(self)->mro); }
Ref get_dict(Vm& vm, Value self) { return make_mapping_proxy(vm, as<TypeObject>(self)->dict); }
Ref get_basicsize(Vm& vm, Value self) { return vm.integer(as<TypeObject>(self)->basic_bytes); }
Ref get_type_params(Vm& vm, Value self) {
  Ref own = get_own(vm, self, vm.names->dunder_type_params);
  return own ? std::move(own) : vm.tuple({});
}

// ---- methods ----

Ref type_mro(Vm& vm, const Args& args) {
  const TupleObject* mro = as<TypeObject>(args[0])->mro;
  return make_list(vm.heap, std::span<const Value>(mro->items, mro->length));
}

Ref type_subclasses(Vm& vm, const Args& args) {
  Ref list = make_list(vm.heap);
  for (TypeObject* sub : *as<TypeObject>(args[0])->subclasses) list_append(vm.heap, as_list(list), sub);
  return list;
}

Ref type_prepare(Vm& vm, const Args&) { return make_dict(vm.heap); }

Ref type_dir(Vm& vm, const Args& args) {
  Ref seen = make_dict(vm.heap);
  const TupleObject* mro = as<TypeObject>(args[0])->mro;
  for (std::uint32_t i = 0; i < mro->length; ++i) {
    for_each_name(as<TypeObject>(mro->items[i])->dict, [&](StrObject* n) { dict_set_str(vm.heap, as_dict(seen), n, Value::none()); });
  }
  Ref names = make_list(vm.heap);
  for_each_name(as_dict(seen), [&](StrObject* n) { list_append(vm.heap, as_list(names), n); });
  return names;
}

Ref type_instancecheck(Vm& vm, const Args& args) {
  return vm.boolean(vm.types.of(args[1])->is_subtype_of(as<TypeObject>(args[0])));
}
Ref type_subclasscheck(Vm& vm, const Args& args) {
  const bool is_class = args[1].is_object() && args[1].object()->type->is_subtype_of(vm.types.type);
  if (!is_class) return vm.raise(Exc::TypeError, "issubclass() arg 1 must be a class");
  return vm.boolean(as<TypeObject>(args[1])->is_subtype_of(as<TypeObject>(args[0])));
}

const NativeSpec kMethods[] = {
    {.name = "mro", .fn = type_mro, .signature = "(self, /)", .kind = NativeKind::Method},
    {.name = "__subclasses__", .fn = type_subclasses, .signature = "(self, /)", .kind = NativeKind::Method},
    {.name = "__prepare__", .fn = type_prepare, .kind = NativeKind::ClassMethod},
    {.name = "__dir__", .fn = type_dir, .signature = "(self, /)", .kind = NativeKind::Method},
    {.name = "__instancecheck__", .fn = type_instancecheck, .signature = "(self, instance, /)", .kind = NativeKind::Method},
    {.name = "__subclasscheck__", .fn = type_subclasscheck, .signature = "(self, subclass, /)", .kind = NativeKind::Method},
};

const GetSetSpec kGetSet[] = {
    {"__name__", get_name, set_name},
    {"__qualname__", get_qualname, set_qualname},
    {"__module__", get_module, set_module},
    {"__doc__", get_doc, set_doc},
    {"__annotations__", get_annotations, set_annotations},
    {"__abstractmethods__", get_abstractmethods, set_abstractmethods},
    {"__bases__", get_bases, set_bases},
    {"__base__", get_base},
    {"__mro__", get_mro},
    {"__dict__", get_dict},
    {"__basicsize__", get_basicsize},
    {"__type_params__", get_type_params},
};

}  // namespace

void install_type(Vm& vm) {
  TypeObject* type = vm.types.type;
  type->slots.repr = type_repr;
  type->slots.call = type_call;
  type->slots.get_attr = type_get_attr;
  type->slots.set_attr = type_set_attr;
  type->slots.create = type_create;
  type->slots.init = type_init;
  type->slots.binary = type_binary;
  type->slots.destroy = type_destroy;
  type->slots.visit = type_visit;
  add_methods(vm, type, kMethods);
  add_getset(vm, type, kGetSet);
}

}  // namespace gilscope
