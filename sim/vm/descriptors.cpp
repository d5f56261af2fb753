// Native functions, slot wrappers, getset and member descriptors (Objects/descrobject.c, methodobject.c).

#include "sim/vm/descriptors.hpp"

#include <cstdlib>
#include <vector>

#include <fmt/core.h>

#include "sim/objects/dict_ops.hpp"
#include "sim/objects/simple_key.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/callables.hpp"
#include "sim/vm/instance.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/slot_dispatch.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

// ---- native functions ----

NativeFunction* native(Value v) { return as<NativeFunction>(v); }

Ref native_descr_get(Vm& vm, Value descriptor, Value object, Value) {
  if (!object) return share(descriptor);
  auto* bound = vm.heap.make<NativeFunction>(vm.types.builtin_function);
  bound->spec = native(descriptor)->spec;
  bound->owner = native(descriptor)->owner;
  bound->self = share(object).release();
  return steal(bound);
}

Ref classmethod_descr_get(Vm& vm, Value descriptor, Value object, Value type) {
  return native_descr_get(vm, descriptor, type ? type : Value(vm.types.of(object)), Value());
}

Ref builtin_repr(Vm& vm, Value self) {
  NativeFunction* f = native(self);
  if (!f->self || vm.types.of(f->self) == vm.types.module) return vm.str(fmt::format("<built-in function {}>", f->spec->name));
  return vm.str(fmt::format("<built-in method {} of {} object at {}>", f->spec->name, type_name_of(vm, f->self),
                            f->self.is_object() ? address_text(vm, f->self.object()) : "0x0"));
}

Ref method_descriptor_repr(Vm& vm, Value self) {
  return vm.str(fmt::format("<method '{}' of '{}' objects>", native(self)->spec->name, type_name(native(self)->owner)));
}

Ref native_call(Vm& vm, Value self, const Args& args) { return call(vm, self, args); }

void native_destroy(Heap& heap, Object* self) {
  auto* f = static_cast<NativeFunction*>(self);
  heap.decref(f->self);
  heap.decref(f->module);
}
void native_visit(Object* self, Visit visit, void* context) {
  auto* f = static_cast<NativeFunction*>(self);
  if (f->self) visit(f->self, context);
  if (f->module) visit(f->module, context);
}

Ref native_name(Vm& vm, Value self) { return vm.str(native(self)->spec->name); }
Ref native_qualname(Vm& vm, Value self) {
  NativeFunction* f = native(self);
  if (f->owner != nullptr) return vm.str(utf8_of(f->owner->qualname) + "." + f->spec->name);
  const bool bound_to_class = f->self.is_object() && f->self.object()->type->is_subtype_of(vm.types.type);
  if (bound_to_class) return vm.str(utf8_of(as<TypeObject>(f->self)->qualname) + "." + f->spec->name);
  return vm.str(f->spec->name);
}
Ref native_doc(Vm& vm, Value self) {
  const char* doc = native(self)->spec->doc;
  return doc == nullptr ? vm.none() : vm.str(doc);
}
Ref native_module(Vm& vm, Value self) { return native(self)->module ? share(native(self)->module) : vm.none(); }
Ref native_self(Vm& vm, Value self) { return native(self)->self ? share(native(self)->self) : vm.none(); }
Ref native_objclass(Vm& vm, Value self) {
  TypeObject* owner = native(self)->owner;
  return owner == nullptr ? raise_no_attribute(vm, self, vm.names->dunder_objclass) : share(owner);
}
Ref native_text_signature(Vm& vm, Value self) {
  const char* signature = native(self)->spec->signature;
  return signature == nullptr ? vm.none() : vm.str(signature);
}

const GetSetSpec kFunctionGetSet[] = {
    {"__name__", native_name}, {"__qualname__", native_qualname}, {"__doc__", native_doc},
    {"__module__", native_module}, {"__self__", native_self}, {"__text_signature__", native_text_signature},
};
const GetSetSpec kMethodGetSet[] = {
    {"__name__", native_name}, {"__qualname__", native_qualname}, {"__doc__", native_doc},
    {"__objclass__", native_objclass}, {"__text_signature__", native_text_signature},
};

// ---- slot wrappers ----

bool check_receiver(Vm& vm, SlotWrapperObject* w, Value self) {
  if (vm.types.of(self)->is_subtype_of(w->owner)) return true;
  vm.raise(Exc::TypeError, fmt::format("descriptor '{}' requires a '{}' object but received a '{}'", w->def->name, type_name(w->owner),
                                       type_name_of(vm, self)));
  return false;
}

