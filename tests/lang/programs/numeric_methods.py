import math


def newton(f, df, x, tolerance=1e-12):
    steps = 0
    while abs(f(x)) > tolerance and steps < 50:
        x -= f(x) / df(x)
        steps += 1
    return x, steps


print(newton(lambda x: x * x - 2, lambda x: 2 * x, 1.0))


def bisect(f, a, b, n=40):
    for _ in range(n):
        m = (a + b) / 2
        if f(a) * f(m) <= 0:
            b = m
        else:
            a = m
    return (a + b) / 2


print(round(bisect(math.cos, 1, 2), 10), round(bisect(lambda x: x ** 3 - x - 2, 1, 2), 10))


def simpson(f, a, b, n=100):
    h = (b - a) / n
    return h / 3 * sum((1 if i in (0, n) else 4 if i % 2 else 2) * f(a + i * h) for i in range(n + 1))


print(round(simpson(math.sin, 0, math.pi), 8), round(simpson(lambda x: x * x, 0, 3), 10))
pi = 0.0
for k in range(1000):
    pi += (-1) ** k * 4 / (2 * k + 1)
print(pi, f"{pi:.6f}", abs(pi - math.pi) < 0.01)


def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


print([collatz(n) for n in range(1, 12)], max(range(1, 1000), key=collatz))


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


print(gcd(1071, 462), gcd(2 ** 70, 6 ** 20), [sum(d for d in range(1, n) if n % d == 0) == n for n in (6, 28, 30, 496)])


def pi_digits(n):
    q, r, t, k, m, x = 1, 0, 1, 1, 3, 3
    out = []
    while len(out) < n:
        if 4 * q + r - t < m * t:
            out.append(str(m))
            q, r, m = 10 * q, 10 * (r - m * t), (10 * (3 * q + r)) // t - 10 * m
        else:
            q, r, t, k, m, x = q * k, (2 * q + r) * x, t * x, k + 1, (q * (7 * k + 2) + r * x) // (t * x), x + 2
    return "".join(out)


print(pi_digits(60))
e, term = 0.0, 1.0
for i in range(1, 20):
    e += term
    term /= i
print(e, e == math.e, math.isclose(e, math.e))
fib = [0, 1]
while fib[-1] < 10 ** 20:
    fib.append(fib[-1] + fib[-2])
print(len(fib), fib[-1], fib[-1] / fib[-2])
mean = sum(fib[:20]) / 20
variance = sum((x - mean) ** 2 for x in fib[:20]) / 20
print(mean, round(math.sqrt(variance), 6))


def lcg(seed):
    while True:
        seed = (1103515245 * seed + 12345) % 2 ** 31
        yield seed


random = lcg(42)
inside = sum((next(random) / 2 ** 31) ** 2 + (next(random) / 2 ** 31) ** 2 < 1 for _ in range(3000))
print(inside, 4 * inside / 3000)
points = [(x, 2.5 * x + 1) for x in range(5)]
n = len(points)
sx, sy = sum(x for x, _ in points), sum(y for _, y in points)
sxy, sxx = sum(x * y for x, y in points), sum(x * x for x, _ in points)
slope = (n * sxy - sx * sy) / (n * sxx - sx * sx)
print(slope, (sy - slope * sx) / n)

# expect: (1.4142135623730951, 5)
# expect: 1.5707963268 1.5213797068
# expect: 2.00000001 9.0
# expect: 3.140592653839794 3.140593 True
# expect: [0, 1, 7, 2, 5, 8, 16, 3, 19, 6, 14] 871
# expect: 21 1048576 [True, True, False, True]
# expect: 314159265358979323846264338327950288419716939937510582097494
# expect: 2.7182818284590455 False True
# expect: 99 135301852344706746049 1.618033988749895
# expect: 547.25 1055.812809
# expect: 2354 3.1386666666666665
# expect: 2.5 1.0
