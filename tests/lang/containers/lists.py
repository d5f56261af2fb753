a = [3, 1, 2]
a.append(4)
a.extend([5, 6])
a.insert(0, 0)
a.insert(100, 7)
a.insert(-1, "x")
print(a, len(a), a[-1], a.index(2), a.count(3))
a.remove("x")
print(a.pop(), a.pop(0), a.pop(-2), a)
a.sort()
print(a)
a.sort(reverse=True)
print(a, sorted(a), a[::-1])
a.reverse()
print(a, a.copy() == a, a.copy() is a)
a.clear()
print(a)
words = ["banana", "Apple", "cherry", "apple"]
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len, reverse=True), sorted(words, key=lambda w: (len(w), w)))
words.sort(key=lambda w: w[-1])
print(words)
print([1, 2] + [3], [0] * 3, [[]] * 2, 3 * [1, 2], [1] * -1, [1, 2] == [1, 2], [1, 2] < [1, 3], 2 in [1, 2], [] == [])
b = [1, 2]
b += [3]
b += (4, 5)
b += "ab"
b *= 2
print(b)
nested = [[0] * 2] * 2
nested[0][0] = 1
print(nested)
c = d = [1]
c.append(2)
print(d, c is d)
print(list("abc"), list(range(3)), list({"k": 1}), list(), list((1, 2)), [*"ab"], list(enumerate("ab")), list(zip([1, 2], "ab")))
print(max([1, 5, 3]), min([4, 2]), sum([1, 2, 3]), sum([[1], [2]], []), any([0, 1]), all([1, 1]), [i for i in reversed([1, 2, 3])])
data = [(2, "b"), (1, "z"), (2, "a"), (1, "a")]
print(sorted(data), sorted(data, key=lambda p: p[0]), sorted(data, key=lambda p: (-p[0], p[1])))
recursive = [1]
recursive.append(recursive)
print(recursive)
e = [1, 2, 3, 4, 5, 6]
e[1:3] = []
print(e)
e[::2] = ["a", "b"]
print(e, e.index("b", 1), [x for x in e if x != "a"])
print(e.append(1), e.sort(key=str), e)
for bad in (lambda: [].pop(), lambda: [1].remove(2), lambda: [1].index(2), lambda: [1][5], lambda: [1, "a"].sort(), lambda: [1] + (2,), lambda: [1] * 1.5, lambda: [1].pop(5), lambda: hash([])):
    try:
        bad()
    except (IndexError, ValueError, TypeError) as error:
        print(type(error).__name__, error)
f = [5, 3, 8]
try:
    f.sort(key=lambda x: (f.append(1), x))
except ValueError as error:
    print(error)
print(f)

# expect: [0, 3, 1, 2, 4, 5, 6, 'x', 7] 9 7 3 1
# expect: 7 0 5 [3, 1, 2, 4, 6]
# expect: [1, 2, 3, 4, 6]
# expect: [6, 4, 3, 2, 1] [1, 2, 3, 4, 6] [1, 2, 3, 4, 6]
# expect: [1, 2, 3, 4, 6] True False
# expect: []
# expect: ['Apple', 'apple', 'banana', 'cherry'] ['Apple', 'apple', 'banana', 'cherry'] ['banana', 'cherry', 'Apple', 'apple'] ['Apple', 'apple', 'banana', 'cherry']
# expect: ['banana', 'Apple', 'apple', 'cherry']
# expect: [1, 2, 3] [0, 0, 0] [[], []] [1, 2, 1, 2, 1, 2] [] True True True True
# expect: [1, 2, 3, 4, 5, 'a', 'b', 1, 2, 3, 4, 5, 'a', 'b']
# expect: [[1, 0], [1, 0]]
# expect: [1, 2] True
# expect: ['a', 'b', 'c'] [0, 1, 2] ['k'] [] [1, 2] ['a', 'b'] [(0, 'a'), (1, 'b')] [(1, 'a'), (2, 'b')]
# expect: 5 2 6 [1, 2] True True [3, 2, 1]
# expect: [(1, 'a'), (1, 'z'), (2, 'a'), (2, 'b')] [(1, 'z'), (1, 'a'), (2, 'b'), (2, 'a')] [(2, 'a'), (2, 'b'), (1, 'a'), (1, 'z')]
# expect: [1, [...]]
# expect: [1, 4, 5, 6]
# expect: ['a', 4, 'b', 6] 2 [4, 'b', 6]
# expect: None None [1, 4, 6, 'a', 'b']
# expect: IndexError pop from empty list
# expect: ValueError list.remove(x): x not in list
# expect: ValueError 2 is not in list
# expect: IndexError list index out of range
# expect: TypeError '<' not supported between instances of 'str' and 'int'
# expect: TypeError can only concatenate list (not "tuple") to list
# expect: TypeError can't multiply sequence by non-int of type 'float'
# expect: IndexError pop index out of range
# expect: TypeError unhashable type: 'list'
# expect: list modified during sort
# expect: [3, 5, 8]
