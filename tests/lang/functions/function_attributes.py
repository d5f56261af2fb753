def area(width: int, height: float = 2.0, *rest: str, unit: str = "m", **more: bool) -> float:
    """Compute an area.

    Second paragraph."""
    local = width
    return local * height


print(area.__name__, area.__qualname__, area.__module__)
print(area.__doc__)
print(area.__defaults__, area.__kwdefaults__)
print({k: v.__name__ for k, v in area.__annotations__.items()})
code = area.__code__
print(code.co_name, code.co_argcount, code.co_kwonlyargcount, code.co_posonlyargcount, code.co_varnames, code.co_nlocals)
print(code.co_consts[0] is not None, code.co_firstlineno, code.co_flags & 0x0C)
area.__defaults__ = (10,)
print(area(2))
area.__doc__ = "new"
area.tag = [1]
print(area.__doc__, area.tag, area.__dict__)
area.__name__ = "renamed"
print(area.__name__, area.__qualname__)


class Outer:
    class Inner:
        def method(self):
            def nested():
                pass
            return nested


print(Outer.Inner.method.__qualname__, Outer.Inner().method().__qualname__, Outer.Inner.__qualname__)
print((lambda: 0).__name__, (lambda: 0).__qualname__)
method = Outer.Inner().method
print(method.__func__ is Outer.Inner.method, type(method).__name__, method.__self__.__class__.__name__)
try:
    area.missing
except AttributeError as error:
    print(error)
print(callable(area), callable(5), callable(Outer), callable(method))
print(repr(area).startswith("<function"), repr(len), repr("".join).startswith("<built-in method join of str object"))


def no_return():
    pass


def bare_return():
    return


print(no_return(), bare_return())
print(no_return == no_return, no_return == bare_return, len({no_return, bare_return, no_return}))

# expect: area area __main__
# expect: Compute an area.
# expect:
# expect: Second paragraph.
# expect: (2.0,) {'unit': 'm'}
# expect: {'width': 'int', 'height': 'float', 'rest': 'str', 'unit': 'str', 'more': 'bool', 'return': 'float'}
# expect: area 2 1 0 ('width', 'height', 'unit', 'rest', 'more', 'local') 6
# expect: True 1 12
# expect: 20
# expect: new [1] {'tag': [1]}
# expect: renamed area
# expect: Outer.Inner.method Outer.Inner.method.<locals>.nested Outer.Inner
# expect: <lambda> <lambda>
# expect: True method Inner
# expect: 'function' object has no attribute 'missing'
# expect: True False True True
# expect: True <built-in function len> True
# expect: None None
# expect: True False 2
