#include "sim/vm/type_builder.hpp"

#include <cstring>

#include "sim/objects/dict_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/classes.hpp"
#include "sim/vm/descriptors.hpp"
#include "sim/vm/instance.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/slot_dispatch.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

TypeObject* type_for_method(Vm& vm, NativeKind kind) {
  switch (kind) {
    case NativeKind::ClassMethod: return vm.types.classmethod_descriptor;
    case NativeKind::StaticMethod: return vm.types.builtin_function;
    default: return vm.types.method_descriptor;
  }
}

void add_method(Vm& vm, TypeObject* type, const NativeSpec& spec) {
  auto* function = vm.heap.make<NativeFunction>(type_for_method(vm, spec.kind));
  function->spec = &spec;
  function->owner = type;
  vm.heap.make_immortal(function);
  Value value(function);
  Ref wrapped;
  if (spec.kind == NativeKind::StaticMethod) {
    wrapped = make_staticmethod(vm, function);
    value = wrapped;
  }
  dict_set_str(vm.heap, type->dict, vm.intern(spec.name), value);
}

/// "collections.deque" -> module "collections", name "deque".
void split_name(std::string_view full, std::string_view& module, std::string_view& name) {
  const auto dot = full.rfind('.');
  module = dot == std::string_view::npos ? std::string_view("builtins") : full.substr(0, dot);
  name = dot == std::string_view::npos ? full : full.substr(dot + 1);
}

std::uint32_t instance_bytes(const NativeTypeSpec& spec, const TypeObject* base) {
  const std::uint32_t bytes = spec.instance_bytes == 0 ? base->basic_bytes : spec.instance_bytes;
  return (spec.flags & kTypeHasDict) != 0 ? (bytes + 7) / 8 * 8 + kAttributeBytes : bytes;
}

}  // namespace

TypeObject* make_type(Vm& vm, const NativeTypeSpec& spec) {
  TypeObject* base = spec.base == nullptr ? vm.types.object_ : spec.base;
  std::string_view module, name;
  split_name(spec.name, module, name);
  const Value base_value(base);
  Ref bases = make_tuple(vm.heap, std::span<const Value>(&base_value, 1));
  TypeObject* type = new_type_object(vm, vm.types.type, vm.intern(name), base, as_tuple(bases));
  vm.heap.make_immortal(type);
  type->layout = spec.base != nullptr && spec.layout == Layout::Native ? base->layout : spec.layout;
  type->type_flags = spec.flags | ((spec.flags & kTypeHasDict) != 0 ? kTypeAttributeFields : 0u);
  type->basic_bytes = instance_bytes(spec, base);
  type->slots = spec.slots;
  set_mro(vm, type);
  add_type_value(vm, type, "__module__", vm.intern(module));
  if (spec.doc != nullptr) add_type_value(vm, type, "__doc__", vm.intern(spec.doc));
  add_methods(vm, type, spec.methods);
  add_getset(vm, type, spec.getset);
  if ((spec.flags & kTypeHasDict) != 0) add_instance_dict_descriptor(vm, type);
  add_slot_wrappers(vm, type, spec.operators);
  finish_type(vm, type);
  return type;
}

void add_methods(Vm& vm, TypeObject* type, std::span<const NativeSpec> methods) {
  for (const NativeSpec& spec : methods) add_method(vm, type, spec);
}

void add_getset(Vm& vm, TypeObject* type, std::span<const GetSetSpec> getset) {
  for (const GetSetSpec& spec : getset) {
    auto* descriptor = vm.heap.make<GetSetObject>(vm.types.getset_descriptor);
    descriptor->spec = &spec;
    descriptor->owner = type;
    Ref made = steal(Value(descriptor));
    if ((type->type_flags & kTypeHeap) != 0) {
      vm.heap.incref(static_cast<Object*>(type));
      vm.runtime.object_born_deferred(descriptor);  // it dies with its class, if that can die
    } else {
      vm.heap.make_immortal(descriptor);
    }
    dict_set_str(vm.heap, type->dict, vm.intern(spec.name), made);
  }
}

void add_type_value(Vm& vm, TypeObject* type, std::string_view name, Value value) {
  dict_set_str(vm.heap, type->dict, vm.intern(name), value);
}

void add_operators(Vm& vm, TypeObject* type, std::span<const BinaryOp> operators) { add_slot_wrappers(vm, type, operators); }

void finish_type(Vm& vm, TypeObject* type) {
  if (type->slots.compare != nullptr && type->slots.hash == nullptr && type != vm.types.object_) {
    dict_set_str(vm.heap, type->dict, vm.names->dunder_hash, Value::none());
  }
  inherit_slots(vm, type);
  if ((type->type_flags & kTypeHasDict) != 0 && has_attribute_fields(type) && type->shared_keys == nullptr) {
    type->shared_keys = new_shared_keys(vm);
  }
  if (!dict_get_str(type->dict, vm.names->dunder_doc)) dict_set_str(vm.heap, type->dict, vm.names->dunder_doc, Value::none());
  type->version = vm.heap.next_version();
}

Ref make_native_function(Vm& vm, const NativeSpec* spec, Value self, Value module) {
  auto* function = vm.heap.make<NativeFunction>(vm.types.builtin_function);
  function->spec = spec;
  function->self = share(self).release();
  function->module = share(module).release();
  return steal(function);
}

Object* new_object(Vm& vm, TypeObject* cls, std::size_t extra_bytes) {
  if (vm.thread != nullptr) vm.charge(Cost::AllocTracked);
  return vm.heap.allocate(cls, cls->basic_bytes + extra_bytes);
}

}  // namespace gilscope
