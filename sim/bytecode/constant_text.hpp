// Constants as keys and as text.
#pragma once

#include <string>

#include "sim/base/constant.hpp"

namespace gilscope {

/// Python's repr(); a code object reads `<code object NAME, file "FILE", line N>` (no address: runs repeat).
std::string constant_repr(const Constant& constant);

/// Shortest text that reads back as the same double, in Python's spelling ("1.0", "1e+16", "inf", "nan").
std::string float_repr(double value);

/// A string equal for exactly those constants that share one co_consts slot: same type, same value, the sign of
/// zero included; 1, 1.0 and True stay apart (Objects/codeobject.c, _PyCode_ConstantKey). Not for Code.
std::string constant_key(const Constant& constant);

}  // namespace gilscope
