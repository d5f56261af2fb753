import queue
import threading

STOP = object()


def stage(function, source, target, workers):
    def run():
        while True:
            item = source.get()
            if item is STOP:
                source.put(STOP)
                return
            for result in function(item):
                target.put(result)
    team = [threading.Thread(target=run, name=f"{function.__name__}-{i}") for i in range(workers)]
    for t in team:
        t.start()
    return team


def tokenize(line):
    return line.lower().replace(",", "").split()


def keep_long(word):
    if len(word) > 3:
        yield word


def shout(word):
    yield word.upper() + "!"


lines = ["The quick brown fox, jumps", "over the lazy dog", "and runs away, quickly"]
queues = [queue.Queue(maxsize=5) for _ in range(3)] + [queue.Queue()]
stages = [stage(f, queues[i], queues[i + 1], 2) for i, f in enumerate((tokenize, keep_long, shout))]
for line in lines:
    queues[0].put(line)
queues[0].put(STOP)
for i, team in enumerate(stages):
    for t in team:
        t.join()
    queues[i].get() if i else None
    queues[i + 1].put(STOP)
words = []
while (word := queues[-1].get()) is not STOP:
    words.append(word)
print(sorted(words))
print(len(words), threading.active_count(), [q.qsize() for q in queues[1:]])

# expect: ['AWAY!', 'BROWN!', 'JUMPS!', 'LAZY!', 'OVER!', 'QUICK!', 'QUICKLY!', 'RUNS!']
# expect: 8 1 [0, 0, 0]
