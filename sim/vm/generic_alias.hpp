// `list[int]` and `int | str`: what annotations are made of (Objects/genericaliasobject.c, unionobject.c).
#pragma once

#include "sim/objects/types.hpp"

namespace gilscope {

class Vm;

struct GenericAliasObject : Object { Value origin; TupleObject* args; };
struct UnionObject : Object { TupleObject* args; };

Ref make_generic_alias(Vm& vm, Value origin, Value args);  ///< args: a tuple, or one argument
/// left | right for classes, None, aliases and unions; NotImplemented otherwise.
Ref union_of(Vm& vm, Value left, Value right);

void install_generic_alias(Vm& vm);

}  // namespace gilscope
