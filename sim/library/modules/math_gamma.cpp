#include "sim/library/modules/math_gamma.hpp"

#include <cmath>
#include <limits>
#include <numbers>

namespace gilscope {

namespace {

// Lanczos' approximation with N = 13 and g = 6.02468...: the coefficients are those of the literature (J. Maddock, Boost.Math; also used by
// CPython) for which gamma(x + 1) = (x + g + 1/2)^(x + 1/2) exp(-(x + g + 1/2)) L(x).
constexpr int kTerms = 13;
constexpr double kG = 6.024680040776729583740234375;
constexpr double kGMinusHalf = 5.524680040776729583740234375;
constexpr double kNumerator[kTerms] = {
    23531376880.410759688572007674451636754734846804940, 42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843, 17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801, 31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408};
constexpr double kDenominator[kTerms] = {0,       39916800, 120543840, 150917976, 105258076, 45995730, 13339535,
                                         2637558, 357423,   32670,     1925,      66,        1};

double lanczos_sum(double x) {
  double above = 0, below = 0;
  if (x < 5) {
    for (int i = kTerms - 1; i >= 0; --i) {
      above = above * x + kNumerator[i];
      below = below * x + kDenominator[i];
    }
  } else {
    for (int i = 0; i < kTerms; ++i) {
      above = above / x + kNumerator[i];
      below = below / x + kDenominator[i];
    }
  }
  return above / below;
}

/// sin(pi x) without the error of multiplying large x by pi. Requires: x finite.
double sin_pi(double x) {
  const double y = std::fmod(std::fabs(x), 2.0);
  double r = 0;
  switch (static_cast<int>(std::round(2.0 * y))) {
    case 0: r = std::sin(std::numbers::pi * y); break;
    case 1: r = std::cos(std::numbers::pi * (y - 0.5)); break;
    case 2: r = std::sin(std::numbers::pi * (1.0 - y)); break;
    case 3: r = -std::cos(std::numbers::pi * (y - 1.5)); break;
    default: r = std::sin(std::numbers::pi * (y - 2.0)); break;
  }
  return std::copysign(1.0, x) * r;
}

double small_factorial(int n) {
  double product = 1;
  for (int i = 2; i < n; ++i) product *= i;  // exact up to 22!
  return product;
}

/// For |x| in the range where neither overflow nor underflow is certain.
double gamma_by_lanczos(double x) {
  const double a = std::fabs(x);
  const double y = a + kGMinusHalf;
  const double lost = a > kGMinusHalf ? (y - a) - kGMinusHalf : (y - kGMinusHalf) - a;  // rounding error of y
  const double z = lost * kG / y;
  double r = 0;
  if (x < 0) {
    r = -std::numbers::pi / sin_pi(a) / a * std::exp(y) / lanczos_sum(a);
    r -= z * r;
    if (a < 140.0) return r / std::pow(y, a - 0.5);
    const double half = std::pow(y, a / 2.0 - 0.25);
    return r / half / half;
  }
  r = lanczos_sum(a) / std::exp(y);
  r += z * r;
  if (a < 140.0) return r * std::pow(y, a - 0.5);
  const double half = std::pow(y, a / 2.0 - 0.25);
  return r * half * half;
}

}  // namespace

double python_gamma(double x) {
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  if (std::isnan(x)) return x;
  if (std::isinf(x)) return x > 0 ? x : kNan;
  if (x == 0) return kNan;
  if (x == std::floor(x)) {
    if (x < 0) return kNan;
    if (x <= 23) return small_factorial(static_cast<int>(x));
  }
  const double a = std::fabs(x);
  if (a < 1e-20) return 1.0 / x;
  if (a > 200.0) return x < 0 ? 0.0 / sin_pi(x) : std::numeric_limits<double>::infinity();
  return gamma_by_lanczos(x);
}

double python_lgamma(double x) {
  constexpr double kLogPi = 1.144729885849400174143427351353058711647;
  if (!std::isfinite(x)) return std::isnan(x) ? x : std::numeric_limits<double>::infinity();
  if (x == std::floor(x) && x <= 2) return x <= 0 ? std::numeric_limits<double>::infinity() : 0.0;
  const double a = std::fabs(x);
  if (a < 1e-20) return -std::log(a);
  double r = std::log(lanczos_sum(a)) - kG;
  r += (a - 0.5) * (std::log(a + kG - 0.5) - 1);
  return x < 0 ? kLogPi - std::log(std::fabs(sin_pi(a))) - std::log(a) - r : r;
}

}  // namespace gilscope
