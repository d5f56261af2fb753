"""Names for annotations. They can be subscripted, combined and inherited from; nothing is ever checked."""

import collections
import collections.abc
from abc import ABCMeta, abstractmethod
from types import GenericAlias, UnionType

TYPE_CHECKING = False
Text = str


def _shown(item):
    """How a type appears inside the representation of another."""
    if isinstance(item, type) and not isinstance(item, GenericAlias):
        return item.__qualname__ if item.__module__ == 'builtins' else f'{item.__module__}.{item.__qualname__}'
    if item is ...:
        return '...'
    if isinstance(item, list):
        return '[' + ', '.join(map(_shown, item)) + ']'
    return repr(item)


class _Form:
    """A special name such as Any or Optional."""

    def __init__(self, name):
        self._name = name
        self.__name__ = name

    def __repr__(self):
        return 'typing.' + self._name

    def __getitem__(self, parameters):
        if not isinstance(parameters, tuple):
            parameters = (parameters,)
        return _Subscripted(self, parameters)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __mro_entries__(self, bases):
        return ()

    def __hash__(self):
        return hash(self._name)


class _Subscripted:
    """A special name with parameters."""

    def __init__(self, origin, args):
        self.__origin__ = origin
        self.__args__ = args

    @property
    def __parameters__(self):
        return tuple(a for a in self.__args__ if isinstance(a, TypeVar))

    def __repr__(self):
        if self.__origin__ is Union and len(self.__args__) == 2 and type(None) in self.__args__:
            other = next((a for a in self.__args__ if a is not type(None)), None)
            return f'typing.Optional[{_shown(other)}]'
        return f"{self.__origin__!r}[{', '.join('None' if a is type(None) else _shown(a) for a in self.__args__)}]"

    def __eq__(self, other):
        if not isinstance(other, _Subscripted) or self.__origin__ is not other.__origin__:
            return NotImplemented
        if self.__origin__ is Union:
            return set(self.__args__) == set(other.__args__)
        return self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__._name, frozenset(map(str, self.__args__))))

    def __getitem__(self, parameters):
        return self

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __call__(self, *args, **kwargs):
        origin = getattr(self.__origin__, '__origin__', self.__origin__)
        return origin(*args, **kwargs)

    def __mro_entries__(self, bases):
        origin = self.__origin__
        if isinstance(origin, type):
            return (origin,)
        real = getattr(origin, '__origin__', None)
        return (real,) if isinstance(real, type) else ()

    def __instancecheck__(self, instance):
        if self.__origin__ is Union:
            return any(isinstance(instance, arg) for arg in self.__args__)
        raise TypeError("Subscripted generics cannot be used with class and instance checks")


class _UnionForm(_Form):
    def __getitem__(self, parameters):
        if parameters == ():
            raise TypeError("Cannot take a Union of no types.")
        if not isinstance(parameters, tuple):
            parameters = (parameters,)
        flat = []
        for p in parameters:
            p = type(None) if p is None else p
            is_union = isinstance(p, UnionType) or (isinstance(p, _Subscripted) and p.__origin__ is self)
            parts = p.__args__ if is_union else (p,)
            flat.extend(part for part in parts if part not in flat)
        return flat[0] if len(flat) == 1 else _Subscripted(self, tuple(flat))


class _OptionalForm(_Form):
    def __getitem__(self, parameter):
        return Union[parameter, None]


class _LiteralForm(_Form):
    def __getitem__(self, parameters):
        return super().__getitem__(parameters)


class _AnnotatedForm(_Form):
    def __getitem__(self, parameters):
        made = _Subscripted(self, parameters[:1])
        made.__metadata__ = tuple(parameters[1:])
        return made


class _ContainerForm(_Form):
    """List, Dict and so on: stand for a real class."""

    def __init__(self, name, origin):
        super().__init__(name)
        self.__origin__ = origin

    def __instancecheck__(self, instance):
        return isinstance(instance, self.__origin__)

    def __subclasscheck__(self, cls):
        return issubclass(cls, self.__origin__)

    def __call__(self, *args, **kwargs):
        return self.__origin__(*args, **kwargs)

    def __mro_entries__(self, bases):
        return (self.__origin__,)


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(self):
        return "typing.Any" if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


