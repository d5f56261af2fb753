inventory = {"fruits": {"apple": 3, "pear": 0}, "tools": ["saw", "axe"], "misc": [{"id": 1, "tags": ("a", "b")}, {"id": 2, "tags": ()}]}
print(inventory["fruits"]["apple"], inventory["tools"][-1], inventory["misc"][0]["tags"][1], [m["id"] for m in inventory["misc"]])
inventory["fruits"]["pear"] += 5
inventory["tools"].append("drill")
inventory.setdefault("new", {}).setdefault("deep", []).append(1)
print(inventory)
matrix = [[r * 3 + c for c in range(3)] for r in range(3)]
print(matrix, [row[1] for row in matrix], [matrix[i][i] for i in range(3)], [list(col) for col in zip(*matrix)], sum(sum(r) for r in matrix))
matrix[1][1:] = ["x"]
print(matrix)
shared = [[0] * 2] * 2
separate = [[0] * 2 for _ in range(2)]
shared[0][0] = separate[0][0] = 1
print(shared, separate)
tree = ("root", [("left", []), ("right", [("leaf", [])])])


def walk(node, depth=0):
    name, children = node
    yield "  " * depth + name
    for child in children:
        yield from walk(child, depth + 1)


print(list(walk(tree)))
graph = {"a": {"b", "c"}, "b": {"d"}, "c": {"d"}, "d": set()}


def reachable(start):
    seen, todo = set(), [start]
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            todo.extend(graph[node])
    return sorted(seen)


print(reachable("a"), reachable("b"), {k: sorted(v) for k, v in graph.items()})
records = [dict(zip(("name", "score"), r)) for r in [("x", 5), ("y", 3), ("x", 7)]]
totals = {}
for r in records:
    totals[r["name"]] = totals.get(r["name"], 0) + r["score"]
print(records, totals, max(records, key=lambda r: r["score"]))
flat = {f"{a}.{b}": v for a, inner in {"p": {"q": 1, "r": 2}, "s": {"t": 3}}.items() for b, v in inner.items()}
print(flat)
keyed = {(x, y): x * y for x in range(2) for y in range(2)}
print(keyed, keyed[1, 1], (0, 1) in keyed, {frozenset([1, 2]): "fs"}[frozenset([2, 1])])
a = [1, [2, [3]]]
b = a.copy()
b[1][1][0] = "changed"
print(a, b, a == b, a is b, a[1] is b[1])
cycle = {"self": None, "list": []}
cycle["self"] = cycle
cycle["list"].append(cycle["list"])
print(cycle)
big = {i: [j for j in range(i)] for i in range(5)}
print(big, sum(len(v) for v in big.values()), {k: v for k, v in big.items() if len(v) % 2})
print([*big][::2], {**{"a": 1}, **{"b": 2}}, [*{1: 2}], (*[1], *(2,)))

# expect: 3 axe b [1, 2]
# expect: {'fruits': {'apple': 3, 'pear': 5}, 'tools': ['saw', 'axe', 'drill'], 'misc': [{'id': 1, 'tags': ('a', 'b')}, {'id': 2, 'tags': ()}], 'new': {'deep': [1]}}
# expect: [[0, 1, 2], [3, 4, 5], [6, 7, 8]] [1, 4, 7] [0, 4, 8] [[0, 3, 6], [1, 4, 7], [2, 5, 8]] 36
# expect: [[0, 1, 2], [3, 'x'], [6, 7, 8]]
# expect: [[1, 0], [1, 0]] [[1, 0], [0, 0]]
# expect: ['root', '  left', '  right', '    leaf']
# expect: ['a', 'b', 'c', 'd'] ['b', 'd'] {'a': ['b', 'c'], 'b': ['d'], 'c': ['d'], 'd': []}
# expect: [{'name': 'x', 'score': 5}, {'name': 'y', 'score': 3}, {'name': 'x', 'score': 7}] {'x': 12, 'y': 3} {'name': 'x', 'score': 7}
# expect: {'p.q': 1, 'p.r': 2, 's.t': 3}
# expect: {(0, 0): 0, (0, 1): 0, (1, 0): 0, (1, 1): 1} 1 True fs
# expect: [1, [2, ['changed']]] [1, [2, ['changed']]] True False True
# expect: {'self': {...}, 'list': [[...]]}
# expect: {0: [], 1: [0], 2: [0, 1], 3: [0, 1, 2], 4: [0, 1, 2, 3]} 10 {1: [0], 3: [0, 1, 2]}
# expect: [0, 2, 4] {'a': 1, 'b': 2} [1] (1, 2)
