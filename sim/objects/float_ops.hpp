// float: Python's arithmetic on doubles, exact text conversion, rounding. Independent of host locale and libm where results are exact.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/objects/numbers.hpp"
#include "sim/objects/simple_key.hpp"

namespace gilscope {

/// Requires: b != 0. The quotient and remainder of Python's divmod(a, b) (floatobject.c: _float_div_mod).
void float_divmod(double a, double b, double& quotient, double& remainder);
double float_mod(double a, double b);
double float_floordiv(double a, double b);

enum class PowResult { Ok, ZeroToNegative, Complex, Overflow };
PowResult float_pow(double a, double b, double& out);

/// round(d, ndigits): decimal, half to even, correctly rounded. False: the result overflows.
bool float_round(double d, std::int64_t ndigits, double& out);
/// round(d) to an integral double, half to even.
double float_round_half_even(double d);

/// repr: the shortest text that reads back as d.
std::string float_text(double d);
/// As '%.<precision><type>' of C: type e, E, f, F, g, G, or r (shortest; precision ignored). `alternate`: keep the point and zeros.
/// `always_point`: add ".0" to what looks like an int (repr). nan and inf in lower case, upper for E, F, G.
std::string float_to_text(double d, char type, int precision, bool alternate = false, bool always_point = false);
/// float(text): whitespace, underscores between digits, inf, infinity, nan. The text must be ASCII. False: not a float literal.
bool float_from_text(std::string_view text, double& out);

std::string float_hex(double d);
enum class HexResult { Ok, Invalid, TooLarge };
HexResult float_from_hex(std::string_view text, double& out);
/// d == numerator / denominator in lowest terms. Requires: d is finite.
void float_as_ratio(Heap& heap, double d, Ref& numerator, Ref& denominator);

}  // namespace gilscope
