"""Enumerations: classes whose instances are a fixed set of named values."""

import builtins
from types import MappingProxyType
from _enum_names import _EnumDict, auto, member, nonmember, property

__all__ = ['EnumType', 'EnumMeta', 'Enum', 'IntEnum', 'StrEnum', 'Flag', 'IntFlag', 'ReprEnum', 'auto', 'unique',
           'property', 'member', 'nonmember', 'FlagBoundary', 'STRICT', 'CONFORM', 'EJECT', 'KEEP', 'verify', 'UNIQUE',
           'CONTINUOUS', 'global_enum']


Enum = Flag = None        # until they are defined below


class EnumType(type):
    """The class of enumerations."""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        for base in bases:
            if isinstance(base, EnumType) and base._member_names_:
                raise TypeError(f"<enum {cls!r}> cannot extend {base!r}")
        namespace = _EnumDict(cls)
        if bases:
            enum_base = next((base for base in reversed(bases) if isinstance(base, EnumType)), None)
            if enum_base is not None:
                namespace._generate = enum_base._generate_next_value_
        return namespace

    def __new__(metacls, cls, bases, classdict, *, boundary=None, **kwds):
        names = list(classdict._member_names)
        namespace = {k: v for k, v in classdict.items() if k not in classdict._member_names and k != '_ignore_'}
        if '_generate_next_value_' in namespace and not isinstance(namespace['_generate_next_value_'], staticmethod):
            namespace['_generate_next_value_'] = staticmethod(namespace['_generate_next_value_'])
        for name in names:
            if name == 'mro':
                raise ValueError(f"invalid enum member name(s) {name!r}")
        namespace['_member_names_'] = []
        namespace['_member_map_'] = {}
        namespace['_value2member_map_'] = {}
        namespace['_unhashable_values_'] = []
        # The first class of all, Enum, has the __new__ that looks members up; in others __new__ makes members.
        own_new = namespace.pop('__new__', None) if Enum is not None else None
        enum_class = super().__new__(metacls, cls, bases, namespace, **kwds)
        enum_class._boundary_ = boundary or getattr(enum_class, '_boundary_', None)
        data_type = _data_type_of(bases)
        enum_class._member_type_ = data_type
        enum_class._new_member_ = own_new or _inherited_new(enum_class, data_type)
        enum_class._use_args_ = own_new is not None or enum_class._new_member_ is not object.__new__
        if own_new is not None:
            enum_class.__new_member__ = own_new
        enum_class._flag_mask_ = 0
        enum_class._singles_mask_ = 0
        enum_class._all_bits_ = 0
        for name in names:
            _add_member(enum_class, name, classdict[name], data_type)
        if Enum is not None:
            enum_class.__new__ = Enum.__new__
            _prefer_enum_methods(enum_class, classdict, bases, data_type)
            if Flag is not None and issubclass(enum_class, Flag):
                _finish_flag(enum_class)
        order = classdict.get('_order_')
        if order is not None:
            wanted = order.replace(',', ' ').split() if isinstance(order, str) else list(order)
            if [n for n in wanted if n in enum_class._member_names_] != enum_class._member_names_:
                raise TypeError(f"member order does not match _order_:\n  {enum_class._member_names_!r}\n  {wanted!r}")
        return enum_class

    def __init__(cls, *args, **kwds):
        pass

    def __bool__(cls):
        return True

    def __call__(cls, value, names=None, *rest, module=None, qualname=None, type=None, start=1, boundary=None):
        """Look a member up by value; or, for a class without members, make a new enumeration."""
        if cls._member_map_ or (names is None and not rest):
            if names is not None:
                value = (value, names) + rest
            return cls.__new__(cls, value)
        return cls._create_(value, names, module=module, qualname=qualname, type=type, start=start, boundary=boundary)

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1, boundary=None):
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        classdict = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(',', ' ').split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            last_values = []
            pairs = []
            for count, name in enumerate(names):
                value = cls._generate_next_value_(name, start, count, last_values[:])
                last_values.append(value)
                pairs.append((name, value))
            names = pairs
        elif isinstance(names, dict):
            names = list(names.items())
        for name, value in names:
            classdict[name] = value
        if module is None:
            import sys
            module = sys._getframe(2).f_globals.get('__name__')
        classdict['__module__'] = module
        if qualname is not None:
            classdict['__qualname__'] = qualname
        return metacls.__new__(metacls, class_name, bases, classdict, boundary=boundary)

    def __contains__(cls, value):
        if isinstance(value, cls):
            return True
        try:
            cls(value)
            return True
        except ValueError:
            return value in cls._unhashable_values_

    def __delattr__(cls, attr):
        if attr in cls._member_map_:
            raise AttributeError(f"{cls.__name__!r} cannot delete member {attr!r}.")
        super().__delattr__(attr)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get('_member_map_', {}):
            raise AttributeError(f'cannot reassign member {name!r}')
        super().__setattr__(name, value)

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return (cls._member_map_[name] for name in cls._member_names_)

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def __len__(cls):
        return len(cls._member_names_)

    @builtins.property
    def __members__(cls):
        return MappingProxyType(cls._member_map_)

    def __dir__(cls):
        return sorted(set(['__class__', '__contains__', '__doc__', '__getitem__', '__iter__', '__len__', '__members__',
                           '__module__', '__name__', '__qualname__'] + cls._member_names_))

    def __repr__(cls):
        if Flag is not None and issubclass(cls, Flag):
            return f"<flag {cls.__name__!r}>"
        return f"<enum {cls.__name__!r}>"


