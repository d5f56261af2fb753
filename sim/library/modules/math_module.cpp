// math: libm with Python's error rules (Modules/mathmodule.c: a NaN from non-NaN is a domain error, an infinity from finite a range error).
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "sim/library/native_module.hpp"
#include "sim/library/modules/math_gamma.hpp"
#include "sim/library/modules/modules.hpp"
#include "sim/objects/int_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {


/// v as a double where that needs no Python code; null with the exception set, pending never.
enum class Real { Ok, Failed, NeedsPython };

Real real_now(Vm& vm, Value v, double& out) {
  if (to_double(v, out)) return Real::Ok;
  if (is_int(v)) {
    vm.raise(Exc::OverflowError, "int too large to convert to float");
    return Real::Failed;
  }
  TypeObject* type = vm.types.of(v);
  if (type->slots.as_float || type->slots.as_index) return Real::NeedsPython;
  vm.raise(Exc::TypeError, "must be real number, not " + type_name(vm, v));
  return Real::Failed;
}

/// The same through __float__ or __index__ written in Python: a float or int Value, or null.
Co<Ref> real_slow(Vm& vm, Value v) {
  TypeObject* type = vm.types.of(v);
  Ref started = type->slots.as_float ? type->slots.as_float(vm, v) : type->slots.as_index(vm, v);
  Ref number = co_await vm.finish(std::move(started));
  co_return number;
}

Ref domain_error(Vm& vm) { return vm.raise(Exc::ValueError, "math domain error"); }
Ref range_error(Vm& vm) { return vm.raise(Exc::OverflowError, "math range error"); }

Ref checked(Vm& vm, double result, bool finite_input, bool nan_input, bool may_overflow) {
  if (std::isnan(result) && !nan_input) return domain_error(vm);
  if (std::isinf(result) && finite_input) return may_overflow ? range_error(vm) : domain_error(vm);
  return make_float(result);
}

using Unary = double (*)(double);

template <Unary F, bool kMayOverflow>
Ref apply(Vm& vm, double x) {
  return checked(vm, F(x), std::isfinite(x), std::isnan(x), kMayOverflow);
}

template <Unary F, bool kMayOverflow>
Co<Ref> unary_slow(Vm& vm, Value v) {
  Ref number = co_await vm.finish(vm.start(real_slow(vm, v)));
  double x = 0;
  if (!number || real_now(vm, number, x) != Real::Ok) co_return nullptr;
  co_return apply<F, kMayOverflow>(vm, x);
}

template <Unary F, bool kMayOverflow = false>
Ref unary_fn(Vm& vm, const Args& a) {
  double x = 0;
  switch (real_now(vm, a[0], x)) {
    case Real::Ok: return apply<F, kMayOverflow>(vm, x);
    case Real::Failed: return nullptr;
    default: return vm.start(unary_slow<F, kMayOverflow>(vm, a[0]));
  }
}

/// Two or more doubles without Python code; false with the exception set.
bool reals(Vm& vm, const Args& a, std::uint32_t n, double* out) {
  for (std::uint32_t i = 0; i < n; ++i) {
    const Real r = real_now(vm, a[i], out[i]);
    if (r == Real::NeedsPython) vm.raise(Exc::TypeError, "must be real number, not " + type_name(vm, a[i]));
    if (r != Real::Ok) return false;
  }
  return true;
}

double degrees(double x) { return x * (180.0 / std::numbers::pi); }
double radians(double x) { return x * (std::numbers::pi / 180.0); }
double f_gamma(double x) { return python_gamma(x); }
double f_lgamma(double x) { return python_lgamma(x); }
double f_exp(double x) { return std::exp(x); }
double f_exp2(double x) { return std::exp2(x); }
double f_expm1(double x) { return std::expm1(x); }
double f_sqrt(double x) { return std::sqrt(x); }
double f_cbrt(double x) { return std::cbrt(x); }
double f_sin(double x) { return std::sin(x); }
double f_cos(double x) { return std::cos(x); }
double f_tan(double x) { return std::tan(x); }
double f_asin(double x) { return std::asin(x); }
double f_acos(double x) { return std::acos(x); }
double f_atan(double x) { return std::atan(x); }
double f_sinh(double x) { return std::sinh(x); }
double f_cosh(double x) { return std::cosh(x); }
double f_tanh(double x) { return std::tanh(x); }
double f_asinh(double x) { return std::asinh(x); }
double f_acosh(double x) { return std::acosh(x); }
double f_atanh(double x) { return std::atanh(x); }
double f_fabs(double x) { return std::fabs(x); }
double f_log1p(double x) { return std::log1p(x); }
double f_erf(double x) { return std::erf(x); }
double f_erfc(double x) { return std::erfc(x); }

