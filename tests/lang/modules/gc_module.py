import gc

print(gc.isenabled(), len(gc.get_threshold()), len(gc.get_count()))
gc.disable()
print(gc.isenabled())
gc.enable()
deleted = []


class Node:
    def __init__(self, name):
        self.name = name
        self.other = None

    def __del__(self):
        deleted.append(self.name)


gc.collect()
a, b = Node("a"), Node("b")
a.other, b.other = b, a
del a, b
print(deleted)
collected = gc.collect()
print(sorted(deleted), collected >= 2)
single = Node("single")
del single
print(deleted[-1])
me = Node("self")
me.other = me
me = None
gc.collect()
print(deleted[-1])
print(gc.is_tracked([]), gc.is_tracked(5), gc.is_tracked("s"))
lst = []
lst.append(lst)
del lst
print(gc.collect() >= 1, gc.garbage)
x = [1]
print(any(r is globals() for r in gc.get_referrers(x)), gc.get_referents([x])[0] is x)

# expect: True 3 3
# expect: False
# expect: []
# expect: ['a', 'b'] True
# expect: single
# expect: self
# expect: True False False
# expect: True []
# expect: True True
