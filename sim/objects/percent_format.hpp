// The pieces of printf-style formatting (`text % values`) that need no Python code: reading a conversion, and writing numbers.
#pragma once

#include <cstdint>
#include <string>

#include "sim/objects/op_error.hpp"
#include "sim/objects/str_ops.hpp"

namespace gilscope {

/// "%(key)#0- +*.*d": one conversion. Width and precision may be stars, to be filled in by the caller.
struct PercentSpec {
  bool has_key = false;
  StrRange key{0, 0};
  bool left = false, plus = false, blank = false, alternate = false, zero = false;
  bool width_star = false, precision_star = false;
  std::int64_t width = -1, precision = -1;  ///< -1: not given
  char32_t conversion = 0;
  std::size_t end = 0;                      ///< position after it
};

/// Reads the conversion whose '%' is at `at`. Errors: "incomplete format", "incomplete format key", "width too big".
OpResult<PercentSpec> parse_percent(const StrObject* text, std::size_t at);

/// Pads a finished text (UTF-8, `length` code points) to the width.
std::string percent_pad(std::string text, std::int64_t length, const PercentSpec& spec);
/// %d %i %u %o %x %X of an int.
std::string percent_int(Value v, const PercentSpec& spec);
/// %e %E %f %F %g %G.
std::string percent_float(double d, const PercentSpec& spec);

}  // namespace gilscope
