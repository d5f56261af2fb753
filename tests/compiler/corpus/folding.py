"""Constant folding, with its limits."""


def numbers():
    return 1 + 2, 2 - 5, 3 * 4, 7 // 2, -7 // 2, 7 % 3, -7 % 3, 7 / 2, 2 ** 10, 1 << 10, 1024 >> 3, 6 & 3, 6 | 3, 6 ^ 3


def floats():
    return 1.5 + 2, 0.1 + 0.2, 1 / 3, 2 ** 0.5, 2 ** -1, 1e308 * 10, 7.5 // 2, -7.5 % 2, 0.0 * -1, -0.0, 1e22, 1e16, 1e-5, 123456789.123


def unary():
    return -1, +1, ~1, not 1, - -1, -1.5, +1.5, not 0, not "", not "a", not None, -True, ~0


def not_foldable():
    return 1 // 0, 1 % 0, 1 / 0, 0 ** -1, 1 << -1, "a" + 1, (1,) + [2], "a" - "b", 1 @ 2, 0.0 ** -1, 1.0 // 0


def too_large():
    return 2 ** 127, 2 ** 128, 2 ** 1000, 1 << 127, 1 << 128, 1 << 1000, (1 << 100) * (1 << 100), 10 ** 30, 10 ** 50


def strings():
    return "a" + "b", "a" "b", "ab" * 3, 3 * "ab", "a" * 4096, "a" * 4097, b"a" + b"b", b"a" * 3, "" * 5, "x" * -1, "x" * 0


def tuples():
    return (1, 2) + (3,), (1, 2) * 3, 2 * (1,), (1,) * 256, (1,) * 257, ((1, 2), (3, 4)), () * 5, (1, 2) * 0, ((1, 2, 3),) * 100


def indexes():
    return "abc"[0], "abc"[-1], "abc"[3], (1, 2, 3)[1], (1, 2, 3)[5], b"abc"[1], "äöü"[1], "abc"[True], (1, 2)[0] + 1, "abc"[1:]


def booleans():
    return True + 1, True & False, True | False, True ^ True, True + True, not True, True / 2, True * "a"


def mixed(a):
    return a + 1 + 2, 1 + 2 + a, a * (2 * 3), "x" + "y" + a, (1, 2, a), (1 + 1, 2 * 2), [1 + 1, 2 * 2, 3 * 3]


def condition_true():
    if 1:
        return "one"
    return "two"


def condition_false():
    if 0:
        return "one"
    return "two"


def condition_string():
    if "":
        a = 1
    elif "x":
        a = 2
    else:
        a = 3
    return a


def condition_debug():
    if __debug__:
        return 1
    return 2


def loop_true(f):
    while True:
        if f():
            break
    return f


def loop_one(f):
    while 1:
        f()


def loop_false(f):
    while False:
        f()
    else:
        return 1


def loop_not_true(f):
    while not True:
        f()
    while not False:
        if f():
            return


def and_constants(a):
    if a and True:
        return 1
    if True and a:
        return 2
    if a or False:
        return 3
    if False or a:
        return 4
    return a and 1, 1 and a, a or 0, 0 or a, 1 and 2, 0 or 0


def constant_ternary(a):
    return (1 if True else 2), (1 if 0 else a), (a if "x" else 2)


def containment(a):
    return a in [1, 2, 3], a in {1, 2, 3}, a in (1, 2, 3), a not in [1, a], a in {1, a}, a in [], a in {"x", "y"}, a in ["x"]


def iteration():
    for a in [1, 2, 3]:
        pass
    for b in {1, 2, 3}:
        pass
    for c in [1, a, b]:
        pass
    for d in {a, b}:
        pass
    for e in (1, 2):
        pass
    for f in []:
        pass
    return [g for g in [1, 2]], [h for h in {1, 2}], [i for i in [a, b]]


def percent(a, b):
    return "%s" % (a,), "%s and %r" % (a, b), "%a%%" % (a,), "%5s|%-5s|%.3s" % (a, b, a), "%10.4r" % (a,)


def percent_unchanged(a, b):
    return "%s" % a, "%d" % (a,), "%s %s" % (a,), "%s" % (a, b), "%(x)s" % (a,), "%*s" % (a, b), "%100s" % (a,), "%+s" % (a,), "%" % (a,), "%s" % (*a,)


def percent_literal():
    return "%s" % (1,), "text" % (), "%%" % (), "a%sb%sc" % ("x", "y")


def set_folding():
    return {1, 2, 3}, {1, 1.0, True}, {1, 2}, {"a", "b", "c", "d"}, {(1, 2), (3, 4), (5, 6)}


def list_folding(a):
    return [1, 2, 3], [1, 2], [1, 2, a], [(1, 2), (3, 4), (5, 6)], [None, True, ...], ["a", "b", "c", "d", "e"]


def dict_folding(a):
    return {1: 2}, {1: 2, 3: 4}, {"a": a, "b": a}, {a: 1, "b": 2}, {}, {(1, 2): 3, "x": 4}


def same_constants():
    return 1, 1.0, True, "1", b"1", (1,), (1.0,), (True,), 0.0, -0.0, 0, False, (0.0, -0.0)


def debug_values():
    return __debug__, not __debug__, __debug__ and 1


def negative_zero():
    return 0 / -5, -0.0 * 1, 0.0 - 0.0, -0.0 + 0.0, -(0.0)


def big_divide():
    return 10 ** 30 / 3, (2 ** 100 + 1) / 2 ** 50, 1 / 3 * 3, 12345678901234567890 / 7, -(10 ** 25) // 7, 10 ** 25 % -7


def big_float_mix():
    return 10 ** 25 + 0.5, 2.5 * 10 ** 20, 10 ** 17 + 1.0, 2 ** 60 * 1.0


"a" + "b"


def not_a_docstring():
    "a" + "b"
    return 1


def dead_constants(a):
    x = 1
    1 + 2
    "a" * 2
    return x
