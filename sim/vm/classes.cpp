// type.__new__ (typeobject.c: type_new and its steps).

#include "sim/vm/classes.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "sim/objects/dict_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/descriptors.hpp"
#include "sim/vm/instance.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/namespace.hpp"
#include "sim/vm/protocol_state.hpp"
#include "sim/vm/slot_dispatch.hpp"
#include "sim/vm/super.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/type_builder.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

TypeObject* class_in(const TupleObject* tuple, std::uint32_t i) { return static_cast<TypeObject*>(tuple->items[i].object()); }

bool is_class(Vm& vm, Value v) { return v.is_object() && v.object()->type->is_subtype_of(vm.types.type); }

/// The ancestor whose storage differs from its own base's: what layouts are compared by.
TypeObject* solid_base(Vm& vm, TypeObject* type) {
  for (TypeObject* t = type; t != nullptr; t = t->base) {
    if (t->base == nullptr) return t;
    const bool own_slots = t->slot_count > t->base->slot_count;
    const bool own_layout = (t->type_flags & kTypeHeap) == 0 && (t->basic_bytes > t->base->basic_bytes || t->layout != t->base->layout);
    if (own_slots || own_layout) return t;
  }
  return vm.types.object_;
}

/// typeobject.c: best_base. Null: TypeError is set.
TypeObject* best_base(Vm& vm, const TupleObject* bases) {
  TypeObject* base = nullptr;
  TypeObject* winner = nullptr;
  for (std::uint32_t i = 0; i < bases->length; ++i) {
    if (!is_class(vm, bases->items[i])) {
      vm.raise(Exc::TypeError, "bases must be types");
      return nullptr;
    }
    TypeObject* candidate_base = class_in(bases, i);
    if ((candidate_base->type_flags & kTypeBase) == 0) {
      vm.raise(Exc::TypeError, fmt::format("type '{}' is not an acceptable base type", type_name(candidate_base)));
      return nullptr;
    }
    TypeObject* candidate = solid_base(vm, candidate_base);
    if (winner == nullptr || (candidate != winner && candidate->is_subtype_of(winner))) {
      winner = candidate;
      base = candidate_base;
    } else if (!winner->is_subtype_of(candidate)) {
      vm.raise(Exc::TypeError, "multiple bases have instance lay-out conflict");
      return nullptr;
    }
  }
  return base;
}

// ---- __slots__ ----

struct SlotPlan {
  bool declared = false;
  bool wants_dict = false;
  bool wants_weakref = false;
  std::vector<StrObject*> members;
};

StrObject* mangled(Vm& vm, StrObject* cls, StrObject* name) {
  const std::string text = utf8_of(name);
  if (text.size() < 3 || text.compare(0, 2, "__") != 0 || text.compare(text.size() - 2, 2, "__") == 0) return intern(vm.heap, name);
  std::string owner = utf8_of(cls);
  owner.erase(0, owner.find_first_not_of('_'));
  return owner.empty() ? intern(vm.heap, name) : vm.intern("_" + owner + text);
}

/// Adds one entry of __slots__. False: an exception is set.
bool add_slot_name(Vm& vm, TypeObject* base, DictObject* ns, StrObject* cls, Value entry, SlotPlan& plan) {
  if (!is_str(entry)) {
    vm.raise(Exc::TypeError, fmt::format("__slots__ items must be strings, not '{}'", type_name_of(vm, entry)));
    return false;
  }
  const std::string text = utf8_of(as_str(entry));
  if (!str_test(as_str(entry), StrTest::Identifier)) {
    vm.raise(Exc::TypeError, "__slots__ must be identifiers");
    return false;
  }
  if (text == "__weakref__") return plan.wants_weakref = true;
  if (text == "__dict__") {
    if ((base->type_flags & kTypeHasDict) != 0) {
      vm.raise(Exc::TypeError, "__dict__ slot disallowed: we already got one");
      return false;
    }
    plan.wants_dict = true;
    return true;
  }
  StrObject* name = mangled(vm, cls, as_str(entry));
  if (dict_get_str(ns, name)) {
    vm.raise(Exc::ValueError, fmt::format("'{}' in __slots__ conflicts with class variable", text));
    return false;
  }
  plan.members.push_back(name);
  return true;
}

