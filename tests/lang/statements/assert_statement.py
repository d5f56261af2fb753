assert True
assert 1 + 1 == 2, "math works"
assert [0]
try:
    assert False
except AssertionError as error:
    print(repr(error), str(error) == "")
try:
    assert 1 > 2, "one is not greater"
except AssertionError as error:
    print(error)
try:
    assert (), ("a", 1)
except AssertionError as error:
    print(error.args)


def side():
    print("message evaluated")
    return "m"


assert True, side()
try:
    assert 0, side()
except AssertionError as error:
    print("caught", error)
try:
    assert None, ValueError("inner")
except AssertionError as error:
    print(repr(error.args[0]))
print(__debug__)
assert not [], "empty is false"
x = 5
try:
    assert 0 < x < 5, f"x is {x}"
except AssertionError as error:
    print(error)
assert x == 6, "uncaught"

# expect: AssertionError() True
# expect: one is not greater
# expect: (('a', 1),)
# expect: message evaluated
# expect: caught m
# expect: ValueError('inner')
# expect: True
# expect: x is 5
# expect-error: AssertionError: uncaught
# expect-exit: 1
