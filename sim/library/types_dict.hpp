// dict as other data types use it.
#pragma once

#include "sim/vm/vm.hpp"

namespace gilscope {

/// dict.update(other): a dict, an object with keys(), or an iterable of pairs. Result None.
Ref dict_update(Vm& vm, Value dict, Value other);
/// a == b of two dicts: True or False.
Ref dicts_equal(Vm& vm, Value a, Value b);

}  // namespace gilscope
