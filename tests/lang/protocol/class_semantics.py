def attempt(action, *a, **k):
    try:
        print(repr(action(*a, **k)))
    except BaseException as error:
        print(type(error).__name__, error)
class A:
    def __init__(self): return 5
attempt(A)
class B:
    def __new__(cls, *a): print("new", a); return object.__new__(cls)
    def __init__(self, *a): print("init", a)
attempt(lambda: type(B(1, 2)).__name__)
class C:
    def __new__(cls): return 7
    def __init__(self): print("never")
attempt(C)
class D(B):
    def __init__(self, x): super().__init__(x); self.x = x
print(D(3).x)
class Single:
    _i = None
    def __new__(cls):
        if cls._i is None: cls._i = super().__new__(cls)
        return cls._i
print(Single() is Single())
class N:
    def __new__(cls, x): return super().__new__(cls)
print(N(1).__class__)
attempt(N)
attempt(lambda: super().x)
def free(): super()
attempt(free)
def free1(a): super()
attempt(free1, 1)
class Del:
    def __del__(self): print("deleted")
d = Del(); del d
def scope():
    d = Del()
scope(); print("after scope")
x = [Del()]; x.clear(); print("cleared")
class Mix:
    def hello(self): return "mix " + super().hello()
class Base:
    def hello(self): return "base"
class Both(Mix, Base): pass
print(Both().hello(), [c.__name__ for c in Both.__mro__])
class L1(list, Mix): pass
class L2(Mix, dict): pass
print(L1([1]), L2(a=1), L1.__mro__[1:3], L2.__base__)
class S1:
    __slots__ = ("a", "b")
    def __init__(self, a, b): self.a, self.b = a, b
    def __repr__(self): return f"S1({self.a}, {self.b})"
class S2(S1):
    __slots__ = ()
class S3(S2):
    __slots__ = ("c", "__dict__")
class S4(S1, Mix): pass
s = S3(1, 2); s.c = 3; s.d = 4
print(s, s.c, s.d, s.__dict__, S3.__slots__, S2(5, 6), hasattr(S2(1, 2), "__dict__"))
s4 = S4(1, 2); s4.z = 1; print(s4, s4.__dict__)
del s.a; attempt(lambda: s.a)
class Meta(type):
    registry = []
    def __new__(m, n, b, ns, **kw):
        c = super().__new__(m, n, b, ns); m.registry.append(n); return c
    def __instancecheck__(cls, o): return True
    def __iter__(cls): return iter([cls.__name__, "iterated"])
    def __getitem__(cls, k): return (cls.__name__, k)
    def __contains__(cls, x): return x == 1
    def __eq__(cls, o): return cls is o
    def __hash__(cls): return 3
    def __bool__(cls): return False
    def __repr__(cls): return f"<{cls.__name__}!>"
    def __add__(cls, o): return "sum"
    x = property(lambda cls: "meta prop")
class W(metaclass=Meta): pass
class V(W): pass
print(Meta.registry, isinstance(5, W), list(W), W[1], 1 in W, W == W, hash(W), bool(W), W, V + 1, W.x, {W: 1}[W])
attempt(lambda: W().x)
class Attr:
    x = 1
    def __getattribute__(self, n):
        if n == "boom": raise RuntimeError("boom")
        return super().__getattribute__(n)
a = Attr(); print(a.x, hasattr(a, "nope")); attempt(lambda: a.boom); attempt(lambda: hasattr(a, "boom")); attempt(lambda: getattr(a, "boom", 1))
class Cmp:
    def __init__(s, v): s.v = v
    def __lt__(s, o): return s.v < o.v
    def __eq__(s, o): return s.v == o.v
c1, c2 = Cmp(1), Cmp(2)
print(c1 < c2, c1 > c2, c1 == c2, c1 != c2); attempt(lambda: c1 <= c2); attempt(lambda: hash(c1))
class H(Cmp):
    __hash__ = lambda s: 1
print(hash(H(1)), {H(1), H(1)} and 1)
class H2(Cmp):
    __hash__ = Cmp.__hash__
attempt(lambda: hash(H2(1)))
class RetNI:
    def __eq__(s, o): return NotImplemented
    def __lt__(s, o): return NotImplemented
print(RetNI() == 1, RetNI() != 1); attempt(lambda: RetNI() < 1)
from functools import total_ordering
@total_ordering
class TO:
    def __init__(s, v): s.v = v
    def __eq__(s, o): return s.v == o.v
    def __lt__(s, o): return s.v < o.v
print(TO(1) <= TO(1), TO(2) > TO(1), TO(1) >= TO(2))
class Outer:
    class Inner:
        def f(self): return __class__.__qualname__
    def g(self): return __class__
print(Outer.Inner().f(), Outer().g(), Outer.Inner)
class Priv:
    def __init__(self): self.__x = 1
    def get(self): return self.__x
print(Priv().get(), Priv().__dict__); attempt(lambda: Priv().__x)
class Cnt:
    n = 0
    def __init__(self): Cnt.n += 1; type(self).n += 1
