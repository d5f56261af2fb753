class Shop:
    def __init__(self):
        self.customers = []


value = 10
try:
    Shop().customer
except AttributeError as error:
    print(error)
try:
    valeu
except NameError as error:
    print(error)
try:
    [].appendd
except AttributeError as error:
    print(error)
try:
    None.x
except AttributeError as error:
    print(error)
try:
    (5).real = 1
except AttributeError as error:
    print(error)
try:
    "abc".foo = 1
except AttributeError as error:
    print(error)
try:
    "a" + 1
except TypeError as error:
    print(error)
try:
    1 + "a"
except TypeError as error:
    print(error)
try:
    [] + ()
except TypeError as error:
    print(error)
try:
    "a" * "b"
except TypeError as error:
    print(error)
try:
    -"a"
except TypeError as error:
    print(error)
try:
    {}[[]]
except TypeError as error:
    print(error)
try:
    "abc"["a"]
except TypeError as error:
    print(error)
try:
    "abc"[5]
except IndexError as error:
    print(error)
try:
    x: int = len
    x[0]
except TypeError as error:
    print(error)
try:
    for i in 5:
        pass
except TypeError as error:
    print(error)
try:
    class X(5):
        pass
except TypeError as error:
    print(error)
try:
    int([])
except TypeError as error:
    print(error)
try:
    sorted([1, "a"])
except TypeError as error:
    print(error)
try:
    "{} {}".format(1)
except IndexError as error:
    print(error)
try:
    "%d" % "x"
except TypeError as error:
    print(error)
try:
    "%s %s" % (1,)
except TypeError as error:
    print(error)
try:
    ",".join([1, 2])
except TypeError as error:
    print(error)
value.nothing

# expect: 'Shop' object has no attribute 'customer'
# expect: name 'valeu' is not defined
# expect: 'list' object has no attribute 'appendd'
# expect: 'NoneType' object has no attribute 'x'
# expect: attribute 'real' of 'int' objects is not writable
# expect: 'str' object has no attribute 'foo' and no __dict__ for setting new attributes
# expect: can only concatenate str (not "int") to str
# expect: unsupported operand type(s) for +: 'int' and 'str'
# expect: can only concatenate list (not "tuple") to list
# expect: can't multiply sequence by non-int of type 'str'
# expect: bad operand type for unary -: 'str'
# expect: unhashable type: 'list'
# expect: string indices must be integers, not 'str'
# expect: string index out of range
# expect: 'builtin_function_or_method' object is not subscriptable
# expect: 'int' object is not iterable
# expect: int expected at most 2 arguments, got 3
# expect: int() argument must be a string, a bytes-like object or a real number, not 'list'
# expect: '<' not supported between instances of 'str' and 'int'
# expect: Replacement index 1 out of range for positional args tuple
# expect: %d format: a real number is required, not str
# expect: not enough arguments for format string
# expect: sequence item 0: expected str instance, int found
# expect-error: AttributeError: 'int' object has no attribute 'nothing'
# expect-exit: 1
