"""Copies of objects: shallow ones that share what they contain, deep ones that do not."""

import types
import weakref

__all__ = ["Error", "copy", "deepcopy", "replace"]


class Error(Exception):
    pass


error = Error

# What can be shared because it cannot change, or because a copy would make no sense.
_ATOMIC = {types.NoneType, int, float, bool, str, bytes, type, range, slice, property, types.EllipsisType,
           types.NotImplementedType, types.FunctionType, types.BuiltinFunctionType, types.CodeType, weakref.ref}
_FLAT_COPY = {list: list.copy, dict: dict.copy, set: set.copy, bytearray: bytearray.copy}


def copy(x):
    """A shallow copy."""
    cls = type(x)
    flat = _FLAT_COPY.get(cls)
    if flat is not None:
        return flat(x)
    if cls in _ATOMIC or cls in (tuple, frozenset):
        return x
    if issubclass(cls, type):
        return x
    method = getattr(cls, "__copy__", None)
    if method is not None:
        return method(x)
    return _copy_instance(x, cls, None)


def _state_of(x, cls):
    """(instance dictionary or None, {slot name: value})"""
    slots = {}
    for base in cls.__mro__:
        names = base.__dict__.get('__slots__', ())
        for name in (names,) if isinstance(names, str) else names:
            if name not in ('__dict__', '__weakref__') and hasattr(x, name):
                slots[name] = getattr(x, name)
    return getattr(x, '__dict__', None), slots


def _new_like(x, cls, part):
    """An empty instance; one with the same contents if the contents cannot be filled in later."""
    if hasattr(cls, '__getnewargs__'):
        return cls.__new__(cls, *x.__getnewargs__())
    if hasattr(cls, 'appendleft') and hasattr(x, 'maxlen'):
        return cls([], x.maxlen)
    for base in (tuple, frozenset):
        if issubclass(cls, base):
            return base.__new__(cls, [part(item) for item in x])
    for base in (int, float, str, bytes):
        if issubclass(cls, base):
            return base.__new__(cls, base(x))
    if issubclass(cls, BaseException):
        return cls.__new__(cls, *x.args)
    return cls.__new__(cls)


def _copy_instance(x, cls, memo):
    """With a memo the parts are copied too."""
    if getattr(cls, '__reduce__', None) is not getattr(object, '__reduce__', None):
        return _copy_by_recipe(x, memo)
    part = (lambda v: v) if memo is None else (lambda v: deepcopy(v, memo))
    y = _new_like(x, cls, part)
    if memo is not None:
        memo[id(x)] = y
    attributes, slots = _state_of(x, cls)
    if attributes:
        if hasattr(y, '__setstate__') and hasattr(cls, '__getstate__') and cls.__dict__.get('__setstate__'):
            y.__setstate__(part(x.__getstate__()))
        else:
            y.__dict__.update({k: part(v) for k, v in attributes.items()})
    for name, value in slots.items():
        object.__setattr__(y, name, part(value))
    if isinstance(x, BaseException):
        y.args = tuple(part(v) for v in x.args)
    if hasattr(x, 'default_factory'):
        y.default_factory = x.default_factory
    if isinstance(x, list) or hasattr(cls, 'appendleft'):
        for item in x:
            y.append(part(item))
    elif isinstance(x, dict):
        for key, value in x.items():
            y[part(key)] = part(value)
    elif isinstance(x, set):
        for item in x:
            y.add(part(item))
    return y


def _copy_by_recipe(x, memo):
    """The class says how to make another one: (callable, arguments, state, items, pairs)."""
    recipe = x.__reduce__()
    if isinstance(recipe, str):
        return x
    part = (lambda v: v) if memo is None else (lambda v: deepcopy(v, memo))
    make, arguments, state, items, pairs = tuple(recipe[:5]) + (None,) * (5 - len(recipe))
    y = make(*[part(a) for a in arguments])
    if memo is not None:
        memo[id(x)] = y
    if state is not None:
        if hasattr(y, '__setstate__'):
            y.__setstate__(part(state))
        elif hasattr(y, '__dict__'):
            y.__dict__.update(part(state))
    for item in items or ():
        y.append(part(item))
    for key, value in pairs or ():
        y[part(key)] = part(value)
    return y


def deepcopy(x, memo=None):
    """A copy of everything. The memo knows what was copied already, so that shared parts stay shared and cycles end."""
    cls = type(x)
    if cls in _ATOMIC:
        return x
    if memo is None:
        memo = {}
    found = memo.get(id(x), memo)
    if found is not memo:
        return found
    if cls is list:
        y = memo[id(x)] = []
        for item in x:
            y.append(deepcopy(item, memo))
    elif cls is dict:
        y = memo[id(x)] = {}
        for key, value in x.items():
            y[deepcopy(key, memo)] = deepcopy(value, memo)
    elif cls is tuple:
        y = _deepcopy_tuple(x, memo)
    elif cls is set or cls is frozenset:
        y = cls([deepcopy(item, memo) for item in x])
    elif cls is bytearray:
        y = bytearray(x)
    elif issubclass(cls, type):
        y = x
    elif cls is types.MethodType:
        y = types.MethodType(x.__func__, deepcopy(x.__self__, memo))
    elif hasattr(cls, "__deepcopy__"):
        y = x.__deepcopy__(memo)
    else:
        y = _copy_instance(x, cls, memo)
    if y is not x:
        memo[id(x)] = y
        memo.setdefault(id(memo), []).append(x)     # x must live as long as its id is used
    return y


def _deepcopy_tuple(x, memo):
    parts = [deepcopy(item, memo) for item in x]
    if id(x) in memo:
        return memo[id(x)]      # x contains itself through something else
    for old, new in zip(x, parts):
        if old is not new:
            return tuple(parts)
    return x


def replace(obj, /, **changes):
    """A copy with other values for some of its fields."""
    cls = obj.__class__
    method = getattr(cls, '__replace__', None)
    if method is None:
        raise TypeError(f"replace() does not support {cls.__name__} objects")
    return method(obj, **changes)
