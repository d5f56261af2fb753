print(abs(-3), abs(-2.5), abs(True), divmod(7, 3), pow(2, 3), pow(2, 3, 5), round(3.7), round(3.14159, 2), round(-0.5), round(1234, -2))
print(max(1, 2, 3), max([1, 5]), max("abc"), max([], default="d"), max([1, -3], key=abs), max("a", "bb", key=len), min(3, 1), min([2], default=0), min({3, 1}))
print(sum([1, 2]), sum([1.5, 2]), sum([], 5), sum([[1], [2]], []), sum((1, 2), start=10), sum(x for x in range(4)), sum([True, False]))
print(bin(5), oct(9), hex(30), int("7"), float("2"), bool([]), chr(65), ord("A"))
print(all([]), any([]), all([1, 0]), any([0, 1]), all(x > 0 for x in (1, 2)), any(x > 5 for x in (1, 2)))
print(hash(5), hash(0), hash(True), hash(-1), hash(-2), hash(None) == hash(None), hash(()) == hash(()), hash("a") == hash("a"))
print(len("abc"), len([1]), len({}), len(range(5)), len(b"ab"), len({1, 2}), len(()))
print(sorted([3, 1, 2]), sorted("bca"), sorted({"b": 1, "a": 2}), sorted([1, -2, 3], key=abs, reverse=True), sorted([(1, "b"), (1, "a")]), sorted([]))
stable = [("a", 2), ("b", 1), ("c", 2), ("d", 1)]
print(sorted(stable, key=lambda p: p[1]), sorted(stable, key=lambda p: p[1], reverse=True))
print(list(reversed([1, 2])), list(enumerate("ab")), list(zip("ab", [1, 2])), list(map(str, [1])), list(filter(bool, [0, 1])), list(range(3)))
print(isinstance(1, int), isinstance(1, (str, int)), isinstance("a", object), isinstance(1, int | str), issubclass(bool, int), issubclass(int, (str, object)), callable(len), callable(1))
print(type(1).__name__, type("").__name__, type(None).__name__, type([]).__name__, type(type).__name__, type(len).__name__, type(lambda: 0).__name__, type(...).__name__, type(NotImplemented).__name__)
print(id(None) == id(None), repr("a"), ascii("é"), str(1), format(3.14159, ".2f"), format("x", ">3"))
print(int("1" * 30), int(-0.9), float("1e3"), str(1e3), bool("a"), list(bytes(2)), tuple([1]), set([1]), frozenset([2]), dict(a=1))
for bad in (lambda: max([]), lambda: min(), lambda: sum("ab"), lambda: sum([1, "a"]), lambda: len(1), lambda: abs("a"), lambda: round("a"), lambda: sorted(1), lambda: ord(""), lambda: chr("a"),
            lambda: hex(1.5), lambda: isinstance(1, 1), lambda: issubclass(1, int), lambda: max(1), lambda: sorted([1], lambda x: x), lambda: divmod(1, "a"), lambda: pow(2.0, 1, 3), lambda: any(5), lambda: enumerate(5), lambda: zip(5), lambda: map(), lambda: reversed({1}), lambda: iter(1, 2),
            lambda: sum(["a"], ""), lambda: hash([1]), lambda: int("a", 10), lambda: max(1, "a"), lambda: max([1], [2], default=3)):
    try:
        bad()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)

# expect: 3 2.5 1 (2, 1) 8 3 4 3.14 0 1200
# expect: 3 5 c d -3 bb 1 2 1
# expect: 3 3.5 5 [1, 2] 13 6 1
# expect: 0b101 0o11 0x1e 7 2.0 False A 65
# expect: True False False True True False
# expect: 5 0 1 -2 -2 True True True
# expect: 3 1 0 5 2 2 0
# expect: [1, 2, 3] ['a', 'b', 'c'] ['a', 'b'] [3, -2, 1] [(1, 'a'), (1, 'b')] []
# expect: [('b', 1), ('d', 1), ('a', 2), ('c', 2)] [('a', 2), ('c', 2), ('b', 1), ('d', 1)]
# expect: [2, 1] [(0, 'a'), (1, 'b')] [('a', 1), ('b', 2)] ['1'] [1] [0, 1, 2]
# expect: True True True True True True True False
# expect: int str NoneType list type builtin_function_or_method function ellipsis NotImplementedType
# expect: True 'a' '\xe9' 1 3.14   x
# expect: 111111111111111111111111111111 0 1000.0 1000.0 True [0, 0] (1,) {1} frozenset({2}) {'a': 1}
# expect: ValueError max() iterable argument is empty
# expect: TypeError min expected at least 1 argument, got 0
# expect: TypeError unsupported operand type(s) for +: 'int' and 'str'
# expect: TypeError unsupported operand type(s) for +: 'int' and 'str'
# expect: TypeError object of type 'int' has no len()
# expect: TypeError bad operand type for abs(): 'str'
# expect: TypeError type str doesn't define __round__ method
# expect: TypeError 'int' object is not iterable
# expect: TypeError ord() expected a character, but string of length 0 found
# expect: TypeError 'str' object cannot be interpreted as an integer
# expect: TypeError 'float' object cannot be interpreted as an integer
# expect: TypeError isinstance() arg 2 must be a type, a tuple of types, or a union
# expect: TypeError issubclass() arg 1 must be a class
# expect: TypeError 'int' object is not iterable
# expect: TypeError sorted expected 1 argument, got 2
# expect: TypeError unsupported operand type(s) for divmod(): 'int' and 'str'
# expect: TypeError pow() 3rd argument not allowed unless all arguments are integers
# expect: TypeError 'int' object is not iterable
# expect: TypeError 'int' object is not iterable
# expect: TypeError 'int' object is not iterable
# expect: TypeError map() must have at least two arguments.
# expect: TypeError 'set' object is not reversible
# expect: TypeError iter(v, w): v must be callable
# expect: TypeError sum() can't sum strings [use ''.join(seq) instead]
# expect: TypeError unhashable type: 'list'
# expect: ValueError invalid literal for int() with base 10: 'a'
# expect: TypeError '>' not supported between instances of 'str' and 'int'
# expect: TypeError Cannot specify a default for max() with multiple positional arguments
