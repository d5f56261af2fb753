class Machine:
    def __init__(self, parts):
        self.parts = parts

    def run(self):
        return [self.step(part) for part in self.parts]

    def step(self, part):
        return {"a": 1, "b": 2}[part]


def main():
    machine = Machine(["a", "b"])
    print(machine.run())
    (lambda: Machine("ac").run())()


main()

# expect: [1, 2]
# expect-error: KeyError: 'c'
# expect-exit: 1
