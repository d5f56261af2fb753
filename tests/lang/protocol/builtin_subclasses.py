import sys
def attempt(action, *a, **k):
    try:
        print(repr(action(*a, **k)))
    except BaseException as error:
        print(type(error).__name__, error)
# subclassing builtins with attributes and state
class L(list):
    def __init__(self, *a, tag=None):
        super().__init__(*a)
        self.tag = tag
    def append(self, x):
        super().append(x * 2)
l = L([1, 2], tag="t"); l.append(5); l.more = 1
print(l, l.tag, l.__dict__, len(l), l + [1], type(l + [1]), l[1:], type(l[:]), l == [1, 2, 10], sorted(l, reverse=True), isinstance(l, list))
class D(dict):
    __slots__ = ("x",)
d = D(a=1); d.x = 5; d["k"] = 2
print(d, d.x, hasattr(d, "__dict__"), dict(d), {**d}, D.fromkeys("ab"), type(D.fromkeys("ab")))
class S(str):
    def upper(self): return "custom " + str.upper(self)
s = S("abc"); s.attr = 1
print(s, s.upper(), s + "d", type(s + "d"), s.attr, s == "abc", hash(s) == hash("abc"), {s: 1}["abc"], f"{s}", "%s" % s, s[0], len(s), "b" in s, type(s.strip()), type(str(s)))
class I(int):
    def __new__(cls, v, extra=None):
        self = super().__new__(cls, v); self.extra = extra; return self
