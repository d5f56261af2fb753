"""Comprehensions and generator expressions, inlined and not."""


def list_comp(a):
    return [x for x in a]


def list_comp_if(a):
    return [x for x in a if x]


def list_comp_ifs(a, b):
    return [x for x in a if x if b if x > b]


def list_comp_bool(a, b):
    return [x for x in a if x and b or not x]


def list_comp_nested_for(a, b):
    return [x + y for x in a for y in b if x if y]


def list_comp_dependent(a):
    return [y for x in a for y in x for z in y]


def list_comp_nested(a):
    return [[y for y in x] for x in a]


def list_comp_nested_if(a):
    return [[y for y in x if y] for x in a if x]


def set_comp(a):
    return {x for x in a if x}


def dict_comp(a):
    return {k: v for k, v in a.items()}


def dict_comp_if(a):
    return {k: [v] for k, v in a if k if v}


def generator(a):
    return (x for x in a)


def generator_if(a):
    return (x for x in a if x for y in x)


def generator_argument(a):
    return sum(x * x for x in a), any(x for x in a), sorted((x for x in a), key=len)


def unpacking(a):
    return [x for x, y in a], {x: y for x, (y, z) in a}, [(p, q) for p, *q in a]


def single_item(a):
    return [y for x in a for y in [x + 1]], [y for x in a for y in (x,) if y], [z for x in a for y in [x] for z in [y]]


def shadows_local(x):
    y = [x for x in x]
    return x, y


def shadows_argument(a, x):
    [x for x in a]
    return x


def outer_used(a, k):
    return [x + k for x in a if x > k]


def unbound_after(a):
    [x for x in a]
    return x


def lambda_inside(a):
    return [lambda: x for x in a], [lambda y: x + y for x in a if x]


def lambda_outer_cell(a):
    n = 1
    fs = [lambda: (x, n) for x in a]
    n = 2
    return fs, n


def lambda_shadowed_cell(x):
    fs = [lambda: x for x in range(3)]
    return fs, (lambda: x)


def generator_inside(a):
    return [sum(y for y in x) for x in a], [list(z + x for z in a) for x in a]


def comp_in_generator(a):
    return ([y for y in x] for x in a)


def walrus_binds_outside(a):
    found = [last := x for x in a]
    return found, last


def walrus_in_condition(f, a):
    return [y for x in a if (y := f(x))]


def walrus_in_generator(a):
    result = any((hit := x) for x in a)
    return result, hit


def walrus_global(a):
    global seen
    return [seen := x for x in a]


def walrus_nested(a):
    return [[inner := y for y in x] for x in a], inner


def in_loop(a):
    for x in a:
        print([x for x in x])
    while a:
        a = {k for k in a}


def in_condition(a):
    if [x for x in a]:
        return 1
    while {x: x for x in a}:
        break
    return [x for x in a] and [y for y in a] or [z for z in a]


def in_try(a):
    try:
        return [1 / x for x in a]
    except ZeroDivisionError:
        return [x for x in a if x]
    finally:
        print([x for x in a])


def in_with(a):
    with a as b:
        return [x for x in b]


def in_call(f, a):
    return f([x for x in a], *[x for x in a], k=[x for x in a], **{x: x for x in a})


def in_subscript(a):
    return a[[x for x in a][0]], a[0:[x for x in a][1]]


def in_fstring(a):
    return f"{[x for x in a]!r} {sum(x for x in a):>{len([x for x in a])}}"


def assigned(o, a):
    o.x = [x for x in a]
    o[0] = {x for x in a}
    p, q = [x for x in a]
    p += sum([x for x in a])
    return p, q


def multi_line(a, b):
    return [
        x
        + y
        for x
        in a
        if x
        for y in b
        if (
            y
            and x
        )
    ]


def multi_line_dict(a):
    return {
        k:
            v
        for k, v
        in a
        if k
    }


def target_attribute(o, a):
    return [o.x for o.x in a], [o[0] for o[0] in a]


def conditional_element(a):
    return [x if x else -x for x in a], [(x and 1) or 2 for x in a if not (x and a)]


def chained_comparison(a):
    return [x for x in a if 0 < x < 10]


def many_names(a):
    return [(b, c, d, e, f) for b in a for c in b for d in c for e in d for f in e]


def same_name_twice(a):
    return [x for x in [x for x in a]], [x for x in a if [x for x in a]]


def recursive_closure(n):
    def f(k):
        return [f(i) for i in range(k)]
    return f(n)


def nonlocal_use():
    n = 0

    def inc(a):
        nonlocal n
        return [n + x for x in a if (n := n + 1)]
    return inc


def constant_condition(a):
    return [x for x in a if True], [x for x in a if False], [x for x in a if 1 and x]


def tuple_iterable():
    return [x for x in (1, 2, 3)], [x for x in [1, 2, 3]], [x for x in {1, 2, 3}], [x for x in "abc"]


def starred_element(a):
    return [(*x, 1) for x in a], [{**x} for x in a], [[*x] for x in a]


def first_iterable_scope(a):
    return (x for x in [y for y in a]), [x for x in (y for y in a)]


class InClass:
    base = [1, 2, 3]
    doubled = [x * 2 for x in base]
    crossed = [(x, y) for x in base for y in range(3)]
    table = {x: str(x) for x in base if x}
    unique = {x for x in doubled}
    lazy = (x for x in base)
    fs = [lambda: x for x in base]
    nested = [[y for y in range(x)] for x in base]
    named = [len for len in base]

    def method(self):
        return [self.x for self.x in self.base], [x for x in self.base if x in InClass.base]


def class_in_function(outer):
    class Local:
        a = 1
        b = [outer for _ in range(3)]
        c = [a for a in range(3)]
        d = [(lambda: outer) for _ in b]
    return Local


module_list = [x for x in range(3)]
module_nested = [[y * x for y in range(x)] for x in module_list if x]
module_dict = {k: v for k, v in zip(module_list, module_list)}
module_fs = [lambda: i for i in range(3)]
module_walrus = [w := i for i in range(3)]
module_generator = (x for x in module_list)
if module_list:
    inner_list = [x for x in module_list]
for item in module_list:
    loop_list = [item for item in range(item)]
try:
    guarded = [1 / x for x in module_list]
except ZeroDivisionError:
    guarded = []