Ref math_pow(Vm& vm, const Args& a) {
  double x[2];
  if (!reals(vm, a, 2, x)) return nullptr;
  const double r = std::pow(x[0], x[1]);
  if (std::isinf(r) && x[0] == 0 && x[1] < 0) return domain_error(vm);
  return checked(vm, r, std::isfinite(x[0]) && std::isfinite(x[1]), std::isnan(x[0]) || std::isnan(x[1]), true);
}
Ref math_atan2(Vm& vm, const Args& a) {
  double x[2];
  return reals(vm, a, 2, x) ? make_float(std::atan2(x[0], x[1])) : nullptr;
}
Ref math_copysign(Vm& vm, const Args& a) {
  double x[2];
  return reals(vm, a, 2, x) ? make_float(std::copysign(x[0], x[1])) : nullptr;
}
Ref math_fmod(Vm& vm, const Args& a) {
  double x[2];
  if (!reals(vm, a, 2, x)) return nullptr;
  return checked(vm, std::fmod(x[0], x[1]), true, std::isnan(x[0]) || std::isnan(x[1]), false);
}
Ref math_remainder(Vm& vm, const Args& a) {
  double x[2];
  if (!reals(vm, a, 2, x)) return nullptr;
  return checked(vm, std::remainder(x[0], x[1]), true, std::isnan(x[0]) || std::isnan(x[1]), false);
}
Ref math_fma(Vm& vm, const Args& a) {
  double x[3];
  if (!reals(vm, a, 3, x)) return nullptr;
  const bool nan = std::isnan(x[0]) || std::isnan(x[1]) || std::isnan(x[2]);
  return checked(vm, std::fma(x[0], x[1], x[2]), std::isfinite(x[0]) && std::isfinite(x[1]) && std::isfinite(x[2]), nan, true);
}
Ref math_nextafter(Vm& vm, const Args& a) {
  double x[2];
  if (!reals(vm, a, 2, x)) return nullptr;
  std::int64_t steps = 1;
  if (a[2] && !as_int64(a[2], steps)) return vm.raise(Exc::TypeError, "steps must be an int");
  if (steps < 0) return vm.raise(Exc::ValueError, "steps must be a non-negative integer");
  for (std::int64_t i = 0; i < steps && x[0] != x[1]; ++i) x[0] = std::nextafter(x[0], x[1]);
  return make_float(x[0]);
}
Ref math_ulp(Vm& vm, const Args& a) {
  double x = 0;
  if (!reals(vm, a, 1, &x)) return nullptr;
  if (!std::isfinite(x)) return make_float(std::fabs(x));
  x = std::fabs(x);
  const double up = std::nextafter(x, HUGE_VAL);
  return make_float(std::isinf(up) ? x - std::nextafter(x, -HUGE_VAL) : up - x);
}
Ref math_ldexp(Vm& vm, const Args& a) {
  double x = 0;
  if (!reals(vm, a, 1, &x)) return nullptr;
  if (!is_int(a[1])) return vm.raise(Exc::TypeError, "Expected an int as second argument to ldexp.");
  const std::int64_t e = clamped_int64(a[1]);
  const int exponent = static_cast<int>(std::clamp<std::int64_t>(e, -100000, 100000));
  return checked(vm, std::ldexp(x, exponent), std::isfinite(x), std::isnan(x), true);
}
Ref math_frexp(Vm& vm, const Args& a) {
  double x = 0;
  if (!reals(vm, a, 1, &x)) return nullptr;
  int e = 0;
  const double m = std::frexp(x, &e);
  return vm.tuple({Value::real(m), Value::integer(std::isfinite(x) ? e : 0)});
}
Ref math_modf(Vm& vm, const Args& a) {
  double x = 0;
  if (!reals(vm, a, 1, &x)) return nullptr;
  double whole = 0;
  const double part = std::modf(x, &whole);
  return vm.tuple({Value::real(part), Value::real(whole)});
}

