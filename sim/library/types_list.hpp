// The parts of list's implementation, one file each.
#pragma once

#include "sim/vm/vm.hpp"

namespace gilscope {

/// list.extend: result None.
Ref list_extend_any(Vm& vm, Value self, Value iterable);
/// list.sort(self, key, reverse): types_list_sort.cpp.
Ref list_sort(Vm& vm, const Args& args);

}  // namespace gilscope
