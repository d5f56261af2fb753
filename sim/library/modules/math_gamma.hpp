// gamma and lgamma as CPython computes them, so that the last digits agree: libm's differ (Modules/mathmodule.c: m_tgamma, m_lgamma).
#pragma once

namespace gilscope {

/// NaN: a domain error (a pole or -inf). Infinity: overflow.
double python_gamma(double x);
/// Infinity at the poles.
double python_lgamma(double x);

}  // namespace gilscope
