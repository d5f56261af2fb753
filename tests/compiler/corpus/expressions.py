"""Operators, comparisons, boolean logic, conditional expressions."""


def arithmetic(a, b):
    return a + b - a * b / a // b % a ** b


def bits(a, b):
    return (a & b) | (a ^ b) | (a << b) | (a >> b) | ~a


def matrix(a, b):
    return a @ b


def signs(a):
    return -a, +a, ~a, not a, -(-a), not not a


def precedence(a, b, c):
    return -a ** b, (-a) ** -b, a + (b * c), (a + b) * c, a - (b - c), 2 ** -c


def compare_all(a, b):
    return a < b, a <= b, a == b, a != b, a > b, a >= b, a is b, a is not b, a in b, a not in b


def chain_two(a, b, c):
    return a < b < c


def chain_mixed(a, b, c, d):
    return a < b == c is not d


def chain_calls(f, g, h):
    return f() <= g() <= h() != f(1)


def chain_condition(a, b, c):
    if a < b < c:
        return 1
    return 2


def chain_not_condition(a, b, c):
    if not a < b <= c:
        return 1
    else:
        return 2


def chain_loop(a, b, c):
    while a < b < c:
        a += 1
    return a


def none_tests(a, b):
    if a is None:
        return 1
    if b is not None:
        return 2
    if not a is None:
        return 3
    while a is None and b is not None:
        a = b
    return a if b is None else b


def none_value(a):
    return a is None, a is not None, (a is None) is None


def and_or(a, b, c):
    return a and b or c


def or_and(a, b, c):
    return (a or b) and c


def and_chain(a, b, c, d):
    return a and b and c and d


def or_chain(a, b, c, d):
    return a or b or c or d


def not_and(a, b):
    return not (a and b)


def not_or(a, b, c):
    return not (a or b or not c)


def bool_condition(a, b, c, d):
    if a and (b or c) and not d:
        return 1
    elif (a or b) and (c or d):
        return 2
    elif not (a and b) or c:
        return 3
    return 4


def bool_with_calls(f, g):
    if f() and g():
        f()
    if f() or g():
        g()
    return f() and g() or f(1)


def nested_bool_value(a, b, c, d):
    x = (a and b) or (c and d)
    y = (a or b) and (c or d)
    return x, y


def ternary(a, b, c):
    return a if b else c


def ternary_nested(a, b, c):
    return a if b else (b if c else a) if a else c


def ternary_in_condition(a, b, c):
    if (a if b else c):
        return 1
    if not (a if b else not c):
        return 2
    while a if b else c:
        break
    return 3


def ternary_bool(a, b, c):
    return (a and b) if (b or c) else (a or c)


def ternary_call(f, a):
    return f(a if a else 1, *(a if a else ()))


def walrus(f):
    if (n := f()) > 10:
        return n
    while (line := f()) and (m := n):
        print(line, m)
    return [y := f(1), y ** 2]


def walrus_in_call(f):
    return f(x := 1, y=(z := 2)), x, z


def attributes(a):
    a.b.c.d = a.b.c
    del a.b.c
    a.b().c().d[0].e = a.b(1)(2)(3)
    return a.b.c.d


def multi_line_attributes(a):
    return (
        a
        .first
        .second(1)
        .third
        .fourth(
            2,
            3,
        )
        .fifth
    )


def subscripts(a, i, j):
    a[i] = a[j]
    a[i][j] = a[j][i]
    a[i, j] = a[j, i]
    a[i, ...] = a[..., j]
    del a[i], a[i][j], a[i, j]
    return a[-1], a[0][1][2], a[i + j]


def slices(a, i, j, k):
    a[i:j] = a[:]
    a[i:] = a[:j]
    a[::2] = a[i:j:k]
    a[i:j, k] = a[i, j:k, ::k]
    del a[i:j], a[:], a[::k]
    return a[i:j], a[i:], a[:j], a[:], a[::], a[i:j:], a[::k], a[-1:], a[:-1]


def slice_of_call(f):
    return f()[1:2], f(1)[f(2):f(3)]


def constants():
    return 1, 1.5, "s", b"b", True, False, None, ..., 10 ** 3, -1, (), (1,), (1, (2, (3,))), 0x1F, 1_000


def unused_results(a, b):
    a
    a + b
    a.b
    a[b]
    1
    "text"
    None
    a, b
    (1, 2)
    [a]
    a < b
    a and b
    not a
    lambda: a


def is_operators_in_conditions(a, b):
    if a is b:
        pass
    if a is not b:
        pass
    if not (a is b):
        pass
    if a in b:
        pass
    if not a in b:
        pass
    if not (a not in b):
        pass


def to_bool_forms(a, b):
    x = not a
    y = not a == b
    z = not a in b
    if not x:
        return not y
    if x == y:
        return not (not z)
    if not (x == y):
        return bool(a)
    return not not (a and b)


def deep(a):
    return ((((((((a + 1) * 2) - 3) / 4) % 5) ** 6) << 7) >> 8) | 9


def long_line_positions(
    first,
    second,
):
    return first(
        second,
        first + second,
        [
            first,
            second,
        ],
    )
