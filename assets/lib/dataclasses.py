"""Classes that mostly hold data: the methods are made from the annotated fields.

The methods are closures over the list of fields. They take *args and **kwargs and check them as a function with the
fields as its parameters would.
"""

import abc
import sys
from _dataclass_fields import (_FIELD, _FIELD_CLASSVAR, _FIELD_INITVAR, KW_ONLY, MISSING, Field, InitVar, field)
from _functools import _store_attributes
from _signature import bind as _bind
from copy import deepcopy as _deepcopy
from keyword import iskeyword as _iskeyword
from reprlib import recursive_repr as _recursive_repr
from types import new_class as _new_class

__all__ = ['dataclass', 'field', 'Field', 'FrozenInstanceError', 'InitVar', 'KW_ONLY', 'MISSING', 'fields', 'asdict',
           'astuple', 'make_dataclass', 'replace', 'is_dataclass']

_FIELDS = '__dataclass_fields__'
_PARAMS = '__dataclass_params__'
_POST_INIT = '__post_init__'


class FrozenInstanceError(AttributeError):
    """An attempt to change a frozen instance."""


class _DataclassParams:
    __slots__ = ('init', 'repr', 'eq', 'order', 'unsafe_hash', 'frozen', 'match_args', 'kw_only', 'slots',
                 'weakref_slot')

    def __init__(self, *values):
        for name, value in zip(self.__slots__, values):
            setattr(self, name, value)

    def __repr__(self):
        return '_DataclassParams(' + ','.join(f'{name}={getattr(self, name)!r}' for name in self.__slots__) + ')'


# --- collecting the fields ------------------------------------------------------------------------

def _annotated_as(annotation, name):
    """Is the annotation typing.ClassVar or the like: as an object, subscripted, or as text?"""
    if isinstance(annotation, str):
        text = annotation.strip()
        return any(text == prefix + name or text.startswith(prefix + name + '[')
                   for prefix in ('', 'typing.', 't.', 'dataclasses.'))
    typing = sys.modules.get('typing')
    if typing is None:
        return False
    marker = getattr(typing, name, None)
    return marker is not None and (annotation is marker or getattr(annotation, '__origin__', None) is marker)


def _kind_of(annotation):
    if _annotated_as(annotation, 'ClassVar'):
        return _FIELD_CLASSVAR
    if annotation is InitVar or type(annotation) is InitVar:
        return _FIELD_INITVAR
    if isinstance(annotation, str) and _annotated_as(annotation, 'InitVar'):
        return _FIELD_INITVAR
    return _FIELD


