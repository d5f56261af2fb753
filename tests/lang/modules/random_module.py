import random

random.seed(42)
print(random.random(), random.random(), random.getrandbits(16), random.getrandbits(100), random.randint(1, 6), random.randrange(0, 100, 7), random.randrange(10))
print(random.choice("abc"), random.choices([1, 2, 3], k=5), random.choices("ab", weights=[1, 9], k=5), random.sample(range(100), 5), random.sample("abcdef", 6), random.sample(range(10 ** 6), 3))
items = list(range(10))
random.shuffle(items)
print(items, random.uniform(1, 2), random.triangular(0, 10, 3), random.gauss(0, 1), random.gauss(0, 1), random.normalvariate(5, 2))
print(random.expovariate(1.5), random.betavariate(2, 3), random.gammavariate(2, 3), random.gammavariate(0.5, 1), random.lognormvariate(0, 1), random.paretovariate(3), random.weibullvariate(1, 2), random.vonmisesvariate(0, 4))
random.seed("text")
print(random.random(), random.randint(0, 10 ** 20))
random.seed(b"bytes")
print(random.random())
random.seed(10 ** 40)
print(random.random())
random.seed(-7)
print(random.random())
random.seed(2.5)
print(random.random(), random.randbytes(5))
own = random.Random(1)
state = own.getstate()
first = [own.random() for _ in range(3)]
own.setstate(state)
print(first == [own.random() for _ in range(3)], own.random(), random.Random(1).random())
for _ in range(700):
    own.random()
print(own.random(), own.getrandbits(1), own.getrandbits(32), own.getrandbits(64))
print([random.Random(5).binomialvariate(n, p) for n, p in [(1, 0.5), (10, 0.3), (100, 0.4), (1000, 0.7)]] if hasattr(random, "binomialvariate") else [0, 3, 41, 691] and "skipped")
print(random.Random(3).sample(["a", "b"], counts=[3, 2], k=4), random.Random(0).choices(range(3), cum_weights=[1, 3, 6], k=4))
for bad in (lambda: random.choice([]), lambda: random.randrange(0), lambda: random.randint(5, 1), lambda: random.sample([1], 2), lambda: random.choices([1], [0]), lambda: random.choices([1, 2], [1]), lambda: random.sample({1, 2}, 1)):
    try:
        bad()
    except (IndexError, ValueError, TypeError) as error:
        print(type(error).__name__, error)
inside = sum(random.Random(9).random() ** 2 < 0.5 for _ in range(1))
rng = random.Random(123)
hits = sum(1 for _ in range(2000) if rng.random() ** 2 + rng.random() ** 2 <= 1)
print(hits, inside)

# expect: 0.6394267984578837 0.025010755222666936 18024 882565121070403957190206503824 1 70 8
# expect: a [2, 1, 1, 1, 2] ['b', 'b', 'b', 'b', 'b'] [35, 0, 97, 20, 89] ['d', 'c', 'e', 'a', 'f', 'b'] [107175, 97251, 398382]
# expect: [9, 6, 7, 3, 0, 2, 4, 8, 5, 1] 1.9731157639793706 3.4043504038332006 -1.7810258028555621 -0.604043921195888 7.940478258452375
# expect: 0.5741439608992306 0.49588974780744577 1.6982308625511582 0.5664249178594288 0.7544749113446338 1.1090751173449438 1.6610697737739761 5.514657770098838
# expect: 0.8711565613554825 70067406539596049367
# expect: 0.37075677971469856
# expect: 0.34753796566513817
# expect: 0.32383276483316237
# expect: 0.41877545666909954 b'\xdf+\xc1\xf0\xce'
# expect: True 0.2550690257394217 0.13436424411240122
# expect: 0.6053527496610309 1 2741826233 17877521752291871897
# expect: [0, 6, 42, 695]
# expect: ['a', 'b', 'b', 'a'] [2, 2, 1, 1]
# expect: IndexError Cannot choose from an empty sequence
# expect: ValueError empty range for randrange()
# expect: ValueError empty range in randrange(5, 2)
# expect: ValueError Sample larger than population or is negative
# expect: ValueError Total of weights must be greater than zero
# expect: ValueError The number of weights does not match the population
# expect: TypeError Population must be a sequence.  For dicts or sets, use sorted(d).
# expect: 1597 1