Ref wrapper_call(Vm& vm, Value self, const Args& args) {
  auto* w = as<SlotWrapperObject>(self);
  if (args.count == 0) {
    return vm.raise(Exc::TypeError, fmt::format("descriptor '{}' of '{}' object needs an argument", w->def->name, type_name(w->owner)));
  }
  if (!check_receiver(vm, w, args[0])) return nullptr;
  return w->def->invoke(vm, *w->def, w->owner, args[0], args.without_first());
}

Ref wrapper_repr(Vm& vm, Value self) {
  auto* w = as<SlotWrapperObject>(self);
  return vm.str(fmt::format("<slot wrapper '{}' of '{}' objects>", w->def->name, type_name(w->owner)));
}

Ref wrapper_descr_get(Vm& vm, Value descriptor, Value object, Value) {
  if (!object) return share(descriptor);
  if (!check_receiver(vm, as<SlotWrapperObject>(descriptor), object)) return nullptr;
  auto* bound = vm.heap.make<MethodWrapperObject>(vm.types.method_wrapper);
  bound->wrapper = static_cast<SlotWrapperObject*>(share(descriptor).release().object());
  bound->self = share(object).release();
  return steal(bound);
}

Ref method_wrapper_call(Vm& vm, Value self, const Args& args) {
  auto* m = as<MethodWrapperObject>(self);
  return m->wrapper->def->invoke(vm, *m->wrapper->def, m->wrapper->owner, m->self, args);
}
Ref method_wrapper_repr(Vm& vm, Value self) {
  auto* m = as<MethodWrapperObject>(self);
  return vm.str(fmt::format("<method-wrapper '{}' of {} object at {}>", m->wrapper->def->name, type_name_of(vm, m->self),
                            m->self.is_object() ? address_text(vm, m->self.object()) : "0x0"));
}
Ref method_wrapper_compare(Vm& vm, Value self, Value other, CompareOp op) {
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || vm.types.of(other) != vm.types.method_wrapper) return steal(Value::not_implemented());
  auto *a = as<MethodWrapperObject>(self), *b = as<MethodWrapperObject>(other);
  return vm.boolean((a->wrapper == b->wrapper && a->self == b->self) == (op == CompareOp::Eq));
}
Ref method_wrapper_hash(Vm& vm, Value self) {
  auto* m = as<MethodWrapperObject>(self);
  const std::uint64_t h = identity_hash(vm.heap, m->wrapper) ^ (m->self.is_object() ? identity_hash(vm.heap, m->self.object()) : m->self.bits());
  return vm.integer(static_cast<std::int64_t>(h));
}
void method_wrapper_destroy(Heap& heap, Object* self) {
  auto* m = static_cast<MethodWrapperObject*>(self);
  heap.decref(static_cast<Object*>(m->wrapper));
  heap.decref(m->self);
}
void method_wrapper_visit(Object* self, Visit visit, void* context) {
  auto* m = static_cast<MethodWrapperObject*>(self);
  visit(m->wrapper, context);
  visit(m->self, context);
}
Ref method_wrapper_self(Vm&, Value self) { return share(as<MethodWrapperObject>(self)->self); }
Ref method_wrapper_name(Vm& vm, Value self) { return vm.str(as<MethodWrapperObject>(self)->wrapper->def->name); }
Ref method_wrapper_objclass(Vm&, Value self) { return share(as<MethodWrapperObject>(self)->wrapper->owner); }
Ref method_wrapper_doc(Vm& vm, Value self) { return vm.str(as<MethodWrapperObject>(self)->wrapper->def->doc); }

const GetSetSpec kMethodWrapperGetSet[] = {{"__self__", method_wrapper_self}, {"__name__", method_wrapper_name},
                                           {"__objclass__", method_wrapper_objclass}, {"__doc__", method_wrapper_doc}};

// ---- getset ----

bool check_owner(Vm& vm, TypeObject* owner, const std::string& name, Value object) {
  if (vm.types.of(object)->is_subtype_of(owner)) return true;
  vm.raise(Exc::TypeError, fmt::format("descriptor '{}' for '{}' objects doesn't apply to a '{}' object", name, type_name(owner),
                                       type_name_of(vm, object)));
  return false;
}

Ref getset_get(Vm& vm, Value descriptor, Value object, Value) {
  if (!object) return share(descriptor);
  auto* d = as<GetSetObject>(descriptor);
  return check_owner(vm, d->owner, d->spec->name, object) ? d->spec->get(vm, object) : Ref();
}

