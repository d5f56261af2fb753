import functools
from functools import cache, cached_property, cmp_to_key, lru_cache, partial, partialmethod, reduce, singledispatch, singledispatchmethod, total_ordering, wraps

print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a * b, [1, 2], 10), reduce(max, [3, 9, 2]), reduce(lambda a, b: a, [], "empty"))
try:
    reduce(lambda a, b: a, [])
except TypeError as error:
    print(error)
p = partial(pow, 2)
print(p(5), partial(int, base=2)("101"), p.func is pow, p.args, p.keywords, partial(partial(print, "a"), "b").args, partial(sorted, reverse=True)([1, 3, 2]))
calls = []


@lru_cache(maxsize=2)
def slow(x, y=0):
    calls.append(x)
    return x * 10 + y


print(slow(1), slow(2), slow(1), slow(3), slow(1), slow(2), slow(2, y=5), calls, slow.cache_info())
slow.cache_clear()
print(slow.cache_info(), slow.__name__, slow.__wrapped__(7), slow.cache_parameters())


@cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(90), fib.cache_info().hits, fib.cache_info().maxsize)


@lru_cache
def plain(x):
    return type(x).__name__


print(plain(1), plain(1.0), plain(True), plain.cache_info())
try:
    plain([])
except TypeError as error:
    print(error)


class Circle:
    def __init__(self, r):
        self.r = r

    @cached_property
    def area(self):
        print("computing")
        return 3 * self.r ** 2

    def scale(self, factor, *, label=""):
        return self.r * factor, label

    double = partialmethod(scale, 2, label="double")


c = Circle(2)
print(c.area, c.area, c.__dict__, c.double())
c.area = 5
del c.area
print(c.area)


@total_ordering
class Version:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __lt__(self, other):
        return self.n < other.n


print(Version(1) <= Version(2), Version(2) > Version(1), Version(2) >= Version(2), Version(1) >= Version(2))


@singledispatch
def describe(x):
    return f"object {x}"


@describe.register
def _(x: int):
    return f"int {x}"


@describe.register(list)
@describe.register(tuple)
def _(x):
    return "sequence of " + ", ".join(describe(i) for i in x)


print(describe(1), describe("s"), describe([1, "a"]), describe(True), describe((2,)), describe.dispatch(bool) is describe.dispatch(int), int in describe.registry)


class Show:
    @singledispatchmethod
    def show(self, x):
        return "any"

    @show.register
    def _(self, x: str):
        return "str"


print(Show().show(1), Show().show("a"))
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)), max([1, 2], key=cmp_to_key(lambda a, b: a - b)))


def decorate(f):
    @wraps(f)
    def wrapper(*a):
        "wrapper doc"
        return f(*a)
    return wrapper


@decorate
def documented():
    "the doc"


print(documented.__name__, documented.__doc__, documented.__wrapped__.__name__, functools.WRAPPER_ASSIGNMENTS[:3])
try:
    total_ordering(type("Bad", (), {}))
except ValueError as error:
    print(error)

# expect: 6 20 9 empty
# expect: reduce() of empty iterable with no initial value
# expect: 32 5 True (2,) {} ('a', 'b') [3, 2, 1]
# expect: 10 20 10 30 10 20 25 [1, 2, 3, 2, 2] CacheInfo(hits=2, misses=5, maxsize=2, currsize=2)
# expect: CacheInfo(hits=0, misses=0, maxsize=2, currsize=0) slow 70 {'maxsize': 2, 'typed': False}
# expect: 2880067194370816120 88 None
# expect: int float float CacheInfo(hits=1, misses=2, maxsize=128, currsize=2)
# expect: unhashable type: 'list'
# expect: computing
# expect: 12 12 {'r': 2, 'area': 12} (4, 'double')
# expect: computing
# expect: 12
# expect: True True True False
# expect: int 1 object s sequence of int 1, object a int True sequence of int 2 True True
# expect: any str
# expect: [3, 2, 1] 2
# expect: documented the doc documented ('__module__', '__name__', '__qualname__')
# expect: must define at least one ordering operation: < > <= >=
