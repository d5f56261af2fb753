def attempt(action, *a, **k):
    try:
        print(repr(action(*a, **k)))
    except BaseException as error:
        print(type(error).__name__, error)
# calls with wrong args for builtins
for f in (len, abs, chr, ord, hash, id, callable, iter, next, repr, ascii, bin, hex, oct, isinstance, issubclass, getattr, hasattr, setattr, delattr, divmod, pow, round, sum, any, all, sorted, min, max, zip, map, filter, enumerate, reversed, print, open, format, vars, dir, globals, locals, type, super, property, classmethod, staticmethod, int, float, str, list, tuple, dict, set, frozenset, bytes, bytearray, bool, object, range, slice):
    if f in (globals, locals, dir, vars, zip, print, super, int, float, str, list, tuple, dict, set, frozenset, bytes, bytearray, bool, object, property): continue
    attempt(f)
for f in (len, abs, chr, ord, hash, id, callable, repr, ascii, bin, hex, oct, any, all, bool, globals, locals):
    attempt(f, 1, 2, 3)
attempt(float, "abc"); attempt(float, []); attempt(str, b"abc", "ascii"); attempt(str, 5, "ascii"); attempt(list, 5); attempt(tuple, None); attempt(dict, [1]); attempt(dict, 5); attempt(set, 5); attempt(bytes, "x"); attempt(bytes, -1); attempt(range, 1.5); attempt(range, 1, 2, 0); attempt(slice, 1, 2, 3, 4); attempt(bool, 1, 2)
attempt(type, 1, 2); attempt(getattr, 1); attempt(isinstance, 1); attempt(chr, -1); attempt(chr, 1 << 40); attempt(chr, "a"); attempt(ord, "ab"); attempt(ord, 5)
attempt(divmod, 5, 0); attempt(divmod, 5.0, 0); attempt(pow, 0, -1); attempt(pow, 2, -2); attempt(round, 2.675, 2); attempt(round, 1234, -2); attempt(round, 2.5, None); attempt(round, 1e300, 2); attempt(round, float("nan")); attempt(round, float("inf"))
attempt(sum, [1.5, 2], 3); attempt(sum, [[1]], 5); attempt(sum, [], start=5); attempt(max, 1); attempt(max, 1, 2, default=3); attempt(min, [], key=len); attempt(min, "b", "a", "c"); attempt(max, [1, 2], key=None); attempt(max, {}, default=None)
attempt(sorted, [3, 1, 2], reverse=True); attempt(sorted, "hello", key=str.upper); attempt(sorted, [1], 5); attempt(sorted, [1], bad=1)
attempt(format, 3.14159, ".2f"); attempt(format, 5, "x^9"); attempt(format, "a", 5); attempt(format, [], "x"); attempt(format, object(), ""[:0]) if False else None
attempt(eval if False else abs, -5)
attempt(enumerate, [1], "a"); attempt(filter, None); attempt(map, len); attempt(zip, 5)
attempt(print, "x", file=5)
attempt(print, "x", sep=5)
attempt(vars, 5); attempt(dir, 5) if False else None
attempt(isinstance, 5, (int, "x")); attempt(isinstance, "s", (int, "x")); attempt(issubclass, int, "x"); attempt(issubclass, 5, 5)
attempt(hash, {}); attempt(hash, ([],)); attempt(hash, 2**61-1); attempt(hash, -1); attempt(hash, 1.5); attempt(hash, float("inf")); attempt(hash, True); attempt(hash, None) if False else None
attempt(super); attempt(property, 1, 2, 3, 4, 5); attempt(classmethod); attempt(staticmethod, 1, 2)
attempt(input)
attempt(open, "nope.txt"); attempt(open, "x", "w"[:0] or "zz"); attempt(open, "x", "rw"); attempt(open, 5.5)
attempt(memoryview, b"x") if False else None
class A:
    def f(self, a, b=1, /, c=2, *, d, e=5): pass
    def g(self): pass
    def h(self, *args, k): pass
