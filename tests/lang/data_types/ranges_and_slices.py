# range, slice, None and its kin.
def show(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    print(repr(result))

class Index:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n

for case in [
    lambda: range(5),
    lambda: list(range(5, 0, -2)),
    lambda: range(5)[2],
    lambda: range(10)[2:8:3],
    lambda: range(10)[::-1],
    lambda: len(range(0, 10, 3)),
    lambda: 4 in range(0, 10, 2),
    lambda: 4.0 in range(5),
    lambda: 'a' in range(5),
    lambda: range(5).index(3),
    lambda: range(5).count(3),
    lambda: range(3) == range(0, 3, 1),
    lambda: range(0) == range(5, 5),
    lambda: hash(range(3)) == hash(range(0, 3)),
    lambda: range(10).start,
    lambda: range(1, 10, 2).step,
    lambda: list(reversed(range(5))),
    lambda: range(10 ** 30)[10 ** 29],
    lambda: len(range(10 ** 30)),
    lambda: list(range(10 ** 20, 10 ** 20 + 3)),
    lambda: slice(1, 2),
    lambda: slice(None, 5, 2).indices(4),
    lambda: slice(1) == slice(1),
    lambda: hash(slice(1)) == hash(slice(1)),
    lambda: slice(1, 2, 3).stop,
    lambda: slice(1, Index(5)).indices(3),
    lambda: slice(1) < slice(2),
    lambda: bool(range(0)),
    lambda: range(True),
    lambda: iter(range(3)).__length_hint__(),
    lambda: None is None,
    lambda: ...,
    lambda: NotImplemented,
    lambda: hash(None) == hash(None),
    lambda: str(None),
    lambda: None == 0,
    lambda: type(None),
    lambda: [*range(3)],
    lambda: sum(range(101)),
    lambda: max(range(5)),
    lambda: list(map(str, range(3))),
]:
    show(case)

# expect: range(0, 5)
# expect: [5, 3, 1]
# expect: 2
# expect: range(2, 8, 3)
# expect: range(9, -1, -1)
# expect: 4
# expect: True
# expect: True
# expect: False
# expect: 3
# expect: 1
# expect: True
# expect: True
# expect: True
# expect: 0
# expect: 2
# expect: [4, 3, 2, 1, 0]
# expect: 100000000000000000000000000000
# expect: 'OverflowError: Python int too large to convert to C ssize_t'
# expect: [100000000000000000000, 100000000000000000001, 100000000000000000002]
# expect: slice(1, 2, None)
# expect: (0, 4, 2)
# expect: True
# expect: True
# expect: 2
# expect: (1, 3, 1)
# expect: True
# expect: False
# expect: range(0, 1)
# expect: 3
# expect: True
# expect: Ellipsis
# expect: NotImplemented
# expect: True
# expect: 'None'
# expect: False
# expect: <class 'NoneType'>
# expect: [0, 1, 2]
# expect: 5050
# expect: 4
# expect: ['0', '1', '2']
