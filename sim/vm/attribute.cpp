// Attribute lookup: Objects/object.c (generic), typeobject.c (classes, method cache), moduleobject.c.

#include "sim/vm/attribute.hpp"

#include <fmt/core.h>

#include "sim/objects/dict_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/vm/descriptors.hpp"
#include "sim/vm/instance.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/protocol_state.hpp"
#include "sim/vm/sections.hpp"
#include "sim/vm/slot_dispatch.hpp"
#include "sim/vm/stopped_world.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/type_builder.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

TypeObject* class_at(const TupleObject* mro, std::uint32_t i) { return static_cast<TypeObject*>(mro->items[i].object()); }

Value walk_mro(const TypeObject* type, StrObject* name) {
  for (std::uint32_t i = 0; i < type->mro->length; ++i) {
    if (Value found = dict_get_str(class_at(type->mro, i)->dict, name)) return found;
  }
  return Value();
}

ProtocolState::CachedLookup& cache_line(Vm& vm, std::uint64_t version, StrObject* name) {
  return vm.protocol->method_cache[(version * 31 + str_hash(name)) % ProtocolState::kCacheSize];
}

/// AttributeError carries the name and the object (what suggestions are computed from).
void note_attribute_error(Vm& vm, Value object, StrObject* name) {
  if (!vm.thread->raised.is_object()) return;
  auto* error = static_cast<ExceptionObject*>(vm.thread->raised.object());
  error->extra[0] = share(name).release();
  error->extra[1] = share(object).release();
}

Ref raise_attribute_error(Vm& vm, Value object, StrObject* name, const std::string& text) {
  vm.raise(Exc::AttributeError, text);
  note_attribute_error(vm, object, name);
  return nullptr;
}

bool binds_like_function(Vm& vm, Value v) {
  TypeObject* type = vm.types.of(v);
  return type == vm.types.function || type == vm.types.method_descriptor || type == vm.types.wrapper_descriptor;
}

Co<Ref> find_attr_co(Vm& vm, Value object, StrObject* name) {
  Ref found = co_await vm.finish(get_attr(vm, object, name));
  if (found || !vm.raised_is(Exc::AttributeError)) co_return found;
  vm.clear_raised();
  co_return steal(Value::exhausted());
}

}  // namespace

Value lookup_in_mro(Vm& vm, TypeObject* type, StrObject* name) {
  if (type->version == 0) return walk_mro(type, name);
  ProtocolState::CachedLookup& line = cache_line(vm, type->version, name);
  if (line.version == type->version && line.name == name) return line.value;
  vm.charge(Cost::AttributeSlow);
  line = {type->version, name, walk_mro(type, name)};
  return line.value;
}

Value lookup_special(Vm& vm, TypeObject* type, StrObject* name) { return lookup_in_mro(vm, type, name); }

void type_modified(Vm& vm, TypeObject* type) {
  type->version = vm.heap.next_version();
  if (type->subclasses == nullptr) return;
  for (TypeObject* sub : *type->subclasses) type_modified(vm, sub);
}

bool is_data_descriptor(Value v) { return v.is_object() && v.object()->type->slots.descr_set != nullptr; }

// _PyType_LookupRef counts what it finds: threads that use one property, slot or static method write one count. Functions are immortal or
// counted lazily; from 3.14 on static and class methods are, too.
Ref counted_descriptor(Vm& vm, Value descriptor) {
  if (!vm.runtime.parallel()) return nullptr;
  const TypeObject* kind = descriptor.object()->type;
  const bool lazily = vm.runtime.config.minor >= 14 && (kind == vm.types.staticmethod || kind == vm.types.classmethod);
  return lazily ? Ref() : share(descriptor);
}

Ref bind_descriptor(Vm& vm, Value descriptor, Value object, TypeObject* type) {
  if (!descriptor.is_object()) return share(descriptor);
  auto get = descriptor.object()->type->slots.descr_get;
  if (get == nullptr) return share(descriptor);
  const Ref held = counted_descriptor(vm, descriptor);
  return get(vm, descriptor, object, type);
}

Ref find_generic(Vm& vm, Value object, StrObject* name) {
  TypeObject* type = vm.types.of(object);
  Value on_class = lookup_in_mro(vm, type, name);
  if (is_data_descriptor(on_class) && on_class.object()->type->slots.descr_get != nullptr) return bind_descriptor(vm, on_class, object, type);
  if (object.is_object()) {
    if (Value own = instance_attribute(vm, object.object(), name)) return share(own);
  }
  if (on_class) return bind_descriptor(vm, on_class, object, type);
  return steal(Value::exhausted());
}

Ref generic_get_attr(Vm& vm, Value object, StrObject* name) {
  Ref found = find_generic(vm, object, name);
  if (found && found.get().is_exhausted()) return raise_no_attribute(vm, object, name);
  return found;
}

