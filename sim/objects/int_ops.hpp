// Arithmetic of Python's int: any size, exact. Small operands never leave the header's fast paths.
//
// All operands must be ints (is_int: immediate, bool, boxed, subclass). Results are exact ints. A null result has exactly one
// cause per function, named in its comment; the caller raises.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/objects/numbers.hpp"
#include "sim/objects/type_object.hpp"

namespace gilscope {

Ref int_add_slow(Heap& heap, Value a, Value b);
Ref int_sub_slow(Heap& heap, Value a, Value b);
Ref int_mul_slow(Heap& heap, Value a, Value b);
Ref int_floordiv_slow(Heap& heap, Value a, Value b);
Ref int_mod_slow(Heap& heap, Value a, Value b);
int int_compare_slow(Value a, Value b);

inline Ref int_add(Heap& heap, Value a, Value b) {
  if (a.is_integer() && b.is_integer()) return make_int(heap, a.integer() + b.integer());
  return int_add_slow(heap, a, b);
}
inline Ref int_sub(Heap& heap, Value a, Value b) {
  if (a.is_integer() && b.is_integer()) return make_int(heap, a.integer() - b.integer());
  return int_sub_slow(heap, a, b);
}
inline Ref int_mul(Heap& heap, Value a, Value b) {
  std::int64_t product = 0;
  if (a.is_integer() && b.is_integer() && !__builtin_mul_overflow(a.integer(), b.integer(), &product)) return make_int(heap, product);
  return int_mul_slow(heap, a, b);
}

/// Rounds towards minus infinity, as Python does. Requires: b != 0; not (min, -1).
inline std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  const std::int64_t q = a / b;
  return (a % b != 0 && ((a % b < 0) != (b < 0))) ? q - 1 : q;
}
inline std::int64_t floor_mod(std::int64_t a, std::int64_t b) {
  const std::int64_t r = a % b;
  return (r != 0 && ((r < 0) != (b < 0))) ? r + b : r;
}

/// Null: division by zero.
inline Ref int_floordiv(Heap& heap, Value a, Value b) {
  if (a.is_integer() && b.is_integer() && b.integer() != 0) return make_int(heap, floor_div(a.integer(), b.integer()));
  return int_floordiv_slow(heap, a, b);
}
/// Null: division by zero.
inline Ref int_mod(Heap& heap, Value a, Value b) {
  if (a.is_integer() && b.is_integer() && b.integer() != 0) return make_int(heap, floor_mod(a.integer(), b.integer()));
  return int_mod_slow(heap, a, b);
}

/// <0, 0, >0.
inline int int_compare(Value a, Value b) {
  if (a.is_integer() && b.is_integer()) return a.integer() < b.integer() ? -1 : a.integer() > b.integer();
  return int_compare_slow(a, b);
}
inline bool compare_result(int order, CompareOp op) {
  switch (op) {
    case CompareOp::Lt: return order < 0;
    case CompareOp::Le: return order <= 0;
    case CompareOp::Eq: return order == 0;
    case CompareOp::Ne: return order != 0;
    case CompareOp::Gt: return order > 0;
    default: return order >= 0;
  }
}

/// a ** b. Requires: b >= 0. Null: the result would need more than kMaxIntBits.
Ref int_pow(Heap& heap, Value a, Value b);
/// pow(a, b, m), b negative allowed. Null: m is zero, or (b negative) a has no inverse modulo m.
Ref int_pow_mod(Heap& heap, Value a, Value b, Value m);
/// Requires: b >= 0. Null: more than kMaxIntBits (shift left); never (right).
Ref int_lshift(Heap& heap, Value a, Value b);
Ref int_rshift(Heap& heap, Value a, Value b);
Ref int_and(Heap& heap, Value a, Value b);
Ref int_or(Heap& heap, Value a, Value b);
Ref int_xor(Heap& heap, Value a, Value b);
Ref int_negative(Heap& heap, Value a);
Ref int_invert(Heap& heap, Value a);
Ref int_absolute(Heap& heap, Value a);
Ref int_gcd(Heap& heap, Value a, Value b);
/// floor(sqrt(a)). Requires: a >= 0.
Ref int_sqrt(Heap& heap, Value a);
/// a rounded to a multiple of 10**-ndigits, half to even. Requires: ndigits < 0.
Ref int_round(Heap& heap, Value a, std::int64_t ndigits);

inline constexpr std::uint64_t kMaxIntBits = std::uint64_t{1} << 33;  ///< beyond it: MemoryError / OverflowError as on a small machine

/// a / b correctly rounded (Objects/longobject.c: long_true_divide).
enum class Division { Ok, ByZero, TooLarge };
Division int_true_divide(Value a, Value b, double& out);
/// Correctly rounded, half to even. False: too large for a double.
bool int_to_double(mpz_srcptr value, double& out);
/// n * 2**exponent correctly rounded. Requires: n >= 0. False: too large for a double.
bool ratio_to_double(mpz_srcptr n, long exponent, double& out);
/// Truncates. Requires: d is finite.
Ref int_from_double(Heap& heap, double d);

/// CPython's hash: the value modulo 2**61 - 1, sign kept, -1 becomes -2 (Python/pyhash.c: _PyHASH_MODULUS).
std::int64_t int_hash(Value a);
inline constexpr std::uint64_t kHashModulus = (std::uint64_t{1} << 61) - 1;

std::uint64_t int_bit_length(Value a);
std::uint64_t int_bit_count(Value a);  ///< ones in |a|
/// 30-bit digits CPython would hold a in: what big-int work is charged by.
std::uint64_t int_digits(Value a);

/// Text as int(text, base) reads it: surrounding whitespace, sign, underscores, prefix (with base 0, 2, 8, 16). The text must be
/// ASCII (see decimal_digits_to_ascii in str_ops). Null: not an int literal for that base. Requires: base 0 or 2..36.
Ref int_from_text(Heap& heap, std::string_view text, int base);
/// Digits in a base of 2..36, lower case, '-' in front, no prefix.
std::string int_to_text(Value a, int base = 10);
/// Decimal digits that str(a) would have are more than sys.get_int_max_str_digits() = 4300.
bool int_text_too_long(Value a);
inline constexpr std::size_t kMaxStrDigits = 4300;

/// Two's complement bytes. False: does not fit (or negative while unsigned).
bool int_to_bytes(Value a, std::size_t length, bool little_endian, bool is_signed, std::vector<std::uint8_t>& out);
Ref int_from_bytes(Heap& heap, const std::uint8_t* data, std::size_t length, bool little_endian, bool is_signed);

}  // namespace gilscope