Ref getset_set(Vm& vm, Value descriptor, Value object, Value value) {
  auto* d = as<GetSetObject>(descriptor);
  if (!check_owner(vm, d->owner, d->spec->name, object)) return nullptr;
  if (d->spec->set != nullptr) return d->spec->set(vm, object, value);
  return vm.raise(Exc::AttributeError, fmt::format("attribute '{}' of '{}' objects is not writable", d->spec->name, type_name(d->owner)));
}

Ref getset_repr(Vm& vm, Value self) {
  auto* d = as<GetSetObject>(self);
  return vm.str(fmt::format("<attribute '{}' of '{}' objects>", d->spec->name, type_name(d->owner)));
}
Ref getset_name(Vm& vm, Value self) { return vm.str(as<GetSetObject>(self)->spec->name); }
Ref getset_objclass(Vm&, Value self) { return share(as<GetSetObject>(self)->owner); }
Ref getset_doc(Vm& vm, Value self) {
  const char* doc = as<GetSetObject>(self)->spec->doc;
  return doc == nullptr ? vm.none() : vm.str(doc);
}
const GetSetSpec kGetSetGetSet[] = {{"__name__", getset_name}, {"__objclass__", getset_objclass}, {"__doc__", getset_doc}};

// ---- __slots__ members ----

Ref member_get(Vm& vm, Value descriptor, Value object, Value) {
  if (!object) return share(descriptor);
  auto* m = as<MemberObject>(descriptor);
  if (!check_owner(vm, m->owner, utf8_of(m->name), object)) return nullptr;
  InstanceObject* fields = attribute_fields(object.object());
  Value value = fields->slots == nullptr ? Value() : fields->slots[m->index];
  return value ? share(value) : raise_no_attribute(vm, object, m->name);
}

Ref member_set(Vm& vm, Value descriptor, Value object, Value value) {
  auto* m = as<MemberObject>(descriptor);
  if (!check_owner(vm, m->owner, utf8_of(m->name), object)) return nullptr;
  InstanceObject* fields = attribute_fields(object.object());
  if (fields->slots == nullptr) {
    fields->slots = static_cast<Value*>(std::calloc(object.object()->type->slot_count, sizeof(Value)));
  }
  Value old = fields->slots[m->index];
  if (!value && !old) return vm.raise(Exc::AttributeError, utf8_of(m->name));
  fields->slots[m->index] = value ? vm.heap.publish(value) : Value();
  vm.heap.decref(old);
  return vm.none();
}

Ref member_repr(Vm& vm, Value self) {
  auto* m = as<MemberObject>(self);
  return vm.str(fmt::format("<member '{}' of '{}' objects>", utf8_of(m->name), type_name(m->owner)));
}
Ref member_name(Vm&, Value self) { return share(as<MemberObject>(self)->name); }
Ref member_objclass(Vm&, Value self) { return share(as<MemberObject>(self)->owner); }
const GetSetSpec kMemberGetSet[] = {{"__name__", member_name}, {"__objclass__", member_objclass}};

// ---- __dict__ and __weakref__ of instances ----

Ref instance_get_dict(Vm& vm, Value self) {
  DictObject* dict = self.is_object() ? instance_dict(vm, self.object()) : nullptr;
  return dict == nullptr ? raise_no_attribute(vm, self, vm.names->dunder_dict) : share(dict);
}

Ref instance_set_dict(Vm& vm, Value self, Value value) {
  if (!value || !is_dict(value)) {
    return vm.raise(Exc::TypeError, fmt::format("__dict__ must be set to a dictionary, not a '{}'", value ? type_name_of(vm, value) : "NoneType"));
  }
  DictObject* old = instance_dict(vm, self.object());
  if (old == nullptr || !has_attribute_fields(vm.types.of(self))) return raise_no_attribute(vm, self, vm.names->dunder_dict);
  attribute_fields(self.object())->dict = as_dict(share(value).release());
  vm.heap.decref(static_cast<Object*>(old));
  return vm.none();
}

Ref instance_get_weakref(Vm& vm, Value) { return vm.none(); }

const GetSetSpec kInstanceGetSet[] = {{"__dict__", instance_get_dict, instance_set_dict, "dictionary for instance variables"},
                                      {"__weakref__", instance_get_weakref, nullptr, "list of weak references to the object"}};

