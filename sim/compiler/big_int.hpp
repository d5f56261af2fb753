// Arbitrary-size integers for constant folding: a value wrapper over GMP.
#pragma once

#include <gmp.h>

#include <optional>
#include <string>

namespace gilscope::compiler {

class BigInt {
 public:
  BigInt() { mpz_init(value_); }
  explicit BigInt(const std::string& decimal) { mpz_init_set_str(value_, decimal.c_str(), 10); }
  BigInt(const BigInt& other) { mpz_init_set(value_, other.value_); }
  BigInt& operator=(const BigInt& other) {
    mpz_set(value_, other.value_);
    return *this;
  }
  ~BigInt() { mpz_clear(value_); }

  mpz_ptr get() { return value_; }
  mpz_srcptr get() const { return value_; }
  int sign() const { return mpz_sgn(value_); }
  std::size_t bits() const { return sign() == 0 ? 0 : mpz_sizeinbase(value_, 2); }
  /// The value if it fits a long.
  std::optional<long> small() const {
    return mpz_fits_slong_p(value_) ? std::optional<long>(mpz_get_si(value_)) : std::nullopt;
  }
  std::string decimal() const {
    std::string text(mpz_sizeinbase(value_, 10) + 2, '\0');
    mpz_get_str(text.data(), 10, value_);
    text.resize(text.find('\0'));
    return text;
  }

 private:
  mpz_t value_;
};

/// a / b rounded to the nearest double, ties to even, as Python's int / int; nothing if it overflows. Requires: b != 0.
std::optional<double> true_divide(const BigInt& a, const BigInt& b);

/// float(a); nothing if it overflows.
std::optional<double> to_double(const BigInt& a);

}  // namespace gilscope::compiler