/// Reads __slots__ from the namespace: a string or a list of them (already a tuple).
bool plan_slots(Vm& vm, TypeObject* base, DictObject* ns, StrObject* cls, const TupleObject* names, SlotPlan& plan) {
  plan.declared = names != nullptr;
  if (names == nullptr) {
    plan.wants_dict = (base->type_flags & kTypeHasDict) == 0;
    return true;
  }
  const bool variable_size = base->layout == Layout::Bytes || base->layout == Layout::Tuple || base->layout == Layout::Int;
  if (names->length > 0 && variable_size) {
    vm.raise(Exc::TypeError, fmt::format("nonempty __slots__ not supported for subtype of '{}'", type_name(base)));
    return false;
  }
  for (std::uint32_t i = 0; i < names->length; ++i) {
    if (!add_slot_name(vm, base, ns, cls, names->items[i], plan)) return false;
  }
  std::sort(plan.members.begin(), plan.members.end(), [](StrObject* a, StrObject* b) { return str_compare(a, b) < 0; });
  return true;
}

// ---- the class's own dict ----

void wrap_in_namespace(Vm& vm, DictObject* ns, StrObject* name, Ref (*wrap)(Vm&, Value)) {
  Value found = dict_get_str(ns, name);
  if (!found || vm.types.of(found) != vm.types.function) return;
  Ref wrapped = wrap(vm, found);
  dict_set_str(vm.heap, ns, name, wrapped);
}

/// __module__ is the name of the module whose code makes the class.
void set_module(Vm& vm, DictObject* ns) {
  if (dict_get_str(ns, vm.names->dunder_module)) return;
  for (Frame* f = vm.thread->top; f != nullptr; f = f->back) {
    if (f->kind != FrameKind::Python) continue;
    if (Value name = dict_get_str(static_cast<PythonFrame*>(f)->globals, vm.names->dunder_name)) {
      dict_set_str(vm.heap, ns, vm.names->dunder_module, name);
    }
    return;
  }
}

bool take_qualname(Vm& vm, TypeObject* type) {
  Value given = dict_get_str(type->dict, vm.names->dunder_qualname);
  if (!given) return true;
  if (!is_str(given)) {
    vm.raise(Exc::TypeError, fmt::format("type __qualname__ must be a str, not {}", type_name_of(vm, given)));
    return false;
  }
  type->qualname = intern(vm.heap, as_str(given));
  dict_remove_str(vm.heap, type->dict, vm.names->dunder_qualname);
  return true;
}

void fill_class_cell(Vm& vm, TypeObject* type) {
  Value cell = dict_get_str(type->dict, vm.names->dunder_classcell);
  if (!cell || vm.types.of(cell) != vm.types.cell) return;
  auto* c = as<CellObject>(cell);
  Value old = c->value;
  c->value = share(type).release();
  vm.heap.decref(old);
  dict_remove_str(vm.heap, type->dict, vm.names->dunder_classcell);
}

/// typeobject.c: inherit_slots' rule, as seen from Python: a class with __eq__ and no __hash__ is unhashable.
void set_hash_none(Vm& vm, DictObject* ns) {
  if (dict_get_str(ns, vm.names->dunder_eq) && !dict_get_str(ns, vm.names->dunder_hash)) {
    dict_set_str(vm.heap, ns, vm.names->dunder_hash, Value::none());
  }
}

void complete_namespace(Vm& vm, TypeObject* type) {
  wrap_in_namespace(vm, type->dict, vm.names->dunder_new, make_staticmethod);
  wrap_in_namespace(vm, type->dict, vm.names->dunder_init_subclass, make_classmethod);
  wrap_in_namespace(vm, type->dict, vm.names->dunder_class_getitem, make_classmethod);
  set_module(vm, type->dict);
  if (!dict_get_str(type->dict, vm.names->dunder_doc)) dict_set_str(vm.heap, type->dict, vm.names->dunder_doc, Value::none());
  set_hash_none(vm, type->dict);
  fill_class_cell(vm, type);
}

