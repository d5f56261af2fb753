"""What may stand in the body of an enumeration, and the namespace that sorts it."""

from types import DynamicClassAttribute

__name__ = "enum"


class auto:
    """A value to be chosen when the member is defined."""

    def __init__(self, value=None):
        self.value = value

    def __repr__(self):
        return f"auto({self.value!r})"


class nonmember:
    """Protects a class attribute from becoming a member."""

    def __init__(self, value):
        self.value = value


class member:
    """Makes a member of what would otherwise stay an attribute."""

    def __init__(self, value):
        self.value = value


class property(DynamicClassAttribute):
    """A property of members that does not get in the way of a member of the same name."""

    member = None

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            try:
                return ownerclass._member_map_[self.name]
            except KeyError:
                raise AttributeError(f'{ownerclass!r} has no attribute {self.name!r}') from None
        return self.fget(instance)

    def __set_name__(self, ownerclass, name):
        self.name = name


def _is_descriptor(obj):
    return hasattr(obj, '__get__') or hasattr(obj, '__set__') or hasattr(obj, '__delete__')


def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == '__' and name[2] != '_' and name[-3] != '_'


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == '_' and name[1] != '_' and name[-2] != '_'


def _is_private(cls_name, name):
    return name.startswith(f'_{cls_name}__') and not name.endswith('__')


class _EnumDict(dict):
    """The namespace of an enumeration's class body: sorts out what becomes a member and fills auto() in."""

    def __init__(self, cls_name):
        super().__init__()
        self._cls_name = cls_name
        self._member_names = {}
        self._last_values = []
        self._ignore = []
        self._generate = None

    def __setitem__(self, key, value):
        if key == '_generate_next_value_':
            self._generate = value.__func__ if isinstance(value, staticmethod) else value
        elif key == '_ignore_':
            self._ignore = value.split() if isinstance(value, str) else list(value)
        elif key in self._ignore or _is_dunder(key) or _is_private(self._cls_name, key):
            pass
        elif _is_sunder(key):
            if key not in ('_order_', '_missing_', '_iter_member_', '_numeric_repr_', '_boundary_', '_add_alias_',
                           '_add_value_alias_'):
                raise ValueError(f'_sunder_ names, such as {key!r}, are reserved for future Enum use')
        elif key in self._member_names:
            raise TypeError(f'{key!r} already defined as {self[key]!r}')
        elif isinstance(value, nonmember):
            value = value.value
        elif isinstance(value, member) or not _is_descriptor(value):
            if key in self:
                raise TypeError(f'{key!r} already defined as {self[key]!r}')
            value = self._choose(key, value.value if isinstance(value, member) else value)
            self._member_names[key] = None
            self._last_values.append(value)
        super().__setitem__(key, value)

    def _choose(self, key, value):
        if isinstance(value, auto):
            if value.value is None:
                value.value = self._generate(key, 1, len(self._member_names), self._last_values[:])
            return value.value
        if isinstance(value, tuple) and any(isinstance(part, auto) for part in value):
            return tuple(self._choose(key, part) if isinstance(part, auto) else part for part in value)
        return value
