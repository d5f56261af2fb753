def value(n):
    print("value", n)
    return n


print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 > 1 > 0, 1 == 1 != 2)
print(value(1) < value(2) < value(3))
print(value(2) < value(1) < value(3))
print(value(1) < value(5) > value(3) == value(3))
print("a" < "b" < "c", "abc" < "abd", "ab" < "abc", "Z" < "a", "" < "a")
print([1, 2] < [1, 3], [1, 2] < [1, 2, 0], [] < [0], (1, "a") < (1, "b"), [2] > [1, 100])
print(1 in [1, 2], 3 not in [1, 2], "ell" in "hello", "" in "abc", 2 in {1: 0, 2: 0}, 5 in range(0, 10, 2), 4 in range(0, 10, 2))
a = [1]
b = a
c = [1]
print(a is b, a is c, a is not c, a == c, None is None)
print(1 in (1, 2) in [(1, 2)], not 1 in [1])
print({1, 2} < {1, 2, 3}, {1, 2} <= {1, 2}, {1, 4} < {1, 2, 3}, {1, 2} == {2, 1})
print({"a": 1, "b": 2} == {"b": 2, "a": 1}, {"a": 1} == {"a": 1.0}, [1, 2] == (1, 2))
nan = float("nan")
print(nan == nan, nan != nan, nan < 1, nan in [nan], [nan] == [nan], min(1, nan), max(nan, 1))
for left, right in [(1, "a"), ([], ()), (None, 0), ({}, {})]:
    try:
        left < right
    except TypeError as error:
        print(error)
try:
    1 in 5
except TypeError as error:
    print(error)
try:
    5 in "abc"
except TypeError as error:
    print(error)

# expect: True False True True
# expect: value 1
# expect: value 2
# expect: value 3
# expect: True
# expect: value 2
# expect: value 1
# expect: False
# expect: value 1
# expect: value 5
# expect: value 3
# expect: value 3
# expect: True
# expect: True True True True True
# expect: True True True True True
# expect: True True True True True False True
# expect: True False True True True
# expect: True False
# expect: True True False True
# expect: True True False
# expect: False True False True True 1 nan
# expect: '<' not supported between instances of 'int' and 'str'
# expect: '<' not supported between instances of 'list' and 'tuple'
# expect: '<' not supported between instances of 'NoneType' and 'int'
# expect: '<' not supported between instances of 'dict' and 'dict'
# expect: argument of type 'int' is not iterable
# expect: 'in <string>' requires string as left operand, not int