// ---- storage ----

void set_layout(Vm& vm, TypeObject* type, const SlotPlan& plan) {
  TypeObject* base = type->base;
  type->layout = base->layout;
  type->type_flags = kTypeHeap | kTypeBase |
                     (base->type_flags & (kTypeHasDict | kTypeHasSlots | kTypeAttributeFields | kTypeOrderedCalls));
  if (plan.wants_dict) type->type_flags |= kTypeHasDict;
  if (!plan.members.empty()) type->type_flags |= kTypeHasSlots;
  type->slot_count = static_cast<std::uint16_t>(base->slot_count + plan.members.size());
  type->basic_bytes = base->basic_bytes;
  const bool own_dict_field = type->layout == Layout::Exception || type->layout == Layout::Type || type->layout == Layout::Module;
  const bool needs_fields = type->slot_count > 0 || ((type->type_flags & kTypeHasDict) != 0 && !own_dict_field);
  if (needs_fields && !has_attribute_fields(type)) {
    type->type_flags |= kTypeAttributeFields;
    if (type->layout != Layout::Plain) type->basic_bytes = (type->basic_bytes + 7) / 8 * 8 + kAttributeBytes;
  }
  type->shared_keys = new_shared_keys(vm);
  constexpr std::size_t kCachedKeysBytes = 768;  // ht_cached_keys: 64 slots, 42 names
  vm.heap.array_changed(type, 0, kCachedKeysBytes);
  type->slots.destroy = type->layout == Layout::Type ? native_base(type)->slots.destroy : destroy_instance;
  type->slots.visit = type->layout == Layout::Type ? native_base(type)->slots.visit : visit_instance;
}

void add_members(Vm& vm, TypeObject* type, const SlotPlan& plan) {
  for (std::size_t i = 0; i < plan.members.size(); ++i) {
    Ref member = make_member(vm, type, plan.members[i], static_cast<std::uint32_t>(type->base->slot_count + i));
    dict_set_str(vm.heap, type->dict, plan.members[i], member);
  }
}

// ---- the steps that run Python code ----

/// __set_name__ of every attribute, in the order of definition.
Co<bool> call_set_names(Vm& vm, TypeObject* type) {
  Ref snapshot = dict_copy(vm.heap, type->dict);
  const DictObject* ns = as_dict(snapshot);
  for (std::int64_t i = dict_next(ns, 0); i >= 0; i = dict_next(ns, static_cast<std::uint32_t>(i) + 1)) {
    Value value = ns->entries[i].value;
    if (!lookup_special(vm, vm.types.of(value), vm.names->dunder_set_name)) continue;
    Ref done = co_await vm.finish(call_special(vm, value, vm.names->dunder_set_name, 2, type, ns->entries[i].key));
    if (!done) co_return false;
  }
  co_return true;
}

/// super(type, type).__init_subclass__(**keywords)
Co<bool> call_init_subclass(Vm& vm, TypeObject* type, DictObject* keywords) {
  Ref hook = co_await vm.finish(super_get_attr(vm, type, type, vm.names->dunder_init_subclass, nullptr));
  if (!hook) co_return false;
  std::vector<Value> names, values;
  for (std::int64_t i = keywords == nullptr ? -1 : dict_next(keywords, 0); i >= 0; i = dict_next(keywords, static_cast<std::uint32_t>(i) + 1)) {
    names.push_back(keywords->entries[i].key);
    values.push_back(keywords->entries[i].value);
  }
  Ref name_tuple;
  if (!names.empty()) name_tuple = gilscope::make_tuple(vm.heap, std::span<const Value>(names));
  const Args args{values.data(), 0, names.empty() ? nullptr : as_tuple(name_tuple)};
  Ref done = co_await vm.finish(call(vm, hook, args));
  co_return static_cast<bool>(done);
}

