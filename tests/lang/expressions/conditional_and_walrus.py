def grade(points):
    return "A" if points > 90 else "B" if points > 80 else "C" if points > 70 else "F"


print([grade(p) for p in (95, 85, 75, 10)])
if (n := len("hello")) > 3:
    print("long", n)
numbers = [1, 2, 3, 4, 5, 6]
print([half for x in numbers if (half := x // 2) > 1], half)
total = 0
print([total := total + x for x in numbers], total)
data = iter([3, 2, 1, 0, 9])
while (item := next(data)):
    print("item", item)
print((a := 1, b := a + 1), a + b)
print(any((found := x) > 3 for x in numbers), found)


def f(x, y=(z := 10)):
    return x + y + z


print(f(1), z)
print(f(x := 5), x)
values = [y := 1, y ** 2, y + 3]
print(values)
print((lambda q: (r := q * 2) + r)(4))
text = "a=1;b=2"
pairs = {key: value for pair in text.split(";") if (value := pair.split("=")[1]) and (key := pair.split("=")[0])}
print(pairs)
s = "x" if not numbers else "y" if numbers[0] == 2 else "z"
print(s)

# expect: ['A', 'B', 'C', 'F']
# expect: long 5
# expect: [2, 2, 3] 3
# expect: [1, 3, 6, 10, 15, 21] 21
# expect: item 3
# expect: item 2
# expect: item 1
# expect: (1, 2) 3
# expect: True 4
# expect: 21 10
# expect: 25 5
# expect: [1, 1, 4]
# expect: 16
# expect: {'a': '1', 'b': '2'}
# expect: z
