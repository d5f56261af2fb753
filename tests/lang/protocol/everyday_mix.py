def attempt(action, *a, **k):
    try:
        print(repr(action(*a, **k)))
    except BaseException as error:
        print(type(error).__name__, error)
# more iteration & generators & builtins
def gen(n):
    try:
        for i in range(n):
            got = yield i
            if got: print("got", got)
    finally:
        print("closing")
g = gen(5); print(next(g), g.send("x"), next(g)); g.close(); attempt(next, g)
g = gen(3)
attempt(g.throw, ValueError("thrown"))
print(list(gen(2)), sum(gen(3)), max(gen(3)), sorted(gen(3), reverse=True), [*gen(2)], dict(enumerate(gen(2))), list(map(lambda a, b: a * b, gen(3), gen(3))), any(x > 1 for x in gen(5)), "".join(str(x) for x in gen(3)), list(zip(gen(2), gen(3))), set(gen(2)), tuple(gen(2)), min(gen(3), key=lambda x: -x), list(filter(lambda x: x % 2, gen(4))))
def deleg():
    r = yield from inner()
    print("result", r)
    yield r
def inner():
    x = yield 1
    print("inner got", x)
    return "ret"
d = deleg(); print(next(d), d.send("hi")); attempt(next, d)
def rec(n):
    if n: 
        yield n
        yield from rec(n - 1)
print(list(rec(5)))
it = iter([1, 2, 3]); print(next(it), list(it), list(it))
a = [1, 2, 3]; i = iter(a); next(i); a.append(4); print(list(i)); a.append(5); print(list(i))
d = {"a": 1}
def mutate():
    for k in d: d[k + "x"] = 1
attempt(mutate)
s = {1, 2}
def mutate2():
    for k in s: s.add(k + 10)
attempt(mutate2)
print(list(reversed([1, 2])), list(reversed({"a": 1}.items())), [*reversed(range(0, 10, 3))], iter(range(3)).__length_hint__(), [].__iter__().__length_hint__())
def star(*a, k=1, **kw): return a, k, kw
print(star(*[1, 2], *"ab", k=3, **{"z": 1}, **{"y": 2}), star(*range(2)), star(*gen(2)))
print((lambda *a: a)(*{1: 2}), [*{1: 2}.values()], {*[1, 1, 2]}, {**{"a": 1}, "a": 2}, (*"ab", *[1]), [x for x in range(3) if x], {x: x * x for x in range(3)}, {x % 2 for x in range(5)})
x, (y, *z), w = 1, (2, 3, 4), 5; print(x, y, z, w); [p, q], r = "ab", "c"; print(p, q, r)
first, *_, last = range(10); print(first, last)
n = 10
while n > 0:
    n -= 3
    if n == 4: continue
    if n < 0: break
else:
    print("no break")
print(n)
for i in []: pass
else: print("else ran")
print([i for i in range(20) if i % 2 if i % 3], [(i, j) for i in range(3) for j in range(i)], [[j for j in range(i)] for i in range(3)])
print(f"{3.14159:.2f} {'x':>5} {42:#x} {1000000:,} {0.5:%} {'a'!r:>6} {n=} {3:03d} {-5:+} {1e10:g} {255:b} {12345.678:_.1f} {'%':%<3}")
w = 8; print(f"{'ab':{w}}|{'ab':^{w}}|{3.14159:{w}.{2}}|{{}}|{'nested ' + f'{w}'}")
print("%5d|%-5s|%05.1f|%x|%r|%s%%|%(a)s" % {"a": 1} if False else "%5d|%-5s|%05.1f|%x|%r|%s%%" % (5, "ab", 3.14159, 255, "q", 9))
print("{:>5}|{0}|{a}|{b[0]}|{c.real}|{!r}".format("x", a=1, b=[2], c=3) if False else "{0:>5}|{0}|{a}|{b[0]}|{c.real}|{0!r}".format("x", a=1, b=[2], c=3))
global_x = 1
def scope():
    global global_x; global_x = 2
    v = 1
    def inner():
        nonlocal v; v += 1; return v
    return inner(), v
print(scope(), global_x)
def deco(f):
    def w(*a, **k): return ("deco", f(*a, **k))
    return w
