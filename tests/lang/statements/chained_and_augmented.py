a = b = c = 0
a += 1
print(a, b, c)
x = y = []
x += [1]
print(y, x is y)
x = x + [2]
print(y, x)
t = (1, 2)
t += (3,)
s = "a"
s += "b"
s *= 2
print(t, s)
d = {"n": 1, "l": [1]}
d["n"] += 5
d["l"] += [2]
d["l"][0] -= 10
print(d)


class Box:
    value = 10

    def __init__(self):
        self.n = 1


box = Box()
box.n += 1
box.value += 5
print(box.n, box.value, Box.value)
m = [[1, 2], [3, 4]]
m[0][1] *= 10
m[1][0], m[1][1] = m[1][1], m[1][0]
print(m)
i = 5
i -= 2; i *= 3; i //= 2; i **= 2; i %= 7; i <<= 3; i |= 1; i &= 0xF; i ^= 3; i >>= 1
print(i)
f = 10
f /= 4
print(f)
n = [0, 0]
index = 0
n[index], index = 5, 1
n[index] += 7
print(n, index)
st = {1, 2}
st |= {3}
st -= {1}
st &= {2, 3, 4}
st ^= {3, 9}
print(sorted(st))
q, r = divmod(17, 5)
(q, r), k = (r, q), 3
print(q, r, k)
first = second = third = [i for i in range(2)]
first.append(9)
print(second, third)


def effects():
    print("index evaluated")
    return 0


v = [1]
v[effects()] += 1
print(v)
v[effects()] = v[effects()] + 1
print(v)
tup = ([1],)
try:
    tup[0] += [2]
except TypeError:
    print(tup)

# expect: 1 0 0
# expect: [1] True
# expect: [1] [1, 2]
# expect: (1, 2, 3) abab
# expect: {'n': 6, 'l': [-9, 2]}
# expect: 2 15 10
# expect: [[1, 20], [4, 3]]
# expect: 1
# expect: 2.5
# expect: [5, 7] 1
# expect: [2, 9]
# expect: 2 3 3
# expect: [0, 1, 9] [0, 1, 9]
# expect: index evaluated
# expect: [2]
# expect: index evaluated
# expect: index evaluated
# expect: [3]
# expect: ([1, 2],)
