import dataclasses
from dataclasses import KW_ONLY, FrozenInstanceError, InitVar, asdict, astuple, dataclass, field, fields, is_dataclass, make_dataclass, replace
from typing import ClassVar


@dataclass
class Point:
    x: int
    y: int = 0
    tags: list = field(default_factory=list, compare=False)
    kind: ClassVar[str] = "point"

    def norm(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5


p = Point(3, 4)
print(p, p == Point(3, 4, ["other"]), p != Point(3, 5), p.norm(), p.tags is not Point(1).tags, Point.kind, Point(y=1, x=2), [f.name for f in fields(p)])
for bad in (lambda: Point(), lambda: Point(1, 2, 3, 4), lambda: Point(1, x=2), lambda: Point(1, z=2), lambda: hash(p), lambda: p < p):
    try:
        bad()
    except TypeError as error:
        print(error)
print(asdict(p), astuple(p), replace(p, y=9), is_dataclass(p), is_dataclass(int), Point.__match_args__, Point.__doc__)


@dataclass(order=True, frozen=True)
class Version:
    major: int
    minor: int = 0
    label: str = field(default="", compare=False, repr=False)


v = Version(1, 2)
print(v, v < Version(1, 3), max(Version(1), Version(2), v), sorted([Version(2), Version(1)]), hash(v) == hash(Version(1, 2, "x")), {v: 1}[Version(1, 2)])
for bad in (lambda: setattr(v, "major", 5), lambda: delattr(v, "major"), lambda: setattr(v, "new", 5)):
    try:
        bad()
    except FrozenInstanceError as error:
        print(error)


@dataclass
class Base:
    a: int
    b: str = "b"


@dataclass
class Derived(Base):
    c: float = 1.5
    b: str = "derived"
    _: KW_ONLY
    k: int = 7
    scale: InitVar[int] = 2
    total: int = field(init=False, default=0)

    def __post_init__(self, scale):
        self.total = self.a * scale


print(Derived(1), Derived(1, "x", 2.5, k=8, scale=10), [f.name for f in fields(Derived)])
try:
    Derived(1, "b", 1.0, 7)
except TypeError as error:
    print(error)
try:
    @dataclass
    class Wrong:
        a: int = 1
        b: int
except TypeError as error:
    print(error)
try:
    @dataclass
    class Mutable:
        a: list = []
except ValueError as error:
    print(error)


@dataclass(slots=True)
class Slotted:
    x: int
    y: int = 5


s = Slotted(1)
print(s, hasattr(s, "__dict__"), Slotted.__slots__)
try:
    s.z = 1
except AttributeError as error:
    print(error)


@dataclass(eq=False, repr=False)
class Plain:
    x: int


print(Plain(1) == Plain(1), "Plain object" in repr(Plain(1)), hash(Plain(1)) is not None)


@dataclass
class Node:
    value: int
    children: list["Node"] = field(default_factory=list)
    parent: "Node" = None


root = Node(1)
child = Node(2, parent=root)
root.children.append(child)
print(root)
print(asdict(Node(1, [Node(2)])), astuple(Node(1, [Node(2)])))
Made = make_dataclass("Made", ["a", ("b", int), ("c", int, field(default=3))])
print(Made(1, 2), [f.type for f in fields(Made)][1:])


@dataclass(unsafe_hash=True, kw_only=True)
class Kw:
    x: int
    y: int = 2


print(Kw(x=1), hash(Kw(x=1)) == hash(Kw(x=1, y=2)))
try:
    Kw(1)
except TypeError as error:
    print(error)
try:
    Kw()
except TypeError as error:
    print(error)
print(fields(Point)[1].default, fields(Point)[2].default_factory, fields(Point)[0].default is dataclasses.MISSING, fields(Point)[0].type)


@dataclass
class Custom:
    x: int

    def __repr__(self):
        return "custom repr"

    def __eq__(self, other):
        return True


print(Custom(1), Custom(1) == 5)


@dataclass
class Odd:
    self: int
    made: list = field(init=False, default_factory=list)
    last: str = "z"


print(Odd(1), Odd(self=2, last="q"), Odd.__doc__, fields(Odd)[1].init)


@dataclass(slots=True, weakref_slot=True)
class Weak:
    x: int
    fixed: int = field(init=False, default=9)


print(Weak(1), Weak.__slots__)

# expect: Point(x=3, y=4, tags=[]) True True 5.0 True point Point(x=2, y=1, tags=[]) ['x', 'y', 'tags']
# expect: Point.__init__() missing 1 required positional argument: 'x'
# expect: Point.__init__() takes from 2 to 4 positional arguments but 5 were given
# expect: Point.__init__() got multiple values for argument 'x'
# expect: Point.__init__() got an unexpected keyword argument 'z'
# expect: unhashable type: 'Point'
# expect: '<' not supported between instances of 'Point' and 'Point'
# expect: {'x': 3, 'y': 4, 'tags': []} (3, 4, []) Point(x=3, y=9, tags=[]) True False ('x', 'y', 'tags') Point(x: int, y: int = 0, tags: list = <factory>)
# expect: Version(major=1, minor=2) True Version(major=2, minor=0) [Version(major=1, minor=0), Version(major=2, minor=0)] True 1
# expect: cannot assign to field 'major'
# expect: cannot delete field 'major'
# expect: cannot assign to field 'new'
# expect: Derived(a=1, b='derived', c=1.5, k=7, total=2) Derived(a=1, b='x', c=2.5, k=8, total=10) ['a', 'b', 'c', 'k', 'total']
# expect: Derived.__init__() takes from 2 to 4 positional arguments but 5 were given
# expect: non-default argument 'b' follows default argument 'a'
# expect: mutable default <class 'list'> for field a is not allowed: use default_factory
# expect: Slotted(x=1, y=5) False ('x', 'y')
# expect: 'Slotted' object has no attribute 'z' and no __dict__ for setting new attributes
# expect: False True True
# expect: Node(value=1, children=[Node(value=2, children=[], parent=...)], parent=None)
# expect: {'value': 1, 'children': [{'value': 2, 'children': [], 'parent': None}], 'parent': None} (1, [(2, [], None)], None)
# expect: Made(a=1, b=2, c=3) [<class 'int'>, <class 'int'>]
# expect: Kw(x=1, y=2) True
# expect: Kw.__init__() takes 1 positional argument but 2 were given
# expect: Kw.__init__() missing 1 required keyword-only argument: 'x'
# expect: 0 <class 'list'> True <class 'int'>
# expect: custom repr True
# expect: Odd(self=1, made=[], last='z') Odd(self=2, made=[], last='q') Odd(self: int, last: str = 'z') False
# expect: Weak(x=1, fixed=9) ('x', 'fixed', '__weakref__')
