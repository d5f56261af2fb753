class Comparable:
    def __lt__(self, other):
        return self.key() < other.key()

    def __eq__(self, other):
        return self.key() == other.key()

    def __hash__(self):
        return hash(self.key())


class Named:
    def __init__(self, name, **kw):
        super().__init__(**kw)
        self.name = name

    def __repr__(self):
        return f"{type(self).__name__}({self.name})"


class Logged:
    log = []

    def __init__(self, **kw):
        super().__init__(**kw)
        self.log.append(type(self).__name__)

    def note(self, text):
        self.log.append(f"{self}: {text}")


class Task(Named, Logged, Comparable):
    def __init__(self, name, priority):
        super().__init__(name)
        self.priority = priority

    def key(self):
        return self.priority, self.name


tasks = [Task("b", 2), Task("a", 2), Task("z", 1)]
print(sorted(tasks), min(tasks), tasks[0] == Task("b", 2), len({Task("q", 1), Task("q", 1)}))
tasks[0].note("done")
print(Logged.log, [c.__name__ for c in Task.__mro__])


class Visitor:
    def visit(self, node):
        method = getattr(self, "visit_" + type(node).__name__, self.generic)
        return method(node)

    def generic(self, node):
        return f"no visitor for {type(node).__name__}"


class Evaluator(Visitor):
    def visit_int(self, node):
        return node

    def visit_tuple(self, node):
        op, left, right = node
        return {"+": lambda a, b: a + b, "*": lambda a, b: a * b}[op](self.visit(left), self.visit(right))


print(Evaluator().visit(("+", 1, ("*", 2, 3))), Evaluator().visit("text"))


class Meta(type):
    def __new__(m, name, bases, ns):
        ns.setdefault("fields", [k for k, v in ns.items() if isinstance(v, Field)])
        return super().__new__(m, name, bases, ns)


class Field:
    def __init__(self, default):
        self.default = default

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, cls):
        return self if obj is None else obj.__dict__.get(self.name, self.default)

    def __set__(self, obj, value):
        obj.__dict__[self.name] = value


class Model(metaclass=Meta):
    title = Field("untitled")
    year = Field(2000)


m = Model()
m.year = 1999
print(Model.fields, m.title, m.year, m.__dict__)


class Chain:
    def __init__(self):
        self.ops = []

    def __getattr__(self, name):
        def add(*args):
            self.ops.append((name, args))
            return self
        return add

    def __str__(self):
        return ".".join(f"{n}{a}" for n, a in self.ops)


print(Chain().select("x").where(1, 2).limit())


class Context:
    depth = 0

    def __enter__(self):
        Context.depth += 1
        return Context.depth

    def __exit__(self, *exc):
        Context.depth -= 1


with Context() as a, Context() as b:
    print(a, b)
print(Context.depth)


class Borg:
    _state = {}

    def __init__(self):
        self.__dict__ = self._state


one, two = Borg(), Borg()
one.x = 5
print(two.x, one is two, vars(two))

# expect: [Task(z), Task(a), Task(b)] Task(z) True 1
# expect: ['Task', 'Task', 'Task', 'Task', 'Task', 'Task', 'Task(b): done'] ['Task', 'Named', 'Logged', 'Comparable', 'object']
# expect: 7 no visitor for str
# expect: ['title', 'year'] untitled 1999 {'year': 1999}
# expect: select('x',).where(1, 2).limit()
# expect: 1 2
# expect: 0
# expect: 5 False {'x': 5}
