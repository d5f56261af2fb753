for i in range(3):
    print(i, end=" ")
else:
    print("done")
for i in range(10):
    if i == 3:
        break
else:
    print("not reached")
print("i", i)
n = 0
while n < 5:
    n += 1
    if n % 2:
        continue
    print("even", n)
else:
    print("while done")
while True:
    n -= 1
    if n < 2:
        break
else:
    print("not reached")
for x in []:
    pass
else:
    print("empty else")
for a in range(3):
    for b in range(3):
        if b == a:
            break
        print((a, b), end=" ")
    else:
        continue
    if a == 1:
        break
print()
values = [1, 2, 3]
for v in values:
    if v < 6:
        values.append(v * 2)
print(values)
for i in range(5):
    i *= 10
    print(i, end=",")
print()


def find(items, wanted):
    for index, item in enumerate(items):
        if item == wanted:
            return index
    return -1


print(find("hello", "l"), find("hello", "z"))


def try_in_loop():
    for i in range(3):
        try:
            if i == 1:
                continue
            if i == 2:
                break
            print("body", i)
        finally:
            print("finally", i)
    return "end"


print(try_in_loop())
for target in [1, 2], (3, 4):
    print(target)
squares = {}
for squares["last"] in range(4):
    pass
print(squares)
try:
    for k in {1: 2}:
        {}[k]
except KeyError as error:
    print("KeyError", error)
d = {1: 1}
try:
    for k in d:
        d[k + 1] = 1
except RuntimeError as error:
    print(error)

# expect: 0 1 2 done
# expect: i 3
# expect: even 2
# expect: even 4
# expect: while done
# expect: empty else
# expect: (1, 0) 
# expect: [1, 2, 3, 2, 4, 6, 4, 8, 8]
# expect: 0,10,20,30,40,
# expect: 2 -1
# expect: body 0
# expect: finally 0
# expect: finally 1
# expect: finally 2
# expect: end
# expect: [1, 2]
# expect: (3, 4)
# expect: {'last': 3}
# expect: KeyError 1
# expect: dictionary changed size during iteration
