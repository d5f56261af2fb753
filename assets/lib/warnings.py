"""Warnings: what is shown, what is ignored, what becomes an exception."""

import sys

__all__ = ["warn", "warn_explicit", "showwarning", "formatwarning", "filterwarnings", "simplefilter", "resetwarnings",
           "catch_warnings", "deprecated"]

# The first filter that fits decides: (action, message prefix or None, category, module or None, line or 0).
filters = [("default", None, DeprecationWarning, "__main__", 0), ("ignore", None, DeprecationWarning, None, 0),
           ("ignore", None, PendingDeprecationWarning, None, 0), ("ignore", None, ImportWarning, None, 0),
           ("ignore", None, ResourceWarning, None, 0)]
defaultaction = "default"
onceregistry = {}
_filters_version = 1


class WarningMessage:
    """One warning with all that is known about it."""

    _WARNING_DETAILS = ("message", "category", "filename", "lineno", "file", "line", "source")

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return "{message : %r, category : %r, filename : %r, lineno : %s, line : %r}" % (
            self.message, self._category_name, self.filename, self.lineno, self.line)


def _source_line(filename, lineno):
    try:
        with open(filename, encoding='utf-8') as file:
            for number, line in enumerate(file, 1):
                if number == lineno:
                    return line
    except (OSError, UnicodeError):
        pass
    return None


def formatwarning(message, category, filename, lineno, line=None):
    text = f"{filename}:{lineno}: {category.__name__}: {message}\n"
    if line is None:
        line = _source_line(filename, lineno)
    if line and line.strip():
        text += "  %s\n" % line.strip()
    return text


def showwarning(message, category, filename, lineno, file=None, line=None):
    if file is None:
        file = sys.stderr
        if file is None:
            return
    file.write(formatwarning(message, category, filename, lineno, line))


_showwarning_orig = showwarning


def _is_category(category):
    return isinstance(category, type) and issubclass(category, Warning)


def _add_filter(item, append):
    global _filters_version
    if append:
        if item not in filters:
            filters.append(item)
    else:
        if item in filters:
            filters.remove(item)
        filters.insert(0, item)
    _filters_version += 1


_ACTIONS = ("error", "ignore", "always", "default", "module", "once", "all")


