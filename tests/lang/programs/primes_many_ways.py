import itertools
import math
import threading
from concurrent.futures import ThreadPoolExecutor


def is_prime(n):
    if n < 2:
        return False
    for d in range(2, math.isqrt(n) + 1):
        if n % d == 0:
            return False
    return True


def sieve(limit):
    flags = bytearray([1]) * limit
    flags[:2] = b"\0\0"
    for p in range(2, math.isqrt(limit - 1) + 1):
        if flags[p]:
            flags[p * p::p] = bytes(len(range(p * p, limit, p)))
    return [i for i, f in enumerate(flags) if f]


def endless():
    composites = {}
    for n in itertools.count(2):
        if n not in composites:
            yield n
            composites[n * n] = [n]
        else:
            for p in composites.pop(n):
                composites.setdefault(n + p, []).append(p)


def factors(n):
    result, d = [], 2
    while d * d <= n:
        while n % d == 0:
            result.append(d)
            n //= d
        d += 1
    return result + [n] if n > 1 else result


def miller_rabin(n):
    if n < 2 or any(n % p == 0 for p in (2, 3, 5, 7) if n != p):
        return n in (2, 3, 5, 7)
    d, s = n - 1, 0
    while d % 2 == 0:
        d, s = d // 2, s + 1
    for a in (2, 3, 5, 7, 11, 13, 17):
        if a % n == 0:
            continue
        x = pow(a, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


limit = 2000
by_trial = [n for n in range(limit) if is_prime(n)]
by_sieve = sieve(limit)
by_generator = list(itertools.takewhile(lambda p: p < limit, endless()))
with ThreadPoolExecutor(4) as pool:
    flags = list(pool.map(is_prime, range(limit)))
by_pool = [n for n, f in enumerate(flags) if f]
found, lock = [], threading.Lock()


def hunt(start):
    mine = [n for n in range(start, limit, 3) if is_prime(n)]
    with lock:
        found.extend(mine)


team = [threading.Thread(target=hunt, args=(i,)) for i in range(3)]
for t in team:
    t.start()
for t in team:
    t.join()
print(by_trial == by_sieve == by_generator == by_pool == sorted(found), len(by_sieve), by_sieve[-5:])
print(factors(360), factors(97), factors(2 ** 20 * 3), factors(600851475143), math.prod(factors(123456)))
print([n for n in range(50) if miller_rabin(n)], miller_rabin(2 ** 61 - 1), miller_rabin(2 ** 61 - 3))
twins = [(p, q) for p, q in itertools.pairwise(by_sieve) if q - p == 2]
print(len(twins), twins[:4], max(b - a for a, b in itertools.pairwise(by_sieve)))
print(sum(by_sieve), [next(filter(is_prime, itertools.count(10 ** k))) for k in range(1, 5)])

# expect: True 303 [1979, 1987, 1993, 1997, 1999]
# expect: [2, 2, 2, 3, 3, 5] [97] [2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3] [71, 839, 1471, 6857] 123456
# expect: [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47] True False
# expect: 61 [(3, 5), (5, 7), (11, 13), (17, 19)] 34
# expect: 277050 [11, 101, 1009, 10007]