def _data_type_of(bases):
    """What the members are besides members: the first class among the bases that is neither object nor an
    enumeration.
    """
    for base in bases:
        for cls in base.__mro__:
            if isinstance(cls, EnumType):
                if cls.__dict__.get('_member_type_', object) is not object:
                    return cls._member_type_
            elif cls is not object and ('__new__' in cls.__dict__ or '__dataclass_fields__' in cls.__dict__):
                return base if not isinstance(base, EnumType) and cls is not object else cls
    return object


def _prefer_enum_methods(enum_class, classdict, bases, data_type):
    """A data type stands before Enum among the bases; what shows a member, and what combines flags, is Enum's all the
    same.
    """
    first_enum = next((base for base in reversed(bases) if isinstance(base, EnumType)), Enum)
    for name in ('__repr__', '__str__', '__format__'):
        if name not in classdict and getattr(enum_class, name) in (getattr(data_type, name), getattr(object, name)):
            setattr(enum_class, name, getattr(first_enum, name))
    if Flag is not None and issubclass(enum_class, Flag):
        for name in ('__or__', '__and__', '__xor__', '__ror__', '__rand__', '__rxor__', '__invert__'):
            if name not in classdict:
                setattr(enum_class, name, getattr(Flag, name))


def _inherited_new(enum_class, data_type):
    for cls in enum_class.__mro__[1:]:
        made = cls.__dict__.get('__new_member__')
        if made is not None:
            return made.__func__ if isinstance(made, staticmethod) else made
    return data_type.__new__


def _make_member(enum_class, value, data_type):
    """A new instance for this value. A tuple is the arguments of the data type or of the enumeration's own __new__."""
    arguments = value if isinstance(value, tuple) else (value,)
    if data_type is tuple:
        arguments = (arguments,)
    if not enum_class._use_args_:
        new_member = object.__new__(enum_class)
    else:
        new_member = enum_class._new_member_(enum_class, *arguments)
    if not hasattr(new_member, '_value_'):
        if data_type is object:
            new_member._value_ = value
        else:
            try:
                new_member._value_ = data_type(*arguments)
            except Exception as exc:
                new_exc = TypeError('_value_ not set in __new__, unable to create it')
                new_exc.__cause__ = exc
                raise new_exc
    return new_member, arguments


def _add_member(enum_class, name, value, data_type):
    new_member, arguments = _make_member(enum_class, value, data_type)
    value = new_member._value_
    new_member._name_ = name
    new_member.__objclass__ = enum_class
    own_init = enum_class.__init__
    if own_init is not object.__init__:
        new_member.__init__(*arguments)
    new_member._sort_order_ = len(enum_class._member_names_)
    try:
        earlier = enum_class._value2member_map_.get(new_member._value_)
    except TypeError:
        earlier = next((m for m in enum_class._member_map_.values() if m._value_ == new_member._value_), None)
    if earlier is not None:
        new_member = earlier                # another name for a member that is there already
    else:
        is_flag = Flag is not None and issubclass(enum_class, Flag)
        if not is_flag or not isinstance(value, int) or _is_single_bit(value):
            enum_class._member_names_.append(name)
        try:
            enum_class._value2member_map_[new_member._value_] = new_member
        except TypeError:
            enum_class._unhashable_values_.append(new_member._value_)
        if is_flag and isinstance(value, int):
            enum_class._flag_mask_ |= value
            if _is_single_bit(value):
                enum_class._singles_mask_ |= value
            enum_class._all_bits_ = (1 << enum_class._flag_mask_.bit_length()) - 1
    type.__setattr__(enum_class, name, new_member)
    enum_class._member_map_[name] = new_member