// ---- to int: an int stays as it is, a class may define __floor__ and its like ----
template <double (*Round)(double)>
Ref round_to_int(Vm& vm, Value v, const char* name) {
  if (is_int(v)) return exact_int(vm.heap, v);
  if (!is_float(v)) {
    StrObject* dunder = vm.intern(name);
    if (lookup_special(vm, vm.types.of(v), dunder)) return call_method(vm, v, dunder, {});
    double unused = 0;
    if (real_now(vm, v, unused) == Real::Failed) return nullptr;
    return vm.raise(Exc::TypeError, "must be real number, not " + type_name(vm, v));
  }
  const double x = Round(float_value(v));
  if (std::isinf(x)) return vm.raise(Exc::OverflowError, "cannot convert float infinity to integer");
  if (std::isnan(x)) return vm.raise(Exc::ValueError, "cannot convert float NaN to integer");
  return int_from_double(vm.heap, x);
}
double f_floor(double x) { return std::floor(x); }
double f_ceil(double x) { return std::ceil(x); }
double f_trunc(double x) { return std::trunc(x); }
Ref math_floor(Vm& vm, const Args& a) { return round_to_int<f_floor>(vm, a[0], "__floor__"); }
Ref math_ceil(Vm& vm, const Args& a) { return round_to_int<f_ceil>(vm, a[0], "__ceil__"); }
Ref math_trunc(Vm& vm, const Args& a) { return round_to_int<f_trunc>(vm, a[0], "__trunc__"); }

// ---- logarithms take ints of any size ----
bool log_of(Vm& vm, Value v, double (*log)(double), double log_of_two, double& out) {
  double x = 0;
  if (is_int(v)) {
    if (int_sign(v) <= 0) return domain_error(vm), false;
    if (!to_double(v, x)) {
      const std::uint64_t bits = int_bit_length(v);
      Ref top = int_rshift(vm.heap, v, Value::integer(static_cast<std::int64_t>(bits - 64)));
      to_double(top, x);
      out = log(x) + static_cast<double>(bits - 64) * log_of_two;
      return true;
    }
  } else if (const Real r = real_now(vm, v, x); r != Real::Ok) {
    if (r == Real::NeedsPython) vm.raise(Exc::TypeError, "must be real number, not " + type_name(vm, v));
    return false;
  }
  if (std::isnan(x) || (std::isinf(x) && x > 0)) return out = x, true;
  if (x <= 0) return domain_error(vm), false;
  out = log(x);
  return true;
}
double f_log(double x) { return std::log(x); }
double f_log2(double x) { return std::log2(x); }
double f_log10(double x) { return std::log10(x); }

Ref math_log(Vm& vm, const Args& a) {
  double x = 0, base = 0;
  if (!log_of(vm, a[0], f_log, std::numbers::ln2, x)) return nullptr;
  if (!a[1]) return make_float(x);
  if (!log_of(vm, a[1], f_log, std::numbers::ln2, base)) return nullptr;
  if (base == 0) return vm.raise(Exc::ZeroDivisionError, "division by zero");
  return make_float(x / base);
}
Ref math_log2(Vm& vm, const Args& a) {
  double x = 0;
  return log_of(vm, a[0], f_log2, 1.0, x) ? make_float(x) : nullptr;
}
Ref math_log10(Vm& vm, const Args& a) {
  double x = 0;
  return log_of(vm, a[0], f_log10, 0.30102999566398119521, x) ? make_float(x) : nullptr;
}

