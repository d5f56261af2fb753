def f(a, *, b):
    return a + b


print(f(1, b=2))
print(f(1, 2))

# expect: 3
# expect-error: TypeError: f() takes 1 positional argument but 2 were given
# expect-exit: 1