def _is_single_bit(value):
    return value > 0 and value & (value - 1) == 0


def _finish_flag(enum_class):
    """Members of a flag come in the order of their bits."""
    members = [enum_class._member_map_[name] for name in enum_class._member_names_]
    values = [m._value_ for m in members]
    if values != sorted(values):
        members.sort(key=lambda m: m._value_)
        type.__setattr__(enum_class, '_member_names_', [m._name_ for m in members])


EnumMeta = EnumType


class Enum(metaclass=EnumType):
    """Inherit from this and define members as class attributes."""

    def __new__(cls, value):
        """Find the member with this value."""
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            for found in cls._member_map_.values():
                if found._value_ == value:
                    return found
        if not cls._member_map_:
            raise TypeError(f"{cls!r} has no members defined")
        error = None
        try:
            result = cls._missing_(value)
        except Exception as exc:
            error = exc
            result = None
        try:
            if isinstance(result, cls):
                return result
            if Flag is not None and issubclass(cls, Flag) and cls._boundary_ is EJECT and isinstance(result, int):
                return result
            ve_exc = ValueError(f"{value!r} is not a valid {cls.__qualname__}")
            if result is None and error is None:
                raise ve_exc
            if error is None:
                error = TypeError(f'error in {cls.__name__}._missing_: '
                                  f'returned {result!r} instead of None or a valid member')
            if not isinstance(error, ValueError):
                error.__context__ = ve_exc
            raise error
        finally:
            error = ve_exc = None

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """What auto() stands for: one more than the largest value so far."""
        if not last_values:
            return start
        try:
            return max(last_values) + 1
        except TypeError:
            raise TypeError('unable to sort non-numeric values') from None

    @classmethod
    def _missing_(cls, value):
        return None

    def __repr__(self):
        show = self.__class__._member_type_.__repr__ if self.__class__._member_type_ is not object else repr
        return "<%s.%s: %s>" % (self.__class__.__name__, self._name_, show(self._value_))

    def __str__(self):
        return "%s.%s" % (self.__class__.__name__, self._name_)

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __dir__(self):
        return sorted(set(['__class__', '__doc__', '__eq__', '__hash__', '__module__', 'name', 'value']))

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __deepcopy__(self, memo):
        return self

    def __copy__(self):
        return self

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_


class ReprEnum(Enum):
    """Changes repr() only; str() and format() are those of the data type."""


class IntEnum(int, ReprEnum):
    """Members are integers."""

    def __str__(self):
        return int.__repr__(self)

    def __format__(self, format_spec):
        return int.__format__(self, format_spec)


class StrEnum(str, ReprEnum):
    """Members are strings; auto() gives the name in lower case."""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError('too many arguments for str(): %r' % (values,))
        if values and not isinstance(values[0], str):
            raise TypeError('%r is not a string' % (values[0],))
        value = str(*values)
        made = str.__new__(cls, value)
        made._value_ = value
        return made

    def __str__(self):
        return str.__str__(self)

    def __format__(self, format_spec):
        return str.__format__(self, format_spec)

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


class FlagBoundary(StrEnum):
    """What to do with bits that no member has."""

    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


def _single_bits(value):
    while value:
        bit = value & -value
        yield bit
        value ^= bit


def _binary(value, width):
    """0b, a sign, and the bits; a negative number shows its complement."""
    digits = bin(value + (1 << width) if value < 0 else value)[2:]
    return f"0b{'1' if value < 0 else '0'} {digits.rjust(width, '1' if value < 0 else '0')}"


