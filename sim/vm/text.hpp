// Text helpers around repr and error messages.
#pragma once

#include <string>
#include <string_view>

#include "sim/objects/types.hpp"

namespace gilscope {

class Vm;

/// reprlib's guard, per modeled thread (Py_ReprEnter): false if `object`'s repr is already in progress, then write "[...]" and do not leave.
bool enter_repr(Vm& vm, Object* object);
void leave_repr(Vm& vm, Object* object);

std::string utf8_of(const StrObject* text);
/// A class as error messages name it (tp_name): "int", "collections.deque", "Foo".
std::string type_name(const TypeObject* type);
std::string type_name_of(Vm& vm, Value v);
/// "0x7f3a1c000030": how default reprs show identity.
std::string address_text(Vm& vm, Object* object);
/// "<__main__.Foo object at 0x7f3a1c000030>"
Ref default_repr(Vm& vm, Value object);
/// module.qualname, or qualname alone for builtins.
std::string full_type_name(Vm& vm, const TypeObject* type);

}  // namespace gilscope
