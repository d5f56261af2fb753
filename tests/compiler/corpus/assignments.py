"""Assignment, unpacking, augmented assignment, del, imports."""
import os
import os.path
import os as operating_system
import os.path as os_path
import xml.dom.minidom as minidom
import sys, math, collections.abc
from math import sin, cos as cosine
from collections import *
from . import sibling
from .. import parent as up
from .package import thing
from ...far.away import a, b as c


def simple(a):
    x = 1
    y = z = a
    p = q = r = s = a
    return x, y, z, p, q, r, s


def chained_targets(o):
    o.a = o.b = o["c"] = o[1:2] = 5
    x, y = z = o
    return x, y, z


def unpack_tuple(t):
    a, b = t
    (c, d) = t
    [e, f] = t
    a, (b, c), [d, [e, f]] = t
    (g,) = t
    [h] = t
    () = t
    [] = t
    return a, b, c, d, e, f, g, h


def unpack_star(t):
    a, *b = t
    *c, d = t
    e, *f, g = t
    h, (i, *j), *k = t
    *l, = t
    [m, *n] = t
    return a, b, c, d, e, f, g, h, i, j, k, l, m, n


def unpack_literal(x, y):
    a, b = x, y
    a, b, c = x, y, x
    a, b, c, d = x, y, x, y
    (a,) = (x,)
    a, b = 1, 2
    a, b = [x, y]
    a, *b = x, y
    a, a = x, y
    return a, b, c, d


def unpack_targets(o, t):
    o.a, o[0], o[1:2] = t
    o.a, o.b = o.b, o.a
    o[0], o[1] = o[1], o[0]
    (o.x, (o.y, *o.z)) = t


def swap_mixed(a, b, o):
    a, o.x = o.x, a
    a[0], b = b, a[0]
    a, b, o = o, a, b


def augmented_local(x, y):
    x += y
    x -= y
    x *= y
    x /= y
    x //= y
    x %= y
    x **= y
    x <<= y
    x >>= y
    x &= y
    x |= y
    x ^= y
    x @= y
    return x


def augmented_attribute(o, y):
    o.a += y
    o.a.b *= y
    o.f().c -= y
    (
        o
        .d
    ) += y


def augmented_subscript(o, i, y):
    o[i] += y
    o[i][i] -= y
    o[i, i] *= y
    o[i:i] += y
    o[:] += y
    o[::i] += y
    o.f()[i] //= y
    o[i].a[i].b += 1


def augmented_global():
    global total
    total += 1
    total.x += 1


def augmented_closure():
    n = 0

    def inc():
        nonlocal n
        n += 1
        return n
    return inc


def augmented_string(s):
    s += "a" + "b"
    s += f"{s}"
    s %= (1, 2)
    return s


def delete(a, b, c, o):
    del a
    del b, c
    del o.x, o[0], o[1:2], o.y.z
    del (o.p, [o.q, o.r])


def delete_paren(a, b):
    del (a), [b]


def local_imports():
    import os
    import os.path
    import os as o
    import a.b.c as d
    import a.b as e, f
    from os import path
    from os.path import join as j, split
    from . import x
    from .y import z as w
    return os, o, d, e, f, path, j, split, x, w


def try_import():
    try:
        import json
    except ImportError:
        json = None
    return json


def repeated_store(a):
    x = a
    x = x
    y = x
    x, x = a
    return x, y


def self_referential(o):
    o.next = o
    o = o.next = o.next
    return o


def starred_collections(a, b):
    return [*a], (*a,), {*a}, [*a, *b], (1, *a, 2), {*a, 1}, [1, 2, 3, *a], (*a, 1, 2, 3), {**a}, {**a, **b}, {"x": 1, **a, "y": 2}


def collections_plain(a, b):
    return [], (), {}, [a], (a,), {a}, [a, b], (a, b), {a, b}, {a: b}, {a: b, b: a}, {"a": a, "b": b}, [[a], [b]], {"k": [a, {b: ()}]}


def big_list(a):
    return [a, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]


def big_tuple(a):
    return (a, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31)


def big_set(a):
    return {a, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31}


def big_dict(a):
    return {
        0: a, 1: a, 2: a, 3: a, 4: a, 5: a, 6: a, 7: a, 8: a, 9: a, 10: a, 11: a, 12: a, 13: a, 14: a, 15: a, 16: a, 17: a, 18: a,
        19: a, 20: a, 21: a, 22: a, 23: a, 24: a, 25: a, 26: a, 27: a, 28: a, 29: a, 30: a, 31: a, 32: a, 33: a, 34: a, 35: a, 36: a,
    }


def dict_of_fifteen(a):
    return {"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6, "g": 7, "h": 8, "i": 9, "j": 10, "k": 11, "l": 12, "m": 13, "n": 14, "o": a}


def dict_of_sixteen(a):
    return {"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6, "g": 7, "h": 8, "i": 9, "j": 10, "k": 11, "l": 12, "m": 13, "n": 14, "o": a, "p": a}


def thirty_exactly(a):
    return [a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a]


module_value: int = 1
module_annotation: "str"
os.annotated: int = 2
(paren): int = 3
x = y = 1
x, *y = (1, 2, 3)
x += 1
del x
global declared
declared = 5
if y:
    conditional: int = 4
