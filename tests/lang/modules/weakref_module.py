import gc
import weakref


class Thing:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"Thing({self.name})"

    def method(self):
        return "called " + self.name


t = Thing("a")
r = weakref.ref(t)
print(r() is t, r == weakref.ref(t), weakref.getweakrefcount(t))
log = []
r2 = weakref.ref(t, lambda ref: log.append("died"))
p = weakref.proxy(t)
print(p.name, p.method())
m = weakref.WeakMethod(t.method)
print(m()())
d = weakref.WeakValueDictionary()
d["t"] = t
k = weakref.WeakKeyDictionary()
k[t] = "data"
s = weakref.WeakSet([t])
print(list(d.items()), k[t], len(s), t in s, "t" in d, d.get("zz", 0))
f = weakref.finalize(t, log.append, "finalized")
print(f.alive)
del t
gc.collect()
print(r(), log, len(d), len(k), len(s), f.alive, m())
try:
    p.name
except ReferenceError as error:
    print(error)
for bad in (5, "text", (1,), None):
    try:
        weakref.ref(bad)
    except TypeError as error:
        print(error)
x = Thing("x")
detached = weakref.finalize(x, log.append, "never")
detached.detach()
del x
print(log)


class Node:
    def __init__(self):
        self.parent = None
        self.children = []

    def add(self, child):
        child.parent = weakref.ref(self)
        self.children.append(child)


root = Node()
child = Node()
root.add(child)
print(child.parent() is root)
del root
print(child.parent())
a, b = Thing("1"), Thing("2")
cache = weakref.WeakValueDictionary(one=a, two=b)
print(sorted(cache), sorted(v.name for v in cache.values()))
del b
print(sorted(cache.keys()))
last = Thing("end")
weakref.finalize(last, print, "at exit")
print("main ends")

# expect: True True 1
# expect: a called a
# expect: called a
# expect: [('t', Thing(a))] data 1 True True 0
# expect: True
# expect: None ['finalized', 'died'] 0 0 0 False None
# expect: weakly-referenced object no longer exists
# expect: cannot create weak reference to 'int' object
# expect: cannot create weak reference to 'str' object
# expect: cannot create weak reference to 'tuple' object
# expect: cannot create weak reference to 'NoneType' object
# expect: ['finalized', 'died']
# expect: True
# expect: None
# expect: ['one', 'two'] ['1', '2']
# expect: ['one']
# expect: main ends
# expect: at exit
