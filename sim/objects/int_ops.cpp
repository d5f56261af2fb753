#include "sim/objects/int_ops.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace gilscope {

namespace {

/// One GMP operation on two ints.
template <class F>
Ref with_mpz(Heap& heap, Value a, Value b, F f) {
  BigInt result;
  f(result.get(), IntView(a).get(), IntView(b).get());
  return make_int_big(heap, result.get());
}

}  // namespace

Ref int_add_slow(Heap& heap, Value a, Value b) {
  std::int64_t x = 0, y = 0, sum = 0;
  if (as_int64(a, x) && as_int64(b, y) && !__builtin_add_overflow(x, y, &sum)) return make_int(heap, sum);
  return with_mpz(heap, a, b, mpz_add);
}

Ref int_sub_slow(Heap& heap, Value a, Value b) {
  std::int64_t x = 0, y = 0, difference = 0;
  if (as_int64(a, x) && as_int64(b, y) && !__builtin_sub_overflow(x, y, &difference)) return make_int(heap, difference);
  return with_mpz(heap, a, b, mpz_sub);
}

Ref int_mul_slow(Heap& heap, Value a, Value b) {
  std::int64_t x = 0, y = 0, product = 0;
  if (as_int64(a, x) && as_int64(b, y) && !__builtin_mul_overflow(x, y, &product)) return make_int(heap, product);
  return with_mpz(heap, a, b, mpz_mul);
}

Ref int_floordiv_slow(Heap& heap, Value a, Value b) {
  if (int_sign(b) == 0) return nullptr;
  std::int64_t x = 0, y = 0;
  if (as_int64(a, x) && as_int64(b, y) && y != -1) return make_int(heap, floor_div(x, y));
  return with_mpz(heap, a, b, mpz_fdiv_q);
}

Ref int_mod_slow(Heap& heap, Value a, Value b) {
  if (int_sign(b) == 0) return nullptr;
  std::int64_t x = 0, y = 0;
  if (as_int64(a, x) && as_int64(b, y) && y != -1) return make_int(heap, floor_mod(x, y));
  return with_mpz(heap, a, b, mpz_fdiv_r);
}

int int_compare_slow(Value a, Value b) {
  std::int64_t x = 0, y = 0;
  if (as_int64(a, x) && as_int64(b, y)) return x < y ? -1 : x > y;
  return mpz_cmp(IntView(a), IntView(b));
}

Ref int_pow(Heap& heap, Value a, Value b) {
  std::int64_t base = 0, exponent = 0;
  const bool small_base = as_int64(a, base);
  if (small_base && (base == 0 || base == 1)) return make_int(heap, base == 1 || int_sign(b) == 0);
  if (small_base && base == -1) return make_int(heap, mpz_odd_p(IntView(b).get()) ? -1 : 1);
  if (!as_int64(b, exponent)) return nullptr;
  if (static_cast<double>(int_bit_length(a) - 1) * static_cast<double>(exponent) > static_cast<double>(kMaxIntBits)) return nullptr;
  BigInt result;
  mpz_pow_ui(result, IntView(a), static_cast<unsigned long>(exponent));
  return make_int_big(heap, result.get());
}

Ref int_pow_mod(Heap& heap, Value a, Value b, Value m) {
  if (int_sign(m) == 0) return nullptr;
  IntView modulus(m);
  BigInt base(IntView(a).get()), exponent(IntView(b).get()), result;
  if (mpz_sgn(exponent.get()) < 0) {
    if (mpz_cmpabs_ui(modulus.get(), 1) != 0 && mpz_invert(base, base, modulus) == 0) return nullptr;
    mpz_neg(exponent, exponent);
  }
  mpz_powm(result, base, exponent, modulus);
  if (mpz_sgn(result.get()) != 0 && mpz_sgn(modulus.get()) < 0) mpz_add(result, result, modulus);  // the sign of the modulus
  return make_int_big(heap, result.get());
}

