import bisect
import heapq

h = []
for x in [5, 1, 4, 2, 3]:
    heapq.heappush(h, x)
print(h, h[0], [heapq.heappop(h) for _ in range(5)])
data = [9, 3, 7, 1, 8, 2]
heapq.heapify(data)
print(data, heapq.heappushpop(data, 0), heapq.heapreplace(data, 10), data)
print(heapq.nlargest(3, [5, 1, 9, 7]), heapq.nsmallest(2, [5, 1, 9, 7]), heapq.nlargest(2, ["a", "bbb", "cc"], key=len), heapq.nsmallest(10, [2, 1]), heapq.nlargest(0, [1]), heapq.nlargest(1, [1, 5]), heapq.nsmallest(1, []))
print(list(heapq.merge([1, 4, 7], [2, 5], [0, 9])), list(heapq.merge([3, 1], [4, 2], reverse=True)), list(heapq.merge(["a", "ccc"], ["bb"], key=len)), list(heapq.merge()))
tasks = []
for priority, name in [(2, "write"), (1, "plan"), (3, "test")]:
    heapq.heappush(tasks, (priority, name))
while tasks:
    print(heapq.heappop(tasks), end=" ")
print()
try:
    heapq.heappop([])
except IndexError as error:
    print(error)


def dijkstra(graph, start):
    distances, heap = {}, [(0, start)]
    while heap:
        d, node = heapq.heappop(heap)
        if node in distances:
            continue
        distances[node] = d
        for neighbour, weight in graph[node].items():
            heapq.heappush(heap, (d + weight, neighbour))
    return distances


print(dijkstra({"a": {"b": 7, "c": 3}, "b": {"d": 2}, "c": {"b": 1, "d": 8}, "d": {}}, "a"))
s = [1, 3, 3, 5]
print(bisect.bisect(s, 3), bisect.bisect_left(s, 3), bisect.bisect_right(s, 3), bisect.bisect(s, 0), bisect.bisect_left(s, 9), bisect.bisect(s, 3, 0, 2))
bisect.insort(s, 4)
bisect.insort_left(s, 1)
print(s, bisect.bisect([(1, "a"), (3, "b")], 2, key=lambda p: p[0]))


def grade(score, breakpoints=(60, 70, 80, 90), grades="FDCBA"):
    return grades[bisect.bisect(breakpoints, score)]


print([grade(x) for x in (33, 99, 77, 70, 89, 90, 100)])
try:
    bisect.bisect([1], 1, -1)
except ValueError as error:
    print(error)
print(heapq.nsmallest(3, ((i * 7) % 11 for i in range(20))), sorted(range(10), key=lambda x: -x)[:3])

# expect: [] 1 [1, 2, 3, 4, 5]
# expect: [2, 3, 7, 9, 8, 10] 0 1 [2, 3, 7, 9, 8, 10]
# expect: [9, 7, 5] [1, 5] ['bbb', 'cc'] [1, 2] [] [5] []
# expect: [0, 1, 2, 4, 5, 7, 9] [4, 3, 2, 1] ['a', 'bb', 'ccc'] []
# expect: (1, 'plan') (2, 'write') (3, 'test') 
# expect: index out of range
# expect: {'a': 0, 'c': 3, 'b': 4, 'd': 6}
# expect: 3 1 3 0 4 2
# expect: [1, 1, 3, 3, 4, 5] 1
# expect: ['F', 'A', 'C', 'C', 'B', 'A', 'A']
# expect: lo must be non-negative
# expect: [0, 0, 1] [9, 8, 7]
