// Modeled values as a person reads them, without running Python code: looking must not change what is looked at.
#pragma once

#include <string>

#include "sim/objects/value.hpp"

namespace gilscope {

class Vm;

/// Its repr, or something like it, cut to about 80 characters: "[1, 2, 'three', ...]", "<Account balance=100>",
/// "<function work>".
std::string value_text(Vm& vm, Value value);
/// "int", "Account". Requires: not null.
std::string value_type(Vm& vm, Value value);
/// "ValueError: too small" of an exception instance.
std::string exception_text(Vm& vm, Value exception);

}  // namespace gilscope
