// Where instances keep their attributes.
//
// Every instance that has a __dict__ or __slots__ ends (within its class's basic_bytes) in the four fields that InstanceObject adds to
// Object. For a plain instance that is the whole object; for an instance of a Python subclass of list it follows the ListObject.
// Attributes set in the order of the class's shared keys are a plain array (CPython's inline values); any other history makes a dict.
// Exceptions, functions, modules and classes have a dict field of their own instead.
#pragma once

#include "sim/objects/types.hpp"

namespace gilscope {

class Vm;

inline constexpr std::uint32_t kAttributeBytes = sizeof(InstanceObject) - sizeof(Object);
inline constexpr std::size_t kSharedKeysMax = 30;  ///< dictobject.c: SHARED_KEYS_MAX_SIZE

/// True if instances of `type` end in attribute fields.
inline bool has_attribute_fields(const TypeObject* type) { return (type->type_flags & kTypeAttributeFields) != 0; }
/// A view of o whose values, count, capacity, dict and slots are o's; its header is not. Requires: has_attribute_fields(o->type).
inline InstanceObject* attribute_fields(Object* o) {
  return reinterpret_cast<InstanceObject*>(reinterpret_cast<char*>(o) + o->type->basic_bytes - sizeof(InstanceObject));
}

/// The instance's attribute by name, borrowed; null if absent. Knows every layout; runs nothing.
Value instance_attribute(Vm& vm, Object* o, StrObject* name);
/// Sets (or with a null value deletes) it. False: nothing to delete, or the instance can have no attributes.
bool set_instance_attribute(Vm& vm, Object* o, StrObject* name, Value value);
/// o.__dict__, made on first demand; null if o has none. Borrowed.
DictObject* instance_dict(Vm& vm, Object* o);
bool has_instance_dict(const TypeObject* type);

/// Replaces value number `index` (one that is set). The caller knows from a cache that o has inline values for its type's keys.
void store_inline_value(Vm& vm, InstanceObject* fields, std::uint32_t index, Value value);

/// Drops what the attribute fields hold. Native classes made with kTypeHasDict call it in their destroy hook.
void drop_attribute_fields(Heap& heap, Object* o);
void visit_attribute_fields(Object* o, Visit visit, void* context);
/// The nearest class that is not a Python class: what the instance is made of.
TypeObject* native_base(TypeObject* type);

/// The destroy and visit hooks of Python classes: attributes and slots, then what the native base holds.
void destroy_instance(Heap& heap, Object* o);
void visit_instance(Object* o, Visit visit, void* context);

}  // namespace gilscope
