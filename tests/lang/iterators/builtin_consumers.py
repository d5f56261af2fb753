data = [3, 1, 2]
print(sorted(data, reverse=True), list(reversed(data)), sum(data), min(data), max(data), len(data), any(data), all(data), tuple(data), set(data) == {1, 2, 3})
gen = (x for x in data)
print(3 in gen, list(gen))
print("".join(map(str, data)), dict(enumerate(data)), list(zip(data, data[1:])), [*map(lambda x: -x, data)], list(filter(lambda x: x > 1, data)))
a, *b = iter(data)
print(a, b, [x for x in zip("ab", range(2))], max((x, -x) for x in data), sorted(((x % 2, x) for x in data)))
it = iter([1, 2, 3, 4, 5])
for x in it:
    if x == 2:
        next(it)
    print(x, end=" ")
print()


class Chunk:
    def __init__(self, data, n):
        self.data, self.n = data, n

    def __iter__(self):
        for i in range(0, len(self.data), self.n):
            yield self.data[i:i + self.n]


print(list(Chunk("abcdefg", 3)), [len(c) for c in Chunk([1, 2, 3], 2)], dict(zip("xy", Chunk("aabb", 2))))
m = map(lambda x, y: (x, y), [1, 2, 3], "ab")
print(list(m), list(map(max, [1, 5], [3, 2])), list(zip(range(3), iter("abc"), [True] * 3)))
e = enumerate(["a", "b"], 10)
print(next(e), list(e), list(e))
s = {"k1": 1, "k2": 2}
print([k for k in s], [v for v in s.values()], [(k, v) for k, v in s.items()], list(s.items())[::-1])
print(list(range(0, 10, 3)), list(range(3, 0, -1)), sum(range(1000)), list(iter(range(2))))
infinite = iter(int, 1)
print([next(infinite) for _ in range(3)])
text = iter("hello world")
word = "".join(iter(lambda: next(text), " "))
print(word, "".join(text))
matrix = [[1, 2], [3, 4], [5, 6]]
print(list(zip(*matrix)), [sum(col) for col in zip(*matrix)], [list(r) for r in zip(*matrix[::-1])], sum(matrix, []))
print(sorted("bca", key=lambda c: -ord(c)), min("abc", key=ord), max([[1, 2], [3]], key=len), sorted({3: "a", 1: "b"}), sorted([True, False, 2]))

# expect: [3, 2, 1] [2, 1, 3] 6 1 3 3 True True (3, 1, 2) True
# expect: True [1, 2]
# expect: 312 {0: 3, 1: 1, 2: 2} [(3, 1), (1, 2)] [-3, -1, -2] [3, 2]
# expect: 3 [1, 2] [('a', 0), ('b', 1)] (3, -3) [(0, 2), (1, 1), (1, 3)]
# expect: 1 2 4 5 
# expect: ['abc', 'def', 'g'] [2, 1] {'x': 'aa', 'y': 'bb'}
# expect: [(1, 'a'), (2, 'b')] [3, 5] [(0, 'a', True), (1, 'b', True), (2, 'c', True)]
# expect: (10, 'a') [(11, 'b')] []
# expect: ['k1', 'k2'] [1, 2] [('k1', 1), ('k2', 2)] [('k2', 2), ('k1', 1)]
# expect: [0, 3, 6, 9] [3, 2, 1] 499500 [0, 1]
# expect: [0, 0, 0]
# expect: hello world
# expect: [(1, 3, 5), (2, 4, 6)] [9, 12] [[5, 3, 1], [6, 4, 2]] [1, 2, 3, 4, 5, 6]
# expect: ['c', 'b', 'a'] a [1, 2] [1, 3] [False, True, 2]
