"""Nested data on as many lines as it needs."""

import sys
from io import StringIO

__all__ = ["pprint", "pformat", "isreadable", "isrecursive", "saferepr", "PrettyPrinter", "pp"]


class _SafeKey:
    """Lets keys of different types be sorted."""

    __slots__ = ['obj']

    def __init__(self, obj):
        self.obj = obj

    def __lt__(self, other):
        try:
            return self.obj < other.obj
        except TypeError:
            return (str(type(self.obj)), id(self.obj)) < (str(type(other.obj)), id(other.obj))


def _recursion(o):
    return "<Recursion on %s with id=%s>" % (type(o).__name__, id(o))


class PrettyPrinter:
    """indent: per level; width: of the page; depth: how deep to go; compact: several items in a line."""

    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True,
                 underscore_numbers=False):
        if int(indent) < 0:
            raise ValueError('indent must be >= 0')
        if depth is not None and depth <= 0:
            raise ValueError('depth must be > 0')
        if not width:
            raise ValueError('width must be != 0')
        self._indent_per_level = int(indent)
        self._width = int(width)
        self._depth = depth
        self._stream = sys.stdout if stream is None else stream
        self._compact = bool(compact)
        self._sort_dicts = sort_dicts
        self._underscore_numbers = underscore_numbers

    def pprint(self, obj):
        if self._stream is not None:
            self._format(obj, self._stream, 0, 0, {}, 0)
            self._stream.write("\n")

    def pformat(self, obj):
        out = StringIO()
        self._format(obj, out, 0, 0, {}, 0)
        return out.getvalue()

    def isrecursive(self, obj):
        return self.format(obj, {}, 0, 0)[2]

    def isreadable(self, obj):
        _, readable, recursive = self.format(obj, {}, 0, 0)
        return readable and not recursive

    # --- several lines ---

    def _format(self, obj, stream, indent, allowance, context, level):
        if id(obj) in context:
            stream.write(_recursion(obj))
            return
        text = self._repr(obj, context, level)
        if len(text) > self._width - indent - allowance:
            method = self._method_for(obj)
            if method is not None:
                context[id(obj)] = 1
                method(obj, stream, indent, allowance, context, level + 1)
                del context[id(obj)]
                return
        stream.write(text)

    def _method_for(self, obj):
        kind = type(obj)
        shows = kind.__repr__
        if shows is dict.__repr__:
            return self._dict
        if shows is list.__repr__:
            return lambda *a: self._sequence('[', ']', *a)
        if shows is tuple.__repr__:
            return self._tuple
        if shows in (set.__repr__, frozenset.__repr__):
            return self._set
        if shows is str.__repr__:
            return self._str
        if hasattr(kind, '__dataclass_fields__') and '__wrapped__' in getattr(shows, '__dict__', {}):
            return self._dataclass
        if kind.__name__ in ('OrderedDict', 'defaultdict', 'Counter', 'deque', 'SimpleNamespace', 'mappingproxy',
                             'UserDict', 'UserList', 'ChainMap'):
            return getattr(self, '_' + kind.__name__.lower(), None)
        return None

    def _dict(self, obj, stream, indent, allowance, context, level):
        stream.write('{')
        if self._indent_per_level > 1:
            stream.write((self._indent_per_level - 1) * ' ')
        if obj:
            items = sorted(obj.items(),
                           key=lambda kv: (_SafeKey(kv[0]), _SafeKey(kv[1]))) if self._sort_dicts else obj.items()
            self._dict_items(items, stream, indent, allowance + 1, context, level)
        stream.write('}')

    def _dict_items(self, items, stream, indent, allowance, context, level):
        indent += self._indent_per_level
        items = list(items)
        for i, (key, value) in enumerate(items):
            last = i == len(items) - 1
            shown = self._repr(key, context, level)
            stream.write(shown + ': ')
            self._format(value, stream, indent + len(shown) + 2, allowance if last else 1, context, level)
            if not last:
                stream.write(',\n' + ' ' * indent)

    def _ordereddict(self, obj, stream, indent, allowance, context, level):
        name = obj.__class__.__name__
        stream.write(name + '(')
        self._format(list(obj.items()), stream, indent + len(name) + 1, allowance + 1, context, level)
        stream.write(')')

    def _defaultdict(self, obj, stream, indent, allowance, context, level):
        factory = self._repr(obj.default_factory, context, level)
        name = obj.__class__.__name__
        indent += len(name) + 1
        stream.write('%s(%s,\n%s' % (name, factory, ' ' * indent))
        self._dict(obj, stream, indent, allowance + 1, context, level)
        stream.write(')')

    def _counter(self, obj, stream, indent, allowance, context, level):
        name = obj.__class__.__name__
        stream.write(name + '({')
        if self._indent_per_level > 1:
            stream.write((self._indent_per_level - 1) * ' ')
        self._dict_items(obj.most_common(), stream, indent + len(name) + 1, allowance + 2, context, level)
        stream.write('})')

    def _deque(self, obj, stream, indent, allowance, context, level):
        name = obj.__class__.__name__
        stream.write(name + '([')
        indent += len(name) + 1
        if obj.maxlen is None:
            self._items(obj, stream, indent, allowance + 2, context, level)
            stream.write('])')
        else:
            self._items(obj, stream, indent, 2, context, level)
            maxlen = self._repr(obj.maxlen, context, level)
            stream.write('],\n%smaxlen=%s)' % (' ' * indent, maxlen))

    def _sequence(self, left, right, obj, stream, indent, allowance, context, level):
        stream.write(left)
        self._items(obj, stream, indent, allowance + 1, context, level)
        stream.write(right)

    def _tuple(self, obj, stream, indent, allowance, context, level):
        self._sequence('(', ',)' if len(obj) == 1 else ')', obj, stream, indent, allowance, context, level)

    def _set(self, obj, stream, indent, allowance, context, level):
        if not len(obj):
            stream.write(repr(obj))
            return
        if type(obj) is set:
            left, right = '{', '}'
        else:
            left, right = obj.__class__.__name__ + '({', '})'
            indent += len(obj.__class__.__name__) + 1
        stream.write(left)
        self._items(sorted(obj, key=_SafeKey), stream, indent, allowance + len(right), context, level)
        stream.write(right)

    def _items(self, items, stream, indent, allowance, context, level):
        indent += self._indent_per_level
        if self._indent_per_level > 1:
            stream.write((self._indent_per_level - 1) * ' ')
        between = ',\n' + ' ' * indent
        items = list(items)
        delimiter = ''
        room = max_width = self._width - indent + 1
        for i, item in enumerate(items):
            last = i == len(items) - 1
            if last:
                max_width -= allowance
                room -= allowance
            if self._compact:
                text = self._repr(item, context, level)
                width = len(text) + 2
                if room < width:
                    room = max_width
                    if delimiter:
                        delimiter = between
                if room >= width:
                    room -= width
                    stream.write(delimiter)
                    delimiter = ', '
                    stream.write(text)
                    continue
            stream.write(delimiter)
            delimiter = between
            self._format(item, stream, indent, allowance if last else 1, context, level)

    def _str(self, obj, stream, indent, allowance, context, level):
        """A long text: several literals, cut at blanks."""
        if not obj:
            stream.write(repr(obj))
            return
        chunks = []
        lines = obj.splitlines(True)
        if level == 1:
            indent += 1
            allowance += 1
        max_width1 = max_width = self._width - indent
        text = ''
        for i, line in enumerate(lines):
            text = repr(line)
            if i == len(lines) - 1:
                max_width1 -= allowance
            if len(text) <= max_width1:
                chunks.append(text)
                continue
            parts = self._words(line)
            max_width2 = max_width
            current = ''
            for j, part in enumerate(parts):
                candidate = current + part
                if j == len(parts) - 1 and i == len(lines) - 1:
                    max_width2 -= allowance
                if len(repr(candidate)) > max_width2:
                    if current:
                        chunks.append(repr(current))
                    current = part
                else:
                    current = candidate
            if current:
                chunks.append(repr(current))
        if len(chunks) == 1:
            stream.write(text)
            return
        if level == 1:
            stream.write('(')
        stream.write(('\n' + ' ' * indent).join(chunks))
        if level == 1:
            stream.write(')')

    def _words(self, line):
        """Words, each with the blanks behind it."""
        parts = []
        start = 0
        for i in range(1, len(line)):
            if line[i - 1].isspace() and not line[i].isspace():
                parts.append(line[start:i])
                start = i
        parts.append(line[start:])
        return parts

    def _dataclass(self, obj, stream, indent, allowance, context, level):
        name = obj.__class__.__name__
        indent += len(name) + 1
        items = [(f.name, getattr(obj, f.name)) for f in obj.__dataclass_fields__.values() if f.repr]
        stream.write(name + '(')
        self._named_items(items, stream, indent, allowance, context, level)
        stream.write(')')

    def _simplenamespace(self, obj, stream, indent, allowance, context, level):
        name = 'namespace' if type(obj).__name__ == 'SimpleNamespace' else obj.__class__.__name__
        indent += len(name) + 1
        stream.write(name + '(')
        self._named_items(list(obj.__dict__.items()), stream, indent, allowance, context, level)
        stream.write(')')

    def _named_items(self, items, stream, indent, allowance, context, level):
        for i, (key, value) in enumerate(items):
            last = i == len(items) - 1
            stream.write(key + '=')
            if id(value) in context:
                stream.write("...")
            else:
                self._format(value, stream, indent + len(key) + 1, allowance if last else 1, context, level)
            if not last:
                stream.write(',\n' + ' ' * indent)

    # --- one line ---

    def _repr(self, obj, context, level):
        text, _, _ = self.format(obj, context.copy(), self._depth, level)
        return text

    def format(self, obj, context, maxlevels, level):
        """(text, can it be read back, does it contain itself)"""
        kind = type(obj)
        if isinstance(obj, int) and not isinstance(obj, bool) and kind.__repr__ is int.__repr__:
            return (f"{obj:_d}" if self._underscore_numbers else repr(obj)), True, False
        shows = kind.__repr__
        is_dict = isinstance(obj, dict) and shows is dict.__repr__
        is_sequence = (isinstance(obj, list) and shows is list.__repr__) or (isinstance(obj, tuple)
                                                                             and shows is tuple.__repr__)
        if not is_dict and not is_sequence:
            text = repr(obj)
            return text, bool(text) and not text.startswith('<'), False
        left, right = ('{', '}') if is_dict else ('[', ']') if isinstance(obj, list) else ('(', ')')
        if not obj:
            return left + right, True, False
        if maxlevels and level >= maxlevels:
            return left + '...' + right, False, id(obj) in context
        if id(obj) in context:
            return _recursion(obj), False, True
        context[id(obj)] = 1
        readable = True
        recursive = False
        parts = []
        level += 1
        entries = obj
        if is_dict:
            entries = sorted(obj.items(),
                             key=lambda kv: (_SafeKey(kv[0]), _SafeKey(kv[1]))) if self._sort_dicts else obj.items()
        for entry in entries:
            texts = []
            for part in entry if is_dict else (entry,):
                text, part_readable, part_recursive = self.format(part, context, maxlevels, level)
                readable = readable and part_readable
                recursive = recursive or part_recursive
                texts.append(text)
            parts.append(': '.join(texts))
        del context[id(obj)]
        if isinstance(obj, tuple) and len(obj) == 1:
            right = ',)'
        return left + ', '.join(parts) + right, readable, recursive


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    return PrettyPrinter(indent=indent, width=width, depth=depth, compact=compact, sort_dicts=sort_dicts,
                         underscore_numbers=underscore_numbers).pformat(object)


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
           underscore_numbers=False):
    PrettyPrinter(stream=stream, indent=indent, width=width, depth=depth, compact=compact, sort_dicts=sort_dicts,
                  underscore_numbers=underscore_numbers).pprint(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def saferepr(object):
    return PrettyPrinter().format(object, {}, None, 0)[0]


def isreadable(object):
    return PrettyPrinter().isreadable(object)


def isrecursive(object):
    return PrettyPrinter().isrecursive(object)