void install_native_functions(Vm& vm) {
  for (TypeObject* type : {vm.types.builtin_function, vm.types.method_descriptor, vm.types.classmethod_descriptor, vm.types.wrapper_descriptor}) {
    type->basic_bytes = sizeof(NativeFunction);
    type->slots.destroy = native_destroy;
    type->slots.visit = native_visit;
    type->slots.call = native_call;
  }
  vm.types.builtin_function->slots.repr = builtin_repr;
  vm.types.method_descriptor->slots.repr = method_descriptor_repr;
  vm.types.method_descriptor->slots.descr_get = native_descr_get;
  vm.types.classmethod_descriptor->slots.repr = method_descriptor_repr;
  vm.types.classmethod_descriptor->slots.descr_get = classmethod_descr_get;
  add_getset(vm, vm.types.builtin_function, kFunctionGetSet);
  add_getset(vm, vm.types.method_descriptor, kMethodGetSet);
  add_getset(vm, vm.types.classmethod_descriptor, kMethodGetSet);
}

void install_slot_wrappers(Vm& vm) {
  TypeObject* wrapper = vm.types.wrapper_descriptor;
  wrapper->basic_bytes = sizeof(SlotWrapperObject);
  wrapper->slots.call = wrapper_call;
  wrapper->slots.repr = wrapper_repr;
  wrapper->slots.descr_get = wrapper_descr_get;
  add_getset(vm, wrapper, kMethodGetSet);
  TypeObject* bound = vm.types.method_wrapper;
  bound->basic_bytes = sizeof(MethodWrapperObject);
  bound->slots.call = method_wrapper_call;
  bound->slots.repr = method_wrapper_repr;
  bound->slots.compare = method_wrapper_compare;
  bound->slots.hash = method_wrapper_hash;
  bound->slots.destroy = method_wrapper_destroy;
  bound->slots.visit = method_wrapper_visit;
  add_getset(vm, bound, kMethodWrapperGetSet);
}

void member_destroy(Heap& heap, Object* self) { heap.decref(static_cast<Object*>(static_cast<MemberObject*>(self)->owner)); }

void member_visit(Object* self, Visit visit, void* context) { visit(Value(static_cast<MemberObject*>(self)->owner), context); }

bool is_of_python_class(const Object* getset) { return (static_cast<const GetSetObject*>(getset)->owner->type_flags & kTypeHeap) != 0; }
void getset_destroy(Heap& heap, Object* self) {
  if (is_of_python_class(self)) heap.decref(static_cast<Object*>(static_cast<GetSetObject*>(self)->owner));
}
void getset_visit(Object* self, Visit visit, void* context) {
  if (is_of_python_class(self)) visit(Value(static_cast<GetSetObject*>(self)->owner), context);
}

void install_fields(Vm& vm) {
  TypeObject* getset = vm.types.getset_descriptor;
  getset->basic_bytes = sizeof(GetSetObject);
  getset->slots.descr_get = getset_get;
  getset->slots.descr_set = getset_set;
  getset->slots.repr = getset_repr;
  getset->slots.destroy = getset_destroy;
  getset->slots.visit = getset_visit;
  add_getset(vm, getset, kGetSetGetSet);
  TypeObject* member = vm.types.member_descriptor;
  member->basic_bytes = sizeof(MemberObject);
  member->slots.descr_get = member_get;
  member->slots.descr_set = member_set;
  member->slots.repr = member_repr;
  member->slots.destroy = member_destroy;
  member->slots.visit = member_visit;
  add_getset(vm, member, kMemberGetSet);
}

}  // namespace

Ref make_member(Vm& vm, TypeObject* owner, StrObject* name, std::uint32_t index) {
  auto* m = vm.heap.make<MemberObject>(vm.types.member_descriptor);
  m->name = name;
  m->owner = static_cast<TypeObject*>(share(owner).release().object());
  m->index = index;
  vm.runtime.object_born_deferred(m);
  return steal(m);
}

void add_instance_dict_descriptor(Vm& vm, TypeObject* type) {
  if (!dict_get_str(type->dict, vm.names->dunder_dict)) add_getset(vm, type, std::span(kInstanceGetSet, 1));
}
void add_weakref_descriptor(Vm& vm, TypeObject* type) {
  if (!dict_get_str(type->dict, vm.names->dunder_weakref)) add_getset(vm, type, std::span(kInstanceGetSet + 1, 1));
}

void add_dict_attribute(Vm& vm, TypeObject* type) { add_getset(vm, type, std::span(kInstanceGetSet, 1)); }

void install_descriptors(Vm& vm) {
  install_native_functions(vm);
  install_slot_wrappers(vm);
  install_fields(vm);
  install_functions(vm);
  install_class_wrappers(vm);
  install_property(vm);
  install_mapping_proxy(vm);
}

}  // namespace gilscope
