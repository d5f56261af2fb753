# tuple: comparison, hashing, repeating.
def show(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    print(repr(result))

class Equal:
    def __init__(self, v): self.v = v
    def __eq__(self, other): return isinstance(other, Equal) and self.v == other.v
    def __hash__(self): return hash(self.v)
    def __repr__(self): return f"Equal({self.v})"
    def __lt__(self, other): return self.v < other.v

class Tuple(tuple): pass

show(lambda: Tuple([1, 2]))
show(lambda: Tuple((1,)) + (2,))
show(lambda: (1, 2, 3)[::-1])
show(lambda: (1,) * 3)
show(lambda: 2 * (1,))
show(hash, (1, 2, 3))
show(hash, ())
show(lambda: (1, 2).count(1))
show(lambda: (1, 2).index(2))
show(lambda: (1, 2).index(5))
show(lambda: (1, 2) < (1, 2, 0))
show(lambda: (1, (2, [3])))
show(lambda: (1, 2) == [1, 2])
show(tuple, [1])
show(tuple, (i for i in range(3)))
show(lambda: 1 in (1, 2))
show(lambda: (1,)[0:0])
show(lambda: (Equal(1), 1) == (Equal(1), 1))

# expect: (1, 2)
# expect: (1, 2)
# expect: (3, 2, 1)
# expect: (1, 1, 1)
# expect: (1, 1)
# expect: 529344067295497451
# expect: 5740354900026072187
# expect: 1
# expect: 1
# expect: 'ValueError: tuple.index(x): x not in tuple'
# expect: True
# expect: (1, (2, [3]))
# expect: False
# expect: (1,)
# expect: (0, 1, 2)
# expect: True
# expect: ()
# expect: True