// ---- integers ----
bool index_args(Vm& vm, const Args& a, std::uint32_t n) {
  for (std::uint32_t i = 0; i < n; ++i) {
    if (is_int(a[i])) continue;
    vm.raise(Exc::TypeError, "'" + type_name(vm, a[i]) + "' object cannot be interpreted as an integer");
    return false;
  }
  return true;
}
Ref math_gcd(Vm& vm, const Args& a) {
  if (!index_args(vm, a, a.count)) return nullptr;
  Ref result = steal(Value::integer(0));
  for (std::uint32_t i = 0; i < a.count; ++i) result = int_gcd(vm.heap, result, a[i]);
  return result;
}
Ref math_lcm(Vm& vm, const Args& a) {
  if (!index_args(vm, a, a.count)) return nullptr;
  Ref result = steal(Value::integer(1));
  for (std::uint32_t i = 0; i < a.count; ++i) {
    if (int_sign(a[i]) == 0) return steal(Value::integer(0));
    Ref g = int_gcd(vm.heap, result, a[i]);
    Ref part = int_floordiv(vm.heap, a[i], g);
    Ref product = int_mul(vm.heap, result, part);
    result = int_absolute(vm.heap, product);
  }
  return result;
}
Ref math_factorial(Vm& vm, const Args& a) {
  if (!index_args(vm, a, 1)) return nullptr;
  if (int_sign(a[0]) < 0) return vm.raise(Exc::ValueError, "factorial() not defined for negative values");
  const std::int64_t n = clamped_int64(a[0]);
  if (n > 1'000'000) return vm.raise(Exc::OverflowError, "factorial() argument should not exceed 1000000 here");
  BigInt product;
  mpz_fac_ui(product, static_cast<unsigned long>(n));
  vm.charge(Cost::BigIntDigit, n);
  return make_int_big(vm.heap, product.get());
}
Ref math_comb(Vm& vm, const Args& a) {
  if (!index_args(vm, a, 2)) return nullptr;
  if (int_sign(a[0]) < 0) return vm.raise(Exc::ValueError, "n must be a non-negative integer");
  if (int_sign(a[1]) < 0) return vm.raise(Exc::ValueError, "k must be a non-negative integer");
  if (int_compare(a[1], a[0]) > 0) return steal(Value::integer(0));
  Ref other = int_sub(vm.heap, a[0], a[1]);
  const std::int64_t k = std::min(clamped_int64(a[1]), clamped_int64(other));
  BigInt result;
  mpz_bin_ui(result, IntView(a[0]), static_cast<unsigned long>(k));
  vm.charge(Cost::BigIntDigit, k);
  return make_int_big(vm.heap, result.get());
}
Ref math_perm(Vm& vm, const Args& a) {
  if (!a[1] || a[1].is_none()) return math_factorial(vm, a);
  if (!index_args(vm, a, 2)) return nullptr;
  if (int_sign(a[0]) < 0) return vm.raise(Exc::ValueError, "n must be a non-negative integer");
  if (int_sign(a[1]) < 0) return vm.raise(Exc::ValueError, "k must be a non-negative integer");
  if (int_compare(a[1], a[0]) > 0) return steal(Value::integer(0));
  Ref product = steal(Value::integer(1));
  Ref factor = exact_int(vm.heap, a[0]);
  const std::int64_t k = clamped_int64(a[1]);
  for (std::int64_t i = 0; i < k; ++i) {
    product = int_mul(vm.heap, product, factor);
    factor = int_sub(vm.heap, factor, Value::integer(1));
  }
  vm.charge(Cost::BigIntDigit, k);
  return product;
}
Ref math_isqrt(Vm& vm, const Args& a) {
  if (!index_args(vm, a, 1)) return nullptr;
  if (int_sign(a[0]) < 0) return vm.raise(Exc::ValueError, "isqrt() argument must be nonnegative");
  return int_sqrt(vm.heap, a[0]);
}

// ---- classification ----
Ref math_isnan(Vm& vm, const Args& a) {
  double x = 0;
  return reals(vm, a, 1, &x) ? vm.boolean(std::isnan(x)) : nullptr;
}
Ref math_isinf(Vm& vm, const Args& a) {
  double x = 0;
  return reals(vm, a, 1, &x) ? vm.boolean(std::isinf(x)) : nullptr;
}
Ref math_isfinite(Vm& vm, const Args& a) {
  double x = 0;
  return reals(vm, a, 1, &x) ? vm.boolean(std::isfinite(x)) : nullptr;
}
Ref math_isclose(Vm& vm, const Args& a) {
  double x[2], rel = 1e-9, abs = 0;
  if (!reals(vm, a, 2, x)) return nullptr;
  if (a[2] && !reals(vm, {a.data + 2, 1, nullptr}, 1, &rel)) return nullptr;
  if (a[3] && !reals(vm, {a.data + 3, 1, nullptr}, 1, &abs)) return nullptr;
  if (rel < 0 || abs < 0) return vm.raise(Exc::ValueError, "tolerances must be non-negative");
  if (x[0] == x[1]) return vm.boolean(true);
  if (std::isinf(x[0]) || std::isinf(x[1])) return vm.boolean(false);
  const double diff = std::fabs(x[1] - x[0]);
  return vm.boolean(diff <= std::fabs(rel * x[1]) || diff <= std::fabs(rel * x[0]) || diff <= abs);
}

