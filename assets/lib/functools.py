"""Functions made from functions."""

from _functools import cmp_to_key, partial, reduce
from _thread import RLock

__all__ = ['update_wrapper', 'wraps', 'WRAPPER_ASSIGNMENTS', 'WRAPPER_UPDATES', 'total_ordering', 'cache', 'cmp_to_key',
           'lru_cache', 'reduce', 'partial', 'partialmethod', 'singledispatch', 'singledispatchmethod',
           'cached_property']

# --- wrapping -------------------------------------------------------------------------------------

WRAPPER_ASSIGNMENTS = ('__module__', '__name__', '__qualname__', '__doc__', '__annotations__')
WRAPPER_UPDATES = ('__dict__',)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Make wrapper look like wrapped from outside."""
    for attr in assigned:
        try:
            value = getattr(wrapped, attr)
        except AttributeError:
            pass
        else:
            setattr(wrapper, attr, value)
    for attr in updated:
        getattr(wrapper, attr).update(getattr(wrapped, attr, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """update_wrapper() as a decorator for the wrapper."""
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


# --- ordering -------------------------------------------------------------------------------------

def _from_strict(root, negate, with_equality):
    """An operator out of another: root's answer, negated and/or joined with (in)equality. NotImplemented passes
    through.
    """

    def operator(self, other):
        answer = getattr(type(self), root)(self, other)
        if answer is NotImplemented:
            return answer
        if negate:
            answer = not answer
        if with_equality == 'or equal':
            return answer or self == other
        if with_equality == 'and unequal':
            return answer and self != other
        return answer

    return operator


_DERIVED = {
    '__lt__': [('__gt__', True, 'and unequal'), ('__le__', False, 'or equal'), ('__ge__', True, None)],
    '__le__': [('__ge__', True, 'or equal'), ('__lt__', False, 'and unequal'), ('__gt__', True, None)],
    '__gt__': [('__lt__', True, 'and unequal'), ('__ge__', False, 'or equal'), ('__le__', True, None)],
    '__ge__': [('__le__', True, 'or equal'), ('__gt__', False, 'and unequal'), ('__lt__', True, None)],
}


def total_ordering(cls):
    """Supply the comparisons that follow from == and one of < <= > >=."""
    defined = [op for op in _DERIVED if getattr(cls, op, None) is not getattr(object, op, None)]
    if not defined:
        raise ValueError('must define at least one ordering operation: < > <= >=')
    for root in ('__lt__', '__le__', '__gt__', '__ge__'):
        if root in defined:
            break
    for name, negate, with_equality in _DERIVED[root]:
        if name not in defined:
            method = _from_strict(root, negate, with_equality)
            method.__name__ = name
            setattr(cls, name, method)
    return cls


# --- partial methods ------------------------------------------------------------------------------

class partialmethod:
    """partial() for functions in a class body."""

    def __init__(self, func, /, *args, **keywords):
        if isinstance(func, partialmethod):
            self.func = func.func
            self.args = func.args + args
            self.keywords = {**func.keywords, **keywords}
        else:
            if not callable(func) and getattr(func, '__get__', None) is None:
                raise TypeError(f'the first argument {func!r} must be a callable or a descriptor')
            self.func = func
            self.args = args
            self.keywords = keywords

    def __repr__(self):
        cls = type(self)
        parts = [repr(self.func)]
        parts.extend(map(repr, self.args))
        parts.extend(f"{k}={v!r}" for k, v in self.keywords.items())
        return f"{cls.__module__}.{cls.__qualname__}({', '.join(parts)})"

    def _as_method(self):
        def _method(cls_or_self, /, *args, **keywords):
            return self.func(cls_or_self, *self.args, *args, **{**self.keywords, **keywords})

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.__partialmethod__ = self
        return _method

    def __get__(self, obj, cls=None):
        get = getattr(self.func, "__get__", None)
        if get is not None:
            bound = get(obj, cls)
            if bound is not self.func:
                # A class method, static method or the like has been bound already.
                result = partial(bound, *self.args, **self.keywords)
                try:
                    result.__self__ = bound.__self__
                except AttributeError:
                    pass
                return result
        return self._as_method().__get__(obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)

    __class_getitem__ = classmethod(type(list[int]))


# --- caches ---------------------------------------------------------------------------------------

class _CacheInfo(tuple):
    """How well a cache does: hits, misses, maxsize, currsize."""

    __slots__ = ()

    def __new__(cls, hits, misses, maxsize, currsize):
        return tuple.__new__(cls, (hits, misses, maxsize, currsize))

    hits = property(lambda self: self[0])
    misses = property(lambda self: self[1])
    maxsize = property(lambda self: self[2])
    currsize = property(lambda self: self[3])

    def __repr__(self):
        return "CacheInfo(hits=%r, misses=%r, maxsize=%r, currsize=%r)" % tuple(self)


_CacheInfo.__name__ = _CacheInfo.__qualname__ = 'CacheInfo'

_keyword_mark = (object(),)
_fast_types = (int, str)


def _make_key(args, kwds, typed):
    """One hashable value for a whole call; a lone int or str stands for itself."""
    if not kwds and not typed:
        if len(args) == 1 and type(args[0]) in _fast_types:
            return args[0]
        return args
    key = args
    if kwds:
        key += _keyword_mark
        for item in kwds.items():
            key += item
    if typed:
        key += tuple(type(v) for v in args)
        key += tuple(type(v) for v in kwds.values())
    return key


class _Counters:
    __slots__ = ('hits', 'misses')

    def __init__(self):
        self.hits = self.misses = 0


def _lru_cache_wrapper(user_function, maxsize, typed, cache_info_class):
    """The cache in Python: a dict in the order of use, the least recently used call first, behind a lock."""
    results = {}
    missing = object()
    counters = _Counters()
    lock = RLock()

    def call_uncached(*args, **kwds):
        counters.misses += 1
        return user_function(*args, **kwds)

    def call_unbounded(*args, **kwds):
        key = _make_key(args, kwds, typed)
        result = results.get(key, missing)
        if result is not missing:
            counters.hits += 1
            return result
        counters.misses += 1
        result = user_function(*args, **kwds)
        results[key] = result
        return result

    def call_bounded(*args, **kwds):
        key = _make_key(args, kwds, typed)
        with lock:
            if key in results:
                result = results.pop(key)
                results[key] = result       # now the youngest
                counters.hits += 1
                return result
            counters.misses += 1
        result = user_function(*args, **kwds)
        with lock:
            if key not in results:
                if len(results) >= maxsize:
                    del results[next(iter(results))]
                results[key] = result
        return result

    if maxsize == 0:
        wrapper = call_uncached
    elif maxsize is None:
        wrapper = call_unbounded
    else:
        wrapper = call_bounded

    def cache_info():
        with lock:
            return cache_info_class(counters.hits, counters.misses, maxsize, len(results))

    def cache_clear():
        with lock:
            results.clear()
            counters.hits = counters.misses = 0

    wrapper.cache_info = cache_info
    wrapper.cache_clear = cache_clear
    return wrapper


try:
    from _functools import _lru_cache_wrapper
except ImportError:
    pass


def lru_cache(maxsize=128, typed=False):
    """Remember the results of the last maxsize different calls."""
    if callable(maxsize) and isinstance(typed, bool):
        user_function, maxsize = maxsize, 128
        return _decorate_with_cache(user_function, maxsize, typed)
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif maxsize is not None:
        raise TypeError('Expected first argument to be an integer, a callable, or None')

    def decorating_function(user_function):
        return _decorate_with_cache(user_function, maxsize, typed)

    return decorating_function


def _decorate_with_cache(user_function, maxsize, typed):
    wrapper = _lru_cache_wrapper(user_function, maxsize, typed, _CacheInfo)
    wrapper.cache_parameters = lambda: {'maxsize': maxsize, 'typed': typed}
    return update_wrapper(wrapper, user_function)


def cache(user_function, /):
    """Remember the results of all calls."""
    return lru_cache(maxsize=None)(user_function)


_NOT_FOUND = object()


class cached_property:
    """A property that is worked out once per instance and then sits in its __dict__. There is no lock around it."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__
        self.__module__ = func.__module__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError("Cannot assign the same cached_property to two different names "
                            f"({self.attrname!r} and {name!r}).")

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        try:
            cache = instance.__dict__
        except AttributeError:
            raise TypeError(f"No '__dict__' attribute on {type(instance).__name__!r} instance to cache "
                            f"{self.attrname!r} property.") from None
        value = cache.get(self.attrname, _NOT_FOUND)
        if value is _NOT_FOUND:
            value = self.func(instance)
            try:
                cache[self.attrname] = value
            except TypeError:
                raise TypeError(f"The '__dict__' attribute on {type(instance).__name__!r} instance "
                                f"does not support item assignment for caching {self.attrname!r} property.") from None
        return value

    __class_getitem__ = classmethod(type(list[int]))


