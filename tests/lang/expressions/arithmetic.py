print(7 + 3, 7 - 3, 7 * 3, 7 / 2, 7 // 2, 7 % 3, 7 ** 3)
print(-7 // 2, -7 % 3, 7 // -2, 7 % -3, -7 // -2, -7 % -3)
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2)
print(2 ** -1, 2 ** 0.5, (-8) ** 2, -2 ** 2, 2 ** 3 ** 2)
print(1 / 3, 2 / 3, 10 / 5, 1e300 * 1e10, -1e300 * 1e10)
print(0.1 + 0.2, 0.1 * 3, 1.1 + 2.2, 3.0 - 2.9)
print(+5, -5, ~5, ~-6, not 5, not 0)
print(6 & 3, 6 | 3, 6 ^ 3, 1 << 10, 1024 >> 3, -1 >> 5, -17 >> 2)
print(True + True, True * 5, False - 1, True & False, True | False, True ^ True)
print(1 + 2.5, 3 * 1.5, 2.0 ** 3, 7 // 2.0, 10 % 3.5)
print(1 == 1.0, 1 == True, 0.0 == -0.0, 2 ** 53 == float(2 ** 53), 2 ** 53 + 1 == float(2 ** 53 + 1))
print(1 < 1.5, 10 ** 30 > 1e29, 10 ** 400 > 1e308, -10 ** 400 < -1e308)
print(divmod(17, 5), divmod(-17, 5), divmod(17.5, 5), divmod(17, -5))
print((2 + 3) * 4 - 6 / 3 ** 2 % 5)
print(1 if 3 > 2 else 0, "no" if [] else "yes")
print(5 @ 2 if False else "no matmul")
x = 5
x += 3; print(x)
x -= 1; print(x)
x *= 4; print(x)
x /= 7; print(x)
x //= 3; print(x)
x **= 5; print(x)
x %= 2; print(x)
y = 0b1010
y <<= 2; print(y)
y >>= 1; print(y)
y |= 0x0F; print(y)
y &= 0o17; print(y)
y ^= 5; print(y)
print(1_000_000, 0xFF_FF, 0b_1111, 0o_17, 1_0.5_0, 1e1_0)
for expression in (lambda: 1 / 0, lambda: 1 // 0, lambda: 1 % 0, lambda: 1.0 / 0, lambda: 1.5 // 0, lambda: 1.5 % 0,
                   lambda: 0 ** -1, lambda: 0.0 ** -1, lambda: divmod(1, 0), lambda: 1 << -1, lambda: 10.0 ** 400):
    try:
        expression()
    except (ZeroDivisionError, ValueError, OverflowError) as error:
        print(type(error).__name__)

# expect: 10 4 21 3.5 3 1 343
# expect: -4 2 -4 -2 3 -1
# expect: 3.0 -4.0 1.5 0.5 -0.5
# expect: 0.5 1.4142135623730951 64 -4 512
# expect: 0.3333333333333333 0.6666666666666666 2.0 inf -inf
# expect: 0.30000000000000004 0.30000000000000004 3.3000000000000003 0.10000000000000009
# expect: 5 -5 -6 5 False True
# expect: 2 7 5 1024 128 -1 -5
# expect: 2 5 -1 False True False
# expect: 3.5 4.5 8.0 3.0 3.0
# expect: True True True True False
# expect: True True True True
# expect: (3, 2) (-4, 3) (3.0, 2.5) (-4, -3)
# expect: 19.333333333333332
# expect: 1 yes
# expect: no matmul
# expect: 8
# expect: 7
# expect: 28
# expect: 4.0
# expect: 1.0
# expect: 1.0
# expect: 1.0
# expect: 40
# expect: 20
# expect: 31
# expect: 15
# expect: 10
# expect: 1000000 65535 15 15 10.5 10000000000.0
# expect: ZeroDivisionError
# expect: ZeroDivisionError
# expect: ZeroDivisionError
# expect: ZeroDivisionError
# expect: ZeroDivisionError
# expect: ZeroDivisionError
# expect: ZeroDivisionError
# expect: ZeroDivisionError
# expect: ZeroDivisionError
# expect: ValueError
# expect: OverflowError
