#include "sim/vm/instance.hpp"

#include <cassert>
#include <cstdlib>

#include "sim/objects/dict_ops.hpp"
#include "sim/vm/descriptors.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

/// Where an object that has no inline values keeps its dict; null if it has no dict at all.
DictObject** dict_place(Vm& vm, Object* o) {
  TypeObject* type = o->type;
  switch (type->layout) {
    case Layout::Exception: return &static_cast<ExceptionObject*>(o)->dict;
    case Layout::Module: return &static_cast<ModuleObject*>(o)->dict;
    case Layout::Type: return nullptr;
    default: break;
  }
  if ((type->type_flags & kTypeHasDict) == 0) return nullptr;
  if (has_attribute_fields(type)) return &attribute_fields(o)->dict;
  if (type == vm.types.function) return &static_cast<FunctionObject*>(o)->dict;
  if (type->is_subtype_of(vm.types.classmethod) || type->is_subtype_of(vm.types.staticmethod)) {
    return &static_cast<WrappedCallable*>(o)->dict;
  }
  return nullptr;
}

bool uses_inline_values(const Object* o) {
  const TypeObject* type = o->type;
  constexpr std::uint32_t kBoth = kTypeHasDict | kTypeAttributeFields;
  return (type->type_flags & kBoth) == kBoth && type->layout != Layout::Exception && type->shared_keys != nullptr;
}

void append_value(Heap& heap, InstanceObject* fields, Value value) {
  if (fields->count == fields->capacity) {
    const std::uint32_t capacity = fields->capacity == 0 ? 4 : fields->capacity * 2;
    heap.charge_bytes(static_cast<std::int64_t>(sizeof(Value)) * (capacity - fields->capacity));
    fields->values = static_cast<Value*>(std::realloc(static_cast<void*>(fields->values), capacity * sizeof(Value)));
    fields->capacity = capacity;
  }
  fields->values[fields->count++] = heap.publish(value);
}

void free_values(Heap& heap, InstanceObject* fields) {
  heap.charge_bytes(-static_cast<std::int64_t>(sizeof(Value)) * fields->capacity);
  std::free(static_cast<void*>(fields->values));
  fields->values = nullptr;
  fields->count = fields->capacity = 0;
}

/// From inline values to a dict with the same content and order.
void make_instance_dict(Vm& vm, Object* o) {
  InstanceObject* fields = attribute_fields(o);
  Ref dict = make_dict(vm.heap, fields->count);
  for (std::uint32_t i = 0; i < fields->count; ++i) {
    dict_set_str(vm.heap, as_dict(dict), o->type->shared_keys->names[i], fields->values[i]);
    vm.heap.decref(fields->values[i]);
  }
  free_values(vm.heap, fields);
  fields->dict = as_dict(dict.release());
}

enum class InlineOutcome { Done, Absent, NeedsDict };

InlineOutcome set_inline(Vm& vm, Object* o, StrObject* name, Value value) {
  InstanceObject* fields = attribute_fields(o);
  SharedKeys& keys = *o->type->shared_keys;
  const int index = keys.find(name);
  const auto count = static_cast<int>(fields->count);
  if (index >= 0 && index < count) {
    store_inline_value(vm, fields, static_cast<std::uint32_t>(index), value);
    return InlineOutcome::Done;
  }
  const bool new_key = index < 0 && keys.names.size() == fields->count && keys.names.size() < kSharedKeysMax;
  if (index != count && !new_key) return InlineOutcome::NeedsDict;
  if (new_key) keys.names.push_back(name);
  if (!vm.runtime.config.specialize) vm.charge(Cost::DictInsert);  // STORE_ATTR_INSTANCE_VALUE knows the place of a new one, too
  append_value(vm.heap, fields, value);
  return InlineOutcome::Done;
}

InlineOutcome delete_inline(Vm& vm, Object* o, StrObject* name) {
  InstanceObject* fields = attribute_fields(o);
  const int index = o->type->shared_keys->find(name);
  const auto count = static_cast<int>(fields->count);
  if (index < 0 || index >= count) return InlineOutcome::Absent;
  if (index != count - 1) return InlineOutcome::NeedsDict;
  Value old = fields->values[--fields->count];
  vm.heap.decref(old);
  return InlineOutcome::Done;
}

}  // namespace

