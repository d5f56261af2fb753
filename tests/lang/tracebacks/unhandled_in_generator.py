def numbers():
    yield 1
    yield int("two")


for n in numbers():
    print(n)

# expect: 1
# expect-error: ValueError: invalid literal for int() with base 10: 'two'
# expect-exit: 1