// ---- sums over iterables ----

/// Shewchuk's exact summation: partials that do not overlap (docs of math.fsum).
struct ExactSum {
  std::vector<double> partials;
  double special = 0;
  void add(double x) {
    if (!std::isfinite(x)) { special += x; return; }
    std::size_t kept = 0;
    for (double y : partials) {
      if (std::fabs(x) < std::fabs(y)) std::swap(x, y);
      const double high = x + y;
      const double low = y - (high - x);
      if (low != 0) partials[kept++] = low;
      x = high;
    }
    partials.resize(kept);
    partials.push_back(x);
  }
  double total() const {
    if (special != 0 || std::isnan(special)) return special;
    std::size_t n = partials.size();
    if (n == 0) return 0;
    double high = partials[--n], low = 0;
    while (n > 0) {
      const double x = high, y = partials[--n];
      high = x + y;
      low = y - (high - x);
      if (low != 0) break;
    }
    if (n > 0 && ((low < 0 && partials[n - 1] < 0) || (low > 0 && partials[n - 1] > 0))) {
      const double y = low * 2, x = high + y;
      if (y == x - high) high = x;
    }
    return high;
  }
};

Co<Ref> fsum_co(Vm& vm, Value iterable) {
  Ref list = co_await vm.finish(list_of(vm, iterable));
  if (!list) co_return nullptr;
  auto* items = as<ListObject>(list);
  ExactSum sum;
  for (std::uint32_t i = 0; i < items->length; ++i) {
    double x = 0;
    if (real_now(vm, items->items[i], x) != Real::Ok) {
      if (!vm.raised()) vm.raise(Exc::TypeError, "must be real number, not " + type_name(vm, items->items[i]));
      co_return nullptr;
    }
    sum.add(x);
    vm.charge(Cost::IterStep);
  }
  co_return make_float(sum.total());
}
Ref math_fsum(Vm& vm, const Args& a) { return vm.start(fsum_co(vm, a[0])); }

Co<Ref> prod_co(Vm& vm, Value iterable, Value start) {
  Ref it = co_await vm.finish(iter(vm, iterable));
  if (!it) co_return nullptr;
  Ref total = start ? share(start) : steal(Value::integer(1));
  while (true) {
    Ref item = co_await vm.finish(next(vm, it));
    if (!item) co_return nullptr;
    if (item.get().is_exhausted()) co_return total;
    total = co_await vm.finish(binary(vm, BinaryOp::Multiply, total, item));
    if (!total) co_return nullptr;
    vm.charge(Cost::IterStep);
  }
}
Ref math_prod(Vm& vm, const Args& a) { return vm.start(prod_co(vm, a[0], a[1])); }

/// Products of floats (a small int may stand for one) are added up exactly and rounded once, as CPython does with its triple-length floats.
bool sum_of_float_products(const ListObject* x, const ListObject* y, double& result) {
  ExactSum sum;
  for (std::uint32_t i = 0; i < x->length; ++i) {
    double a = 0, b = 0;
    if (!is_float(x->items[i]) && !is_float(y->items[i])) return false;
    if (!to_double(x->items[i], a) || !to_double(y->items[i], b)) return false;
    const double product = a * b;
    if (!std::isfinite(product)) return false;
    sum.add(product);
    sum.add(std::fma(a, b, -product));
  }
  result = sum.total();
  return x->length != 0;
}

