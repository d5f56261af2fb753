// types.SimpleNamespace (Objects/namespaceobject.c).
#pragma once

#include <initializer_list>
#include <string_view>
#include <utility>

#include "sim/objects/types.hpp"

namespace gilscope {

class Vm;

TypeObject* make_simple_namespace_type(Vm& vm);
Ref make_simple_namespace(Vm& vm, TypeObject* type, std::initializer_list<std::pair<std::string_view, Value>> attributes);

}  // namespace gilscope
