// Why an operation on values failed, as the exception that Python raises for it. The objects layer computes; the library raises.
#pragma once

#include <string>

#include "sim/base/result.hpp"
#include "sim/objects/types.hpp"

namespace gilscope {

struct OpError {
  Exc kind = Exc::ValueError;
  std::string message;
};

template <class T>
using OpResult = Result<T, OpError>;

}  // namespace gilscope
