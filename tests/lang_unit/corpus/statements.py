x = 1
x = y = z = 2
x, y = y, x
(x, [y, *z]) = w
*a, = b
[a, b] = c
() = []
a.b = c[d] = e().f = g
x: int
x: int = 3
(x): int = 4
a.b: "T" = yield_value
a[0]: int
x += 1; y -= 2; z *= 3
x @= y
x /= y; x //= y; x %= y; x **= y
x >>= 1; x <<= 1; x &= 1; x ^= 1; x |= 1
(x) += 1
x = yield_ = *a, b
del x
del x, y.z, w[0]
del (a, [b, c]), (d)
del ()
pass
assert x
assert x, "message"
raise
raise E
raise E from None
import a
import a.b.c
import a.b as c, d, e.f
from a import b
from a.b import c as d, e
from . import x
from .. import x
from ... import x
from .... import x
from .a import (b, c as d,)
from ...a.b import *
global g1, g2
if a: pass
if a:
    b
elif c:
    d
elif e: f
else:
    g
if a:
    if b: c
    else: d
while a:
    break
else:
    continue
for x in y: pass
for x, y in z: pass
for (x, *y), z.w, v[0] in a, *b:
    if x: continue
else:
    pass
with a: pass
with a as b: pass
with a as b, c as (d, e): pass
with (a, b): pass
with (a as b, c as d,): pass
with (a): pass
with (a, b) as c: pass
with (a), (b): pass
with (yield_): pass
with (a := b): pass
with (x for x in y): pass
with a as b.c, d as e[0]:
    pass
with (
    open(x) as f,
    lock
):
    pass
try:
    a
except:
    b
try:
    a
except E:
    b
except (F, G) as h:
    c
else:
    d
finally:
    e
try: a
finally: b
x = 1;
if a: b; c;
