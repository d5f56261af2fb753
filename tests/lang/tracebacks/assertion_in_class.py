class Stack:
    def __init__(self):
        self.items = []

    def push(self, item):
        assert item is not None, "nothing to push"
        self.items.append(item)
        return self


print(Stack().push(1).push(2).items)
Stack().push(1).push(None)

# expect: [1, 2]
# expect-error: AssertionError: nothing to push
# expect-exit: 1