Ref int_lshift(Heap& heap, Value a, Value b) {
  if (int_sign(a) == 0) return make_int(heap, 0);
  std::int64_t count = 0, x = 0;
  if (!as_int64(b, count) || static_cast<std::uint64_t>(count) > kMaxIntBits) return nullptr;
  if (count < 15 && as_int64(a, x) && Value::fits_int(x)) return make_int(heap, x * (std::int64_t{1} << count));
  BigInt result;
  mpz_mul_2exp(result, IntView(a), static_cast<mp_bitcnt_t>(count));
  return make_int_big(heap, result.get());
}

Ref int_rshift(Heap& heap, Value a, Value b) {
  std::int64_t count = 0, x = 0;
  if (!as_int64(b, count)) return make_int(heap, int_sign(a) < 0 ? -1 : 0);
  if (as_int64(a, x)) return make_int(heap, x >> std::min<std::int64_t>(count, 63));
  BigInt result;
  mpz_fdiv_q_2exp(result, IntView(a), static_cast<mp_bitcnt_t>(count));
  return make_int_big(heap, result.get());
}

Ref int_and(Heap& heap, Value a, Value b) {
  std::int64_t x = 0, y = 0;
  if (as_int64(a, x) && as_int64(b, y)) return make_int(heap, x & y);
  return with_mpz(heap, a, b, mpz_and);
}

Ref int_or(Heap& heap, Value a, Value b) {
  std::int64_t x = 0, y = 0;
  if (as_int64(a, x) && as_int64(b, y)) return make_int(heap, x | y);
  return with_mpz(heap, a, b, mpz_ior);
}

Ref int_xor(Heap& heap, Value a, Value b) {
  std::int64_t x = 0, y = 0;
  if (as_int64(a, x) && as_int64(b, y)) return make_int(heap, x ^ y);
  return with_mpz(heap, a, b, mpz_xor);
}

Ref int_negative(Heap& heap, Value a) { return int_sub(heap, Value::integer(0), a); }

Ref int_invert(Heap& heap, Value a) { return int_sub(heap, Value::integer(-1), a); }

Ref int_absolute(Heap& heap, Value a) { return int_sign(a) < 0 ? int_negative(heap, a) : exact_int(heap, a); }

Ref int_gcd(Heap& heap, Value a, Value b) { return with_mpz(heap, a, b, mpz_gcd); }

Ref int_sqrt(Heap& heap, Value a) {
  BigInt root;
  mpz_sqrt(root, IntView(a));
  return make_int_big(heap, root.get());
}

Ref int_round(Heap& heap, Value a, std::int64_t ndigits) {
  const double decimal_digits = static_cast<double>(int_bit_length(a)) * 0.30103 + 2;
  if (static_cast<double>(-ndigits) > decimal_digits) return make_int(heap, 0);
  BigInt unit, quotient, rest, twice;
  mpz_ui_pow_ui(unit, 10, static_cast<unsigned long>(-ndigits));
  mpz_fdiv_qr(quotient, rest, IntView(a), unit);
  mpz_mul_2exp(twice, rest, 1);
  const int order = mpz_cmp(twice.get(), unit.get());
  if (order > 0 || (order == 0 && mpz_odd_p(quotient.get()))) mpz_add_ui(quotient, quotient, 1);
  mpz_mul(quotient, quotient, unit);
  return make_int_big(heap, quotient.get());
}