i = I(41, extra="e")
print(i + 1, type(i + 1), i.extra, i == 41, [0, 1, 2][I(1)], i.real, int(i), type(int(i)), repr(i), f"{i:05d}", -i, i // 2, hash(i), bool(I(0)), range(I(3)))
class F(float): pass
f = F(2.5); f.tag = 1
print(f, f * 2, type(f * 2), f.tag, F("3.5"), round(f), int(f))
class T(tuple):
    def __new__(cls, a, b): return super().__new__(cls, (a, b))
    @property
    def first(self): return self[0]
t = T(1, 2); t.note = "n"
print(t, t.first, t.note, t + (3,), t == (1, 2), hash(t) == hash((1, 2)), len(t), list(t), t[1], T.__mro__)
class St(set):
    def add(self, x): super().add(x); self.last = x
st = St([1]); st.add(2)
print(st, st.last, st | {3}, type(st | {3}), St([1]) == {1})
class FS(frozenset): pass
print(FS([1]), type(FS([1]) | {2}), {FS([1])})
class B(bytes): pass
b = B(b"ab"); b.q = 1
print(b, b.q, b + b"c", b[0])
class E(Exception):
    def __init__(self, msg, code):
        super().__init__(msg); self.code = code
    def __str__(self): return f"{self.args[0]} (code {self.code})"
e = E("bad", 5)
print(e, repr(e), e.args, e.code, e.__dict__, isinstance(e, Exception))
class E2(Exception):
    def __init__(self, a, b): self.a = a
print(repr(E2(1, 2)), E2(1, b=2).args, str(E2("x", "y")))
class E3(KeyError, ValueError): pass
print(repr(E3("k")), str(E3("k")), E3.__mro__)
attempt(lambda: type("X", (E3, list), {}))
class OE(OSError): pass
print(OE(2, "msg"), OE(2, "msg", "file").filename, repr(OSError(2, "m")), OSError("only").errno, OSError(13, "x").__class__, OE(2, "q").__class__)
print(StopIteration(5).value, SystemExit(3).code, SystemExit().code, SystemExit(1, 2).code, KeyError("a"), KeyError(), KeyError(1, 2), ImportError("m", name="n", path="p").name, AttributeError("m", name="n", obj=5).obj, NameError("m", name="z").name)
attempt(ImportError, "m", bad=1); attempt(ValueError, x=1); attempt(AttributeError, "m", bad=1)
try:
    try: 1 / 0
    except ZeroDivisionError as z: raise ValueError("v") from z
except ValueError as v:
    print(v.__cause__, v.__suppress_context__, v.__context__ is v.__cause__, v.__traceback__.tb_lineno, v.with_traceback(None).__traceback__)
    v.add_note("a note"); print(v.__notes__); attempt(v.add_note, 5)
    attempt(setattr, v, "__cause__", 5); attempt(setattr, v, "args", 5); attempt(setattr, v, "__traceback__", 5)
    v.args = (1, 2); print(v.args, v)
try: raise ValueError
except ValueError as v2: print(repr(v2), v2.args)
attempt(lambda: (_ for _ in ()).throw(5))
def bad_raise(x):
    raise x
attempt(bad_raise, 5); attempt(bad_raise, "s"); attempt(bad_raise, int); attempt(bad_raise, KeyError); attempt(bad_raise, type("Q", (Exception,), {"__init__": lambda self: None}))
print(UnicodeDecodeError("utf-8", b"\xff", 0, 1, "why"), UnicodeEncodeError("ascii", "é", 0, 1, "r"), SyntaxError("m", ("f.py", 3, 4, "text")), SyntaxError("m").msg)
# comparisons chain, containers with dunder
class Eq:
    def __init__(s, v): s.v = v
    def __eq__(s, o): print("eq", s.v, getattr(o, "v", o)); return s.v == getattr(o, "v", o)
    def __hash__(s): return hash(s.v) % 4
    def __lt__(s, o): return s.v < o.v
    def __repr__(s): return f"Eq({s.v})"
dd = {Eq(1): "a", Eq(5): "b"}
print(dd[Eq(5)], dd.get(Eq(9)), Eq(1) in dd, dd.pop(Eq(1)), dd, len({Eq(2), Eq(2), Eq(6)}))
print([Eq(1), Eq(2)] == [Eq(1), Eq(3)], (Eq(1),) < (Eq(2),), [Eq(3), Eq(1), Eq(2)].count(Eq(1)), sorted([Eq(3), Eq(1), Eq(2)]), max([Eq(3), Eq(7)]), min(Eq(3), Eq(2)))
print({"a": Eq(1)} == {"a": Eq(1)}, {Eq(1)} == {Eq(1)}, {Eq(1)} | {Eq(1)}, {Eq(1)} & {Eq(1), Eq(5)}, {Eq(1)} - {Eq(1)})
r = [1]; r.append(r); dr = {}; dr["d"] = dr; print(r, dr, repr((r, dr))); 
class R:
    def __init__(s): s.l = [s]
    def __repr__(s): return f"R({s.l})" if len(s.l) == 0 else f"R<{len(s.l)}>"
print(R().l)

# expect: [1, 2, 10] t {'tag': 't', 'more': 1} 3 [1, 2, 10, 1] <class 'list'> [2, 10] <class 'list'> True [10, 2, 1] True
# expect: {'a': 1, 'k': 2} 5 False {'a': 1, 'k': 2} {'a': 1, 'k': 2} {'a': None, 'b': None} <class '__main__.D'>
# expect: abc custom ABC abcd <class 'str'> 1 True True 1 abc abc a 3 True <class 'str'> <class 'str'>
# expect: 42 <class 'int'> e True 1 41 41 <class 'int'> 41 00041 -41 20 41 False range(0, 3)
# expect: 2.5 5.0 <class 'float'> 1 3.5 2 2
# expect: (1, 2) 1 n (1, 2, 3) True True 2 [1, 2] 2 (<class '__main__.T'>, <class 'tuple'>, <class 'object'>)
# expect: St({1, 2}) 2 {1, 2, 3} <class 'set'> True
# expect: FS({1}) <class 'frozenset'> {FS({1})}
# expect: b'ab' 1 b'abc' 97
# expect: bad (code 5) E('bad') ('bad',) 5 {'code': 5} True
# expect: E2(1, 2) (1,) ('x', 'y')
# expect: E3('k') 'k' (<class '__main__.E3'>, <class 'KeyError'>, <class 'LookupError'>, <class 'ValueError'>, <class 'Exception'>, <class 'BaseException'>, <class 'object'>)
# expect: TypeError multiple bases have instance lay-out conflict
# expect: [Errno 2] msg file FileNotFoundError(2, 'm') None <class 'PermissionError'> <class '__main__.OE'>
# expect: 5 3 None (1, 2) 'a'  (1, 2) n 5 z
# expect: TypeError ImportError() got an unexpected keyword argument 'bad'
# expect: TypeError ValueError() takes no keyword arguments
# expect: TypeError AttributeError() got an unexpected keyword argument 'bad'
# expect: division by zero True True 65 None
# expect: ['a note']
# expect: TypeError note must be a str, not 'int'
# expect: TypeError exception cause must be None or derive from BaseException
# expect: TypeError 'int' object is not iterable
# expect: TypeError __traceback__ must be a traceback or None
# expect: (1, 2) (1, 2)
# expect: ValueError() ()
# expect: TypeError exceptions must be classes or instances deriving from BaseException, not int
# expect: TypeError exceptions must derive from BaseException
# expect: TypeError exceptions must derive from BaseException
# expect: TypeError exceptions must derive from BaseException
# expect: KeyError 
# expect: Q 
# expect: 'utf-8' codec can't decode byte 0xff in position 0: why 'ascii' codec can't encode character '\xe9' in position 0: r m (f.py, line 3) m
# expect: eq 1 5
# expect: eq 1 5
# expect: eq 5 5
# expect: eq 1 9
# expect: eq 5 9
# expect: eq 1 1
# expect: eq 1 1
# expect: eq 2 2
# expect: eq 2 6
# expect: b None True a {Eq(5): 'b'} 2
# expect: eq 1 1
# expect: eq 2 3
# expect: eq 1 2
# expect: eq 3 1
# expect: eq 1 1
# expect: eq 2 1
# expect: False True 1 [Eq(1), Eq(2), Eq(3)] Eq(7) Eq(2)
# expect: eq 1 1
# expect: eq 1 1
# expect: eq 1 1
# expect: eq 1 5
# expect: eq 1 1
# expect: eq 1 1
# expect: True True {Eq(1)} {Eq(1)} set()
# expect: [1, [...]] {'d': {...}} ([1, [...]], {'d': {...}})
# expect: [R<1>]
