square = lambda x: x * x
print(square(5), (lambda: 42)(), (lambda x, y=2, *args, k=3, **kw: (x, y, args, k, kw))(1, 5, 6, k=7, z=8))
adders = [lambda x, n=n: x + n for n in range(3)]
print([add(10) for add in adders])
late = [lambda: n for n in range(3)]
print([f() for f in late])
compose = lambda f, g: lambda x: f(g(x))
print(compose(square, lambda x: x + 1)(3))
print(sorted(["pear", "fig", "banana"], key=lambda w: (len(w), w)))
print(list(map(lambda x, y: x * y, [1, 2, 3], [4, 5, 6])), list(filter(lambda x: x % 2, range(6))))
factorial = lambda n: 1 if n < 2 else n * factorial(n - 1)
print(factorial(20))
print((lambda *, k: k)(k=1), (lambda x, /: x)(2), square.__name__)
table = {"+": lambda a, b: a + b, "-": lambda a, b: a - b}
print(table["+"](2, 3), table["-"](2, 3))
y = lambda: (yield 5)
print(list(y()))
print((lambda f: f(f, 10))(lambda self, n: 0 if n == 0 else n + self(self, n - 1)))
try:
    square()
except TypeError as error:
    print(error)
try:
    square(1, 2)
except TypeError as error:
    print(error)

# expect: 25 42 (1, 5, (6,), 7, {'z': 8})
# expect: [10, 11, 12]
# expect: [2, 2, 2]
# expect: 16
# expect: ['fig', 'pear', 'banana']
# expect: [4, 10, 18] [1, 3, 5]
# expect: 2432902008176640000
# expect: 1 2 <lambda>
# expect: 5 -1
# expect: [5]
# expect: 55
# expect: <lambda>() missing 1 required positional argument: 'x'
# expect: <lambda>() takes 1 positional argument but 2 were given
