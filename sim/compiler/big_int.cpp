#include "sim/compiler/big_int.hpp"

#include <algorithm>
#include <cmath>

namespace gilscope::compiler {
namespace {

constexpr long kMantissaBits = 53;
constexpr long kSmallestExponent = -1074;

/// |a| / |b| scaled by 2^-shift, cut to an integer; the lowest bit also stands for a remainder.
BigInt scaled_quotient(const BigInt& a, const BigInt& b, long shift) {
  BigInt numerator(a);
  BigInt denominator(b);
  mpz_abs(numerator.get(), numerator.get());
  mpz_abs(denominator.get(), denominator.get());
  if (shift < 0) mpz_mul_2exp(numerator.get(), numerator.get(), static_cast<mp_bitcnt_t>(-shift));
  if (shift > 0) mpz_mul_2exp(denominator.get(), denominator.get(), static_cast<mp_bitcnt_t>(shift));
  BigInt quotient;
  BigInt remainder;
  mpz_tdiv_qr(quotient.get(), remainder.get(), numerator.get(), denominator.get());
  if (remainder.sign() != 0) mpz_setbit(quotient.get(), 0);
  return quotient;
}

/// Drops the two lowest bits, rounding to nearest, ties to even.
void round_two_bits(BigInt& value) {
  const bool half = mpz_tstbit(value.get(), 1) != 0;
  const bool rest = mpz_tstbit(value.get(), 0) != 0;
  mpz_fdiv_q_2exp(value.get(), value.get(), 2);
  if (half && (rest || mpz_tstbit(value.get(), 0) != 0)) mpz_add_ui(value.get(), value.get(), 1);
}

}  // namespace

std::optional<double> true_divide(const BigInt& a, const BigInt& b) {
  if (a.sign() == 0) return b.sign() < 0 ? -0.0 : 0.0;
  const long size = static_cast<long>(a.bits()) - static_cast<long>(b.bits());
  long shift = std::max(size - kMantissaBits, kSmallestExponent) - 2;  // two extra bits: half and sticky
  BigInt quotient = scaled_quotient(a, b, shift);
  if (static_cast<long>(quotient.bits()) > kMantissaBits + 2) quotient = scaled_quotient(a, b, ++shift);
  round_two_bits(quotient);
  const double magnitude =
      std::ldexp(mpz_get_d(quotient.get()), static_cast<int>(std::clamp(shift + 2, -5000L, 5000L)));
  if (std::isinf(magnitude)) return std::nullopt;
  return a.sign() * b.sign() < 0 ? -magnitude : magnitude;
}

std::optional<double> to_double(const BigInt& a) {
  static constexpr const char* kOne = "1";
  return a.sign() == 0 ? std::optional<double>(0.0) : true_divide(a, BigInt(kOne));
}

}  // namespace gilscope::compiler
