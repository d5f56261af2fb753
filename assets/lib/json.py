"""JSON: Python values as text and back."""

__all__ = ['dump', 'dumps', 'load', 'loads', 'JSONDecoder', 'JSONDecodeError', 'JSONEncoder']

# --- writing --------------------------------------------------------------------------------------

_ESCAPES = {'\\': '\\\\', '"': '\\"', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t'}


def _quoted(text, ensure_ascii):
    result = []
    for c in text:
        code = ord(c)
        if c in _ESCAPES:
            result.append(_ESCAPES[c])
        elif code < 0x20 or (ensure_ascii and 0x7E < code < 0x10000):
            result.append('\\u%04x' % code)
        elif ensure_ascii and code >= 0x10000:
            code -= 0x10000
            result.append('\\u%04x\\u%04x' % (0xD800 | code >> 10, 0xDC00 | code & 0x3FF))
        else:
            result.append(c)
    return '"' + ''.join(result) + '"'


class JSONEncoder:
    """Turns values into text. Override default() for types that JSON does not know."""

    item_separator = ', '
    key_separator = ': '

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False,
                 indent=None, separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ','
        if default is not None:
            self.default = default

    def default(self, o):
        raise TypeError(f'Object of type {o.__class__.__name__} is not JSON serializable')

    def encode(self, o):
        return ''.join(self.iterencode(o))

    def iterencode(self, o, _one_shot=False):
        indent = ' ' * self.indent if isinstance(self.indent, int) else self.indent
        return self._value(o, 0, indent, {})

    def _float(self, o):
        if o != o or o in (float('inf'), float('-inf')):
            if not self.allow_nan:
                raise ValueError('Out of range float values are not JSON compliant: ' + repr(o))
            return 'NaN' if o != o else 'Infinity' if o > 0 else '-Infinity'
        return float.__repr__(o)

    def _value(self, o, level, indent, open_containers):
        if isinstance(o, str):
            yield _quoted(o, self.ensure_ascii)
        elif o is None:
            yield 'null'
        elif o is True:
            yield 'true'
        elif o is False:
            yield 'false'
        elif isinstance(o, int):
            yield int.__repr__(o)
        elif isinstance(o, float):
            yield self._float(o)
        else:
            if id(o) in open_containers:
                if self.check_circular:
                    raise ValueError('Circular reference detected')
            open_containers[id(o)] = o
            if isinstance(o, (list, tuple)):
                yield from self._sequence(o, level, indent, open_containers)
            elif isinstance(o, dict):
                yield from self._mapping(o, level, indent, open_containers)
            else:
                yield from self._value(self.default(o), level, indent, open_containers)
            del open_containers[id(o)]

    def _breaks(self, level, indent):
        """(what opens, what separates, what closes the items of a container)"""
        if indent is None:
            return '', self.item_separator, ''
        inner = '\n' + indent * (level + 1)
        return inner, self.item_separator + inner, '\n' + indent * level

    def _sequence(self, o, level, indent, open_containers):
        if not o:
            yield '[]'
            return
        first, between, last = self._breaks(level, indent)
        yield '[' + first
        for i, item in enumerate(o):
            if i:
                yield between
            yield from self._value(item, level + 1, indent, open_containers)
        yield last + ']'

    def _key(self, key):
        if isinstance(key, str):
            return key
        if isinstance(key, float):
            return self._float(key)
        if key is True:
            return 'true'
        if key is False:
            return 'false'
        if key is None:
            return 'null'
        if isinstance(key, int):
            return int.__repr__(key)
        if self.skipkeys:
            return None
        raise TypeError(f'keys must be str, int, float, bool or None, not {key.__class__.__name__}')

    def _mapping(self, o, level, indent, open_containers):
        if not o:
            yield '{}'
            return
        first, between, last = self._breaks(level, indent)
        yield '{'
        items = sorted(o.items()) if self.sort_keys else o.items()
        begun = False
        for key, value in items:
            key = self._key(key)
            if key is None:
                continue
            yield between if begun else first
            begun = True
            yield _quoted(key, self.ensure_ascii) + self.key_separator
            yield from self._value(value, level + 1, indent, open_containers)
        yield (last if begun else '') + '}'


def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None,
          separators=None, default=None, sort_keys=False, **kw):
    """The value as JSON text."""
    return (cls or JSONEncoder)(skipkeys=skipkeys, ensure_ascii=ensure_ascii, check_circular=check_circular,
                                allow_nan=allow_nan, indent=indent, separators=separators, default=default,
                                sort_keys=sort_keys, **kw).encode(obj)


def dump(obj, fp, **kw):
    fp.write(dumps(obj, **kw))


# --- reading --------------------------------------------------------------------------------------

class JSONDecodeError(ValueError):
    """The text is not JSON; says where."""

    def __init__(self, msg, doc, pos):
        lineno = doc.count('\n', 0, pos) + 1
        colno = pos - doc.rfind('\n', 0, pos)
        ValueError.__init__(self, '%s: line %d column %d (char %d)' % (msg, lineno, colno, pos))
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = lineno
        self.colno = colno


