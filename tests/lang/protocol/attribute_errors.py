class Plain:
    answer = 42

    def method(self):
        return 1


class Slotted:
    __slots__ = ("a",)
    shared = 1


class Parent:
    @property
    def fixed(self):
        return 5


def attempt(action):
    try:
        print("ok", action())
    except Exception as error:
        print(type(error).__name__, error)


plain, slotted = Plain(), Slotted()
attempt(lambda: plain.nothing)
attempt(lambda: Plain.nothing)
attempt(lambda: setattr(plain, "x", 1))
attempt(lambda: delattr(plain, "y"))
attempt(lambda: delattr(plain, "answer"))
attempt(lambda: delattr(Plain, "nothing"))
attempt(lambda: setattr(slotted, "b", 1))
attempt(lambda: slotted.a)
attempt(lambda: delattr(slotted, "a"))
attempt(lambda: setattr(slotted, "shared", 1))
attempt(lambda: setattr(object(), "x", 1))
attempt(lambda: setattr(5, "real", 1))
attempt(lambda: setattr(5, "x", 1))
attempt(lambda: setattr(int, "x", 1))
attempt(lambda: delattr(int, "real"))
attempt(lambda: setattr(Parent(), "fixed", 1))
attempt(lambda: delattr(Parent(), "fixed"))
attempt(lambda: setattr([], "append", 1))
attempt(lambda: None.x)
attempt(lambda: (1).x)
attempt(lambda: "".x)
attempt(lambda: len.x)
attempt(lambda: plain.method.x)
attempt(lambda: setattr(plain.method, "x", 1))
attempt(lambda: getattr(plain, 5))
attempt(lambda: setattr(plain, None, 5))
attempt(lambda: plain.__dict__)
attempt(lambda: slotted.__dict__)
attempt(lambda: getattr(plain, "nothing", "default"))
attempt(lambda: hasattr(plain, "answer") and not hasattr(plain, "question"))
attempt(lambda: vars(slotted))
attempt(lambda: vars(5))
try:
    plain.missing
except AttributeError as error:
    print(error.name, error.obj is plain)
attempt(lambda: Plain().__class__.__name__.x)
import sys
attempt(lambda: sys.no_such_thing)
attempt(lambda: setattr(Plain, "__name__", 5))
attempt(lambda: super(Plain, plain).nothing)
attempt(lambda: super(Plain, 5))
attempt(lambda: super(5, 5))

# expect: AttributeError 'Plain' object has no attribute 'nothing'
# expect: AttributeError type object 'Plain' has no attribute 'nothing'
# expect: ok None
# expect: AttributeError 'Plain' object has no attribute 'y'
# expect: AttributeError 'Plain' object has no attribute 'answer'
# expect: AttributeError type object 'Plain' has no attribute 'nothing'
# expect: AttributeError 'Slotted' object has no attribute 'b' and no __dict__ for setting new attributes
# expect: AttributeError 'Slotted' object has no attribute 'a'
# expect: AttributeError a
# expect: AttributeError 'Slotted' object attribute 'shared' is read-only
# expect: AttributeError 'object' object has no attribute 'x' and no __dict__ for setting new attributes
# expect: AttributeError attribute 'real' of 'int' objects is not writable
# expect: AttributeError 'int' object has no attribute 'x' and no __dict__ for setting new attributes
# expect: TypeError cannot set 'x' attribute of immutable type 'int'
# expect: TypeError cannot set 'real' attribute of immutable type 'int'
# expect: AttributeError property 'fixed' of 'Parent' object has no setter
# expect: AttributeError property 'fixed' of 'Parent' object has no deleter
# expect: AttributeError 'list' object attribute 'append' is read-only
# expect: AttributeError 'NoneType' object has no attribute 'x'
# expect: AttributeError 'int' object has no attribute 'x'
# expect: AttributeError 'str' object has no attribute 'x'
# expect: AttributeError 'builtin_function_or_method' object has no attribute 'x'
# expect: AttributeError 'function' object has no attribute 'x'
# expect: AttributeError 'method' object has no attribute 'x' and no __dict__ for setting new attributes
# expect: TypeError attribute name must be string, not 'int'
# expect: TypeError attribute name must be string, not 'NoneType'
# expect: ok {'x': 1}
# expect: AttributeError 'Slotted' object has no attribute '__dict__'
# expect: ok default
# expect: ok True
# expect: TypeError vars() argument must have __dict__ attribute
# expect: TypeError vars() argument must have __dict__ attribute
# expect: missing True
# expect: AttributeError 'str' object has no attribute 'x'
# expect: AttributeError module 'sys' has no attribute 'no_such_thing'
# expect: TypeError can only assign string to Plain.__name__, not 'int'
# expect: AttributeError 'super' object has no attribute 'nothing'
# expect: TypeError super(type, obj): obj (instance of int) is not an instance or subtype of type (Plain).
# expect: TypeError super() argument 1 must be a type, not int