namespace {

/// n / d rounded half to even. Requires: n >= 0, d > 0. False: overflow.
bool ratio_to_double(mpz_srcptr n, mpz_srcptr d, double& out) {
  out = 0;
  if (mpz_sgn(n) == 0) return true;
  const long n_bits = static_cast<long>(mpz_sizeinbase(n, 2)), d_bits = static_cast<long>(mpz_sizeinbase(d, 2));
  // The quotient's exponent is n_bits - d_bits or one less; keep at least 55 bits of it, fewer for subnormals.
  long shift = std::max(n_bits - d_bits - 56, -1076L);
  BigInt scaled_n(n), scaled_d(d), quotient, rest;
  if (shift < 0) mpz_mul_2exp(scaled_n, scaled_n, static_cast<mp_bitcnt_t>(-shift));
  else mpz_mul_2exp(scaled_d, scaled_d, static_cast<mp_bitcnt_t>(shift));
  mpz_tdiv_qr(quotient, rest, scaled_n, scaled_d);
  bool sticky = mpz_sgn(rest.get()) != 0;
  // Drop the surplus bits: to 53, or to the place of the smallest subnormal 2**-1074.
  const long bits = static_cast<long>(mpz_sizeinbase(quotient.get(), 2));
  const long drop = std::max(bits - 53, -1074 - shift);
  if (drop > 0) {
    BigInt low;
    mpz_tdiv_r_2exp(low, quotient, static_cast<mp_bitcnt_t>(drop));
    const bool half = mpz_tstbit(quotient.get(), static_cast<mp_bitcnt_t>(drop - 1)) != 0;
    mpz_clrbit(low, static_cast<mp_bitcnt_t>(drop - 1));
    sticky = sticky || mpz_sgn(low.get()) != 0;
    mpz_tdiv_q_2exp(quotient, quotient, static_cast<mp_bitcnt_t>(drop));
    if (half && (sticky || mpz_odd_p(quotient.get()))) mpz_add_ui(quotient, quotient, 1);
    shift += drop;
  }
  out = std::ldexp(mpz_get_d(quotient.get()), static_cast<int>(std::min(shift, 5000L)));
  return !std::isinf(out);
}

}  // namespace

Division int_true_divide(Value a, Value b, double& out) {
  constexpr std::int64_t kExact = std::int64_t{1} << 53;
  std::int64_t x = 0, y = 0;
  if (int_sign(b) == 0) return Division::ByZero;
  if (as_int64(a, x) && as_int64(b, y) && x >= -kExact && x <= kExact && y >= -kExact && y <= kExact) {
    out = static_cast<double>(x) / static_cast<double>(y);
    return Division::Ok;
  }
  BigInt n, d;
  mpz_abs(n, IntView(a));
  mpz_abs(d, IntView(b));
  if (!ratio_to_double(n, d, out)) return Division::TooLarge;
  if ((int_sign(a) < 0) != (int_sign(b) < 0)) out = -out;  // 0 / -n is -0.0
  return Division::Ok;
}

bool int_to_double(mpz_srcptr value, double& out) {
  BigInt magnitude, one(std::int64_t{1});
  mpz_abs(magnitude, value);
  const bool fits = ratio_to_double(magnitude, one, out);
  if (mpz_sgn(value) < 0) out = -out;
  return fits;
}

bool ratio_to_double(mpz_srcptr n, long exponent, double& out) {
  BigInt numerator(n), denominator(std::int64_t{1});
  BigInt& scaled = exponent >= 0 ? numerator : denominator;
  mpz_mul_2exp(scaled, scaled, static_cast<mp_bitcnt_t>(std::abs(exponent)));
  return ratio_to_double(numerator.get(), denominator.get(), out);
}

Ref int_from_double(Heap& heap, double d) {
  if (std::fabs(d) < 1e18) return make_int(heap, static_cast<std::int64_t>(d));
  BigInt big;
  mpz_set_d(big, d);
  return make_int_big(heap, big.get());
}

std::int64_t int_hash(Value a) {
  std::int64_t h = 0, x = 0;
  if (as_int64(a, x) && x > -static_cast<std::int64_t>(kHashModulus) && x < static_cast<std::int64_t>(kHashModulus)) {
    h = x;
  } else {
    IntView big(a);
    h = static_cast<std::int64_t>(mpz_tdiv_ui(big, kHashModulus));
    if (mpz_sgn(big.get()) < 0) h = -h;
  }
  return h == -1 ? -2 : h;
}

std::uint64_t int_bit_length(Value a) { return int_sign(a) == 0 ? 0 : mpz_sizeinbase(IntView(a), 2); }

std::uint64_t int_bit_count(Value a) {
  BigInt magnitude;
  mpz_abs(magnitude, IntView(a));
  return mpz_popcount(magnitude.get());
}

std::uint64_t int_digits(Value a) {
  std::int64_t x = 0;
  if (as_int64(a, x) && x > -(1 << 30) && x < (1 << 30)) return 1;
  return (int_bit_length(a) + 29) / 30;
}

}  // namespace gilscope