@deco
@deco
def dd(x): return x
print(dd(5))
def dflt(a, l=[]): l.append(a); return l
print(dflt(1), dflt(2))
print([f() for f in [lambda i=i: i for i in range(3)]], [f() for f in [lambda: i for i in range(3)]])
try:
    try: raise KeyError("k")
    finally: print("fin")
except KeyError as e: print("caught", e, e.args)
def ret():
    try: return "try"
    finally: print("finally first")
print(ret())
def ret2():
    for i in range(3):
        try: continue
        finally: print("f", i)
    return "done"
print(ret2())
def ret3():
    try: 1/0
    except ZeroDivisionError: return "exc"
    else: return "else"
    finally: print("cleanup")
print(ret3())
try: assert 1 == 2, "msg"
except AssertionError as e: print(repr(e))
try: raise ValueError("a") from None
except ValueError as e: print(e.__suppress_context__, e.__cause__)
class CM:
    def __init__(s, n, sup=False): s.n, s.sup = n, sup
    def __enter__(s): print("enter", s.n); return s
    def __exit__(s, t, v, tb): print("exit", s.n, t and t.__name__, v); return s.sup
with CM(1) as a, CM(2, True) as b: print("body"); raise ValueError("in body")
print("after")
attempt(lambda: int("0x1f", 16)); print(int("  12_000 "), int("-0b101", 0), int(3.99), float("1e3"), float(" inf "), complex if False else 1, 0.1 + 0.2, 1e16, 1e-5, 123456789012345678.0, 5 // -2, -5 % 3, 5.5 // 2, -7 % 2.5, 2 ** 100, 2 ** -1, 10 ** 20 // 3, (-8) ** 2, 7 & 3 | 8 ^ 1, ~5, 1 << 70 >> 68, True + True, 3 == 3.0, 1 < 2 < 3, not 0, 1 and 0 or 5, None is None)
import sys
print(sys.maxsize + 1, -sys.maxsize - 2, 2**63, 2**64 - 1, (2**64) // 3, (2**64) % 1000, int(1e20), hash(2**64), 10**30 - 10**30 + 5)
print(str(10**50), int("9" * 30) + 1, (10**18) * (10**18), -(10**40) // 7, divmod(-10**20, 7), pow(7, 100, 13), (123456789**5).bit_length())
b = bytearray(b"abc"); b[0] = 65; b += b"d"; b.append(33); print(b, bytes(b), b[1:3], list(b)[:2], b.decode())
t = (1, 2, 3); print(t + (4,), t * 2, t[::-1], t.index(2), t.count(1), 2 in t, t < (1, 3), max(t), hash(t) == hash((1, 2, 3)), t[-1], t[1:])
print(sorted({"b": 1, "a": 2}.items()), {"a": 1} | {"b": 2}, dict(a=1, **{"b": 2}), list({"a": 1, "b": 2}), {"a": 1}.keys() & {"a", "c"}, {1, 2} ^ {2, 3}, {1} <= {1, 2}, frozenset([1]) | {2})
l = [5, 3, 8]; l.sort(); l.reverse(); l.insert(1, 9); l[1:2] = [7, 7]; del l[0]; l *= 2; print(l, l.index(7), l.count(7), l.pop(), l.pop(0), l.copy(), l[::2]); l[::2] = [0] * len(l[::2]); print(l); l.clear(); print(l)
print("Hello World".swapcase(), "a,b,,c".split(","), " x ".strip(), "abc".find("c"), "aXbX".replace("X", "-", 1), "x".join("abc"), "abc".startswith(("x", "a")), "ab\ncd".splitlines(), "%s" % None, "é".encode(), "ß".upper(), "title case".title(), "a".zfill(3), "abc"[::-1], "abc" < "abd", "a" * 3, "tab\t".expandtabs(4), "1,2;3".translate({44: 59}), "abc".partition("b"), "x=1=2".rsplit("=", 1), "abc".isalpha(), "12".isdigit(), ord("€"), chr(8364), "\u20ac")

# expect: got x
# expect: 0 1 2
# expect: closing
# expect: StopIteration 
# expect: ValueError thrown
# expect: closing
# expect: closing
# expect: closing
# expect: closing
# expect: closing
# expect: closing
# expect: closing
# expect: closing
# expect: closing
# expect: closing
# expect: closing
# expect: closing
# expect: closing
# expect: closing
# expect: closing
# expect: closing
# expect: [0, 1] 3 2 [2, 1, 0] [0, 1] {0: 0, 1: 1} [0, 1, 4] True 012 [(0, 0), (1, 1)] {0, 1} (0, 1) 2 [1, 3]
# expect: inner got hi
# expect: result ret
# expect: 1 ret
# expect: StopIteration 
# expect: [5, 4, 3, 2, 1]
# expect: 1 [2, 3] []
# expect: [2, 3, 4]
# expect: []
# expect: RuntimeError dictionary changed size during iteration
# expect: RuntimeError Set changed size during iteration
# expect: [2, 1] [('a', 1)] [9, 6, 3, 0] 3 0
# expect: closing
# expect: ((1, 2, 'a', 'b'), 3, {'z': 1, 'y': 2}) ((0, 1), 1, {}) ((0, 1), 1, {})
# expect: (1,) [2] {1, 2} {'a': 2} ('a', 'b', 1) [1, 2] {0: 0, 1: 1, 2: 4} {0, 1}
# expect: 1 2 [3, 4] 5
# expect: a b c
# expect: 0 9
# expect: -2
# expect: else ran
# expect: [1, 5, 7, 11, 13, 17, 19] [(1, 0), (2, 0), (2, 1)] [[], [0], [0, 1]]
# expect: 3.14     x 0x2a 1,000,000 50.000000%    'a' n=-2 003 -5 1e+10 11111111 12_345.7 %%%
# expect: ab      |   ab   |     3.1|{}|nested 8
# expect:     5|ab   |003.1|ff|'q'|9%
# expect:     x|x|1|2|3|'x'
# expect: (2, 2) 2
# expect: ('deco', ('deco', 5))
# expect: [1, 2] [1, 2]
# expect: [0, 1, 2] [2, 2, 2]
# expect: fin
# expect: caught 'k' ('k',)
# expect: finally first
# expect: try
# expect: f 0
# expect: f 1
# expect: f 2
# expect: done
# expect: cleanup
# expect: exc
# expect: AssertionError('msg')
# expect: True None
# expect: enter 1
# expect: enter 2
# expect: body
# expect: exit 2 ValueError in body
# expect: exit 1 None None
# expect: after
# expect: 31
# expect: 12000 -5 3 1000.0 inf 1 0.30000000000000004 1e+16 1e-05 1.2345678901234568e+17 -3 1 2.0 0.5 1267650600228229401496703205376 0.5 33333333333333333333 64 11 -6 4 2 True True True 5 True
# expect: 9223372036854775808 -9223372036854775809 9223372036854775808 18446744073709551615 6148914691236517205 616 100000000000000000000 8 5
# expect: 100000000000000000000000000000000000000000000000000 1000000000000000000000000000000 1000000000000000000000000000000000000 -1428571428571428571428571428571428571429 (-14285714285714285715, 5) 9 135
# expect: bytearray(b'Abcd!') b'Abcd!' bytearray(b'bc') [65, 98] Abcd!
# expect: (1, 2, 3, 4) (1, 2, 3, 1, 2, 3) (3, 2, 1) 1 1 True True 3 True 3 (2, 3)
# expect: [('a', 2), ('b', 1)] {'a': 1, 'b': 2} {'a': 1, 'b': 2} ['a', 'b'] {'a'} {1, 3} True frozenset({1, 2})
# expect: [7, 5, 3, 7, 7, 5] 0 4 3 7 [7, 5, 3, 7, 7, 5] [7, 3, 7]
# expect: [0, 5, 0, 7, 0, 5]
# expect: []
# expect: hELLO wORLD ['a', 'b', '', 'c'] x 2 a-bX axbxc True ['ab', 'cd'] None b'\xc3\xa9' SS Title Case 00a cba True aaa tab  1;2;3 ('a', 'b', 'c') ['x=1', '2'] True True 8364 € €
