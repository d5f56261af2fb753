print(2 ** 100, -2 ** 100, 3 ** 50 // 7 ** 20, 10 ** 30 % 7, -10 ** 30 // 7, (2 ** 64 - 1) * (2 ** 64 + 1))
print(123456789 ** 5, 999999999999999999 + 1, 2 ** 63, -2 ** 63 - 1, 1 << 100, (1 << 100) >> 98, ~(1 << 70))
print((2 ** 100) & (2 ** 100 - 1), (2 ** 70) | 1, (2 ** 70) ^ (2 ** 69), -1 & (2 ** 65), -(2 ** 65) >> 3)
print(int("123"), int("-45"), int(" 7 "), int("1_000"), int("ff", 16), int("0xff", 16), int("0b101", 0), int("z", 36), int("777", 8), int(3.99), int(-3.99), int(True))
print(int(10 ** 20 + 0.0), int(1e300) % 1000, int("9" * 50) + 1, int(b"12"))
print(bin(10), bin(-5), oct(64), hex(255), hex(-255), bin(0), hex(2 ** 70))
print((5).bit_length(), (0).bit_length(), (-8).bit_length(), (2 ** 100).bit_length(), (255).bit_count(), (7).to_bytes(2, "big"))
print((10).__add__(5), (7).conjugate(), (7).real, (7).imag, (7).numerator, (7).denominator, (5).as_integer_ratio(), (6).is_integer())
print(pow(2, 10), pow(2, 100, 7), pow(3, -1, 11), pow(2, -2), pow(-2, 3), pow(0, 0), pow(7, 0, 1))
print(divmod(10 ** 20, 7), divmod(-10 ** 20, 7), 10 ** 20 // 10 ** 10, 10 ** 20 / 10 ** 10, 10 ** 25 / 3)
print(round(12345, -2), round(15, -1), round(25, -1), round(-15, -1), round(5), round(10 ** 20 + 5, -1))
print(abs(-5), abs(-2 ** 70), -0, +5, sum(range(101)), max(3, 2 ** 70), min(-1, -2 ** 70))
print(1 == 1.0, hash(1) == hash(1.0) == hash(True), hash(2 ** 61 - 1), hash(-1), hash(2 ** 100), hash(-2 ** 61))
print(5 // -2, 5 % -2, -5 // 2, -5 % 2, 0 // 5, 0 % -5, 7 & -8, -7 | 3, -7 ^ 2)
print(str(10 ** 40), repr(-10 ** 40), f"{10 ** 40:,}", "%d" % 10 ** 40, len(str(2 ** 1000)))
import math
print(math.factorial(30), math.gcd(2 ** 50, 6 ** 20), math.isqrt(10 ** 40), math.comb(50, 25), math.perm(20, 5), math.lcm(12, 18))
a = 1
for i in range(1, 60):
    a *= i
print(a, a == math.factorial(59))
fib = [0, 1]
while len(fib) < 120:
    fib.append(fib[-1] + fib[-2])
print(fib[-1])
for bad in ("", "abc", "1.5", "0x10", "1__0", "--1", "9" * 3 + "x"):
    try:
        int(bad)
    except ValueError as error:
        print(error)
for bad in (lambda: int("2", 2), lambda: int("1", 1), lambda: int(float("nan")), lambda: int(float("inf")), lambda: pow(2, -1, 4), lambda: 1 << 10 ** 30 if False else int(None),
            lambda: float(10 ** 400), lambda: 10 ** 400 / 3, lambda: (1).foo):
    try:
        print(bad())
    except (ValueError, TypeError, OverflowError, AttributeError) as error:
        print(type(error).__name__, error)

# expect: 1267650600228229401496703205376 -1267650600228229401496703205376 8997087 1 -142857142857142857142857142858 340282366920938463463374607431768211455
# expect: 28679718602997181072337614380936720482949 1000000000000000000 9223372036854775808 -9223372036854775809 1267650600228229401496703205376 4 -1180591620717411303425
# expect: 0 1180591620717411303425 1770887431076116955136 36893488147419103232 -4611686018427387904
# expect: 123 -45 7 1000 255 255 5 35 511 3 -3 1
# expect: 100000000000000000000 160 100000000000000000000000000000000000000000000000000 12
# expect: 0b1010 -0b101 0o100 0xff -0xff 0b0 0x400000000000000000
# expect: 3 0 4 101 8 b'\x00\x07'
# expect: 15 7 7 0 7 1 (5, 1) True
# expect: 1024 2 4 0.25 -8 1 0
# expect: (14285714285714285714, 2) (-14285714285714285715, 5) 10000000000 10000000000.0 3.3333333333333333e+24
# expect: 12300 20 20 -20 5 100000000000000000000
# expect: 5 1180591620717411303424 0 5 5050 1180591620717411303424 -1180591620717411303424
# expect: True True 0 -2 549755813888 -2
# expect: -3 -1 -3 1 0 0 0 -5 -5
# expect: 10000000000000000000000000000000000000000 -10000000000000000000000000000000000000000 10,000,000,000,000,000,000,000,000,000,000,000,000,000 10000000000000000000000000000000000000000 302
# expect: 265252859812191058636308480000000 1048576 100000000000000000000 126410606437752 1860480 36
# expect: 138683118545689835737939019720389406345902876772687432540821294940160000000000000 True
# expect: 3311648143516982017180081
# expect: invalid literal for int() with base 10: ''
# expect: invalid literal for int() with base 10: 'abc'
# expect: invalid literal for int() with base 10: '1.5'
# expect: invalid literal for int() with base 10: '0x10'
# expect: invalid literal for int() with base 10: '1__0'
# expect: invalid literal for int() with base 10: '--1'
# expect: invalid literal for int() with base 10: '999x'
# expect: ValueError invalid literal for int() with base 2: '2'
# expect: ValueError int() base must be >= 2 and <= 36, or 0
# expect: ValueError cannot convert float NaN to integer
# expect: OverflowError cannot convert float infinity to integer
# expect: ValueError base is not invertible for the given modulus
# expect: TypeError int() argument must be a string, a bytes-like object or a real number, not 'NoneType'
# expect: OverflowError int too large to convert to float
# expect: OverflowError integer division result too large for a float
# expect: AttributeError 'int' object has no attribute 'foo'