Ref raise_no_attribute(Vm& vm, Value object, StrObject* name) {
  const std::string attribute = utf8_of(name);
  if (object.is_object() && object.object()->type->is_subtype_of(vm.types.type)) {
    return raise_attribute_error(vm, object, name, fmt::format("type object '{}' has no attribute '{}'",
                                                               type_name(as<TypeObject>(object)), attribute));
  }
  return raise_attribute_error(vm, object, name, fmt::format("'{}' object has no attribute '{}'", type_name_of(vm, object), attribute));
}

Ref generic_set_attr(Vm& vm, Value object, StrObject* name, Value value) {
  TypeObject* type = vm.types.of(object);
  Value on_class = lookup_in_mro(vm, type, name);
  if (is_data_descriptor(on_class)) return on_class.object()->type->slots.descr_set(vm, on_class, object, value);
  if (object.is_object() && set_instance_attribute(vm, object.object(), name, value)) return vm.none();
  if (has_instance_dict(type)) return raise_no_attribute(vm, object, name);
  if (on_class) {
    return raise_attribute_error(vm, object, name, fmt::format("'{}' object attribute '{}' is read-only", type_name(type), utf8_of(name)));
  }
  return raise_attribute_error(vm, object, name, fmt::format("'{}' object has no attribute '{}'{}", type_name(type), utf8_of(name),
                                                             type->slots.set_attr == generic_set_attr
                                                                 ? " and no __dict__ for setting new attributes" : ""));
}

Ref type_get_attr(Vm& vm, Value object, StrObject* name) {
  auto* cls = as<TypeObject>(object);
  TypeObject* meta = cls->type;
  Value on_meta = lookup_in_mro(vm, meta, name);
  if (is_data_descriptor(on_meta) && on_meta.object()->type->slots.descr_get != nullptr) {
    return on_meta.object()->type->slots.descr_get(vm, on_meta, object, meta);
  }
  if (Value own = lookup_in_mro(vm, cls, name)) return bind_descriptor(vm, own, Value(), cls);
  if (on_meta) return bind_descriptor(vm, on_meta, object, meta);
  return raise_no_attribute(vm, object, name);
}

namespace {

bool is_special_name(const StrObject* name) {
  return name->length > 4 && name->at(0) == '_' && name->at(1) == '_' && name->at(name->length - 1) == '_';
}

void update_slots_below(Vm& vm, TypeObject* type) {
  if ((type->type_flags & kTypeHeap) != 0) update_slots(vm, type);
  if (type->subclasses == nullptr) return;
  for (TypeObject* sub : *type->subclasses) update_slots_below(vm, sub);
}

Ref set_class_attribute(Vm& vm, TypeObject* cls, StrObject* name, Value value) {
  vm.charge(Cost::AttributeSlow);  // the class changes: its version and its cached methods are void (PyType_Modified)
  if (value) dict_set_str(vm.heap, cls->dict, name, value);
  else if (!dict_remove_str(vm.heap, cls->dict, name)) return raise_no_attribute(vm, cls, name);
  type_modified(vm, cls);
  return vm.none();
}

/// type_setattro takes the interpreter's lock of types; the class of all classes stands for it here.
Co<Ref> set_under_lock(Vm& vm, TypeObject* cls, StrObject* name, Value value) {
  const Ref keep[] = {share(Value(cls)), share(Value(name)), value ? share(value) : Ref()};
  co_await vm.machine.order();
  Ref done = co_await in_section_later(vm, vm.types.type, [&vm, cls, name, value] { return set_class_attribute(vm, cls, name, value); });
  co_return done;
}

}  // namespace

Ref type_set_attr(Vm& vm, Value object, StrObject* name, Value value) {
  auto* cls = as<TypeObject>(object);
  if ((cls->type_flags & kTypeHeap) == 0) {
    return vm.raise(Exc::TypeError, fmt::format("cannot set '{}' attribute of immutable type '{}'", utf8_of(name), type_name(cls)));
  }
  Value on_meta = lookup_in_mro(vm, cls->type, name);
  if (is_data_descriptor(on_meta)) return on_meta.object()->type->slots.descr_set(vm, on_meta, object, value);
  if (!is_special_name(name)) return vm.runtime.parallel() ? vm.start(set_under_lock(vm, cls, name, value)) : set_class_attribute(vm, cls, name, value);
  return in_stopped_world(vm, StopReason::TypeDunder, [&vm, cls, name, value] {
    Ref done = set_class_attribute(vm, cls, name, value);
    if (done) update_slots_below(vm, cls);
    return done;
  });
}

Ref module_get_attr(Vm& vm, Value module, StrObject* name) {
  Ref found = find_generic(vm, module, name);
  if (!found || !found.get().is_exhausted()) return found;
  auto* m = as<ModuleObject>(module);
  if (Value fallback = m->dict != nullptr ? dict_get_str(m->dict, vm.names->dunder_getattr) : Value()) {
    return call_with(vm, fallback, 1, name);
  }
  return raise_attribute_error(vm, module, name, fmt::format("module '{}' has no attribute '{}'", utf8_of(m->name), utf8_of(name)));
}

