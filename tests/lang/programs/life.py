def step(cells):
    counts = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    key = (x + dx, y + dy)
                    counts[key] = counts.get(key, 0) + 1
    return {cell for cell, n in counts.items() if n == 3 or (n == 2 and cell in cells)}


def show(cells, width=8, height=6):
    return "\n".join("".join("#" if (x, y) in cells else "." for x in range(width)) for y in range(height))


glider = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
print(show(glider))
world = glider
for generation in range(8):
    world = step(world)
print()
print(show(world))
print(world == {(x + 2, y + 2) for x, y in glider})
blinker = {(1, 0), (1, 1), (1, 2)}
print(step(step(blinker)) == blinker, sorted(step(blinker)))
block = {(0, 0), (0, 1), (1, 0), (1, 1)}
print(step(block) == block, step({(5, 5)}), step(set()))
sizes = []
world = {(0, 0), (1, 0), (2, 0), (2, 1), (1, 2)} | {(10, 10), (11, 10), (12, 10)}
for _ in range(20):
    sizes.append(len(world))
    world = step(world)
print(sizes)

# expect: .#......
# expect: ..#.....
# expect: ###.....
# expect: ........
# expect: ........
# expect: ........
# expect:
# expect: ........
# expect: ........
# expect: ...#....
# expect: ....#...
# expect: ..###...
# expect: ........
# expect: True
# expect: True [(0, 1), (1, 1), (2, 1)]
# expect: True set() set()
# expect: [8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8]