# --- single dispatch ------------------------------------------------------------------------------

def _distance(cls, registered):
    """How far registered is from cls: its place in the MRO, or behind it all if only an abstract class claims cls."""
    mro = cls.__mro__
    if registered in mro:
        return mro.index(registered)
    return len(mro)


def _best_match(cls, registry):
    candidates = [kind for kind in registry if issubclass(cls, kind)]
    concrete = [kind for kind in candidates if kind in cls.__mro__ and kind is not object]
    if concrete:
        return min(concrete, key=lambda kind: _distance(cls, kind))
    abstract = [kind for kind in candidates if kind is not object]
    # Of abstract classes the most derived one wins; two unrelated ones are an error.
    best = [kind for kind in abstract if not any(other is not kind and issubclass(other, kind) for other in abstract)]
    if len(best) > 1:
        raise RuntimeError("Ambiguous dispatch: {} or {}".format(best[0], best[1]))
    return best[0] if best else object


def singledispatch(func):
    """A function with one implementation per type of its first argument."""
    registry = {object: func}
    dispatch_cache = {}
    funcname = getattr(func, '__name__', 'singledispatch function')

    def dispatch(cls):
        try:
            return dispatch_cache[cls]
        except KeyError:
            impl = registry[cls] if cls in registry else registry[_best_match(cls, registry)]
            dispatch_cache[cls] = impl
            return impl

    def classes_of(annotation):
        if isinstance(annotation, type):
            return (annotation,)
        members = getattr(annotation, '__args__', ())
        if members and all(isinstance(member, type) for member in members):
            return tuple(members)
        return None

    def register(cls, func=None):
        classes = classes_of(cls)
        if classes is not None:
            if func is None:
                return lambda f: register(cls, f)
        else:
            if func is not None:
                raise TypeError(f"Invalid first argument to `register()`. {cls!r} is not a class or union type.")
            annotations = getattr(cls, '__annotations__', {})
            if not annotations:
                raise TypeError(f"Invalid first argument to `register()`: {cls!r}. Use either "
                                f"`@register(some_class)` or plain `@register` on an annotated function.")
            func = cls
            argname, annotation = next(iter(annotations.items()))
            classes = classes_of(annotation)
            if classes is None:
                raise TypeError(f"Invalid annotation for {argname!r}. {annotation!r} is not a class.")
        for kind in classes:
            registry[kind] = func
        dispatch_cache.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f'{funcname} requires at least 1 positional argument')
        return dispatch(args[0].__class__)(*args, **kw)

    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = type(type.__dict__)(registry)
    wrapper._clear_cache = dispatch_cache.clear
    update_wrapper(wrapper, func)
    return wrapper


class singledispatchmethod:
    """singledispatch for methods: the argument behind self decides."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        dispatch = self.dispatcher.dispatch
        funcname = getattr(self.func, '__name__', 'singledispatchmethod method')

        def _method(*args, **kwargs):
            if not args:
                raise TypeError(f'{funcname} requires at least 1 positional argument')
            return dispatch(args[0].__class__).__get__(obj, cls)(*args, **kwargs)

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.register = self.register
        update_wrapper(_method, self.func)
        return _method

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, '__isabstractmethod__', False)
