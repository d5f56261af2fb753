import sys, gc, sysconfig, weakref, builtins

print(sys.version_info[0], sys.version_info >= (3, 12), sys.version_info.major, sys.maxsize, sys.byteorder, sys.platform, sys.getdefaultencoding())
print(sys.getrefcount(None) > 1000, sys.getswitchinterval(), sys.exc_info(), sys.exception(), sys.getrecursionlimit(), sys.float_info.max, sys.hash_info.modulus)
sys.setswitchinterval(0.001)
print(sys.getswitchinterval())
try:
    raise ValueError("x")
except ValueError as error:
    print(sys.exc_info()[0], sys.exc_info()[1] is error, sys.exception() is error)
print(sys.modules["sys"] is sys, "builtins" in sys.modules, builtins.len is len, sys.intern("abc") is sys.intern("abc"))
sys.stdout.write("written\n")
print("a", "b", sep="-", end="!\n", file=sys.stdout, flush=True)
print(1, 2.5, None, [1, "x"], sep="")
print(*range(3), sep="\n")
print()
for bad in (lambda: print("x", sep=5), lambda: print("x", end=5), lambda: print(foo=1), lambda: sys.setswitchinterval(0), lambda: sys.setswitchinterval("x"), lambda: input(), lambda: open("/no/such/file"), lambda: open("/"), lambda: open("x", "q")):
    try:
        bad()
    except Exception as error:
        print(type(error).__name__, error)
with open(__file__) as source:
    first = source.readline()
    print(first.rstrip(), source.closed, source.name == __file__, source.mode)
    rest = source.readlines()
    print(len(rest) > 10, source.read() == "")
print(source.closed)
try:
    source.read()
except ValueError as error:
    print(error)
with open(__file__, "rb") as source:
    print(source.read(6), type(source.read()).__name__)
print(sum(1 for line in open(__file__)) == len(rest) + 1)
print(gc.isenabled(), gc.get_threshold(), gc.collect() >= 0)
gc.disable()
print(gc.isenabled())
print(sysconfig.get_config_var("Py_GIL_DISABLED") in (0, 1), sysconfig.get_config_var("nonsense"))


class Thing:
    pass


thing = Thing()
dead = []
ref = weakref.ref(thing, lambda r: dead.append("gone"))
print(ref() is thing, weakref.getweakrefcount(thing), weakref.ref(thing) is weakref.ref(thing))
proxy = weakref.proxy(thing)
proxy.x = 5
print(thing.x, proxy.x)
del thing
print(ref(), dead)
try:
    proxy.x
except ReferenceError as error:
    print(error)
try:
    weakref.ref(5)
except TypeError as error:
    print(error)
print(id(sys) == id(sys), callable(len), callable(5), hash("a") == hash("a"), ascii("é"), repr("é"), chr(233), ord("é"), bin(-5), oct(8), hex(255), abs(-3))
print(sorted(n for n in dir(Thing) if n in ("__dict__", "__weakref__", "__doc__", "__module__", "__eq__")), globals()["sys"] is sys)


def local_names(a, b=2):
    c = 3
    return locals(), sorted(dir()), sorted(vars())


print(local_names(1))
sys.exit(3)

# expect: 3 True 3 9223372036854775807 little linux utf-8
# expect: True 0.005 (None, None, None) None 1000 1.7976931348623157e+308 2305843009213693951
# expect: 0.001
# expect: <class 'ValueError'> True True
# expect: True True True True
# expect: written
# expect: a-b!
# expect: 12.5None[1, 'x']
# expect: 0
# expect: 1
# expect: 2
# expect:
# expect: TypeError sep must be None or a string, not int
# expect: TypeError end must be None or a string, not int
# expect: TypeError print() got an unexpected keyword argument 'foo'
# expect: ValueError switch interval must be strictly positive
# expect: TypeError must be real number, not str
# expect: EOFError EOF when reading a line
# expect: FileNotFoundError [Errno 2] No such file or directory: '/no/such/file'
# expect: IsADirectoryError [Errno 21] Is a directory: '/'
# expect: ValueError invalid mode: 'q'
# expect: import sys, gc, sysconfig, weakref, builtins False True r
# expect: True True
# expect: True
# expect: I/O operation on closed file.
# expect: b'import' bytes
# expect: True
# expect: True (2000, 10, 10) True
# expect: False
# expect: True None
# expect: True 1 True
# expect: 5 5
# expect: None ['gone']
# expect: weakly-referenced object no longer exists
# expect: cannot create weak reference to 'int' object
# expect: True True False True '\xe9' 'é' é 233 -0b101 0o10 0xff 3
# expect: ['__dict__', '__doc__', '__eq__', '__module__', '__weakref__'] True
# expect: ({'a': 1, 'b': 2, 'c': 3}, ['a', 'b', 'c'], ['a', 'b', 'c'])
# expect-exit: 3
