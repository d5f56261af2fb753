// Making classes and asking about them; the classes `type` and `object` themselves.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "sim/objects/types.hpp"
#include "sim/vm/native.hpp"

namespace gilscope {

class Vm;

/// type.__new__ with everything: metaclass choice, layout, __slots__, MRO, __set_name__, __init_subclass__(**keywords). New class.
/// `keywords`: a dict or null.
Co<Ref> make_class_co(Vm& vm, TypeObject* metaclass, StrObject* name, TupleObject* bases, DictObject* ns, DictObject* keywords);

/// The most derived metaclass of `metaclass` and the bases' classes; null: TypeError is set.
TypeObject* winning_metaclass(Vm& vm, TypeObject* metaclass, const TupleObject* bases);

/// C3 linearization of a class with these bases, itself not included. Empty optional-style result: TypeError is set and `ok` is false.
std::vector<TypeObject*> linearize(Vm& vm, const TupleObject* bases, bool& ok);

/// Copies type->bases' linearization into type->mro and enters type into its bases' subclass lists.
bool set_mro(Vm& vm, TypeObject* type);

/// A class none of whose storage or slots are set up yet: a dict, name, version; immortal until deferred counting says otherwise.
TypeObject* new_type_object(Vm& vm, TypeObject* metaclass, StrObject* name, TypeObject* base, TupleObject* bases);

/// Attribute names for a class with inline values; owned by the run.
SharedKeys* new_shared_keys(Vm& vm);

/// object.__new__ without argument checks: charges the allocation. Requires: cls's native base is object and it is not abstract.
Ref new_plain_instance(Vm& vm, TypeObject* cls);
/// Whether cls(...) is nothing but an empty instance and then a Python __init__ (or none at all): what CALL may do by itself. `init`: the
/// __init__ to call, borrowed, or null for object's.
bool has_plain_construction(Vm& vm, TypeObject* cls, Value& init);

/// object.__new__, as the slot; object.__init__.
Ref object_create(Vm& vm, TypeObject* cls, const Args& args);
Ref object_init(Vm& vm, Value self, const Args& args);

/// object.__reduce__, __reduce_ex__ and __getstate__ (reduce.cpp).
void install_reduce(Vm& vm);

/// Slots and methods of object and type.
void install_object(Vm& vm);
void install_type(Vm& vm);
/// Slots, fields and methods of the exception classes.
void install_exceptions(Vm& vm);

}  // namespace gilscope
