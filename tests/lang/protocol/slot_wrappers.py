class Number(int):
    def __add__(self, other):
        return ("add", int.__add__(self, other))

    def __repr__(self):
        return "Number(" + int.__repr__(self) + ")"


class Items(list):
    def __len__(self):
        return super().__len__() + 100

    def __setitem__(self, key, value):
        super().__setitem__(key, value * 2)

    def __contains__(self, item):
        return super().__contains__(item) or item == "magic"


class Table(dict):
    def __missing__(self, key):
        return key + "!"

    def __getitem__(self, key):
        return super().__getitem__(key)


n = Number(5)
print(n + 3, 3 + n, n - 3, n, repr(n), str(n), n * n, -n)
items = Items([1, 2, 3])
items[0] = 21
print(len(items), list.__len__(items), items, "magic" in items, 2 in items, 9 in items)
table = Table(a=1)
print(table["a"], table["b"], dict.get(table, "c"))
print(int.__add__(2, 3), int.__radd__(2, 3), (2).__sub__(5), (2).__rsub__(5), int.__add__(2, "x"), (2).__lt__(3), (2).__eq__("a"))
print("abc".__len__(), [1, 2].__getitem__(1), {"k": 1}.__contains__("k"), "x".__mul__(3), (1, 2).__add__((3,)), [3].__iadd__([4]))
print(object.__repr__(n)[:8], object.__eq__(n, n), object.__ne__(n, 5), object.__hash__(n) == object.__hash__(n))
print(int.__add__, (5).__add__.__name__, list.__len__.__objclass__, "x".__len__.__self__, int.__add__.__name__)
print(type(int.__add__), type((5).__add__), type("".join), type(str.join), type(dict.__dict__["fromkeys"]), type(int.__dict__["real"]))
print(hasattr(int, "__radd__"), hasattr(str, "__radd__"), hasattr(list, "__iadd__"), hasattr(tuple, "__iadd__"), hasattr(float, "__invert__"), hasattr(int, "__iadd__"), hasattr(str, "__rmod__"))
print(list.__hash__, dict.__hash__, set.__hash__, type(tuple.__hash__).__name__)


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


attempt(lambda: int.__add__("x", 1))
attempt(lambda: int.__add__())
attempt(lambda: (5).__add__())
attempt(lambda: (5).__add__(1, 2))
attempt(lambda: list.append(5, 5))
attempt(lambda: iter([]).__next__())
attempt(lambda: object.__new__(int))
attempt(lambda: int.__new__(str))
attempt(lambda: object.__new__(5))
attempt(lambda: int.__new__())
attempt(lambda: type(None)())
attempt(lambda: object.__init__(5, 6))
attempt(lambda: object(1))
attempt(lambda: Number.__new__(Number, 7))
attempt(lambda: tuple.__new__(tuple, [1, 2]))
attempt(lambda: object.__getattribute__(n, "real"))
attempt(lambda: object.__setattr__(n, "tag", 1) or n.tag)
attempt(lambda: (lambda: 0).__call__())
attempt(lambda: (lambda a: a).__get__(5)())
attempt(lambda: bool.__and__(True, False))
attempt(lambda: (2).__pow__(5), )
attempt(lambda: (2).__pow__(5, 7))
attempt(lambda: 3.0.__rsub__(1))
attempt(lambda: "%s".__mod__(3))
attempt(lambda: [1].__eq__([1]))
attempt(lambda: (1,).__lt__((2,)))
attempt(lambda: {1}.__or__({2}))
attempt(lambda: {1}.__or__([2]))
attempt(lambda: hash([]))
attempt(lambda: {}.__hash__())

# expect: ('add', 8) 8 2 Number(5) Number(5) Number(5) 25 -5
# expect: 103 3 [42, 2, 3] True True False
# expect: 1 b! None
# expect: 5 5 -3 3 NotImplemented True NotImplemented
# expect: 3 2 True xxx (1, 2, 3) [3, 4]
# expect: <__main_ True False True
# expect: <slot wrapper '__add__' of 'int' objects> __add__ <class 'list'> x __add__
# expect: <class 'wrapper_descriptor'> <class 'method-wrapper'> <class 'builtin_function_or_method'> <class 'method_descriptor'> <class 'classmethod_descriptor'> <class 'getset_descriptor'>
# expect: True False True False False False True
# expect: None None None wrapper_descriptor
# expect: TypeError descriptor '__add__' requires a 'int' object but received a 'str'
# expect: TypeError descriptor '__add__' of 'int' object needs an argument
# expect: TypeError expected 1 argument, got 0
# expect: TypeError expected 1 argument, got 2
# expect: TypeError descriptor 'append' for 'list' objects doesn't apply to a 'int' object
# expect: StopIteration 
# expect: TypeError object.__new__(int) is not safe, use int.__new__()
# expect: TypeError int.__new__(str): str is not a subtype of int
# expect: TypeError object.__new__(X): X is not a type object (int)
# expect: TypeError int.__new__(): not enough arguments
# expect: None
# expect: None
# expect: TypeError object() takes no arguments
# expect: Number(7)
# expect: (1, 2)
# expect: 5
# expect: 1
# expect: 0
# expect: 5
# expect: False
# expect: 32
# expect: 4
# expect: -2.0
# expect: 3
# expect: True
# expect: True
# expect: {1, 2}
# expect: NotImplemented
# expect: TypeError unhashable type: 'list'
# expect: TypeError 'NoneType' object is not callable
