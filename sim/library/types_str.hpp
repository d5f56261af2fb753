// The parts of str's implementation, one file each.
#pragma once

#include "sim/vm/vm.hpp"

namespace gilscope {

void add_str_methods(Vm& vm);                         ///< types_str_methods.cpp
Ref str_percent(Vm& vm, Value text, Value values);    ///< text % values: types_str_percent.cpp
Ref str_format(Vm& vm, const Args& args);             ///< str.format(self, *args, **kwargs): types_str_format.cpp
Ref str_format_map(Vm& vm, const Args& args);         ///< str.format_map(self, mapping)

}  // namespace gilscope
