import os
import os.path

print(os.path.join("a", "b", "c.txt"), os.path.join("a", "/b"), os.path.join("a/", "b"), os.path.join("", "b"), os.path.join("a", ""))
print(os.path.split("/a/b/c"), os.path.split("c"), os.path.split("/"), os.path.split("/a/"), os.path.dirname("/a/b"), os.path.basename("/a/b"), os.path.basename("/a/b/"))
print(os.path.splitext("a/b.tar.gz"), os.path.splitext(".bashrc"), os.path.splitext("a.b/c"), os.path.splitext("a."), os.path.splitext("..x"), os.path.splitext("a..x"))
print(os.path.normpath("a/./b/../c//d"), os.path.normpath("/../a"), os.path.normpath(""), os.path.normpath("../.."), os.path.normpath("//a"), os.path.normpath("///a"), os.path.normpath("a/../.."))
print(os.path.isabs("/a"), os.path.isabs("a"), os.path.abspath("/a/../b"), os.path.relpath("/a/b/c", "/a/d"), os.path.relpath("/a", "/a"), os.path.commonpath(["/a/b/c", "/a/b/d"]), os.path.commonprefix(["abc", "abd"]))
print(os.path.exists("/"), os.path.isdir("/"), os.path.isfile("/"), os.path.exists("/no/such/path"), os.path.isfile(__file__) or os.path.exists(os.path.abspath(__file__)))
os.environ["TEST_VARIABLE"] = "value"
print(os.environ["TEST_VARIABLE"], os.environ.get("NO_SUCH_VARIABLE", "default"), os.getenv("TEST_VARIABLE"), "TEST_VARIABLE" in os.environ, os.path.expandvars("$TEST_VARIABLE/${TEST_VARIABLE}x$NOPE"))
del os.environ["TEST_VARIABLE"]
print(os.getenv("TEST_VARIABLE"), os.sep, os.linesep == "\n", os.name, os.curdir, os.pardir, os.pathsep, os.extsep)
print(isinstance(os.getpid(), int), os.cpu_count() >= 1, isinstance(os.getcwd(), str), os.fspath("x"))
try:
    os.environ["missing variable"]
except KeyError as error:
    print("KeyError", error)
try:
    os.environ["x"] = 5
except TypeError as error:
    print(error)
try:
    os.path.join(5)
except TypeError as error:
    print(error)

# expect: a/b/c.txt /b a/b b a/
# expect: ('/a/b', 'c') ('', 'c') ('/', '') ('/a', '') /a b 
# expect: ('a/b.tar', '.gz') ('.bashrc', '') ('a.b/c', '') ('a', '.') ('..x', '') ('a.', '.x')
# expect: a/c/d /a . ../.. //a /a ..
# expect: True False /b ../b/c . /a/b ab
# expect: True True False False True
# expect: value default value True value/valuex$NOPE
# expect: None / True posix . .. : .
# expect: True True True x
# expect: KeyError 'missing variable'
# expect: str expected, not int
# expect: expected str, bytes or os.PathLike object, not int