Ref get_attr(Vm& vm, Value object, StrObject* name) {
  auto get = vm.types.of(object)->slots.get_attr;
  return get == nullptr ? generic_get_attr(vm, object, name) : get(vm, object, name);
}

Ref get_attr(Vm& vm, Value object, std::string_view name) { return get_attr(vm, object, vm.intern(name)); }

Ref find_attr(Vm& vm, Value object, StrObject* name) {
  TypeObject* type = vm.types.of(object);
  if (type->slots.get_attr != generic_get_attr) return vm.start(find_attr_co(vm, object, name));
  Value on_class = lookup_in_mro(vm, type, name);
  const bool may_run_python = on_class && !binds_like_function(vm, on_class) && on_class.is_object() &&
                              on_class.object()->type->slots.descr_get != nullptr;
  return may_run_python ? vm.start(find_attr_co(vm, object, name)) : find_generic(vm, object, name);
}

Ref set_attr(Vm& vm, Value object, StrObject* name, Value value) {
  auto set = vm.types.of(object)->slots.set_attr;
  return set == nullptr ? generic_set_attr(vm, object, name, value) : set(vm, object, name, value);
}

Ref load_method(Vm& vm, Value object, StrObject* name, bool& self_needed) {
  self_needed = false;
  TypeObject* type = vm.types.of(object);
  if (type->slots.get_attr != generic_get_attr) return get_attr(vm, object, name);
  Value on_class = lookup_in_mro(vm, type, name);
  if (!on_class || !binds_like_function(vm, on_class)) return get_attr(vm, object, name);
  if (object.is_object()) {
    if (Value own = instance_attribute(vm, object.object(), name)) return share(own);
  }
  self_needed = true;
  return share(on_class);
}

namespace {

/// The class's own part of a plan: `value` is what the class has under the name.
void plan_class_attribute(Vm& vm, TypeObject* type, Value value, AttrPlan& plan) {
  plan.value = value;
  plan.may_shadow = has_instance_dict(type);
  TypeObject* kind = vm.types.of(value);
  if (binds_like_function(vm, value)) {
    plan.kind = AttrKind::Method;
  } else if (kind == vm.types.member_descriptor) {
    plan.kind = AttrKind::Slot;
    plan.index = as<MemberObject>(value)->index;
  } else if (kind == vm.types.property && vm.types.of(as<PropertyObject>(value)->getter ? as<PropertyObject>(value)->getter
                                                                                         : Value::none()) == vm.types.function) {
    plan.kind = AttrKind::Property;
    plan.value = as<PropertyObject>(value)->getter;
  } else if (kind->slots.descr_get == nullptr && kind->slots.descr_set == nullptr) {
    plan.kind = AttrKind::ClassValue;
  }
}

void plan_instance_attribute(TypeObject* type, StrObject* name, AttrPlan& plan) {
  const bool inline_values = has_attribute_fields(type) && (type->type_flags & kTypeHasDict) != 0 &&
                             type->layout != Layout::Exception && type->shared_keys != nullptr;
  if (!inline_values) return;
  const int index = type->shared_keys->find(name);
  plan.kind = index < 0 ? AttrKind::InstanceDict : AttrKind::InlineValue;
  plan.index = static_cast<std::uint32_t>(index < 0 ? 0 : index);
}

bool only_getattr_hook(Vm& vm, TypeObject* type) {
  return type->slots.get_attr == dispatch_get_attr &&
         vm.types.of(lookup_in_mro(vm, type, vm.names->dunder_getattribute)) == vm.types.wrapper_descriptor;
}

}  // namespace

AttrPlan plan_load(Vm& vm, TypeObject* type, StrObject* name) {
  AttrPlan plan;
  if (type->slots.get_attr != generic_get_attr && !only_getattr_hook(vm, type)) return plan;
  plan.type_version = type->version;
  Value value = lookup_in_mro(vm, type, name);
  if (value) plan_class_attribute(vm, type, value, plan);
  else plan_instance_attribute(type, name, plan);
  return plan;
}

AttrPlan plan_store(Vm& vm, TypeObject* type, StrObject* name) {
  AttrPlan plan;
  if (type->slots.set_attr != generic_set_attr) return plan;
  plan.type_version = type->version;
  Value value = lookup_in_mro(vm, type, name);
  if (value && vm.types.of(value) == vm.types.member_descriptor) {
    plan.kind = AttrKind::Slot;
    plan.index = as<MemberObject>(value)->index;
  } else if (!is_data_descriptor(value)) {
    plan_instance_attribute(type, name, plan);
  }
  return plan;
}

}  // namespace gilscope