/// The names in ns["__slots__"] as a tuple; null Ref with no exception: no __slots__.
Co<Ref> slot_names(Vm& vm, DictObject* ns) {
  Value declared = dict_get_str(ns, vm.names->dunder_slots);
  if (!declared) co_return nullptr;
  if (is_str(declared)) co_return make_tuple(vm.heap, std::span<const Value>(&declared, 1));
  Ref names = co_await vm.finish(tuple_of(vm, declared));
  co_return names;
}

}  // namespace

SharedKeys* new_shared_keys(Vm& vm) {
  vm.protocol->shared_keys.push_back(std::make_unique<SharedKeys>());
  return vm.protocol->shared_keys.back().get();
}

TypeObject* new_type_object(Vm& vm, TypeObject* metaclass, StrObject* name, TypeObject* base, TupleObject* bases) {
  auto* type = new_object<TypeObject>(vm, metaclass);
  type->name = type->qualname = name;
  type->base = static_cast<TypeObject*>(share(base).release().object());
  type->bases = static_cast<TupleObject*>(share(bases).release().object());
  type->dict = as_dict(make_dict(vm.heap).release());
  vm.protocol->subclass_lists.push_back(std::make_unique<std::vector<TypeObject*>>());
  type->subclasses = vm.protocol->subclass_lists.back().get();
  type->version = vm.heap.next_version();
  return type;
}

TypeObject* winning_metaclass(Vm& vm, TypeObject* metaclass, const TupleObject* bases) {
  TypeObject* winner = metaclass;
  for (std::uint32_t i = 0; i < bases->length; ++i) {
    TypeObject* other = vm.types.of(bases->items[i]);
    if (winner->is_subtype_of(other)) continue;
    if (!other->is_subtype_of(winner)) {
      vm.raise(Exc::TypeError, "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses "
                               "of all its bases");
      return nullptr;
    }
    winner = other;
  }
  return winner;
}

Co<Ref> make_class_co(Vm& vm, TypeObject* metaclass, StrObject* name, TupleObject* given_bases, DictObject* ns, DictObject* keywords) {
  vm.charge(Cost::ClassCreate);
  Ref bases = share(given_bases);
  if (given_bases->length == 0) bases = vm.tuple({vm.types.object_});
  TypeObject* base = best_base(vm, as_tuple(bases));
  if (base == nullptr) co_return nullptr;
  Ref dict = dict_copy(vm.heap, ns);
  Ref names = co_await slot_names(vm, as_dict(dict));
  if (!names && vm.raised()) co_return nullptr;
  SlotPlan plan;
  if (!plan_slots(vm, base, as_dict(dict), name, names ? as_tuple(names) : nullptr, plan)) co_return nullptr;

  TypeObject* type = new_type_object(vm, metaclass, intern(vm.heap, as_str(exact_str(vm.heap, name))), base, as_tuple(bases));
  Ref result = steal(type);
  vm.heap.decref(static_cast<Object*>(type->dict));
  type->dict = as_dict(dict.release());
  if (!take_qualname(vm, type)) co_return nullptr;
  set_layout(vm, type, plan);
  complete_namespace(vm, type);
  add_members(vm, type, plan);
  if (plan.wants_dict) add_instance_dict_descriptor(vm, type);
  if (plan.wants_weakref || (plan.wants_dict && !plan.declared)) add_weakref_descriptor(vm, type);
  if (!set_mro(vm, type)) co_return nullptr;
  update_slots(vm, type);
  type->version = vm.heap.next_version();
  vm.runtime.object_born_deferred(type);
  const bool named = co_await call_set_names(vm, type);
  if (!named) co_return nullptr;
  const bool announced = co_await call_init_subclass(vm, type, keywords);
  if (!announced) co_return nullptr;
  co_return result;
}

Ref make_class(Vm& vm, TypeObject* metaclass, StrObject* name, TupleObject* bases, DictObject* ns) {
  return vm.start(make_class_co(vm, metaclass, name, bases, ns, nullptr));
}

}  // namespace gilscope
