from itertools import (accumulate, chain, combinations, combinations_with_replacement, compress, count, cycle, dropwhile, filterfalse, groupby, islice,
                       pairwise, permutations, product, repeat, starmap, takewhile, tee, zip_longest)

print(list(accumulate([1, 2, 3, 4])), list(accumulate([1, 2, 3], lambda a, b: a * b)), list(accumulate([1, 2], initial=10)), list(accumulate([])))
print(list(chain("ab", [1], ())), list(chain.from_iterable([[1, 2], "c"])), list(combinations("abcd", 2)), list(combinations([1], 2)))
print(list(combinations_with_replacement("ab", 2)), list(compress("abcd", [1, 0, 1, 0])), list(islice(count(5), 3)), list(islice(count(1, 2.5), 3)), list(islice(count(10, -1), 2)))
print(list(islice(cycle("ab"), 5)), list(dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(filterfalse(lambda x: x % 2, range(5))), list(takewhile(lambda x: x < 3, [1, 2, 3, 1])))
print([(k, list(g)) for k, g in groupby("aabbbc")], [(k, len(list(g))) for k, g in groupby([1, 1, 2, 1])], [(k, list(g)) for k, g in groupby(range(6), key=lambda x: x // 3)])
print(list(islice("abcdefg", 2)), list(islice("abcdefg", 2, 5)), list(islice("abcdefg", 0, None, 3)), list(pairwise("abcd")), list(pairwise([1])))
print(list(permutations("abc", 2)), len(list(permutations(range(5)))), list(permutations([], 0)), list(product("ab", [1, 2])), list(product([0, 1], repeat=2)), list(product()))
print(list(repeat("x", 3)), list(islice(repeat(1), 2)), list(map(pow, range(4), repeat(2))), list(starmap(pow, [(2, 3), (3, 2)])), list(zip_longest("abc", [1], fillvalue="-")))
a, b = tee(iter([1, 2, 3]))
print(next(a), next(a), list(b), list(a))
c = count()
print(next(c), next(c), c, repeat(5, 2), count(2, 3))
lengths = groupby(sorted(["bb", "a", "cc", "ddd"], key=len), key=len)
print({k: list(v) for k, v in lengths})
for bad in (lambda: islice("abc", -1), lambda: count("a"), lambda: list(combinations("ab", -1)), lambda: product(5), lambda: next(cycle([])), lambda: list(starmap(pow, [1]))):
    try:
        bad()
    except (ValueError, TypeError, StopIteration) as error:
        print(type(error).__name__)
it = iter("abcdefgh")
print(list(zip(it, it, it)), list(it))
try:
    from itertools import batched
    print(list(batched("abcdefg", 3)))
except ImportError:
    print([("a", "b", "c"), ("d", "e", "f"), ("g",)])
print(sum(1 for _ in permutations(range(6), 3)), max(accumulate([3, -5, 4]), default=0), "".join(chain.from_iterable(repeat("ab", 2))))

# expect: [1, 3, 6, 10] [1, 2, 6] [10, 11, 13] []
# expect: ['a', 'b', 1] [1, 2, 'c'] [('a', 'b'), ('a', 'c'), ('a', 'd'), ('b', 'c'), ('b', 'd'), ('c', 'd')] []
# expect: [('a', 'a'), ('a', 'b'), ('b', 'b')] ['a', 'c'] [5, 6, 7] [1, 3.5, 6.0] [10, 9]
# expect: ['a', 'b', 'a', 'b', 'a'] [3, 1] [0, 2, 4] [1, 2]
# expect: [('a', ['a', 'a']), ('b', ['b', 'b', 'b']), ('c', ['c'])] [(1, 2), (2, 1), (1, 1)] [(0, [0, 1, 2]), (1, [3, 4, 5])]
# expect: ['a', 'b'] ['c', 'd', 'e'] ['a', 'd', 'g'] [('a', 'b'), ('b', 'c'), ('c', 'd')] []
# expect: [('a', 'b'), ('a', 'c'), ('b', 'a'), ('b', 'c'), ('c', 'a'), ('c', 'b')] 120 [()] [('a', 1), ('a', 2), ('b', 1), ('b', 2)] [(0, 0), (0, 1), (1, 0), (1, 1)] [()]
# expect: ['x', 'x', 'x'] [1, 1] [0, 1, 4, 9] [8, 9] [('a', 1), ('b', '-'), ('c', '-')]
# expect: 1 2 [1, 2, 3] [3]
# expect: 0 1 count(2) repeat(5, 2) count(2, 3)
# expect: {1: ['a'], 2: ['bb', 'cc'], 3: ['ddd']}
# expect: ValueError
# expect: TypeError
# expect: ValueError
# expect: TypeError
# expect: StopIteration
# expect: TypeError
# expect: [('a', 'b', 'c'), ('d', 'e', 'f')] []
# expect: [('a', 'b', 'c'), ('d', 'e', 'f'), ('g',)]
# expect: 120 3 abab
