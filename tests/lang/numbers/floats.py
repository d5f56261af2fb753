values = [0.1, 1 / 3, 1e16, 1e15, 123456789012345680.0, 1e22, 1e23, 1e-4, 1e-5, 5e-324, 1.7976931348623157e308, 100.0, -0.0, 0.5, 2.675, 1e100, 12345.678e-10]
for v in values:
    print(repr(v), str(v), end=" ")
print()
print(float("inf"), float("-inf"), float("nan"), float("1e5"), float(" 2.5 "), float("1_0.5"), float("Infinity"), float(".5"), float("5."), float("-0"))
print(0.1 + 0.2, 0.1 + 0.2 == 0.3, 1e16 + 1, 1.0 - 0.9, 3 * 0.1, 1e308 * 10, -1e308 * 10, 2.0 ** 1023 * 2)
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234.5678, -2), round(0.5), round(1.5), round(1e20), round(2.5, 0), round(1.15, 1), round(5e-324, 3), round(-0.4))
print(int(1e20), 7.0 // 2, 7.5 % 2, -7.5 % 2, 1e20 % 3, 0.3 // 0.1, 0.3 % 0.1, divmod(5.5, 2), divmod(-5.5, 2))
print((0.5).hex(), float.fromhex("0x1.8p+1"), (0.1).hex(), (0.75).as_integer_ratio(), (0.1).as_integer_ratio(), (2.0).is_integer(), (2.5).is_integer(), (1e300).is_integer())
inf, nan = float("inf"), float("nan")
print(inf + 1, inf - inf, inf * 0, inf > 10 ** 400, -inf < 0, nan == nan, nan != nan, nan > 1, min(inf, 1), inf == inf, 1 / inf, -1 / inf)
print(0.0 == -0.0, 1 / 3 * 3 == 1, 2 ** 0.5, 2 ** -1074, 4 ** 0.5, 0.0 ** 0, inf ** 0, 1 ** nan)
print(1.5 + 1, 2 * 1.5, 1.5 ** 2, 10 / 4, 10 // 4.0, True + 1.5, abs(-1.5), -1.5, +1.5, 1.5 < 2, 1.5 == 3 / 2)
print(f"{1e6} {1e-7} {123456.0} {1234567890123456.0} {12345678901234567.0} {0.0001} {0.00001234}")
print(hash(0.5), hash(1.0), hash(1e300), hash(inf), hash(-inf), hash(0.1), hash(-0.5))
print(sum([0.1] * 10), max(1.5, 2), sorted([2.5, -1, 3, 0.5]), float(5), float(True), float(2 ** 60))
import math
print(math.sqrt(2), math.pi, math.e, math.sin(1), math.cos(1), math.tan(1), math.atan2(1, 2), math.exp(1), math.log(10), math.log2(8), math.log10(1000), math.log(8, 2))
print(math.floor(-1.5), math.ceil(-1.5), math.trunc(-1.5), math.fabs(-2), math.hypot(3, 4), math.fmod(-7, 3), math.modf(2.5), math.frexp(8.0), math.ldexp(0.5, 4),
      math.copysign(1, -0.0), math.isnan(nan), math.isinf(inf), math.isfinite(1.0), math.isclose(0.1 + 0.2, 0.3), math.fsum([0.1] * 10), math.prod([1.5, 2]), math.degrees(math.pi), math.radians(180), math.dist((0, 0), (3, 4)))
for bad in (lambda: float("abc"), lambda: math.sqrt(-1), lambda: math.log(0), lambda: int("1.5"), lambda: 1.0 / 0, lambda: 10.0 ** 400, lambda: math.exp(1000), lambda: float([]),
            lambda: 5.0 % 0, lambda: math.floor(nan), lambda: round(inf), lambda: 1.5 << 1, lambda: math.factorial(-1), lambda: float("")):
    try:
        print(bad())
    except (ValueError, TypeError, OverflowError, ZeroDivisionError) as error:
        print(type(error).__name__, error)

# expect: 0.1 0.1 0.3333333333333333 0.3333333333333333 1e+16 1e+16 1000000000000000.0 1000000000000000.0 1.2345678901234568e+17 1.2345678901234568e+17 1e+22 1e+22 1e+23 1e+23 0.0001 0.0001 1e-05 1e-05 5e-324 5e-324 1.7976931348623157e+308 1.7976931348623157e+308 100.0 100.0 -0.0 -0.0 0.5 0.5 2.675 2.675 1e+100 1e+100 1.2345678e-06 1.2345678e-06 
# expect: inf -inf nan 100000.0 2.5 10.5 inf 0.5 5.0 -0.0
# expect: 0.30000000000000004 False 1e+16 0.09999999999999998 0.30000000000000004 inf -inf inf
# expect: 2 4 -2 2.67 1200.0 0 2 100000000000000000000 2.0 1.1 0.0 0
# expect: 100000000000000000000 3.0 1.5 0.5 1.0 2.0 0.09999999999999998 (2.0, 1.5) (-3.0, 0.5)
# expect: 0x1.0000000000000p-1 3.0 0x1.999999999999ap-4 (3, 4) (3602879701896397, 36028797018963968) True False True
# expect: inf nan nan True True False True False 1 True 0.0 -0.0
# expect: True True 1.4142135623730951 5e-324 2.0 1.0 1.0 1.0
# expect: 2.5 3.0 2.25 2.5 2.0 2.5 1.5 -1.5 1.5 True True
# expect: 1000000.0 1e-07 123456.0 1234567890123456.0 1.2345678901234568e+16 0.0001 1.234e-05
# expect: 1152921504606846976 1 1224995262755759164 314159 -314159 230584300921369408 -1152921504606846976
# expect: 1.0 2 [-1, 0.5, 2.5, 3] 5.0 1.0 1.152921504606847e+18
# expect: 1.4142135623730951 3.141592653589793 2.718281828459045 0.8414709848078965 0.5403023058681398 1.5574077246549023 0.4636476090008061 2.718281828459045 2.302585092994046 3.0 3.0 3.0
# expect: -2 -1 -1 2.0 5.0 -1.0 (0.5, 2.0) (0.5, 4) 8.0 -1.0 True True True True 1.0 3.0 180.0 3.141592653589793 5.0
# expect: ValueError could not convert string to float: 'abc'
# expect: ValueError math domain error
# expect: ValueError math domain error
# expect: ValueError invalid literal for int() with base 10: '1.5'
# expect: ZeroDivisionError float division by zero
# expect: OverflowError (34, 'Numerical result out of range')
# expect: OverflowError math range error
# expect: TypeError float() argument must be a string or a real number, not 'list'
# expect: ZeroDivisionError float modulo by zero
# expect: ValueError cannot convert float NaN to integer
# expect: OverflowError cannot convert float infinity to integer
# expect: TypeError unsupported operand type(s) for <<: 'float' and 'int'
# expect: ValueError factorial() not defined for negative values
# expect: ValueError could not convert string to float: ''
