def attempt(action, *a, **k):
    try:
        print(repr(action(*a, **k)))
    except BaseException as error:
        print(type(error).__name__, error)
# function attributes and introspection
import types, functools
def f(a, b: int = 2, *args, c, d=4, **kw) -> str:
    """doc"""
    x = 1
    return x
co = f.__code__
print(co.co_name, co.co_argcount, co.co_kwonlyargcount, co.co_posonlyargcount, co.co_varnames, co.co_names, co.co_consts[:1], co.co_flags & 12, co.co_firstlineno, co.co_nlocals, co.co_filename == __file__, co.co_qualname, co.co_freevars, co.co_cellvars)
print(f.__annotations__, f.__defaults__, f.__kwdefaults__, f.__qualname__, f.__doc__, f.__globals__ is globals(), f.__builtins__ is not None)
f.__defaults__ = (7,); f.__kwdefaults__ = {"c": 1}
def g(a=1, b=2): return a, b
g.__defaults__ = (5, 6); print(g()); g.__defaults__ = None; attempt(g)
attempt(setattr, g, "__defaults__", 5); attempt(setattr, g, "__name__", 5); attempt(setattr, g, "__code__", 5); attempt(setattr, g, "__globals__", 5); attempt(delattr, g, "__name__")
def outer():
    v = 1
    def inner(): return v
    return inner
i = outer(); print(i.__closure__[0].cell_contents, i.__qualname__, i.__code__.co_freevars, type(i.__closure__[0]))
i.__closure__[0].cell_contents = 9; print(i())
class C:
    x: int = 1
    y: "str"
    def m(self): "doc m"; return 1
    cm = classmethod(lambda cls: cls)
    sm = staticmethod(lambda: "static")
print(C.__annotations__, C.m.__doc__, C().m.__name__, C().m.__qualname__, C().m.__self__.__class__, C.cm.__func__.__name__, C.sm.__name__, C.__dict__["sm"].__func__.__name__)
bm = C().m; print(bm(), bm.__func__(5), types.MethodType(lambda s, v: (s, v), 3)(4), bm == bm, hash(bm) == hash(bm))
print(types.SimpleNamespace(a=1), types.ModuleType("m"), type(types.MappingProxyType({})), types.MappingProxyType({"a": 1})["a"], types.MappingProxyType({"a": 1}) | {"b": 2})
mp = C.__dict__
attempt(lambda: mp.__setitem__("a", 1)); print("x" in mp, len(mp) > 3, mp.get("nope", 5), sorted(k for k in mp if not k.startswith("__")), list(mp.keys())[:1])
attempt(lambda: mp.update)
attempt(type(mp), 5)
# staticmethod/classmethod callable
class K:
    @staticmethod
    def s(): return "s"
    @classmethod
    def c(cls): return cls.__name__
    v = s()
    @classmethod
    @property
    def cp(cls): return 1
print(K.v, K().s(), K.c(), K().c(), K.__dict__["s"](), repr(K.__dict__["c"])[:13], K.s is K.s)
attempt(lambda: K.__dict__["c"]())
class Sub(K): pass
print(Sub.c(), Sub().c(), super(Sub, Sub).c(), super(Sub, Sub()).c())
# __init_subclass__, __class_getitem__, __prepare__
class Plugin:
    reg = {}
    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw); Plugin.reg[cls.__name__] = cls
class P1(Plugin): pass
print(list(Plugin.reg)); attempt(lambda: type("P2", (Plugin,), {}, bad=1))
# operators on classes
class V:
    def __init__(s, x): s.x = x
    def __add__(s, o): return V(s.x + (o.x if isinstance(o, V) else o))
    __radd__ = __add__
    def __repr__(s): return f"V({s.x})"
    def __getitem__(s, k): return k
    def __call__(s, *a, **k): return (s.x, a, k)
    def __contains__(s, i): return i == s.x
    def __iter__(s): return iter((s.x,))
    def __len__(s): return 3
    def __enter__(s): return "entered"
    def __exit__(s, *a): print("exit", a[0]); return True
    def __format__(s, spec): return "fmt:" + spec
    def __int__(s): return 7
    def __float__(s): return 7.5
    def __index__(s): return 2
    def __complex__(s): return 1
    def __divmod__(s, o): return "dm"
    def __invert__(s): return "inv"
    def __lshift__(s, o): return "ls"
    def __ipow__(s, o): return "ip"
    def __reversed__(s): return iter("rev")
    def __bytes__(s): return b"by"
    def __trunc__(s): return 1
    def __floor__(s): return 2
    def __ceil__(s): return 3
    def __round__(s, n=None): return n
    def __dir__(s): return ["z", "a"]
    def __sizeof__(s): return 1000
    def __hash__(s): return 5
v = V(1)
print(v + v, v + 1, 1 + v, sum([v, v]), v[1:2], v[1, ...], v[::2], v(1, k=2), 1 in v, list(v), len(v), f"{v:abc}", f"{v}", format(v, "x"), int(v), float(v), [0, 1, 2, 3][v], bin(v), divmod(v, 1), ~v, v << 1, list(reversed(v)), bytes(v), round(v), round(v, 3), dir(v), hash(v), "abc"[v], range(v), bool(v), [*v], {**{"a": 1}})
v **= 2; print(v)
with V(2) as w: print(w); 1 / 0
import math; print(math.floor(V(1)), math.ceil(V(1)), math.trunc(V(1)))
attempt(lambda: V(1) - 1); attempt(lambda: V(1) < V(2)); attempt(lambda: -V(1)); attempt(lambda: V(1) & 1)
class NoFmt: pass
attempt(lambda: f"{NoFmt():>5}"); attempt(format, None, "d"); attempt(format, [1], ">5"); attempt(lambda: f"{5:q}"); attempt(lambda: f"{'a':d}"); attempt(lambda: f"{1.5:d}")
class Ctx: pass
def usectx():
    with Ctx(): pass