Union = _UnionForm('Union')
Optional = _OptionalForm('Optional')
ClassVar = _Form('ClassVar')
Final = _Form('Final')
Literal = _LiteralForm('Literal')
Annotated = _AnnotatedForm('Annotated')
NoReturn = _Form('NoReturn')
Never = _Form('Never')
Self = _Form('Self')
LiteralString = _Form('LiteralString')
TypeAlias = _Form('TypeAlias')
Concatenate = _Form('Concatenate')
TypeGuard = _Form('TypeGuard')
Required = _Form('Required')
NotRequired = _Form('NotRequired')
Unpack = _Form('Unpack')

List = _ContainerForm('List', list)
Dict = _ContainerForm('Dict', dict)
Set = _ContainerForm('Set', set)
FrozenSet = _ContainerForm('FrozenSet', frozenset)
Tuple = _ContainerForm('Tuple', tuple)
Type = _ContainerForm('Type', type)
Deque = _ContainerForm('Deque', collections.deque)
DefaultDict = _ContainerForm('DefaultDict', collections.defaultdict)
OrderedDict = _ContainerForm('OrderedDict', collections.OrderedDict)
Counter = _ContainerForm('Counter', collections.Counter)
ChainMap = _ContainerForm('ChainMap', collections.ChainMap)
Callable = _ContainerForm('Callable', collections.abc.Callable)
Iterable = _ContainerForm('Iterable', collections.abc.Iterable)
Iterator = _ContainerForm('Iterator', collections.abc.Iterator)
Generator = _ContainerForm('Generator', collections.abc.Generator)
Sequence = _ContainerForm('Sequence', collections.abc.Sequence)
MutableSequence = _ContainerForm('MutableSequence', collections.abc.MutableSequence)
Mapping = _ContainerForm('Mapping', collections.abc.Mapping)
MutableMapping = _ContainerForm('MutableMapping', collections.abc.MutableMapping)
AbstractSet = _ContainerForm('AbstractSet', collections.abc.Set)
MutableSet = _ContainerForm('MutableSet', collections.abc.MutableSet)
Collection = _ContainerForm('Collection', collections.abc.Collection)
Container = _ContainerForm('Container', collections.abc.Container)
Hashable = _ContainerForm('Hashable', collections.abc.Hashable)
Sized = _ContainerForm('Sized', collections.abc.Sized)
Reversible = _ContainerForm('Reversible', collections.abc.Reversible)


class TypeVar:
    """A name for a type that is not known yet."""

    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False, infer_variance=False,
                 default=None):
        self.__name__ = name
        self.__constraints__ = constraints
        self.__bound__ = bound
        self.__covariant__ = covariant
        self.__contravariant__ = contravariant

    def __repr__(self):
        return ('+' if self.__covariant__ else '-' if self.__contravariant__ else '~') + self.__name__

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class ParamSpec(TypeVar):
    @property
    def args(self):
        return self

    kwargs = args


class TypeVarTuple(TypeVar):
    def __iter__(self):
        yield self


class NewType:
    """A function that returns its argument, under the name of a type."""

    def __init__(self, name, tp):
        self.__name__ = name
        self.__qualname__ = name
        self.__supertype__ = tp

    def __call__(self, arg, /):
        return arg

    def __repr__(self):
        return f'{self.__module__}.{self.__qualname__}'

    def __or__(self, other):
        return Union[self, other]


class Generic:
    """Base of generic classes."""

    __slots__ = ()

    def __class_getitem__(cls, parameters):
        return GenericAlias(cls, parameters)


class _ProtocolMeta(ABCMeta):
    def __instancecheck__(cls, instance):
        if not cls.__dict__.get('_is_protocol', False):
            return super().__instancecheck__(instance)
        if not cls.__dict__.get('_is_runtime_protocol', False):
            raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
        return super().__instancecheck__(instance) or all(hasattr(instance, name) for name in _protocol_members(cls))


def _protocol_members(cls):
    names = set()
    for base in cls.__mro__:
        if base.__dict__.get('_is_protocol') and base is not Protocol:
            names.update(n for n in base.__dict__ if not n.startswith(('_abc_', '_is_')) and n not in (
                '__module__', '__qualname__', '__dict__', '__weakref__', '__doc__', '__abstractmethods__',
                '__parameters__', '__annotations__', '__init__', '__slots__', '__subclasshook__', '__firstlineno__',
                '__static_attributes__', '__orig_bases__'))
            names.update(base.__dict__.get('__annotations__', {}))
    return names


class Protocol(Generic, metaclass=_ProtocolMeta):
    """Base of classes that describe what others can do."""

    __slots__ = ()
    _is_protocol = True

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        cls._is_protocol = Protocol in cls.__bases__