attempt(A().f); attempt(A().f, 1); attempt(A().f, 1, 2, 3, 4, d=1); attempt(A().f, 1, d=1, z=5); attempt(A().f, 1, a=3, d=2); attempt(A().g, 1); attempt(A.g); attempt(A().h); attempt(A().h, 1, 2); attempt(A().g, x=1); attempt(lambda x, y: 0, 1); attempt(lambda x, y, z: 0); attempt(lambda *, a, b: 0); attempt(lambda x: 0, 1, x=2)
attempt([].append); attempt([].append, 1, 2); attempt([].pop, "a"); attempt([].pop); attempt([].index, 5); attempt([].remove, 1); attempt({}.pop, "x"); attempt({}.popitem); attempt({}.get); attempt(set().pop); attempt(set().remove, 1); attempt("".join, 5); attempt("".join, [1]); attempt("a".split, ""); attempt("".index, "x"); attempt("a".center); attempt((1,).index, 2); attempt({}.update, 5); attempt({}.update, [1]); attempt({}.update, [(1, 2, 3)]); attempt([].sort, 1); attempt([].sort, bad=1); attempt([].insert, 1); attempt([].extend, 5); attempt({}.setdefault); attempt("x".encode, "nope"); attempt(b"\xff".decode); attempt("é".encode, "ascii"); attempt("x".replace, "a"); attempt(dict.fromkeys, 5); attempt((5).to_bytes, 0); attempt("{}".format); attempt("{a}".format); attempt("{0.x}".format, 5); attempt("%d".__mod__, "x"); attempt("%s %s".__mod__, "x"); attempt("%s".__mod__, (1, 2)); attempt("%z".__mod__, 1)

