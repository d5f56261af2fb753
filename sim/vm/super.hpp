// super: the proxy object, and the lookup that LOAD_SUPER_ATTR does without making one.
#pragma once

#include "sim/objects/types.hpp"

namespace gilscope {

class Vm;

struct SuperObject : Object {
  TypeObject* start;       ///< __thisclass__: the lookup begins after it in the MRO
  Value self;              ///< may be null: unbound super
  TypeObject* self_class;  ///< whose MRO is searched
};

/// super(start, self).name. `self_needed` null: an ordinary attribute, bound. Else, when an unbound function or method descriptor is found,
/// it is returned as it is and *self_needed is set (the caller passes self itself).
Ref super_get_attr(Vm& vm, Value start, Value self, StrObject* name, bool* self_needed);

/// The arguments of a zero-argument super() in the current Python frame, borrowed. False: RuntimeError is set.
bool implicit_super_arguments(Vm& vm, Value& start, Value& self);

void install_super(Vm& vm);

}  // namespace gilscope