Co<Ref> sumprod_co(Vm& vm, Value p, Value q) {
  Ref left = co_await vm.finish(list_of(vm, p));
  if (!left) co_return nullptr;
  Ref right = co_await vm.finish(list_of(vm, q));
  if (!right) co_return nullptr;
  auto* x = as<ListObject>(left);
  auto* y = as<ListObject>(right);
  if (x->length != y->length) co_return vm.raise(Exc::ValueError, "Inputs are not the same length");
  double exact = 0;
  if (sum_of_float_products(x, y, exact)) {
    vm.charge(Cost::IterStep, x->length);
    co_return make_float(exact);
  }
  Ref total = steal(Value::integer(0));
  for (std::uint32_t i = 0; i < x->length; ++i) {
    Ref product = co_await vm.finish(binary(vm, BinaryOp::Multiply, x->items[i], y->items[i]));
    if (!product) co_return nullptr;
    total = co_await vm.finish(binary(vm, BinaryOp::Add, total, product));
    if (!total) co_return nullptr;
    vm.charge(Cost::IterStep);
  }
  co_return total;
}
Ref math_sumprod(Vm& vm, const Args& a) { return vm.start(sumprod_co(vm, a[0], a[1])); }

/// Square root of a sum of squares, scaled against overflow.
double norm(const std::vector<double>& v) {
  double largest = 0;
  bool nan = false;
  for (double x : v) {
    if (std::isinf(x)) return HUGE_VAL;
    nan = nan || std::isnan(x);
    largest = std::max(largest, std::fabs(x));
  }
  if (nan) return std::numeric_limits<double>::quiet_NaN();
  if (largest == 0) return 0;
  int exponent = 0;
  std::frexp(largest, &exponent);
  ExactSum squares;
  for (double x : v) {
    const double scaled = std::ldexp(x, -exponent);
    const double square = scaled * scaled;
    squares.add(square);
    squares.add(std::fma(scaled, scaled, -square));
  }
  return std::ldexp(std::sqrt(squares.total()), exponent);
}
Ref math_hypot(Vm& vm, const Args& a) {
  std::vector<double> v(a.count);
  if (!reals(vm, a, a.count, v.data())) return nullptr;
  return checked(vm, norm(v), false, true, true);
}
Co<Ref> dist_co(Vm& vm, Value p, Value q) {
  Ref left = co_await vm.finish(list_of(vm, p));
  if (!left) co_return nullptr;
  Ref right = co_await vm.finish(list_of(vm, q));
  if (!right) co_return nullptr;
  auto* x = as<ListObject>(left);
  auto* y = as<ListObject>(right);
  if (x->length != y->length) co_return vm.raise(Exc::ValueError, "both points must have the same number of dimensions");
  std::vector<double> d(x->length), e(x->length);
  if (!reals(vm, {x->items, x->length, nullptr}, x->length, d.data())) co_return nullptr;
  if (!reals(vm, {y->items, y->length, nullptr}, y->length, e.data())) co_return nullptr;
  for (std::size_t i = 0; i < d.size(); ++i) d[i] -= e[i];
  co_return make_float(norm(d));
}
Ref math_dist(Vm& vm, const Args& a) { return vm.start(dist_co(vm, a[0], a[1])); }

constexpr NativeSpec real_function(const char* name, NativeFn fn) {
  return {.name = name, .fn = fn, .signature = "(x, /)", .cost = Cost::FloatMath};
}

