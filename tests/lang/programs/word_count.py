import threading
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor

TEXT = """It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness,
it was the epoch of belief, it was the epoch of incredulity, it was the season of Light, it was the season of Darkness,
it was the spring of hope, it was the winter of despair, we had everything before us, we had nothing before us"""


def clean(word):
    return "".join(c for c in word.lower() if c.isalpha())


def count_words(line):
    return Counter(filter(None, map(clean, line.split())))


with ThreadPoolExecutor(3) as pool:
    total = sum(pool.map(count_words, TEXT.splitlines()), Counter())
print(total.most_common(5), len(total), total.total())
print(sorted(w for w, n in total.items() if n == 1)[:8])
index = defaultdict(set)
for number, line in enumerate(TEXT.splitlines(), 1):
    for word in line.split():
        index[clean(word)].add(number)
print({w: sorted(index[w]) for w in ("times", "it", "hope", "epoch")})
lengths = defaultdict(list)
for w in sorted(total):
    lengths[len(w)].append(w)
print({n: len(ws) for n, ws in sorted(lengths.items())}, lengths[2])
letters = Counter(c for c in TEXT.lower() if c.isalpha())
print(letters.most_common(4), "".join(c for c, _ in sorted(letters.items())))
shared = Counter()
lock = threading.Lock()


def add(line):
    own = count_words(line)
    with lock:
        shared.update(own)


team = [threading.Thread(target=add, args=(line,)) for line in TEXT.splitlines()]
for t in team:
    t.start()
for t in team:
    t.join()
print(shared == total)
histogram = "\n".join(f"{w:<6}{'*' * n} {n}" for w, n in total.most_common(4))
print(histogram)
print(max(total, key=lambda w: (len(w), w)), f"{sum(len(w) * n for w, n in total.items()) / total.total():.3f}")

# expect: [('it', 10), ('was', 10), ('the', 10), ('of', 10), ('times', 2)] 26 70
# expect: ['belief', 'best', 'darkness', 'despair', 'everything', 'foolishness', 'hope', 'incredulity']
# expect: {'times': [1], 'it': [1, 2, 3], 'hope': [3], 'epoch': [2]}
# expect: {2: 4, 3: 4, 4: 2, 5: 4, 6: 6, 7: 2, 8: 1, 10: 1, 11: 2} ['it', 'of', 'us', 'we']
# expect: [('e', 35), ('t', 29), ('s', 28), ('i', 23)] abcdefghiklmnoprstuvwy
# expect: True
# expect: it    ********** 10
# expect: was   ********** 10
# expect: the   ********** 10
# expect: of    ********** 10
# expect: incredulity 3.714