# expect: TypeError len() takes exactly one argument (0 given)
# expect: TypeError abs() takes exactly one argument (0 given)
# expect: TypeError chr() takes exactly one argument (0 given)
# expect: TypeError ord() takes exactly one argument (0 given)
# expect: TypeError hash() takes exactly one argument (0 given)
# expect: TypeError id() takes exactly one argument (0 given)
# expect: TypeError callable() takes exactly one argument (0 given)
# expect: TypeError iter expected at least 1 argument, got 0
# expect: TypeError next expected at least 1 argument, got 0
# expect: TypeError repr() takes exactly one argument (0 given)
# expect: TypeError ascii() takes exactly one argument (0 given)
# expect: TypeError bin() takes exactly one argument (0 given)
# expect: TypeError hex() takes exactly one argument (0 given)
# expect: TypeError oct() takes exactly one argument (0 given)
# expect: TypeError isinstance expected 2 arguments, got 0
# expect: TypeError issubclass expected 2 arguments, got 0
# expect: TypeError getattr expected at least 2 arguments, got 0
# expect: TypeError hasattr expected 2 arguments, got 0
# expect: TypeError setattr expected 3 arguments, got 0
# expect: TypeError delattr expected 2 arguments, got 0
# expect: TypeError divmod expected 2 arguments, got 0
# expect: TypeError pow() missing required argument 'base' (pos 1)
# expect: TypeError round() missing required argument 'number' (pos 1)
# expect: TypeError sum() takes at least 1 positional argument (0 given)
# expect: TypeError any() takes exactly one argument (0 given)
# expect: TypeError all() takes exactly one argument (0 given)
# expect: TypeError sorted expected 1 argument, got 0
# expect: TypeError min expected at least 1 argument, got 0
# expect: TypeError max expected at least 1 argument, got 0
# expect: TypeError map() must have at least two arguments.
# expect: TypeError filter expected 2 arguments, got 0
# expect: TypeError enumerate() missing required argument 'iterable'
# expect: TypeError reversed expected 1 argument, got 0
# expect: TypeError open() missing required argument 'file' (pos 1)
# expect: TypeError format expected at least 1 argument, got 0
# expect: TypeError type() takes 1 or 3 arguments
# expect: TypeError classmethod expected 1 argument, got 0
# expect: TypeError staticmethod expected 1 argument, got 0
# expect: TypeError range expected at least 1 argument, got 0
# expect: TypeError slice expected at least 1 argument, got 0
# expect: TypeError len() takes exactly one argument (3 given)
# expect: TypeError abs() takes exactly one argument (3 given)
# expect: TypeError chr() takes exactly one argument (3 given)
# expect: TypeError ord() takes exactly one argument (3 given)
# expect: TypeError hash() takes exactly one argument (3 given)
# expect: TypeError id() takes exactly one argument (3 given)
# expect: TypeError callable() takes exactly one argument (3 given)
# expect: TypeError repr() takes exactly one argument (3 given)
# expect: TypeError ascii() takes exactly one argument (3 given)
# expect: TypeError bin() takes exactly one argument (3 given)
# expect: TypeError hex() takes exactly one argument (3 given)
# expect: TypeError oct() takes exactly one argument (3 given)
# expect: TypeError any() takes exactly one argument (3 given)
# expect: TypeError all() takes exactly one argument (3 given)
# expect: TypeError bool expected at most 1 argument, got 3
# expect: TypeError globals() takes no arguments (3 given)
# expect: TypeError locals() takes no arguments (3 given)
# expect: ValueError could not convert string to float: 'abc'
# expect: TypeError float() argument must be a string or a real number, not 'list'
# expect: 'abc'
# expect: TypeError decoding to str: need a bytes-like object, int found
# expect: TypeError 'int' object is not iterable
# expect: TypeError 'NoneType' object is not iterable
# expect: TypeError cannot convert dictionary update sequence element #0 to a sequence
# expect: TypeError 'int' object is not iterable
# expect: TypeError 'int' object is not iterable
# expect: TypeError string argument without an encoding
# expect: ValueError negative count
# expect: TypeError 'float' object cannot be interpreted as an integer
# expect: ValueError range() arg 3 must not be zero
# expect: TypeError slice expected at most 3 arguments, got 4
# expect: TypeError bool expected at most 1 argument, got 2
# expect: TypeError type() takes 1 or 3 arguments
# expect: TypeError getattr expected at least 2 arguments, got 1
# expect: TypeError isinstance expected 2 arguments, got 1
# expect: ValueError chr() arg not in range(0x110000)
# expect: ValueError chr() arg not in range(0x110000)
# expect: TypeError 'str' object cannot be interpreted as an integer
# expect: TypeError ord() expected a character, but string of length 2 found
# expect: TypeError ord() expected string of length 1, but int found
# expect: ZeroDivisionError integer division or modulo by zero
# expect: ZeroDivisionError float divmod()
# expect: ZeroDivisionError 0.0 cannot be raised to a negative power
# expect: 0.25
# expect: 2.67
# expect: 1200
# expect: 2
# expect: 1e+300
# expect: ValueError cannot convert float NaN to integer
# expect: OverflowError cannot convert float infinity to integer
# expect: 6.5
# expect: TypeError unsupported operand type(s) for +: 'int' and 'list'
# expect: 5
# expect: TypeError 'int' object is not iterable
# expect: TypeError Cannot specify a default for max() with multiple positional arguments
# expect: ValueError min() iterable argument is empty
# expect: 'a'
# expect: 2
# expect: None
# expect: [3, 2, 1]
# expect: ['e', 'h', 'l', 'l', 'o']
# expect: TypeError sorted expected 1 argument, got 2
# expect: TypeError sort() got an unexpected keyword argument 'bad'
# expect: '3.14'
# expect: 'xxxx5xxxx'
# expect: TypeError format() argument 2 must be str, not int
# expect: TypeError unsupported format string passed to list.__format__
# expect: 5
# expect: TypeError 'str' object cannot be interpreted as an integer
# expect: TypeError filter expected 2 arguments, got 1
# expect: TypeError map() must have at least two arguments.
# expect: TypeError 'int' object is not iterable
# expect: AttributeError 'int' object has no attribute 'write'
# expect: TypeError sep must be None or a string, not int
# expect: TypeError vars() argument must have __dict__ attribute
# expect: True
# expect: TypeError isinstance() arg 2 must be a type, a tuple of types, or a union
# expect: TypeError issubclass() arg 2 must be a class, a tuple of classes, or a union
# expect: TypeError issubclass() arg 1 must be a class
# expect: TypeError unhashable type: 'dict'
# expect: TypeError unhashable type: 'list'
# expect: 0
# expect: -2
# expect: 1152921504606846977
# expect: 314159
# expect: 1
# expect: RuntimeError super(): __class__ cell not found
# expect: TypeError property() takes at most 4 arguments (5 given)
# expect: TypeError classmethod expected 1 argument, got 0
# expect: TypeError staticmethod expected 1 argument, got 2
# expect: EOFError EOF when reading a line
# expect: FileNotFoundError [Errno 2] No such file or directory: 'nope.txt'
# expect: ValueError invalid mode: 'zz'
# expect: ValueError must have exactly one of create/read/write/append mode
# expect: TypeError expected str, bytes or os.PathLike object, not float
# expect: TypeError A.f() missing 1 required positional argument: 'a'
# expect: TypeError A.f() missing 1 required keyword-only argument: 'd'
# expect: TypeError A.f() takes from 2 to 4 positional arguments but 5 positional arguments (and 1 keyword-only argument) were given
# expect: TypeError A.f() got an unexpected keyword argument 'z'
# expect: TypeError A.f() got some positional-only arguments passed as keyword arguments: 'a'
# expect: TypeError A.g() takes 1 positional argument but 2 were given
# expect: TypeError A.g() missing 1 required positional argument: 'self'
# expect: TypeError A.h() missing 1 required keyword-only argument: 'k'
# expect: TypeError A.h() missing 1 required keyword-only argument: 'k'
# expect: TypeError A.g() got an unexpected keyword argument 'x'
# expect: TypeError <lambda>() missing 1 required positional argument: 'y'
# expect: TypeError <lambda>() missing 3 required positional arguments: 'x', 'y', and 'z'
# expect: TypeError <lambda>() missing 2 required keyword-only arguments: 'a' and 'b'
# expect: TypeError <lambda>() got multiple values for argument 'x'
# expect: TypeError list.append() takes exactly one argument (0 given)
# expect: TypeError list.append() takes exactly one argument (2 given)
# expect: TypeError 'str' object cannot be interpreted as an integer
# expect: IndexError pop from empty list
# expect: ValueError 5 is not in list
# expect: ValueError list.remove(x): x not in list
# expect: KeyError 'x'
# expect: KeyError 'popitem(): dictionary is empty'
# expect: TypeError get expected at least 1 argument, got 0
# expect: KeyError 'pop from an empty set'
# expect: KeyError 1
# expect: TypeError can only join an iterable
# expect: TypeError sequence item 0: expected str instance, int found
# expect: ValueError empty separator
# expect: ValueError substring not found
# expect: TypeError center expected at least 1 argument, got 0
# expect: ValueError tuple.index(x): x not in tuple
# expect: TypeError 'int' object is not iterable
# expect: TypeError cannot convert dictionary update sequence element #0 to a sequence
# expect: ValueError dictionary update sequence element #0 has length 3; 2 is required
# expect: TypeError sort() takes no positional arguments
# expect: TypeError sort() got an unexpected keyword argument 'bad'
# expect: TypeError insert expected 2 arguments, got 1
# expect: TypeError 'int' object is not iterable
# expect: TypeError setdefault expected at least 1 argument, got 0
# expect: LookupError unknown encoding: nope
# expect: UnicodeDecodeError 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte
# expect: UnicodeEncodeError 'ascii' codec can't encode character '\xe9' in position 0: ordinal not in range(128)
# expect: TypeError replace() takes at least 2 positional arguments (1 given)
# expect: TypeError 'int' object is not iterable
# expect: OverflowError int too big to convert
# expect: IndexError Replacement index 0 out of range for positional args tuple
# expect: KeyError 'a'
# expect: AttributeError 'int' object has no attribute 'x'
# expect: TypeError %d format: a real number is required, not str
# expect: TypeError not enough arguments for format string
# expect: TypeError not all arguments converted during string formatting
# expect: ValueError unsupported format character 'z' (0x7a) at index 1
