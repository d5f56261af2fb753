from typing import (Any, Callable, ClassVar, Dict, Final, Generic, Iterable, Iterator, List, Literal, NamedTuple, NewType, Optional, Protocol, Tuple, TypeVar, Union,
                    cast, get_type_hints, overload, runtime_checkable, TYPE_CHECKING, TypedDict)

T = TypeVar("T")
UserId = NewType("UserId", int)


class Stack(Generic[T]):
    count: ClassVar[int] = 0

    def __init__(self) -> None:
        self.items: List[T] = []

    def push(self, item: T) -> None:
        self.items.append(item)

    def pop(self) -> T:
        return self.items.pop()


s = Stack[int]()
s.push(1)
print(s.pop(), type(s).__name__, UserId(5), cast(int, "x"), TYPE_CHECKING)


class Employee(NamedTuple):
    name: str
    id: int = 3

    def tag(self):
        return f"{self.name}#{self.id}"


e = Employee("bob")
print(e, e.tag(), e.id, Employee._fields, Employee("a", 1) == ("a", 1), Employee._field_defaults)


@runtime_checkable
class Closer(Protocol):
    def close(self) -> None: ...


class File:
    def close(self):
        pass


print(isinstance(File(), Closer), isinstance(5, Closer))


def f(x: int, y: Optional[str] = None, *args: Any, **kw: "forward") -> Dict[str, List[int]]:
    z: Final = 5
    w: int
    return {}


print(sorted(f.__annotations__), f(1))
print(Optional[int], Union[int, str], List[int], Dict[str, Any], Callable, Tuple[int, ...], Any, Literal["a", 1], T, Union[int, None], Union[int])
print(Union[int, str] == Union[str, int], Optional[int] == Union[int, None], list[int], dict[str, int], int | str, int | None)


class Movie(TypedDict):
    title: str
    year: int


m: Movie = {"title": "x", "year": 1999}
print(m, Movie(title="y", year=1))
x: int = 5
y: "str"
print(__annotations__["x"], "y" in __annotations__, "y" in globals())


@overload
def g(a: int) -> int: ...
@overload
def g(a: str) -> str: ...
def g(a):
    return a


print(g(1), g("s"), list(get_type_hints(f)) if False else "", isinstance([1], list))

# expect: 1 Stack 5 x False
# expect: Employee(name='bob', id=3) bob#3 3 ('name', 'id') True {'id': 3}
# expect: True False
# expect: ['args', 'kw', 'return', 'x', 'y'] {}
# expect: typing.Optional[int] typing.Union[int, str] typing.List[int] typing.Dict[str, typing.Any] typing.Callable typing.Tuple[int, ...] typing.Any typing.Literal['a', 1] ~T typing.Optional[int] <class 'int'>
# expect: True True list[int] dict[str, int] int | str int | None
# expect: {'title': 'x', 'year': 1999} {'title': 'y', 'year': 1}
# expect: <class 'int'> True False
# expect: 1 s  True