Cnt(); print(Cnt.n)
print(type("Dyn", (Base,), {"v": 1, "m": lambda self: self.v})().m(), type(Base)(*("Q", (), {})).__name__)
import sys
mod = sys.modules[__name__]
print(mod.Base is Base, getattr(mod, "Base").__name__); mod.newname = 5; print(newname); attempt(lambda: mod.nothing_here)
def __getattr__(name): return "module getattr " + name
print(mod.nothing_here)
class Desc:
    def __set__(self, o, v): print("set only", v)
class HasDesc: d = Desc()
h = HasDesc(); h.d = 1; print(type(h.d).__name__); h.__dict__["d"] = 5; print(h.d)
class DelOnly:
    def __delete__(self, o): print("del only")
class HD: d = DelOnly()
hd = HD(); del hd.d; attempt(setattr, hd, "d", 1)
class CallProp:
    @property
    def f(self): return lambda x: x * 2
    @staticmethod
    def sm(): return "sm"
    cls_list = []
print(CallProp().f(4), CallProp.sm())
p = CallProp(); p.sm = lambda: "inst"; print(p.sm(), CallProp().sm())
p.__class__ = Base; print(p.hello())
class Iter2:
    def __init__(self): self.d = {"a": 1}
    def keys(self): return self.d.keys()
    def __getitem__(self, k): return self.d[k]
print(dict(Iter2()), {**Iter2()}, (lambda **k: k)(**Iter2()))
class Idx:
    def __getitem__(self, k): return k
i = Idx(); print(i[1], i[1:2], i[:, 1], i[..., None], i["a"], i[()])
class SetI:
    def __setitem__(s, k, v): print("set", k, v)
    def __delitem__(s, k): print("del", k)
si = SetI(); si[1] = 2; si[1:2] = 3; del si[5]; si["x"] = si["y"] = 0; attempt(lambda: si[0])
class Aug:
    def __init__(s): s.v = [1]
    @property
    def p(s): print("get p"); return s.v
    @p.setter
    def p(s, v): print("set p", v)
au = Aug(); au.p += [2]; print(au.v)
t = ([1],)
def taug(): t[0] += [2]
attempt(taug); print(t)
class Bool2:
    def __len__(s): return 0
print(bool(Bool2()), not Bool2(), 1 if Bool2() else 2, Bool2() or "x", [1 for _ in [0] if Bool2()])
print(callable(Base), callable(Base()), callable(lambda: 0), callable(attempt), callable(type), type(type(5)).__name__, isinstance(type, object), isinstance(object, type), issubclass(type, object), type.__class__, object.__class__)

# expect: TypeError __init__() should return None, not 'int'
# expect: new (1, 2)
# expect: init (1, 2)
# expect: 'B'
# expect: 7
# expect: new (3,)
# expect: init (3,)
# expect: 3
# expect: True
# expect: <class '__main__.N'>
# expect: TypeError N.__new__() missing 1 required positional argument: 'x'
# expect: RuntimeError super(): no arguments
# expect: RuntimeError super(): no arguments
# expect: RuntimeError super(): __class__ cell not found
# expect: deleted
# expect: deleted
# expect: after scope
# expect: deleted
# expect: cleared
# expect: mix base ['Both', 'Mix', 'Base', 'object']
# expect: [1] {'a': 1} (<class 'list'>, <class '__main__.Mix'>) <class 'dict'>
# expect: S1(1, 2) 3 4 {'d': 4} ('c', '__dict__') S1(5, 6) False
# expect: S1(1, 2) {'z': 1}
# expect: AttributeError 'S3' object has no attribute 'a'
# expect: ['W', 'V'] True ['W', 'iterated'] ('W', 1) True True 3 False <W!> sum meta prop 1
# expect: AttributeError 'W' object has no attribute 'x'
# expect: 1 False
# expect: RuntimeError boom
# expect: RuntimeError boom
# expect: RuntimeError boom
# expect: True False False True
# expect: TypeError '<=' not supported between instances of 'Cmp' and 'Cmp'
# expect: TypeError unhashable type: 'Cmp'
# expect: 1 1
# expect: TypeError unhashable type: 'H2'
# expect: False True
# expect: TypeError '<' not supported between instances of 'RetNI' and 'int'
# expect: True True False
# expect: Outer.Inner <class '__main__.Outer'> <class '__main__.Outer.Inner'>
# expect: 1 {'_Priv__x': 1}
# expect: AttributeError 'Priv' object has no attribute '__x'
# expect: 2
# expect: 1 Q
# expect: True Base
# expect: 5
# expect: AttributeError module '__main__' has no attribute 'nothing_here'
# expect: module getattr nothing_here
# expect: set only 1
# expect: Desc
# expect: 5
# expect: del only
# expect: AttributeError __set__
# expect: 8 sm
# expect: inst sm
# expect: base
# expect: {'a': 1} {'a': 1} {'a': 1}
# expect: 1 slice(1, 2, None) (slice(None, None, None), 1) (Ellipsis, None) a ()
# expect: set 1 2
# expect: set slice(1, 2, None) 3
# expect: del 5
# expect: set x 0
# expect: set y 0
# expect: TypeError 'SetI' object is not subscriptable
# expect: get p
# expect: set p [1, 2]
# expect: [1, 2]
# expect: TypeError 'tuple' object does not support item assignment
# expect: ([1, 2],)
# expect: False True 2 x []
# expect: True False True True True type True True True <class 'type'> <class 'type'>
