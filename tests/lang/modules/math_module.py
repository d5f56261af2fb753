import math

print(math.ceil(1.2), math.floor(-1.2), math.trunc(-1.7), math.fabs(-2), math.factorial(10), math.gcd(12, 18, 24), math.lcm(4, 6), math.isqrt(17), math.comb(5, 2), math.perm(5, 2), math.perm(4))
print(math.sqrt(2), math.exp(1), math.log(math.e), math.log(8, 2), math.log2(1024), math.log10(0.001), math.log1p(1e-10), math.expm1(1e-10), math.pow(2, 0.5), math.cbrt(27) if hasattr(math, "cbrt") else 3.0)
print(math.sin(0.5), math.cos(0.5), math.tan(0.5), math.asin(0.5), math.acos(0.5), math.atan(0.5), math.atan2(-1, -1), math.sinh(1), math.cosh(1), math.tanh(1), math.asinh(1), math.acosh(2), math.atanh(0.5))
print(math.pi, math.e, math.tau, math.inf, math.nan, math.degrees(1), math.radians(90), math.hypot(3, 4, 12), math.dist([1, 2], [4, 6]))
print(math.fmod(-7, 3), math.modf(-3.25), math.frexp(10), math.ldexp(0.625, 4), math.copysign(3, -0.0), math.remainder(7, 4), math.fsum([0.1] * 10), math.prod([1, 2, 3], start=4), math.prod([]))
print(math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1), math.isclose(1, 1 + 1e-10), math.isclose(1, 1.1, rel_tol=0.2), math.isclose(0, 1e-12, abs_tol=1e-9))
print(math.erf(0.5), math.erfc(0.5), math.gamma(5), math.lgamma(10), math.nextafter(1, 2), math.ulp(1.0))
print(math.floor(10 ** 20), math.ceil(2.0), math.floor(True), math.log(10 ** 400), math.sqrt(10 ** 300), math.isqrt(10 ** 50), math.log2(2 ** 2000), math.factorial(25))


class Custom:
    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceil"

    def __trunc__(self):
        return "trunc"

    def __float__(self):
        return 4.0


print(math.floor(Custom()), math.ceil(Custom()), math.trunc(Custom()), math.sqrt(Custom()))
for bad in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.log(-1), lambda: math.factorial(-1), lambda: math.factorial(1.5), lambda: math.exp(1000), lambda: math.acos(2), lambda: math.isqrt(-1), lambda: math.floor(math.inf), lambda: math.sqrt("4"),
            lambda: math.gcd(1.5), lambda: math.pow(0, -1), lambda: math.fmod(1, 0), lambda: math.comb(-1, 2), lambda: math.dist([1], [1, 2]), lambda: math.ceil("x"), lambda: math.sin()):
    try:
        print(bad())
    except (ValueError, TypeError, OverflowError) as error:
        print(type(error).__name__)

# expect: 2 -2 -1 2.0 3628800 6 12 4 10 20 24
# expect: 1.4142135623730951 2.718281828459045 1.0 3.0 10.0 -3.0 9.999999999500001e-11 1.00000000005e-10 1.4142135623730951 3.0000000000000004
# expect: 0.479425538604203 0.8775825618903728 0.5463024898437905 0.5235987755982989 1.0471975511965979 0.4636476090008061 -2.356194490192345 1.1752011936438014 1.5430806348152437 0.7615941559557649 0.881373587019543 1.3169578969248166 0.5493061443340548
# expect: 3.141592653589793 2.718281828459045 6.283185307179586 inf nan 57.29577951308232 1.5707963267948966 13.0 5.0
# expect: -1.0 (-0.25, -3.0) (0.625, 4) 10.0 -3.0 -1.0 1.0 24 1
# expect: True True True True True True
# expect: 0.5204998778130465 0.4795001221869535 24.0 12.801827480081467 1.0000000000000002 2.220446049250313e-16
# expect: 100000000000000000000 2 1 921.0340371976182 1e+150 10000000000000000000000000 2000.0 15511210043330985984000000
# expect: floor ceil trunc 2.0
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: TypeError
# expect: OverflowError
# expect: ValueError
# expect: ValueError
# expect: OverflowError
# expect: TypeError
# expect: TypeError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: TypeError
# expect: TypeError
