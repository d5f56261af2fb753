// Attribute lookup in detail, for the interpreter's inline caches. Everyone else uses protocol.hpp.
#pragma once

#include "sim/objects/types.hpp"

namespace gilscope {

class Vm;

/// How `object.name` is found on instances of one class, as long as the class's version stays the same.
enum class AttrKind : std::uint8_t {
  Slow,           ///< __getattribute__, __getattr__, a data descriptor written in Python, ...: use get_attr
  InlineValue,    ///< the instance's value number `index`; if the instance lacks it: use get_attr
  InstanceDict,   ///< no class attribute of that name; not (yet) a shared key
  Method,         ///< a function or method descriptor on the class: bind; an instance attribute of that name would win (see may_shadow)
  ClassValue,     ///< a class attribute that is no descriptor; an instance attribute would win
  Slot,           ///< __slots__ member number `index`
  Property,       ///< a property: call `value` with the instance
};

struct AttrPlan {
  AttrKind kind = AttrKind::Slow;
  bool may_shadow = false;        ///< Method, ClassValue: instances have attributes of their own: look there first
  std::uint32_t index = 0;
  std::uint64_t type_version = 0; ///< 0: do not cache
  Value value;                    ///< Method, ClassValue: what the class holds; Property: its getter. Borrowed from the class
};

/// Requires: `type` is not a metaclass or module type (those have lookups of their own: kind Slow).
AttrPlan plan_load(Vm& vm, TypeObject* type, StrObject* name);
/// The same for assignment: InlineValue (existing or next shared key), InstanceDict, Slot or Slow.
AttrPlan plan_store(Vm& vm, TypeObject* type, StrObject* name);

/// For LOAD_ATTR's method form: the attribute, and in `self_needed` whether the caller must pass `object` as first argument (an
/// unbound function or method descriptor was found on the class; no bound method is made).
Ref load_method(Vm& vm, Value object, StrObject* name, bool& self_needed);

/// object.__getattribute__ and object.__setattr__ (null value: __delattr__), whatever the type's own slots say.
Ref generic_get_attr(Vm& vm, Value object, StrObject* name);
Ref generic_set_attr(Vm& vm, Value object, StrObject* name, Value value);
Ref type_get_attr(Vm& vm, Value type, StrObject* name);
Ref type_set_attr(Vm& vm, Value type, StrObject* name, Value value);
Ref module_get_attr(Vm& vm, Value module, StrObject* name);

/// The class, or one of its bases, changed: no cached lookup through it or its subclasses holds any longer.
void type_modified(Vm& vm, TypeObject* type);

/// Sets the AttributeError of a failed lookup or assignment, with name and obj. Null.
Ref raise_no_attribute(Vm& vm, Value object, StrObject* name);

/// Whether `v` is a data descriptor (its class has __set__ or __delete__).
bool is_data_descriptor(Value v);

/// generic_get_attr, but exhausted() instead of AttributeError.
Ref find_generic(Vm& vm, Value object, StrObject* name);

/// Calls type(descriptor).__get__ if there is one, else the descriptor itself.
Ref bind_descriptor(Vm& vm, Value descriptor, Value object, TypeObject* type);

}  // namespace gilscope
