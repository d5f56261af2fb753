"""Python values as JSON text. At one go by C code, _json; piece by piece, for iterencode() and json.dump(), here."""

from _json import encode_basestring, encode_basestring_ascii, make_encoder

INFINITY = float('inf')


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
        """What to write instead of a value that JSON has no form for."""
        raise TypeError(f'Object of type {o.__class__.__name__} is not JSON serializable')

    def encode(self, o):
        """The value's JSON text."""
        if isinstance(o, str):
            if self.ensure_ascii:
                return encode_basestring_ascii(o)
            return encode_basestring(o)
        chunks = self.iterencode(o, _one_shot=True)
        if not isinstance(chunks, (list, tuple)):
            chunks = list(chunks)
        return ''.join(chunks)

    def iterencode(self, o, _one_shot=False):
        """The value's JSON text in pieces."""
        if self.check_circular:
            markers = {}
        else:
            markers = None
        if self.ensure_ascii:
            encoder = encode_basestring_ascii
        else:
            encoder = encode_basestring

        def float_text(o, allow_nan=self.allow_nan, _repr=float.__repr__, _inf=INFINITY, _neginf=-INFINITY):
            if o != o:
                text = 'NaN'
            elif o == _inf:
                text = 'Infinity'
            elif o == _neginf:
                text = '-Infinity'
            else:
                return _repr(o)
            if not allow_nan:
                raise ValueError("Out of range float values are not JSON compliant: " + repr(o))
            return text

        if self.indent is None or isinstance(self.indent, str):
            indent = self.indent
        else:
            indent = ' ' * self.indent
        if _one_shot:
            chunks = make_encoder(markers, self.default, encoder, indent, self.key_separator, self.item_separator,
                                  self.sort_keys, self.skipkeys, self.allow_nan)
        else:
            chunks = _make_iterencode(markers, self.default, encoder, indent, float_text, self.key_separator,
                                      self.item_separator, self.sort_keys, self.skipkeys)
        return chunks(o, 0)


def _make_iterencode(markers, default, encoder, indent, float_text, key_separator, item_separator, sort_keys, skipkeys):
    """The function that yields the pieces of a value that lies `level` containers deep."""

    def enter(o):
        if markers is not None:
            if id(o) in markers:
                raise ValueError("Circular reference detected")
            markers[id(o)] = o

    def leave(o):
        if markers is not None:
            del markers[id(o)]

    def new_line(level):
        return '' if indent is None else '\n' + indent * level

    def key_text(key):
        """None: not a key that JSON can have, to be skipped."""
        if isinstance(key, str):
            return key
        if isinstance(key, float):
            return float_text(key)
        if key is True:
            return 'true'
        if key is False:
            return 'false'
        if key is None:
            return 'null'
        if isinstance(key, int):
            return int.__repr__(key)
        if skipkeys:
            return None
        raise TypeError(f'keys must be str, int, float, bool or None, not {key.__class__.__name__}')

    def plain_text(o):
        """None: a container, or what default() must replace."""
        if isinstance(o, str):
            return encoder(o)
        if o is None:
            return 'null'
        if o is True:
            return 'true'
        if o is False:
            return 'false'
        if isinstance(o, int):
            return int.__repr__(o)
        if isinstance(o, float):
            return float_text(o)
        return None

    def array(items, level):
        if not items:
            yield '[]'
            return
        enter(items)
        before = '[' + new_line(level + 1)
        for item in items:
            text = plain_text(item)
            if text is not None:
                yield before + text
            else:
                yield before
                yield from value(item, level + 1)
            before = item_separator + new_line(level + 1)
        if indent is not None:
            yield new_line(level)
        yield ']'
        leave(items)

    def mapping(pairs, level):
        if not pairs:
            yield '{}'
            return
        enter(pairs)
        yield '{'
        if indent is not None:
            yield new_line(level + 1)
        first = True
        for key, item in sorted(pairs.items()) if sort_keys else pairs.items():
            key = key_text(key)
            if key is None:
                continue
            if not first:
                yield item_separator + new_line(level + 1)
            first = False
            yield encoder(key)
            yield key_separator
            yield from value(item, level + 1)
        if indent is not None:
            yield new_line(level)
        yield '}'
        leave(pairs)

    def value(o, level):
        text = plain_text(o)
        if text is not None:
            yield text
        elif isinstance(o, (list, tuple)):
            yield from array(o, level)
        elif isinstance(o, dict):
            yield from mapping(o, level)
        else:
            enter(o)
            yield from value(default(o), level)
            leave(o)

    return value