class Flag(Enum, boundary=STRICT):
    """Members can be combined with | & ^ ~."""

    _numeric_repr_ = repr

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The next free bit."""
        if not last_values:
            return start if start is not None else 1
        last_value = max(last_values)
        return 2 ** last_value.bit_length()

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        flag_mask = cls._flag_mask_
        all_bits = cls._all_bits_
        neg_value = None
        if not ~all_bits <= value <= all_bits or value & (all_bits ^ flag_mask):
            if cls._boundary_ is STRICT:
                width = max(value.bit_length(), flag_mask.bit_length())
                raise ValueError(f"{cls!r} invalid value {value!r}\n    given {_binary(value, width)}\n"
                                 f"  allowed {_binary(flag_mask, width)}")
            if cls._boundary_ is CONFORM:
                value &= flag_mask
            elif cls._boundary_ is EJECT:
                return value
            elif value < 0:
                value = max(all_bits + 1, 2 ** value.bit_length()) + value
        if value < 0:
            neg_value = value
            value = value & flag_mask if cls._boundary_ is not KEEP else all_bits + 1 + value
        if neg_value is not None and value in cls._value2member_map_:
            return cls._value2member_map_[value]
        return cls._pseudo_member(value)

    @classmethod
    def _pseudo_member(cls, value):
        """A combination of members; made once per value."""
        if cls._member_type_ is object:
            made = object.__new__(cls)
        else:
            made = cls._member_type_.__new__(cls, value)
        made._value_ = value
        names = [m._name_ for m in cls._iter_member_(value)]
        unknown = value & ~cls._flag_mask_
        if names:
            made._name_ = '|'.join(names)
            if unknown:
                made._name_ += '|%s' % cls._numeric_repr_(unknown)
        else:
            made._name_ = None
        return cls._value2member_map_.setdefault(value, made)

    @classmethod
    def _iter_member_(cls, value):
        for bit in _single_bits(value & cls._flag_mask_):
            found = cls._value2member_map_.get(bit)
            if found is not None:
                yield found

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError("unsupported operand type(s) for 'in': %r and %r" % (type(other).__qualname__,
                                                                                 self.__class__.__qualname__))
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        return self._iter_member_(self._value_)

    def __len__(self):
        return self._value_.bit_count()

    def __repr__(self):
        cls_name = self.__class__.__name__
        if self._name_ is None:
            return "<%s: %s>" % (cls_name, self._numeric_repr_(self._value_))
        return "<%s.%s: %s>" % (cls_name, self._name_, self._numeric_repr_(self._value_))

    def __str__(self):
        cls_name = self.__class__.__name__
        if self._name_ is None:
            return "%s(%s)" % (cls_name, self._numeric_repr_(self._value_))
        return "%s.%s" % (cls_name, self._name_)

    def __bool__(self):
        return bool(self._value_)

    def _number(self, other):
        if isinstance(other, self.__class__):
            return other._value_
        if self._member_type_ is not object and isinstance(other, self._member_type_):
            return other
        return NotImplemented

    def __or__(self, other):
        other = self._number(other)
        return other if other is NotImplemented else self.__class__(self._value_ | other)

    def __and__(self, other):
        other = self._number(other)
        return other if other is NotImplemented else self.__class__(self._value_ & other)

    def __xor__(self, other):
        other = self._number(other)
        return other if other is NotImplemented else self.__class__(self._value_ ^ other)

    def __invert__(self):
        if self._boundary_ in (EJECT, KEEP):
            return self.__class__(~self._value_)
        return self.__class__(self._singles_mask_ & ~self._value_)

    __rand__ = __and__
    __ror__ = __or__
    __rxor__ = __xor__


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """Flags that are integers."""

    def __str__(self):
        return int.__repr__(self)

    def __format__(self, format_spec):
        return int.__format__(self, format_spec)


def unique(enumeration):
    """Decorator: no two names for one value."""
    duplicates = [(name, m._name_) for name, m in enumeration.__members__.items() if name != m._name_]
    if duplicates:
        alias_details = ', '.join(["%s -> %s" % (alias, name) for (alias, name) in duplicates])
        raise ValueError('duplicate values found in %r: %s' % (enumeration, alias_details))
    return enumeration


UNIQUE = "one name per value"
CONTINUOUS = "no missing values"


class verify:
    """Decorator: check the enumeration for UNIQUE or CONTINUOUS."""

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        for check in self.checks:
            if check is UNIQUE:
                unique(enumeration)
            elif check is CONTINUOUS:
                values = sorted(m._value_ for m in enumeration)
                missing = [n for n in range(values[0], values[-1] + 1) if n not in values] if values else []
                if missing:
                    numbers = ', '.join(map(str, missing))
                    raise ValueError(f"invalid enum {enumeration.__name__!r}: missing values {numbers}")
        return enumeration


def global_enum(cls, update_str=False):
    """Decorator: the members become names of the module."""
    import sys
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls
