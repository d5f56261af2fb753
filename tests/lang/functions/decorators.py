import functools


def trace(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        print("call", function.__name__, args, kwargs)
        result = function(*args, **kwargs)
        print("return", result)
        return result
    return wrapper


@trace
def add(a, b=1):
    """Adds."""
    return a + b


add(1, b=2)
print(add.__name__, add.__doc__, add.__wrapped__(5))


def repeat(times):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args):
            return [function(*args) for _ in range(times)]
        return wrapper
    return decorate


@repeat(3)
@repeat(times=2)
def hello(name):
    return "hi " + name


print(hello("x"))


class CountCalls:
    def __init__(self, function):
        self.function = function
        self.count = 0

    def __call__(self, *args):
        self.count += 1
        return self.function(*args)


@CountCalls
def half(n):
    return n / 2


half(3), half(4)
print(half.count, half(9))
registry = {}


def register(name):
    def decorate(cls):
        registry[name] = cls
        cls.registered_as = name
        return cls
    return decorate


@register("thing")
class Thing:
    pass


print(registry["thing"] is Thing, Thing.registered_as)


class Methods:
    @trace
    def double(self, n):
        return n * 2

    def __repr__(self):
        return "Methods()"

    @staticmethod
    @repeat(2)
    def static(n):
        return n

    @classmethod
    def make(cls):
        return cls.__name__


Methods().double(4)
print(Methods.static(1), Methods.make())


@(lambda f: lambda: f() + 1)
def forty_one():
    return 41


print(forty_one())
decorators = [trace, repeat(2)]


@decorators[1]
def indexed():
    return "i"


print(indexed())

# expect: call add (1,) {'b': 2}
# expect: return 3
# expect: add Adds. 6
# expect: [['hi x', 'hi x'], ['hi x', 'hi x'], ['hi x', 'hi x']]
# expect: 2 4.5
# expect: True thing
# expect: call double (Methods(), 4) {}
# expect: return 8
# expect: [1, 1] Methods
# expect: 42
# expect: ['i', 'i']
