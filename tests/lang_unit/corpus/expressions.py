# Every operator, precedence and display.
a or b or c and d and not e
a if b else c if d else e
(a if b else c) if d else e
lambda: 0
lambda x, /, y=1, *args, z, w=2, **kw: x + y
lambda *, k: k
lambda *a: (yield)
1 + 2 * 3 ** 4 ** -5 // 6 % 7 @ 8 - 9 / ~10
-x ** -y
+-~x
not not x
a | b ^ c & d << e >> f
a < b <= c > d >= e == f != g in h not in i is j is not k
a < (b < c)
(a) + (b)
((a, b), (c))
(a + b) * c
(yield)
()
(1,)
(1, 2,)
1,
1, *rest, 2
*a, *b
[]
[1, *xs, (y := 2)]
{}
{1, *xs, 2}
{1: 2, **other, 'k': v,}
{**a, **b}
[x for x in xs]
[x + y for x in xs if x if y for y in ys if x]
{x for x, in xs}
{k: v for k, (v, *_) in items}
(x for x in xs)
[(a, b) for a.b[c], [d, e] in z]
f()
f(a, *b, c=d, *e, **g, h=i)
f(x for x in xs)
f((x for x in xs), 1)
f(a := 1, b=(c := 2))
f(a)(b)[c].d
f(
    a,
    b=1,
)
a[1]
a[1:2, ::3, :, 4:, :5, *rest]
a[1:2:3]
a[:, 1]
a[*xs]
a[b, ]
a[(x := 1)]
a[x := 1]
x.y.z
x . y
1 .real
1.5.real
...
... .x
None, True, False, Ellipsis
0, 00, 0_0, 7, 1_000, 0x_ff, 0XFF, 0o17, 0b1_01
123456789012345678901234567890
0xdeadbeefdeadbeefdeadbeef
1.5, 1., .5, 1e3, 1E-3, 1_0.0_1e+1_0, 1e400, 5e-324, 0.1, 1e16, 1e22, 123456.789
1if x else 2
(a
 + b)
(a :=
 1)
match, case, type, _ = 1, 2, 3, 4
match(x)[case].type
match * 2
match[1:2]
match -1
type(x)
print(_)
