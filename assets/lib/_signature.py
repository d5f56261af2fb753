"""Binds call arguments to parameter names, for methods that are made at run time.

CPython's namedtuple and dataclass write source text and execute it. There is no exec() here: their methods take
*args and **kwargs and ask this module, which complains in the interpreter's own words.
"""


def listing(names):
    """'a' / 'a' and 'b' / 'a', 'b', and 'c'"""
    quoted = [repr(name) for name in names]
    if len(quoted) <= 2:
        return ' and '.join(quoted)
    return ', '.join(quoted[:-1]) + ', and ' + quoted[-1]


def _plural(n):
    return '' if n == 1 else 's'


def _check_keywords(where, names, kwonly, args, kwargs):
    for key in kwargs:
        if key in kwonly:
            continue
        if key not in names:
            raise TypeError(f"{where}() got an unexpected keyword argument {key!r}")
        if names.index(key) < len(args):
            raise TypeError(f"{where}() got multiple values for argument {key!r}")


def _too_many(where, names, kwonly, defaults, args, kwargs):
    """Both counts include the first argument, self or cls."""
    most = len(names) + 1
    least = most - sum(name in defaults for name in names)
    given = len(args) + 1
    takes = f"takes {most} positional argument{_plural(most)}"
    if least != most:
        takes = f"takes from {least} to {most} positional arguments"
    named = sum(name in kwargs for name in kwonly)
    if named:
        was = (f"{given} positional argument{_plural(given)} (and {named} keyword-only argument{_plural(named)}) were")
    else:
        was = f"{given} {'was' if given == 1 else 'were'}"
    raise TypeError(f"{where}() {takes} but {was} given")


def _missing(where, kind, names):
    raise TypeError(f"{where}() missing {len(names)} required {kind} argument{_plural(len(names))}: {listing(names)}")


def bind(where, names, defaults, args, kwargs, kwonly=()):
    """The values for names, then for kwonly, in order. `args` comes without the first argument, self or cls."""
    _check_keywords(where, names, kwonly, args, kwargs)
    if len(args) > len(names):
        _too_many(where, names, kwonly, defaults, args, kwargs)
    values = list(args)
    absent = []
    for name in names[len(args):]:
        if name in kwargs:
            values.append(kwargs[name])
        elif name in defaults:
            values.append(defaults[name])
        else:
            absent.append(name)
    if absent:
        _missing(where, "positional", absent)
    for name in kwonly:
        if name in kwargs:
            values.append(kwargs[name])
        elif name in defaults:
            values.append(defaults[name])
        else:
            absent.append(name)
    if absent:
        _missing(where, "keyword-only", absent)
    return values