attempt(usectx)
class Ctx2:
    def __enter__(self): pass
attempt(lambda: exec) if False else None
def usectx2():
    with Ctx2(): pass
attempt(usectx2)
attempt(lambda: [*5]); attempt(lambda: {**5}); attempt(lambda: print(*5)); attempt(lambda: f(**5)); attempt(lambda: (lambda **k: k)(**{1: 2})); attempt(lambda: (lambda a: a)(1, **{"a": 2}))
def unp():
    a, b = 5
attempt(unp)
def unp2():
    a, b = [1]
attempt(unp2)
def unp3():
    a, b = [1, 2, 3]
attempt(unp3)
def unp4():
    a, *b, c = [1]
attempt(unp4)
def unb():
    print(zz); zz = 1
attempt(unb); attempt(lambda: undefined_name)
def dele():
    x = 1; del x; return x
attempt(dele)
import abc
class AB(abc.ABC):
    @abc.abstractmethod
    def foo(self): ...
    @property
    @abc.abstractmethod
    def bar(self): ...
attempt(AB); attempt(type("Conc", (AB,), {"foo": lambda s: 1})); print(type("Conc", (AB,), {"foo": 1, "bar": 2})().foo, AB.__abstractmethods__ == frozenset({"foo", "bar"}))
print(isinstance(5, AB)); AB.register(int); print(isinstance(5, AB), issubclass(int, AB), issubclass(str, AB))

# expect: f 2 2 0 ('a', 'b', 'c', 'd', 'args', 'kw', 'x') () ('doc',) 12 8 7 True f () ()
# expect: {'b': <class 'int'>, 'return': <class 'str'>} (2,) {'d': 4} f doc True True
# expect: (5, 6)
# expect: TypeError g() missing 2 required positional arguments: 'a' and 'b'
# expect: TypeError __defaults__ must be set to a tuple object
# expect: TypeError __name__ must be set to a string object
# expect: TypeError __code__ must be set to a code object
# expect: AttributeError readonly attribute
# expect: TypeError __name__ must be set to a string object
# expect: 1 outer.<locals>.inner ('v',) <class 'cell'>
# expect: 9
# expect: {'x': <class 'int'>, 'y': 'str'} doc m m C.m <class '__main__.C'> <lambda> <lambda> <lambda>
# expect: 1 1 (3, 4) True True
# expect: namespace(a=1) <module 'm'> <class 'mappingproxy'> 1 {'a': 1, 'b': 2}
# expect: AttributeError 'mappingproxy' object has no attribute '__setitem__'
# expect: True True 5 ['cm', 'm', 'sm', 'x'] ['__module__']
# expect: AttributeError 'mappingproxy' object has no attribute 'update'
# expect: TypeError mappingproxy() argument must be a mapping, not int
# expect: s s K K s <classmethod( True
# expect: TypeError 'classmethod' object is not callable
# expect: Sub Sub Sub Sub
# expect: ['P1']
# expect: TypeError P2.__init_subclass__() takes no keyword arguments
# expect: V(2) V(2) V(2) V(2) slice(1, 2, None) (1, Ellipsis) slice(None, None, 2) (1, (1,), {'k': 2}) True [1] 3 fmt:abc fmt: fmt:x 7 7.5 2 0b10 dm inv ls ['r', 'e', 'v'] b'by' None 3 ['a', 'z'] 5 c range(0, 2) True [1] {'a': 1}
# expect: ip
# expect: entered
# expect: exit <class 'ZeroDivisionError'>
# expect: 2 3 1
# expect: TypeError unsupported operand type(s) for -: 'V' and 'int'
# expect: TypeError '<' not supported between instances of 'V' and 'V'
# expect: TypeError bad operand type for unary -: 'V'
# expect: TypeError unsupported operand type(s) for &: 'V' and 'int'
# expect: TypeError unsupported format string passed to NoFmt.__format__
# expect: TypeError unsupported format string passed to NoneType.__format__
# expect: TypeError unsupported format string passed to list.__format__
# expect: ValueError Unknown format code 'q' for object of type 'int'
# expect: ValueError Unknown format code 'd' for object of type 'str'
# expect: ValueError Unknown format code 'd' for object of type 'float'
# expect: TypeError 'Ctx' object does not support the context manager protocol
# expect: TypeError 'Ctx2' object does not support the context manager protocol (missed __exit__ method)
# expect: TypeError Value after * must be an iterable, not int
# expect: TypeError 'int' object is not a mapping
# expect: TypeError print() argument after * must be an iterable, not int
# expect: TypeError __main__.f() argument after ** must be a mapping, not int
# expect: TypeError keywords must be strings
# expect: TypeError <lambda>.<locals>.<lambda>() got multiple values for argument 'a'
# expect: TypeError cannot unpack non-iterable int object
# expect: ValueError not enough values to unpack (expected 2, got 1)
# expect: ValueError too many values to unpack (expected 2)
# expect: ValueError not enough values to unpack (expected at least 2, got 1)
# expect: UnboundLocalError cannot access local variable 'zz' where it is not associated with a value
# expect: NameError name 'undefined_name' is not defined
# expect: UnboundLocalError cannot access local variable 'x' where it is not associated with a value
# expect: TypeError Can't instantiate abstract class AB without an implementation for abstract methods 'bar', 'foo'
# expect: TypeError Can't instantiate abstract class Conc without an implementation for abstract method 'bar'
# expect: 1 True
# expect: False
# expect: True True False
