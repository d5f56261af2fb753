class Node:
    __slots__ = ("value", "next")

    def __init__(self, value, next=None):
        self.value = value
        self.next = next


class LinkedList:
    def __init__(self, items=()):
        self.head = None
        self.size = 0
        for item in reversed(list(items)):
            self.push(item)

    def push(self, value):
        self.head = Node(value, self.head)
        self.size += 1

    def pop(self):
        if self.head is None:
            raise IndexError("pop from empty list")
        node, self.head = self.head, self.head.next
        self.size -= 1
        return node.value

    def reverse(self):
        previous, node = None, self.head
        while node:
            node.next, previous, node = previous, node, node.next
        self.head = previous

    def __iter__(self):
        node = self.head
        while node:
            yield node.value
            node = node.next

    def __len__(self):
        return self.size

    def __repr__(self):
        return " -> ".join(map(repr, self)) or "empty"


items = LinkedList("abc")
items.push("z")
print(items, len(items), "b" in items, items.pop(), list(items))
items.reverse()
print(items, LinkedList())
try:
    LinkedList().pop()
except IndexError as error:
    print(error)


class Tree:
    def __init__(self, key=None):
        self.key, self.left, self.right = key, None, None

    def insert(self, key):
        if self.key is None:
            self.key = key
        elif key < self.key:
            if self.left is None:
                self.left = Tree()
            self.left.insert(key)
        elif key > self.key:
            if self.right is None:
                self.right = Tree()
            self.right.insert(key)

    def __iter__(self):
        if self.key is not None:
            if self.left:
                yield from self.left
            yield self.key
            if self.right:
                yield from self.right

    def __contains__(self, key):
        node = self
        while node and node.key is not None:
            if key == node.key:
                return True
            node = node.left if key < node.key else node.right
        return False

    def depth(self):
        return 1 + max((child.depth() for child in (self.left, self.right) if child), default=0)


tree = Tree()
for k in (50, 30, 70, 20, 40, 60, 80, 30, 45):
    tree.insert(k)
print(list(tree), 45 in tree, 46 in tree, tree.depth())


class LRU:
    def __init__(self, capacity):
        self.capacity, self.data = capacity, {}

    def get(self, key):
        if key not in self.data:
            return None
        self.data[key] = value = self.data.pop(key)
        return value

    def put(self, key, value):
        self.data.pop(key, None)
        self.data[key] = value
        if len(self.data) > self.capacity:
            del self.data[next(iter(self.data))]


cache = LRU(2)
cache.put("a", 1); cache.put("b", 2); cache.get("a"); cache.put("c", 3)
print(cache.data, cache.get("b"))


class Stack(list):
    push = list.append

    @property
    def top(self):
        return self[-1]


s = Stack()
s.push(1); s.push(2)
print(s.top, s.pop(), s, isinstance(s, list))


def balanced(text):
    pairs, stack = {")": "(", "]": "[", "}": "{"}, []
    for c in text:
        if c in pairs.values():
            stack.append(c)
        elif c in pairs and (not stack or stack.pop() != pairs[c]):
            return False
    return not stack


print([balanced(t) for t in ("([]{})", "([)]", "((", "", "}")])

# expect: 'a' -> 'b' -> 'c' 4 True z ['a', 'b', 'c']
# expect: 'c' -> 'b' -> 'a' empty
# expect: pop from empty list
# expect: [20, 30, 40, 45, 50, 60, 70, 80] True False 4
# expect: {'a': 1, 'c': 3} None
# expect: 2 2 [1] True
# expect: [True, False, False, True, False]
