words = ["pear", "Fig", "apple", "fig", "Banana", "kiwi"]
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), sorted(words, key=len, reverse=True), sorted(words, key=lambda w: (-len(w), w.lower())))
people = [("bob", 30), ("al", 25), ("cy", 30), ("di", 25)]
print(sorted(people, key=lambda p: p[1]), sorted(people, key=lambda p: p[1], reverse=True), sorted(people, key=lambda p: (-p[1], p[0])))
people.sort()
print(people)
print(sorted([3.5, 1, 2, -1.5, True]), sorted("hello world"), sorted([(1, "b"), (1, "a"), (0, "z")]), sorted([[2], [1, 5], [1]]), sorted({5, 1, 3}), sorted({"b": 1, "a": 2}.items()))


class Item:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        comparisons.append((self.n, other.n))
        return self.n < other.n

    def __repr__(self):
        return str(self.n)


comparisons = []
print(sorted([Item(3), Item(1), Item(2)]), len(comparisons) > 0, max([Item(4), Item(9)]) if False else "")
numbers = [(i * 7919) % 1009 for i in range(500)]
ordered = sorted(numbers)
print(all(a <= b for a, b in zip(ordered, ordered[1:])), ordered[:5], ordered[-3:], sorted(ordered, reverse=True)[:3], sorted(numbers, key=lambda n: n % 10)[:5])
print(sorted(numbers)[::-1] == sorted(numbers, reverse=True), sorted(range(10), key=lambda x: x % 3), sorted(range(10), key=lambda x: x % 3, reverse=True))
calls = []


def key(x):
    calls.append(x)
    return -x


print(sorted([1, 2, 3], key=key), calls)
for bad in (lambda: sorted([1, "a"]), lambda: sorted([None, 1]), lambda: sorted([{}, {}]), lambda: [1].sort(5), lambda: sorted([1], key=5), lambda: sorted([1, 2], key=lambda x: 1 / 0)):
    try:
        bad()
    except (TypeError, ZeroDivisionError) as error:
        print(type(error).__name__, error)
nan = float("nan")
print(len(sorted([nan, 1, nan])), [1, 2].sort(), sorted([]), sorted([[]]), sorted([True, False]))
import functools
print(sorted(["10", "9", "2"], key=int), sorted("abc", key=functools.cmp_to_key(lambda a, b: (a < b) - (a > b))))
matrix = [[3, 1], [2, 2], [1, 3]]
print(sorted(matrix), sorted(matrix, key=sum), sorted(matrix, key=lambda r: r[1]), list(zip(*sorted(zip([3, 1, 2], "cab")))))
nested = {"x": {"v": 2}, "y": {"v": 1}}
print(sorted(nested, key=lambda k: nested[k]["v"]), max(nested, key=lambda k: nested[k]["v"]), sorted(nested.items(), key=lambda kv: kv[1]["v"])[0][0])

# expect: ['Banana', 'Fig', 'apple', 'fig', 'kiwi', 'pear'] ['apple', 'Banana', 'Fig', 'fig', 'kiwi', 'pear'] ['Fig', 'fig', 'pear', 'kiwi', 'apple', 'Banana'] ['Banana', 'apple', 'pear', 'kiwi', 'Fig', 'fig'] ['Banana', 'apple', 'kiwi', 'pear', 'Fig', 'fig']
# expect: [('al', 25), ('di', 25), ('bob', 30), ('cy', 30)] [('bob', 30), ('cy', 30), ('al', 25), ('di', 25)] [('bob', 30), ('cy', 30), ('al', 25), ('di', 25)]
# expect: [('al', 25), ('bob', 30), ('cy', 30), ('di', 25)]
# expect: [-1.5, 1, True, 2, 3.5] [' ', 'd', 'e', 'h', 'l', 'l', 'l', 'o', 'o', 'r', 'w'] [(0, 'z'), (1, 'a'), (1, 'b')] [[1], [1, 5], [2]] [1, 3, 5] [('a', 2), ('b', 1)]
# expect: [1, 2, 3] True 
# expect: True [0, 1, 2, 5, 6] [1002, 1005, 1006] [1006, 1005, 1002] [0, 550, 120, 670, 240]
# expect: True [0, 3, 6, 9, 1, 4, 7, 2, 5, 8] [2, 5, 8, 1, 4, 7, 0, 3, 6, 9]
# expect: [3, 2, 1] [1, 2, 3]
# expect: TypeError '<' not supported between instances of 'str' and 'int'
# expect: TypeError '<' not supported between instances of 'int' and 'NoneType'
# expect: TypeError '<' not supported between instances of 'dict' and 'dict'
# expect: TypeError sort() takes no positional arguments
# expect: TypeError 'int' object is not callable
# expect: ZeroDivisionError division by zero
# expect: 3 None [] [[]] [False, True]
# expect: ['2', '9', '10'] ['c', 'b', 'a']
# expect: [[1, 3], [2, 2], [3, 1]] [[3, 1], [2, 2], [1, 3]] [[3, 1], [2, 2], [1, 3]] [(1, 2, 3), ('a', 'b', 'c')]
# expect: ['y', 'x'] x y
