// The format-specification mini-language of format() and f-strings, for int, float and str (Python/formatter_unicode.c).
// Results are UTF-8.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/objects/op_error.hpp"
#include "sim/objects/str_ops.hpp"

namespace gilscope {

/// [[fill]align][sign][z][#][0][width][grouping][.precision][type]
struct FormatSpec {
  char32_t fill = ' ';
  char32_t align = 0;       ///< one of < > = ^
  char32_t sign = 0;        ///< 0, + - or blank
  bool no_negative_zero = false;
  bool alternate = false;
  std::int64_t width = -1;
  char thousands = 0;       ///< ',' or '_'
  int precision = -1;
  char32_t type = 0;
};

/// `type_name` is for the message. default_align: '<' for str, '>' for numbers.
OpResult<FormatSpec> parse_format_spec(const StrObject* text, char default_align, std::string_view type_name);

OpResult<std::string> format_int(Value v, const StrObject* spec, std::string_view type_name);
OpResult<std::string> format_float(double d, const StrObject* spec, std::string_view type_name);
OpResult<std::string> format_text(const StrObject* s, const StrObject* spec, std::string_view type_name);

}  // namespace gilscope