bool has_instance_dict(const TypeObject* type) {
  return (type->type_flags & kTypeHasDict) != 0 || type->layout == Layout::Exception || type->layout == Layout::Module;
}

Value instance_attribute(Vm& vm, Object* o, StrObject* name) {
  if (uses_inline_values(o)) {
    InstanceObject* fields = attribute_fields(o);
    if (fields->dict == nullptr) {
      const int index = o->type->shared_keys->find(name);
      return index >= 0 && index < static_cast<int>(fields->count) ? fields->values[index] : Value();
    }
    return dict_get_str(fields->dict, name);
  }
  DictObject** place = dict_place(vm, o);
  return place != nullptr && *place != nullptr ? dict_get_str(*place, name) : Value();
}

void store_inline_value(Vm& vm, InstanceObject* fields, std::uint32_t index, Value value) {
  assert(index < fields->count);
  Value old = fields->values[index];
  fields->values[index] = vm.heap.publish(value);
  vm.heap.decref(old);
}

bool set_instance_attribute(Vm& vm, Object* o, StrObject* name, Value value) {
  if (uses_inline_values(o) && attribute_fields(o)->dict == nullptr) {
    const InlineOutcome outcome = value ? set_inline(vm, o, name, value) : delete_inline(vm, o, name);
    if (outcome != InlineOutcome::NeedsDict) return outcome == InlineOutcome::Done;
    make_instance_dict(vm, o);
  }
  DictObject** place = dict_place(vm, o);
  if (place == nullptr || (*place == nullptr && !value)) return false;
  if (!value) return dict_remove_str(vm.heap, *place, name);
  if (*place == nullptr) *place = as_dict(make_dict(vm.heap).release());
  dict_set_str(vm.heap, *place, name, value);
  return true;
}

DictObject* instance_dict(Vm& vm, Object* o) {
  if (uses_inline_values(o) && attribute_fields(o)->dict == nullptr) make_instance_dict(vm, o);
  DictObject** place = dict_place(vm, o);
  if (place == nullptr) return nullptr;
  if (*place == nullptr) *place = as_dict(make_dict(vm.heap).release());
  return *place;
}

TypeObject* native_base(TypeObject* type) {
  while ((type->type_flags & kTypeHeap) != 0) type = type->base;
  return type;
}

void drop_attribute_fields(Heap& heap, Object* o) {
  InstanceObject* fields = attribute_fields(o);
  for (std::uint32_t i = 0; i < fields->count; ++i) heap.decref(fields->values[i]);
  if (fields->values != nullptr) free_values(heap, fields);
  if (fields->dict != nullptr) heap.decref(static_cast<Object*>(fields->dict));
  fields->dict = nullptr;
  if (fields->slots != nullptr) {
    for (std::uint32_t i = 0; i < o->type->slot_count; ++i) heap.decref(fields->slots[i]);
    std::free(static_cast<void*>(fields->slots));
    fields->slots = nullptr;
  }
}

void visit_attribute_fields(Object* o, Visit visit, void* context) {
  InstanceObject* fields = attribute_fields(o);
  for (std::uint32_t i = 0; i < fields->count; ++i) visit(fields->values[i], context);
  if (fields->dict != nullptr) visit(fields->dict, context);
  if (fields->slots == nullptr) return;
  for (std::uint32_t i = 0; i < o->type->slot_count; ++i) if (fields->slots[i]) visit(fields->slots[i], context);
}

void destroy_instance(Heap& heap, Object* o) {
  if (has_attribute_fields(o->type)) drop_attribute_fields(heap, o);
  TypeObject* native = native_base(o->type);
  if (native->slots.destroy != nullptr && native->slots.destroy != destroy_instance) native->slots.destroy(heap, o);
}

void visit_instance(Object* o, Visit visit, void* context) {
  if (has_attribute_fields(o->type)) visit_attribute_fields(o, visit, context);
  TypeObject* native = native_base(o->type);
  if (native->slots.visit != nullptr && native->slots.visit != visit_instance) native->slots.visit(o, visit, context);
}

}  // namespace gilscope
