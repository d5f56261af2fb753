// What literal tokens denote: numbers as digits or doubles, string bodies with their escapes resolved.
#pragma once

#include <string>
#include <string_view>

#include "sim/base/constant.hpp"
#include "sim/base/result.hpp"

namespace gilscope {

/// An int or float literal (underscores, 0x/0o/0b, exponents). Ints become normalized decimal digits.
/// Fails with CPython's message if a decimal int has more than 4300 digits.
/// Requires: a number token that is not imaginary.
Result<Constant> number_constant(std::string_view literal);

bool is_imaginary(std::string_view literal);

/// Why an escape sequence is refused: CPython's message, or that it is not modeled (\N{...}).
struct EscapeError {
  std::string message;
  bool not_modeled = false;
};

/// The text between the quotes of a str literal that is not raw. Returns UTF-8 (lone surrogates as WTF-8).
/// Unknown escapes stay as they are, as in CPython (which also warns).
Result<std::string, EscapeError> decode_str_escapes(std::string_view body);

/// The same for bytes: only ASCII escapes. Requires: body is ASCII.
Result<std::string, EscapeError> decode_bytes_escapes(std::string_view body);

}  // namespace gilscope
