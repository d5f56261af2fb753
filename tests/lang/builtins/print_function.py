import sys

print()
print(1, "a", None, [1], sep=", ", end="!\n")
print("no newline", end="")
print(" continues")
print(1, 2, 3, sep="")
print("a", "b", sep="\n")
print(*[1, 2, 3], sep="-")
print("to stdout", file=sys.stdout)
print("to stderr", file=sys.stderr)
print("flushed", flush=True)
print(sep="x", end="only end\n")
print("a", sep=None, end=None)
sys.stdout.write("written\n")
count = sys.stdout.write("abc\n")
print(count)


class Writer:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)


w = Writer()
print("x", 1, file=w)
print("y", end="", file=w)
print(w.parts)


class Shown:
    def __str__(self):
        return "shown"


print(Shown(), [str(Shown())], f"{Shown()}")


class BadStr:
    def __str__(self):
        return 5


try:
    print(BadStr())
except TypeError as error:
    print(error)
try:
    print(1, sep=5)
except TypeError as error:
    print(error)
try:
    print(1, nope=5)
except TypeError as error:
    print(error)
old = sys.stdout
sys.stdout = w
print("captured")
sys.stdout = old
print(w.parts[-2:])
print("unicode: é 日本 😀")
print("tab\tnew\nline")
print(True, 1.0, 1e100, -0.0, 10 ** 20, b"b", range(3), {1: 2}, {1}, (1,), frozenset())
print(print("inner"))

# expect:
# expect: 1, a, None, [1]!
# expect: no newline continues
# expect: 123
# expect: a
# expect: b
# expect: 1-2-3
# expect: to stdout
# expect: flushed
# expect: only end
# expect: a
# expect: written
# expect: abc
# expect: 4
# expect: ['x', ' ', '1', '\n', 'y', '']
# expect: shown ['shown'] shown
# expect: __str__ returned non-string (type int)
# expect: sep must be None or a string, not int
# expect: print() got an unexpected keyword argument 'nope'
# expect: ['captured', '\n']
# expect: unicode: é 日本 😀
# expect: tab	new
# expect: line
# expect: True 1.0 1e+100 -0.0 100000000000000000000 b'b' range(0, 3) {1: 2} {1} (1,) frozenset()
# expect: inner
# expect: None