_SPACE = ' \t\n\r'
_UNESCAPES = {'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}
_CONSTANTS = {'null': None, 'true': True, 'false': False}
_SPECIAL = {'NaN': float('nan'), 'Infinity': float('inf'), '-Infinity': float('-inf')}


class JSONDecoder:
    """Turns text into values."""

    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True,
                 object_pairs_hook=None):
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant or _SPECIAL.__getitem__
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook

    def decode(self, s):
        obj, end = self.raw_decode(s, idx=self._skip(s, 0))
        end = self._skip(s, end)
        if end != len(s):
            raise JSONDecodeError("Extra data", s, end)
        return obj

    def raw_decode(self, s, idx=0):
        return self._value(s, idx)

    def _skip(self, s, i):
        while i < len(s) and s[i] in _SPACE:
            i += 1
        return i

    def _value(self, s, i):
        c = s[i:i + 1]
        if c == '"':
            return self._string(s, i + 1)
        if c == '{':
            return self._object(s, i + 1)
        if c == '[':
            return self._array(s, i + 1)
        for word, value in _CONSTANTS.items():
            if s.startswith(word, i):
                return value, i + len(word)
        for word in _SPECIAL:
            if s.startswith(word, i):
                return self.parse_constant(word), i + len(word)
        return self._number(s, i)

    def _digits(self, s, i):
        while i < len(s) and '0' <= s[i] <= '9':
            i += 1
        return i

    def _number(self, s, start):
        i = start + 1 if s.startswith('-', start) else start
        whole_end = i + 1 if s.startswith('0', i) else self._digits(s, i)
        if whole_end == i:
            raise JSONDecodeError("Expecting value", s, start)
        end = whole_end
        if s.startswith('.', end) and self._digits(s, end + 1) > end + 1:
            end = self._digits(s, end + 1)
        if s[end:end + 1] in ('e', 'E'):
            exponent = end + 2 if s[end + 1:end + 2] in ('+', '-') else end + 1
            if self._digits(s, exponent) > exponent:
                end = self._digits(s, exponent)
        if end == whole_end:
            return self.parse_int(s[start:end]), end
        return self.parse_float(s[start:end]), end

    def _hex4(self, s, i):
        digits = s[i:i + 4]
        if len(digits) == 4 and digits[1] not in 'xX':
            try:
                return int(digits, 16)
            except ValueError:
                pass
        raise JSONDecodeError("Invalid \\uXXXX escape", s, i - 1)

    def _string(self, s, i):
        begin = i - 1
        parts = []
        while True:
            start = i
            while i < len(s) and s[i] not in '"\\' and s[i] >= ' ':
                i += 1
            parts.append(s[start:i])
            if i >= len(s):
                raise JSONDecodeError("Unterminated string starting at", s, begin)
            c = s[i]
            if c == '"':
                return ''.join(parts), i + 1
            if c != '\\':
                if self.strict:
                    raise JSONDecodeError("Invalid control character at", s, i)
                parts.append(c)
                i += 1
                continue
            escape = s[i + 1:i + 2]
            if not escape:
                raise JSONDecodeError("Unterminated string starting at", s, begin)
            if escape != 'u':
                if escape not in _UNESCAPES:
                    raise JSONDecodeError("Invalid \\escape", s, i)
                parts.append(_UNESCAPES[escape])
                i += 2
                continue
            code = self._hex4(s, i + 2)
            i += 6
            if 0xD800 <= code <= 0xDBFF and s[i:i + 2] == '\\u':
                low = self._hex4(s, i + 2)
                if 0xDC00 <= low <= 0xDFFF:
                    code = 0x10000 + ((code - 0xD800) << 10 | low - 0xDC00)
                    i += 6
            parts.append(chr(code))

    def _object(self, s, i):
        pairs = []
        i = self._skip(s, i)
        if s[i:i + 1] != '}':
            while True:
                if s[i:i + 1] != '"':
                    raise JSONDecodeError("Expecting property name enclosed in double quotes", s, i)
                key, i = self._string(s, i + 1)
                i = self._skip(s, i)
                if s[i:i + 1] != ':':
                    raise JSONDecodeError("Expecting ':' delimiter", s, i)
                value, i = self._value(s, self._skip(s, i + 1))
                pairs.append((key, value))
                i = self._skip(s, i)
                if s[i:i + 1] == '}':
                    break
                if s[i:i + 1] != ',':
                    raise JSONDecodeError("Expecting ',' delimiter", s, i)
                comma = i
                i = self._skip(s, i + 1)
                if s[i:i + 1] == '}':
                    raise JSONDecodeError("Illegal trailing comma before end of object", s, comma)
        i += 1
        if self.object_pairs_hook is not None:
            return self.object_pairs_hook(pairs), i
        result = dict(pairs)
        return (result if self.object_hook is None else self.object_hook(result)), i

    def _array(self, s, i):
        values = []
        i = self._skip(s, i)
        if s[i:i + 1] == ']':
            return values, i + 1
        while True:
            value, i = self._value(s, i)
            values.append(value)
            i = self._skip(s, i)
            if s[i:i + 1] == ']':
                return values, i + 1
            if s[i:i + 1] != ',':
                raise JSONDecodeError("Expecting ',' delimiter", s, i)
            comma = i
            i = self._skip(s, i + 1)
            if s[i:i + 1] == ']':
                raise JSONDecodeError("Illegal trailing comma before end of array", s, comma)


def loads(s, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None,
          object_pairs_hook=None, **kw):
    """The value that a JSON text describes."""
    if isinstance(s, (bytes, bytearray)):
        s = s.decode('utf-8')
    elif not isinstance(s, str):
        raise TypeError(f'the JSON object must be str, bytes or bytearray, not {s.__class__.__name__}')
    elif s.startswith('\ufeff'):
        raise JSONDecodeError("Unexpected UTF-8 BOM (decode using utf-8-sig)", s, 0)
    return (cls or JSONDecoder)(object_hook=object_hook, parse_float=parse_float, parse_int=parse_int,
                                parse_constant=parse_constant, object_pairs_hook=object_pairs_hook, **kw).decode(s)


def load(fp, **kw):
    return loads(fp.read(), **kw)