const NativeSpec kFunctions[] = {
    real_function("sqrt", unary_fn<f_sqrt>), real_function("cbrt", unary_fn<f_cbrt>), real_function("exp", unary_fn<f_exp, true>),
    real_function("exp2", unary_fn<f_exp2, true>), real_function("expm1", unary_fn<f_expm1, true>), real_function("sin", unary_fn<f_sin>),
    real_function("cos", unary_fn<f_cos>), real_function("tan", unary_fn<f_tan>), real_function("asin", unary_fn<f_asin>),
    real_function("acos", unary_fn<f_acos>), real_function("atan", unary_fn<f_atan>), real_function("sinh", unary_fn<f_sinh, true>),
    real_function("cosh", unary_fn<f_cosh, true>), real_function("tanh", unary_fn<f_tanh>), real_function("asinh", unary_fn<f_asinh>),
    real_function("acosh", unary_fn<f_acosh>), real_function("atanh", unary_fn<f_atanh>), real_function("fabs", unary_fn<f_fabs>),
    real_function("log1p", unary_fn<f_log1p>), real_function("erf", unary_fn<f_erf>), real_function("erfc", unary_fn<f_erfc>),
    real_function("gamma", unary_fn<f_gamma, true>), real_function("lgamma", unary_fn<f_lgamma>),
    real_function("degrees", unary_fn<degrees>), real_function("radians", unary_fn<radians>),
    real_function("log2", math_log2), real_function("log10", math_log10),
    {.name = "log", .fn = math_log, .signature = "(x, base=None, /)", .cost = Cost::FloatMath},
    {.name = "pow", .fn = math_pow, .signature = "(x, y, /)", .cost = Cost::FloatMath},
    {.name = "atan2", .fn = math_atan2, .signature = "(y, x, /)", .cost = Cost::FloatMath},
    {.name = "copysign", .fn = math_copysign, .signature = "(x, y, /)", .cost = Cost::NativeCallSmall},
    {.name = "fmod", .fn = math_fmod, .signature = "(x, y, /)", .cost = Cost::FloatMath},
    {.name = "remainder", .fn = math_remainder, .signature = "(x, y, /)", .cost = Cost::FloatMath},
    {.name = "fma", .fn = math_fma, .signature = "(x, y, z, /)", .cost = Cost::FloatMath},
    {.name = "nextafter", .fn = math_nextafter, .signature = "(x, y, /, *, steps=None)", .cost = Cost::NativeCallSmall},
    {.name = "ulp", .fn = math_ulp, .signature = "(x, /)", .cost = Cost::NativeCallSmall},
    {.name = "ldexp", .fn = math_ldexp, .signature = "(x, i, /)", .cost = Cost::NativeCallSmall},
    {.name = "frexp", .fn = math_frexp, .signature = "(x, /)", .cost = Cost::NativeCall},
    {.name = "modf", .fn = math_modf, .signature = "(x, /)", .cost = Cost::NativeCall},
    {.name = "floor", .fn = math_floor, .signature = "(x, /)", .cost = Cost::NativeCallSmall},
    {.name = "ceil", .fn = math_ceil, .signature = "(x, /)", .cost = Cost::NativeCallSmall},
    {.name = "trunc", .fn = math_trunc, .signature = "(x, /)", .cost = Cost::NativeCallSmall},
    {.name = "gcd", .fn = math_gcd, .cost = Cost::NativeCall},
    {.name = "lcm", .fn = math_lcm, .cost = Cost::NativeCall},
    {.name = "factorial", .fn = math_factorial, .signature = "(n, /)", .cost = Cost::NativeCall},
    {.name = "comb", .fn = math_comb, .signature = "(n, k, /)", .cost = Cost::NativeCall},
    {.name = "perm", .fn = math_perm, .signature = "(n, k=None, /)", .cost = Cost::NativeCall},
    {.name = "isqrt", .fn = math_isqrt, .signature = "(n, /)", .cost = Cost::NativeCall},
    {.name = "isnan", .fn = math_isnan, .signature = "(x, /)", .cost = Cost::NativeCallSmall},
    {.name = "isinf", .fn = math_isinf, .signature = "(x, /)", .cost = Cost::NativeCallSmall},
    {.name = "isfinite", .fn = math_isfinite, .signature = "(x, /)", .cost = Cost::NativeCallSmall},
    {.name = "isclose", .fn = math_isclose, .signature = "(a, b, *, rel_tol=1e-09, abs_tol=0.0)", .cost = Cost::NativeCall},
    {.name = "fsum", .fn = math_fsum, .signature = "(seq, /)", .cost = Cost::NativeCall},
    {.name = "prod", .fn = math_prod, .signature = "(iterable, /, *, start=1)", .cost = Cost::NativeCall},
    {.name = "sumprod", .fn = math_sumprod, .signature = "(p, q, /)", .cost = Cost::NativeCall},
    {.name = "hypot", .fn = math_hypot, .cost = Cost::FloatMath},
    {.name = "dist", .fn = math_dist, .signature = "(p, q, /)", .cost = Cost::FloatMath},
};

}  // namespace

void init_math(Vm& vm, ModuleObject* module) {
  add_functions(vm, module, kFunctions);
  add_value(vm, module, "pi", Value::real(std::numbers::pi));
  add_value(vm, module, "e", Value::real(std::numbers::e));
  add_value(vm, module, "tau", Value::real(2 * std::numbers::pi));
  add_value(vm, module, "inf", Value::real(HUGE_VAL));
  add_value(vm, module, "nan", Value::real(std::numeric_limits<double>::quiet_NaN()));
}

}  // namespace gilscope
