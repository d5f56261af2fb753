def read(lines):
    for line in lines:
        yield line.strip()


def grep(pattern, lines):
    for line in lines:
        if pattern in line:
            yield line


def number(lines):
    for n, line in enumerate(lines, 1):
        yield f"{n}: {line}"


log = ["error: disk  ", "info: ok", " error: net", "debug"]
print(list(number(grep("error", read(log)))))


def primes():
    found = []
    n = 2
    while True:
        if all(n % p for p in found):
            found.append(n)
            yield n
        n += 1


from itertools import islice, takewhile

print(list(islice(primes(), 10)), list(takewhile(lambda p: p < 20, primes())))


def coroutine(function):
    def start(*args):
        c = function(*args)
        next(c)
        return c
    return start


@coroutine
def printer():
    while True:
        print("out", (yield))


@coroutine
def doubler(target):
    while True:
        target.send(2 * (yield))


@coroutine
def averager():
    total = count = 0
    average = None
    while True:
        x = yield average
        total += x
        count += 1
        average = total / count


d = doubler(printer())
d.send(5)
d.send("ab")
a = averager()
print(a.send(10), a.send(20), a.send(60))


def scheduler(*tasks):
    queue = list(tasks)
    while queue:
        task = queue.pop(0)
        try:
            print(next(task), end=" ")
            queue.append(task)
        except StopIteration:
            pass
    print()


def job(name, n):
    for i in range(n):
        yield f"{name}{i}"


scheduler(job("a", 3), job("b", 1), job("c", 2))
matrix = ((r * c for c in range(3)) for r in range(3))
print([list(row) for row in matrix])
x = 10
late = (x for _ in range(2))
x = 20
print(list(late))
source = [1, 2, 3]
lazy = (i for i in source)
source = "rebound"
print(list(lazy))

# expect: ['1: error: disk', '2: error: net']
# expect: [2, 3, 5, 7, 11, 13, 17, 19, 23, 29] [2, 3, 5, 7, 11, 13, 17, 19]
# expect: out 10
# expect: out abab
# expect: 10.0 15.0 30.0
# expect: a0 b0 c0 a1 c1 a2 
# expect: [[0, 0, 0], [0, 1, 2], [0, 2, 4]]
# expect: [20, 20]
# expect: [1, 2, 3]
