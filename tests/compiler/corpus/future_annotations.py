"""Postponed annotations: each becomes its text."""
from __future__ import annotations

import typing


def simple(a: int, b: list[int] = None, *args: tuple[int, ...], c: dict[str, int] | None = None, **kw: typing.Any) -> None:
    return a


def operators(a: 1 + 2 * 3, b: (1 + 2) * 3, c: -x ** 2, d: (-x) ** 2, e: not a, f: a and b or c, g: (a or b) and c, h: a | b & c ^ d):
    pass


def comparisons(a: x < y, b: x < y == z, c: x is not None, d: x not in y, e: (x < y) < z):
    pass


def calls(a: f(), b: f(1, x=2), c: f(*a, **b), d: f(x for x in y), e: a.b.c, f: a[0], g: a[1:2], h: a[1:2, ::3], i: a[()], j: a[1, 2]):
    pass


def displays(a: [1, 2], b: (1,), c: (), d: {1: 2, **x}, e: {1, 2}, f: "text", g: 'it\'s', h: b"x", i: 1.5, j: ..., k: None):
    pass


def comps(a: [x for x in y if z], b: {x: y for x, y in z}, c: (x for x in y), d: lambda x, *y, z=1: x, e: x if y else z, f: {x for x in y}):
    pass


def lambdas(a: lambda: x, b: lambda *y: x, c: lambda *, y: x, d: lambda **y: x, e: lambda y, /, z=1: x, f: (lambda: x)()):
    pass


def fstrings(a: f"x{y!r:>{w}}z", b: f"{ {1: 2} }", c: f"{{}}", d: (1).real, e: 1.5.real, f: -1 ** 2, g: not (not x), h: (yield_)):
    pass


def nested_scopes(a):
    b: [a for a in a] = 1
    c: undefined
    return b


class Annotated:
    x: int = 1
    y: undefined[1]
    z: "quoted"

    def m(self: Annotated, __private: int) -> Annotated:
        return self


module_level: int = 1
other: typing.Optional[int]