def _check_action(action):
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    """Decide about warnings whose text begins with message, of this category, in this module, at this line."""
    _check_action(action)
    if not isinstance(message, str):
        raise TypeError("message must be a string")
    if not _is_category(category):
        raise TypeError("category must be a Warning subclass")
    if not isinstance(lineno, int):
        raise TypeError("lineno must be an int")
    if lineno < 0:
        raise ValueError("lineno must be an int >= 0")
    _add_filter((action, message or None, category, module or None, lineno), append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Decide about all warnings of this category."""
    _check_action(action)
    _add_filter((action, None, category, None, lineno), append)


def resetwarnings():
    """Drop all filters."""
    global _filters_version
    filters[:] = []
    _filters_version += 1


def _text_matches(pattern, text):
    """Patterns are plain prefixes here, up to a trailing '.*' and without regard to case."""
    if pattern is None:
        return True
    pattern = pattern.replace('\\', '')
    if pattern.startswith('.*'):
        return pattern.strip('.*').lower() in text.lower()
    return text.lower().startswith(pattern.removesuffix('.*').lower())


def _module_matches(pattern, module):
    return pattern is None or pattern.replace('\\', '').rstrip('$') == module


def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    """Give a warning at the place of the caller, or stacklevel - 1 calls above it."""
    if isinstance(message, Warning):
        category = message.__class__
    if category is None:
        category = UserWarning
    if not _is_category(category):
        raise TypeError("category must be a Warning subclass, not '{:s}'".format(type(category).__name__))
    try:
        frame = sys._getframe(stacklevel)
    except ValueError:
        variables, filename, lineno = sys.__dict__, "<sys>", 0
    else:
        variables = frame.f_globals
        filename = frame.f_code.co_filename
        lineno = frame.f_lineno
    module = variables.get('__name__', "<string>")
    registry = variables.setdefault("__warningregistry__", {})
    warn_explicit(message, category, filename, lineno, module, registry, variables, source)


def _decide(text, category, module, lineno):
    for item in filters:
        action, prefix, wanted, mod, line = item
        if line not in (0, lineno) or not issubclass(category, wanted):
            continue
        if _text_matches(prefix, text) and _module_matches(mod, module):
            return action
    return defaultaction


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None):
    lineno = int(lineno)
    if module is None:
        module = filename or "<unknown>"
        if module[-3:].lower() == ".py":
            module = module[:-3]
    if registry is None:
        registry = {}
    if registry.get('version', 0) != _filters_version:
        registry.clear()
        registry['version'] = _filters_version
    if isinstance(message, Warning):
        text = str(message)
        category = message.__class__
    else:
        text = message
        message = category(message)
    key = (text, category, lineno)
    if registry.get(key):
        return
    action = _decide(text, category, module, lineno)
    if action == "ignore":
        return
    if action == "error":
        raise message
    if action == "once":
        registry[key] = 1
        if onceregistry.get((text, category)):
            return
        onceregistry[text, category] = 1
    elif action == "module":
        registry[key] = 1
        alt_key = (text, category, 0)
        if registry.get(alt_key):
            return
        registry[alt_key] = 1
    elif action == "default":
        registry[key] = 1
    elif action not in ("always", "all"):
        raise RuntimeError("Unrecognized action (%r) in warnings.filters:\n %s" % (action, filters))
    _showwarnmsg(WarningMessage(message, category, filename, lineno, source=source))


def _showwarnmsg(msg):
    # showwarning may have been replaced by the program.
    if _recorder is not None:
        _recorder.append(msg)
    else:
        showwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.file, msg.line)


_recorder = None


class catch_warnings:
    """Filters changed inside are as before afterwards; with record=True the warnings go to a list instead of stderr.

    This is global state: it is not safe to do it in several threads at once.
    """

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._filter = None if action is None else (action, category, lineno, append)
        self._entered = False

    def __repr__(self):
        return "catch_warnings(%s)" % ("record=True" if self._record else "")

    def __enter__(self):
        global filters, showwarning, _recorder, _filters_version
        if self._entered:
            raise RuntimeError("Cannot enter %r twice" % self)
        self._entered = True
        self._saved = filters, showwarning, _recorder
        filters = filters[:]
        _filters_version += 1
        if self._filter is not None:
            simplefilter(*self._filter)
        if self._record:
            _recorder = []
            return _recorder
        return None

    def __exit__(self, *exc_info):
        global filters, showwarning, _recorder, _filters_version
        if not self._entered:
            raise RuntimeError("Cannot exit %r without entering first" % self)
        filters, showwarning, _recorder = self._saved
        _filters_version += 1


class deprecated:
    """Decorator: calling the function, or making an instance of the class, gives a DeprecationWarning."""

    def __init__(self, message, /, *, category=DeprecationWarning, stacklevel=1):
        if not isinstance(message, str):
            raise TypeError(f"Expected an object of type str for 'message', not {type(message).__name__!r}")
        self.message = message
        self.category = category
        self.stacklevel = stacklevel

    def __call__(self, arg, /):
        message, category, stacklevel = self.message, self.category, self.stacklevel
        if category is None:
            arg.__deprecated__ = message
            return arg
        if isinstance(arg, type):
            original_init = arg.__init__

            def __init__(instance, /, *args, **kwargs):
                if type(instance) is arg:
                    warn(message, category=category, stacklevel=stacklevel + 1)
                original_init(instance, *args, **kwargs)

            arg.__init__ = __init__
            arg.__deprecated__ = message
            return arg
        import functools

        @functools.wraps(arg)
        def wrapper(*args, **kwargs):
            warn(message, category=category, stacklevel=stacklevel + 1)
            return arg(*args, **kwargs)

        arg.__deprecated__ = wrapper.__deprecated__ = message
        return wrapper