def runtime_checkable(cls):
    """Decorator: isinstance() with this protocol looks whether the members are there."""
    cls._is_runtime_protocol = True
    return cls


@runtime_checkable
class SupportsInt(Protocol):
    @abstractmethod
    def __int__(self):
        pass


@runtime_checkable
class SupportsFloat(Protocol):
    @abstractmethod
    def __float__(self):
        pass


@runtime_checkable
class SupportsIndex(Protocol):
    @abstractmethod
    def __index__(self):
        pass


@runtime_checkable
class SupportsAbs(Protocol):
    @abstractmethod
    def __abs__(self):
        pass


class _NamedTupleMeta(type):
    def __new__(cls, typename, bases, ns):
        types = ns.get('__annotations__', {})
        defaults = []
        for name in types:
            if name in ns:
                defaults.append(ns[name])
            elif defaults:
                raise TypeError(f"Non-default namedtuple field {name} cannot follow default fields "
                                f"{', '.join(n for n in types if n in ns)}")
        made = collections.namedtuple(typename, list(types), defaults=defaults, module=ns['__module__'])
        made.__annotations__ = dict(types)
        for key, value in ns.items():
            if key not in types and key not in ('__module__', '__qualname__', '__annotations__', '__slots__', '__new__',
                                                '__init__'):
                setattr(made, key, value)
        if '__qualname__' in ns:
            made.__qualname__ = ns['__qualname__']
        return made


_NamedTupleBase = type.__new__(_NamedTupleMeta, '_NamedTupleBase', (), {})


class _NamedTupleMaker:
    """A base class that turns the class statement into a named tuple; called, it makes one from a list of (name,
    type).
    """

    def __mro_entries__(self, bases):
        return (_NamedTupleBase,)

    def __call__(self, typename, fields=(), /, **kwargs):
        fields = list(fields) + list(kwargs.items())
        made = collections.namedtuple(typename, [name for name, _ in fields])
        made.__annotations__ = dict(fields)
        return made


NamedTuple = _NamedTupleMaker()


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True):
        made = type.__new__(_TypedDictMeta, name, (dict,), ns)
        annotations = {}
        for base in bases:
            annotations.update(base.__dict__.get('__annotations__', {}))
        annotations.update(ns.get('__annotations__', {}))
        made.__annotations__ = annotations
        made.__total__ = total
        return made

    def __call__(cls, /, *args, **kwargs):
        return dict(*args, **kwargs)


_TypedDictBase = type.__new__(_TypedDictMeta, 'TypedDict', (), {})


class _TypedDictMaker:
    def __mro_entries__(self, bases):
        return (_TypedDictBase,)

    def __call__(self, typename, fields=(), /, *, total=True):
        return _TypedDictMeta(typename, (), {'__annotations__': dict(fields)}, total=total)


TypedDict = _TypedDictMaker()


def cast(typ, val):
    return val


def assert_type(val, typ, /):
    return val


def reveal_type(obj, /):
    import sys
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def assert_never(arg, /):
    raise AssertionError(f"Expected code to be unreachable, but got: {arg!r}")


def overload(func):
    def stub(*args, **kwds):
        raise NotImplementedError("You should not call an overloaded function. A series of @overload-decorated "
                                  "functions outside a stub module should always be followed by an "
                                  "implementation that is not @overload-ed.")
    return stub


def final(f):
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


def override(method, /):
    try:
        method.__override__ = True
    except (AttributeError, TypeError):
        pass
    return method


def no_type_check(arg):
    return arg


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """The annotations as they are; those given as text stay text."""
    if isinstance(obj, type):
        hints = {}
        for base in reversed(obj.__mro__):
            hints.update(base.__dict__.get('__annotations__', {}))
    else:
        hints = dict(getattr(obj, '__annotations__', {}))
    return {name: type(None) if hint is None else hint for name, hint in hints.items()}


def get_origin(tp):
    if isinstance(tp, _Subscripted):
        return getattr(tp.__origin__, '__origin__', tp.__origin__)
    if isinstance(tp, UnionType):
        return UnionType
    return getattr(tp, '__origin__', None)


def get_args(tp):
    return tuple(getattr(tp, '__args__', ()))


AnyStr = TypeVar('AnyStr', bytes, str)
IO = Generic
TextIO = IO
BinaryIO = IO

__all__ = [name for name in globals() if not name.startswith('_')
           and name not in ('collections', 'ABCMeta', 'abstractmethod', 'GenericAlias', 'UnionType')]
