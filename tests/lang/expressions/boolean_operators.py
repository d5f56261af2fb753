def say(value):
    print("eval", repr(value))
    return value


print(say(0) or say("") or say("end"))
print(say(1) and say([]) and say("never"))
print(say(0) and say(1) or say(2))
print(not say(None) and not say(""))
print(1 and 2 or 3, 0 and 2 or 3, 1 and (0 or 5), None or False, "" or None)
for falsy in (0, 0.0, "", [], (), {}, set(), None, False, b"", range(0), frozenset()):
    if falsy:
        print("wrong", falsy)
for truthy in (1, -1, 0.1, " ", [0], (None,), {0: 0}, {0}, True, b"\0", range(1), object(), len):
    if not truthy:
        print("wrong", truthy)


class Empty:
    def __len__(self):
        return 0


class No:
    def __bool__(self):
        return False

    def __len__(self):
        return 5


class Bad:
    def __bool__(self):
        return "yes"


print(bool(Empty()), bool(No()), "x" if Empty() else "y", not No())
try:
    bool(Bad())
except TypeError as error:
    print(error)
x = 5
print(x > 3 and x < 10 and "in range", x > 3 and x < 4 and "in range")
print([n for n in range(20) if n % 2 == 0 and not n % 3 or n == 7])
result = "none"
if x == 5 and (x != 6 or 1 / 0):
    result = "short"
print(result)
while x and x != 2:
    x -= 1
print(x)

# expect: eval 0
# expect: eval ''
# expect: eval 'end'
# expect: end
# expect: eval 1
# expect: eval []
# expect: []
# expect: eval 0
# expect: eval 2
# expect: 2
# expect: eval None
# expect: eval ''
# expect: True
# expect: 2 3 5 False None
# expect: False False y True
# expect: __bool__ should return bool, returned str
# expect: in range False
# expect: [0, 6, 7, 12, 18]
# expect: short
# expect: 2
