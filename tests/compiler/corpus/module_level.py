# A module without docstring: module code of every kind.
import sys

a = 1
b = a + 1


def f():
    global shared
    shared = 1


shared = 2
print(shared)
del shared
if a:
    b = 2
elif b:
    b = 3
else:
    b = 4
while b:
    b -= 1
    if b == 1:
        continue
    if b == 2:
        break
else:
    b = 5
for i in range(3):
    for j in range(i):
        if i == j:
            continue
        print(i, j)
try:
    a = b
except ValueError as e:
    print(e)
else:
    pass
finally:
    a = None
with open("x") as g, open("y"):
    g.read()
assert a, "message"
x = y = [1, 2, 3]
x[0], y[1] = y[1], x[0]
lambda: (a, b)
print(f"{a} {b!r}", *x, sep="")
c: int
d: int = 1
class A:
    pass
@f
def h(): return 1
raise SystemExit(0 if __name__ == "__main__" else 1)