def _make_field(cls, name, annotation, default_kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if type(default).__name__ == 'member_descriptor':
            default = MISSING       # a slot of the same name
        f = field(default=default)
    f.name = name
    f.type = annotation
    f._field_type = _kind_of(annotation)
    if f._field_type is not _FIELD:
        if f.default_factory is not MISSING:
            raise TypeError(f'field {name} cannot have a default factory')
    if f._field_type in (_FIELD, _FIELD_INITVAR):
        if f.kw_only is MISSING:
            f.kw_only = default_kw_only
    elif f.kw_only is not MISSING:
        raise TypeError(f'field {name} is a ClassVar but specifies kw_only')
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(f'mutable default {type(f.default)} for field {name} is not allowed: use default_factory')
    return f


def _is_kw_only_marker(annotation):
    if isinstance(annotation, str):
        return annotation.strip() in ('KW_ONLY', 'dataclasses.KW_ONLY')
    return annotation is KW_ONLY


def _own_fields(cls, kw_only):
    found = []
    seen_marker = False
    for name, annotation in cls.__dict__.get('__annotations__', {}).items():
        if _is_kw_only_marker(annotation):
            if seen_marker:
                raise TypeError(f'{name!r} is KW_ONLY, but KW_ONLY has already been specified')
            seen_marker = kw_only = True
        else:
            found.append(_make_field(cls, name, annotation, kw_only))
    return found


def _collect_fields(cls, frozen, kw_only):
    """All fields, inherited ones first; a field that is annotated again keeps its place."""
    collected = {}
    any_frozen = all_frozen = None
    for base in cls.__mro__[-1:0:-1]:
        base_fields = base.__dict__.get(_FIELDS)
        if base_fields is None:
            continue
        collected.update(base_fields)
        base_frozen = getattr(base, _PARAMS).frozen
        any_frozen = bool(any_frozen) or base_frozen
        all_frozen = (all_frozen is None or all_frozen) and base_frozen
    for f in _own_fields(cls, kw_only):
        collected[f.name] = f
        if isinstance(cls.__dict__.get(f.name), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in cls.__dict__.get('__annotations__', {}):
            raise TypeError(f'{name!r} is a field but has no type annotation')
    if any_frozen is not None:
        if any_frozen and not frozen:
            raise TypeError('cannot inherit non-frozen dataclass from a frozen one')
        if not all_frozen and frozen:
            raise TypeError('cannot inherit frozen dataclass from a non-frozen one')
    return collected


# --- the methods ----------------------------------------------------------------------------------

class _FactoryDefault:
    """Stands for "call the default factory" among the defaults of __init__."""

    def __repr__(self):
        return '<factory>'


_HAS_DEFAULT_FACTORY = _FactoryDefault()


def _default_of(f):
    return _HAS_DEFAULT_FACTORY if f.default_factory is not MISSING else f.default


def _check_order(positional):
    last_default = None
    for f in positional:
        if f._has_default():
            last_default = f
        elif last_default is not None:
            raise TypeError(f'non-default argument {f.name!r} follows default argument {last_default.name!r}')


def _make_init(cls, all_fields, frozen, slots):
    taking_part = [f for f in all_fields if f._field_type in (_FIELD, _FIELD_INITVAR)]
    positional = [f for f in taking_part if f.init and not f.kw_only]
    keyword = [f for f in taking_part if f.init and f.kw_only]
    _check_order(positional)
    names = [f.name for f in positional]
    kwonly = [f.name for f in keyword]
    parameters = positional + keyword
    defaults = {f.name: _default_of(f) for f in parameters if f._has_default()}
    count = len(names)
    # Where every field is simply an argument, storing the arguments is all there is to do.
    all_plain = len(positional) == len(taking_part) and all(f._field_type is _FIELD for f in positional)
    has_post_init = hasattr(cls, _POST_INIT)
    where = f'{cls.__qualname__}.__init__'
    store = object.__setattr__ if frozen else setattr

    def store_all(self, values):
        """In the order of the fields, those without an argument included. Returns what goes to __post_init__."""
        init_vars = []
        given = dict(zip(names + kwonly, values))
        for f in taking_part:
            if f.init:
                value = given[f.name]
            elif f.default_factory is not MISSING:
                value = _HAS_DEFAULT_FACTORY
            elif slots and f.default is not MISSING:
                value = f.default
            else:
                continue
            if value is _HAS_DEFAULT_FACTORY:
                value = f.default_factory()
            if f._field_type is _FIELD:
                store(self, f.name, value)
            else:
                init_vars.append(value)
        return init_vars

    # What CPython writes as source, one store per field, is one call here.
    behind = tuple(defaults[name] for name in names if name in defaults)
    least = count - len(behind)
    simple = all_plain and not frozen and not any(value is _HAS_DEFAULT_FACTORY for value in behind)
    in_order = tuple(names)

    def __init__(self, /, *args, **kwargs):
        init_vars = ()
        if simple and not kwargs and least <= len(args) <= count:
            _store_attributes(self, in_order, args, behind)
        else:
            init_vars = store_all(self, _bind(where, names, defaults, args, kwargs, kwonly))
        if has_post_init:
            self.__post_init__(*init_vars)

    annotations = {f.name: f.type for f in parameters}
    annotations['return'] = None
    __init__.__annotations__ = annotations
    return __init__


def _make_repr(shown):
    names = [f.name for f in shown]

    @_recursive_repr()
    def __repr__(self):
        return self.__class__.__qualname__ + '(' + ', '.join([f'{name}={getattr(self, name)!r}'
                                                              for name in names]) + ')'

    return __repr__


def _make_eq(compared):
    names = [f.name for f in compared]

    def __eq__(self, other):
        if self is other:
            return True
        if other.__class__ is not self.__class__:
            return NotImplemented
        for name in names:
            if not getattr(self, name) == getattr(other, name):
                return False
        return True

    return __eq__


def _make_order(compared):
    names = [f.name for f in compared]

    def values(self):
        return tuple([getattr(self, name) for name in names])

    def __lt__(self, other):
        if other.__class__ is self.__class__:
            return values(self) < values(other)
        return NotImplemented

    def __le__(self, other):
        if other.__class__ is self.__class__:
            return values(self) <= values(other)
        return NotImplemented

    def __gt__(self, other):
        if other.__class__ is self.__class__:
            return values(self) > values(other)
        return NotImplemented

    def __ge__(self, other):
        if other.__class__ is self.__class__:
            return values(self) >= values(other)
        return NotImplemented

    return __lt__, __le__, __gt__, __ge__


def _make_frozen(cls, names):
    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    return __setattr__, __delattr__


def _make_hash(hashed):
    names = [f.name for f in hashed]

    def __hash__(self):
        return hash(tuple([getattr(self, name) for name in names]))

    return __hash__


def _put(cls, method, overwrite=False):
    """Give cls the method unless it has one of its own; says whether it had."""
    name = method.__name__
    if name in cls.__dict__ and not overwrite:
        return True
    method.__qualname__ = f'{cls.__qualname__}.{name}'
    method.__module__ = cls.__module__
    setattr(cls, name, method)
    return False


def _decide_hash(cls, params, has_own_hash, field_list):
    """The table of PEP 557: who gets a __hash__, who loses it."""
    if params.unsafe_hash:
        if has_own_hash:
            raise TypeError(f'Cannot overwrite attribute __hash__ in class {cls.__name__}')
    elif has_own_hash or not params.eq:
        return
    elif not params.frozen:
        cls.__hash__ = None
        return
    _put(cls, _make_hash([f for f in field_list if (f.compare if f.hash is None else f.hash)]), overwrite=True)


def _process_class(cls, params):
    all_fields = _collect_fields(cls, params.frozen, params.kw_only)
    setattr(cls, _FIELDS, all_fields)
    setattr(cls, _PARAMS, params)
    class_hash = cls.__dict__.get('__hash__', MISSING)
    has_own_hash = not (class_hash is MISSING or (class_hash is None and '__eq__' in cls.__dict__))
    if params.order and not params.eq:
        raise ValueError('eq must be true if order is true')
    if params.init:
        _put(cls, _make_init(cls, list(all_fields.values()), params.frozen, params.slots))
    field_list = [f for f in all_fields.values() if f._field_type is _FIELD]
    if params.repr:
        _put(cls, _make_repr([f for f in field_list if f.repr]))
    compared = [f for f in field_list if f.compare]
    if params.eq:
        _put(cls, _make_eq(compared))
    if params.order:
        for method in _make_order(compared):
            if _put(cls, method):
                raise TypeError(f'Cannot overwrite attribute {method.__name__} in class {cls.__name__}. '
                                f'Consider using functools.total_ordering')
    if params.frozen:
        for method in _make_frozen(cls, {f.name for f in field_list}):
            if _put(cls, method):
                raise TypeError(f'Cannot overwrite attribute {method.__name__} in class {cls.__name__}')
    _decide_hash(cls, params, has_own_hash, field_list)
    _put(cls, __replace__)
    if not cls.__dict__.get('__doc__'):
        cls.__doc__ = _signature_text(cls, all_fields)
    if params.match_args and '__match_args__' not in cls.__dict__:
        cls.__match_args__ = tuple(f.name for f in all_fields.values() if f.init and not f.kw_only
                                   and f._field_type is not _FIELD_CLASSVAR)
    if params.weakref_slot and not params.slots:
        raise TypeError('weakref_slot is True but slots is False')
    if params.slots:
        cls = _with_slots(cls, params, [f.name for f in field_list])
    abc.update_abstractmethods(cls)
    return cls


def _type_text(annotation):
    if isinstance(annotation, type) and not hasattr(annotation, '__origin__'):
        module = annotation.__module__
        return annotation.__qualname__ if module == 'builtins' else f'{module}.{annotation.__qualname__}'
    return repr(annotation).replace('typing.', '')


def _signature_text(cls, all_fields):
    def shown(f):
        kind = _type_text(f.type)
        if f.default is not MISSING:
            return f'{f.name}: {kind} = {f.default!r}'
        if f.default_factory is not MISSING:
            return f'{f.name}: {kind} = <factory>'
        return f'{f.name}: {kind}'

    taken = [f for f in all_fields.values() if f.init and f._field_type is not _FIELD_CLASSVAR]
    text = ', '.join(shown(f) for f in taken if not f.kw_only)
    keyword = ', '.join(shown(f) for f in taken if f.kw_only)
    if keyword:
        text += (', ' if text else '') + '*, ' + keyword
    return f'{cls.__name__}({text})'


def _with_slots(cls, params, names):
    """Slots must be there when a class is made: so make it once more."""
    if '__slots__' in cls.__dict__:
        raise TypeError(f'{cls.__name__} already specifies __slots__')
    inherited = set()
    for base in cls.__mro__[1:-1]:
        slots = base.__dict__.get('__slots__', ())
        inherited.update((slots,) if isinstance(slots, str) else slots)
    namespace = dict(cls.__dict__)
    slots = [n for n in names if n not in inherited]
    if params.weakref_slot and '__weakref__' not in inherited:
        slots.append('__weakref__')
    namespace['__slots__'] = tuple(slots)
    for name in names:
        namespace.pop(name, None)
    namespace.pop('__dict__', None)
    namespace.pop('__weakref__', None)
    qualname = getattr(cls, '__qualname__', None)
    new = type(cls)(cls.__name__, cls.__bases__, namespace)
    if qualname is not None:
        new.__qualname__ = qualname
    if params.frozen:
        for method in _make_frozen(new, set(names)):
            _put(new, method, overwrite=True)
    return new


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Add the methods that a class of annotated fields needs."""
    params = (init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot)

    def decorate(cls):
        return _process_class(cls, _DataclassParams(*params))

    return decorate if cls is None else decorate(cls)


# --- functions on dataclasses ---------------------------------------------------------------------

def fields(class_or_instance):
    """The fields, in order, as a tuple."""
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError('must be called with a dataclass type or instance') from None
    return tuple(f for f in found.values() if f._field_type is _FIELD)


def _is_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, _FIELDS)


def _convert(obj, of_instance):
    """Walk lists, tuples and dicts; of_instance turns the dataclass instances in them into something else."""
    if _is_instance(obj):
        return of_instance(obj)
    kind = type(obj)
    if kind is list:
        return [_convert(v, of_instance) for v in obj]
    if isinstance(obj, tuple):
        if hasattr(obj, '_fields'):
            return kind(*[_convert(v, of_instance) for v in obj])
        return kind([_convert(v, of_instance) for v in obj])
    if isinstance(obj, list):
        return kind([_convert(v, of_instance) for v in obj])
    if isinstance(obj, dict):
        items = [(_convert(k, of_instance), _convert(v, of_instance)) for k, v in obj.items()]
        if hasattr(kind, 'default_factory'):
            result = kind(obj.default_factory)
            result.update(items)
            return result
        return kind(items)
    return _deepcopy(obj)


def asdict(obj, *, dict_factory=dict):
    """The fields as a dictionary, all the way down."""
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")

    def of_instance(instance):
        return dict_factory([(f.name, _convert(getattr(instance, f.name), of_instance)) for f in fields(instance)])

    return of_instance(obj)


def astuple(obj, *, tuple_factory=tuple):
    """The values of the fields as a tuple, all the way down."""
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")

    def of_instance(instance):
        return tuple_factory([_convert(getattr(instance, f.name), of_instance) for f in fields(instance)])

    return of_instance(obj)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False,
                   unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False,
                   module=None):
    """A dataclass out of a list of names, (name, type) or (name, type, default)."""
    namespace = {} if namespace is None else dict(namespace)
    annotations = {}
    defaults = {}
    for item in fields:
        if isinstance(item, str):
            name, kind = item, 'typing.Any'
        elif len(item) == 2:
            name, kind = item
        elif len(item) == 3:
            name, kind, default = item
            defaults[name] = default
        else:
            raise TypeError(f'Invalid field: {item!r}')
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f'Field names must be valid identifiers: {name!r}')
        if _iskeyword(name):
            raise TypeError(f'Field names must not be keywords: {name!r}')
        if name in annotations:
            raise TypeError(f'Field name duplicated: {name!r}')
        annotations[name] = kind

    def fill(ns):
        ns.update(namespace)
        ns.update(defaults)
        ns['__annotations__'] = annotations

    cls = _new_class(cls_name, bases, {}, fill)
    if module is None:
        module = sys._getframe(1).f_globals.get('__name__', '__main__')
    cls.__module__ = module
    return dataclass(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen,
                     match_args=match_args, kw_only=kw_only, slots=slots, weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    """A copy with other values for some fields."""
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    return _replaced(obj, changes)


def __replace__(self, /, **changes):
    return _replaced(self, changes)


def _replaced(self, changes):
    for f in getattr(self, _FIELDS).values():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise TypeError(f'field {f.name} is declared with init=False, it cannot be specified with replace()')
        elif f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise TypeError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(self, f.name)
    return self.__class__(**changes)
