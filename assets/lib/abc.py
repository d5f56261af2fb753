"""Abstract base classes: a class that cannot be instantiated, and that may claim classes which never heard of it."""

from _weakref import ref

__all__ = ['ABC', 'ABCMeta', 'abstractmethod', 'abstractclassmethod', 'abstractstaticmethod', 'abstractproperty',
           'get_cache_token', 'update_abstractmethods']


def abstractmethod(funcobj):
    """Mark a method that subclasses have to supply."""
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractclassmethod(classmethod):
    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractstaticmethod(staticmethod):
    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractproperty(property):
    __isabstractmethod__ = True


class _State:
    """What one abstract class knows about other classes; all members are weak references to classes."""

    # Raised by every register() anywhere: a "no" that was remembered before may be a "yes" now.
    version = 0

    def __init__(self):
        self.registered = set()
        self.known_yes = set()
        self.known_no = set()
        self.no_version = _State.version


def _abstract_names(cls, own):
    names = {name for name, value in own if getattr(value, "__isabstractmethod__", False)}
    for base in cls.__bases__:
        for name in getattr(base, "__abstractmethods__", ()):
            if getattr(getattr(cls, name, None), "__isabstractmethod__", False):
                names.add(name)
    return frozenset(names)


class ABCMeta(type):
    """The class of abstract classes."""

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        cls.__abstractmethods__ = _abstract_names(cls, namespace.items())
        cls._abc_impl = _State()
        return cls

    def register(cls, subclass):
        """Declare that subclass counts as a subclass of cls. Returns it, so this works as a decorator."""
        if not isinstance(subclass, type):
            raise TypeError("Can only register classes")
        if issubclass(subclass, cls):
            return subclass
        if issubclass(cls, subclass):
            raise RuntimeError("Refusing to create an inheritance cycle")
        cls._abc_impl.registered.add(ref(subclass))
        _State.version += 1
        return subclass

    def __instancecheck__(cls, instance):
        state = cls._abc_impl
        kind = type(instance)
        if ref(kind) in state.known_yes:
            return True
        subclass = instance.__class__
        if subclass is kind:
            return cls.__subclasscheck__(subclass)
        return cls.__subclasscheck__(subclass) or cls.__subclasscheck__(kind)

    def __subclasscheck__(cls, subclass):
        if not isinstance(subclass, type):
            raise TypeError('issubclass() arg 1 must be a class')
        state = cls._abc_impl
        key = ref(subclass)
        if key in state.known_yes:
            return True
        if state.no_version != _State.version:
            state.known_no = set()
            state.no_version = _State.version
        elif key in state.known_no:
            return False
        if cls._abc_decide(subclass, state):
            state.known_yes.add(key)
            return True
        state.known_no.add(key)
        return False

    def _abc_decide(cls, subclass, state):
        answer = cls.__subclasshook__(subclass)
        if answer is not NotImplemented:
            return answer
        if cls in getattr(subclass, '__mro__', ()):
            return True
        for reference in list(state.registered):
            registered = reference()
            if registered is not None and issubclass(subclass, registered):
                return True
        for child in cls.__subclasses__():
            if issubclass(subclass, child):
                return True
        return False

    def _dump_registry(cls, file=None):
        print(f"Class: {cls.__module__}.{cls.__qualname__}", file=file)
        print(f"Registered: {len(cls._abc_impl.registered)}", file=file)


def get_cache_token():
    """Changes whenever a class is registered anywhere."""
    return _State.version


def update_abstractmethods(cls):
    """Work out again what is abstract in cls, after a decorator has added methods to it."""
    if hasattr(cls, '__abstractmethods__'):
        cls.__abstractmethods__ = _abstract_names(cls, cls.__dict__.items())
    return cls


class ABC(metaclass=ABCMeta):
    """Inherit from this to get an abstract class without naming its metaclass."""

    __slots__ = ()
