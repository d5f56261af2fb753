// The parts of int's implementation, one file each.
#pragma once

#include "sim/vm/vm.hpp"

namespace gilscope {

void add_int_methods(Vm& vm);  ///< types_int_methods.cpp
/// a ** b, or pow(a, b, modulus) if that is not None. NotImplemented unless all are ints.
Ref int_power(Vm& vm, Value a, Value b, Value modulus);

}  // namespace gilscope
