from enum import Enum, Flag, IntEnum, IntFlag, StrEnum, auto, unique


class Color(Enum):
    RED = 1
    GREEN = auto()
    BLUE = auto()
    CRIMSON = 1

    def describe(self):
        return f"{self.name.lower()} is {self.value}"

    @classmethod
    def favourite(cls):
        return cls.BLUE


print(Color.RED, repr(Color.GREEN), Color(3), Color["RED"], Color.CRIMSON is Color.RED, Color.RED.describe(), Color.favourite(), list(Color), len(Color))
print(Color.RED.name, Color.RED.value, isinstance(Color.RED, Color), Color.RED in Color, list(Color.__members__), Color, f"{Color.RED}", f"{Color.RED:>10}|", {Color.RED: "r"}[Color(1)])
for bad in (lambda: Color(9), lambda: Color["X"], lambda: Color.PURPLE, lambda: setattr(Color, "RED", 5), lambda: Color.RED < Color.BLUE):
    try:
        print(bad())
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        print(type(error).__name__, error)


class Level(IntEnum):
    LOW = 1
    HIGH = 10


print(Level.LOW < Level.HIGH, Level.LOW + 5, Level(10), repr(Level.HIGH), sorted([Level.HIGH, Level.LOW]), Level.LOW == 1, f"{Level.HIGH:03d}", str(Level.LOW))


class Permission(Flag):
    READ = auto()
    WRITE = auto()
    EXECUTE = auto()
    ALL = READ | WRITE | EXECUTE


rw = Permission.READ | Permission.WRITE
print(rw, repr(rw), Permission.READ in rw, Permission.EXECUTE in rw, rw & Permission.READ, ~Permission.READ, Permission.ALL, list(rw), bool(rw & Permission.EXECUTE), Permission(0), rw ^ Permission.READ, Permission(5))


class Mode(StrEnum):
    FAST = auto()
    SLOW = "slow-mode"


print(Mode.FAST, repr(Mode.SLOW), Mode.SLOW == "slow-mode", Mode("fast"), Mode.FAST + "er")


class Bits(IntFlag):
    A = 1
    B = 2


print(Bits.A | Bits.B, repr(Bits.A | Bits.B), Bits(3) == 3)


class Planet(Enum):
    EARTH = (5.97, 6371)
    MARS = (0.64, 3390)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius


print(Planet.EARTH.mass, Planet.MARS.value, Planet((0.64, 3390)))
try:
    @unique
    class Dup(Enum):
        A = 1
        B = 1
except ValueError as error:
    print(error)
try:
    class More(Color):
        BLACK = 4
except TypeError as error:
    print(error)
Animal = Enum("Animal", "CAT DOG")
print(list(Animal), Animal.DOG.value)


class Shape(Enum):
    SQUARE = 1

    @classmethod
    def _missing_(cls, value):
        return cls.SQUARE if value == "default" else None


print(Shape("default"))

# expect: Color.RED <Color.GREEN: 2> Color.BLUE Color.RED True red is 1 Color.BLUE [<Color.RED: 1>, <Color.GREEN: 2>, <Color.BLUE: 3>] 3
# expect: RED 1 True True ['RED', 'GREEN', 'BLUE', 'CRIMSON'] <enum 'Color'> Color.RED  Color.RED| r
# expect: ValueError 9 is not a valid Color
# expect: KeyError 'X'
# expect: AttributeError type object 'Color' has no attribute 'PURPLE'
# expect: AttributeError cannot reassign member 'RED'
# expect: TypeError '<' not supported between instances of 'Color' and 'Color'
# expect: True 6 10 <Level.HIGH: 10> [<Level.LOW: 1>, <Level.HIGH: 10>] True 010 1
# expect: Permission.READ|WRITE <Permission.READ|WRITE: 3> True False Permission.READ Permission.WRITE|EXECUTE Permission.ALL [<Permission.READ: 1>, <Permission.WRITE: 2>] False Permission(0) Permission.WRITE Permission.READ|EXECUTE
# expect: fast <Mode.SLOW: 'slow-mode'> True fast faster
# expect: 3 <Bits.A|B: 3> True
# expect: 5.97 (0.64, 3390) Planet.MARS
# expect: duplicate values found in <enum 'Dup'>: B -> A
# expect: <enum 'More'> cannot extend <enum 'Color'>
# expect: [<Animal.CAT: 1>, <Animal.DOG: 2>] 2
# expect: Shape.SQUARE
