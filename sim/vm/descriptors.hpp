// The descriptor objects: property, classmethod, staticmethod, getset and member descriptors, and how each binds.
#pragma once

#include "sim/objects/types.hpp"
#include "sim/vm/native.hpp"
#include "sim/vm/type_builder.hpp"

namespace gilscope {

struct PropertyObject : Object {
  Value getter, setter, deleter, doc;  ///< null = None
  Value name;                          ///< from __set_name__, or null
};

/// classmethod and staticmethod.
struct WrappedCallable : Object {
  Value callable;
  DictObject* dict;  ///< may be null
};

struct GetSetObject : Object {  ///< getset_descriptor
  const GetSetSpec* spec;
  TypeObject* owner;  ///< owned if it is a Python class
};

struct MemberObject : Object {  ///< member_descriptor: one __slots__ entry
  StrObject* name;
  TypeObject* owner;    ///< owned
  std::uint32_t index;  ///< into InstanceObject::slots
};

Ref make_bound_method(Vm& vm, Value function, Value self);
Ref make_classmethod(Vm& vm, Value callable);
Ref make_staticmethod(Vm& vm, Value callable);
Ref make_member(Vm& vm, TypeObject* owner, StrObject* name, std::uint32_t index);

/// __dict__ and __weakref__ in the dict of a class whose instances gain them.
void add_instance_dict_descriptor(Vm& vm, TypeObject* type);
void add_weakref_descriptor(Vm& vm, TypeObject* type);

struct MappingProxyObject : Object { Value mapping; };
Ref make_mapping_proxy(Vm& vm, Value mapping);

/// Slots and attributes of all of these types and of function, method and native functions.
void install_descriptors(Vm& vm);

}  // namespace gilscope
