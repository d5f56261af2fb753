import io

s = io.StringIO("first\nsecond\nthird")
print(repr(s.readline()), s.tell(), s.read(), repr(s.read()))
s.seek(0)
print(list(s))
w = io.StringIO()
print(w.write("abc"), w.write("def\n"), file=w)
print(repr(w.getvalue()))
w.seek(0)
w.truncate(3) if False else None
print("to buffer", 1, file=w)
print(repr(w.getvalue()))
w.close()
try:
    w.write("x")
except ValueError as error:
    print(error)
b = io.BytesIO(b"bytes here")
print(b.read(5), b.read(), b.getvalue(), b.seek(0), b.readline())
b.write(b"!")
print(b.getvalue(), b.tell())
with io.StringIO() as t:
    t.writelines(["a\n", "b\n"])
    print(t.getvalue().splitlines(), t.closed)
print(t.closed, io.StringIO("x").readable() , io.StringIO("a\nb").readlines())
try:
    io.StringIO(5)
except TypeError as error:
    print(type(error).__name__)

# expect: 'first\n' 6 second
# expect: third ''
# expect: ['first\n', 'second\n', 'third']
# expect: 'abcdef\n3 4\n'
# expect: 'to buffer 1\n'
# expect: I/O operation on closed file
# expect: b'bytes' b' here' b'bytes here' 0 b'bytes here'
# expect: b'bytes here!' 11
# expect: ['a', 'b'] False
# expect: True True ['a\n', 'b']
# expect: TypeError
