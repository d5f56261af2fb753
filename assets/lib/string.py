"""Character constants, templates with $names, and str.format taken apart."""

import _string

__all__ = ["ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits", "octdigits",
           "printable", "punctuation", "whitespace", "Formatter", "Template"]

whitespace = ' \t\n\r\v\f'
ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
ascii_uppercase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
ascii_letters = ascii_lowercase + ascii_uppercase
digits = '0123456789'
hexdigits = digits + 'abcdef' + 'ABCDEF'
octdigits = '01234567'
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Each word with a capital letter, and the words joined again."""
    return (sep or ' ').join(map(str.capitalize, s.split(sep)))


_NAME_START = frozenset(ascii_letters + '_')
_NAME_REST = frozenset(ascii_letters + digits + '_')


class Template:
    """Text in which $name and ${name} are to be replaced; $$ is a dollar."""

    delimiter = '$'

    def __init__(self, template):
        self.template = template

    def _name_from(self, i):
        """The end of the name that begins at i."""
        text = self.template
        if i >= len(text) or text[i] not in _NAME_START:
            return i
        end = i + 1
        while end < len(text) and text[end] in _NAME_REST:
            end += 1
        return end

    def _pieces(self):
        """Yield (kind, text, name, position); kind is 'text', 'escaped', 'name' or 'invalid'."""
        text = self.template
        i = 0
        while True:
            at = text.find(self.delimiter, i)
            if at < 0:
                yield 'text', text[i:], None, i
                return
            yield 'text', text[i:at], None, i
            i = at + len(self.delimiter)
            if text.startswith(self.delimiter, i):
                i += len(self.delimiter)
                yield 'escaped', text[at:i], None, at
                continue
            braced = text.startswith('{', i)
            start = i + 1 if braced else i
            end = self._name_from(start)
            if end == start or (braced and not text.startswith('}', end)):
                yield 'invalid', self.delimiter, None, at
                continue
            i = end + 1 if braced else end
            yield 'name', text[at:i], text[start:end], at

    def _invalid(self, at):
        before = self.template[:at].splitlines(keepends=True)
        if not before:
            line, column = 1, 1
        else:
            line = len(before)
            column = at - len(''.join(before[:-1])) + 1
            if before[-1].endswith('\n'):
                line += 1
                column = 1
        raise ValueError('Invalid placeholder in string: line %d, col %d' % (line, column))

    def substitute(self, mapping={}, /, **kws):
        values = {**mapping, **kws} if kws else mapping
        result = []
        for kind, text, name, at in self._pieces():
            if kind == 'name':
                result.append(str(values[name]))
            elif kind == 'escaped':
                result.append(self.delimiter)
            elif kind == 'invalid':
                self._invalid(at)
            else:
                result.append(text)
        return ''.join(result)

    def safe_substitute(self, mapping={}, /, **kws):
        """What cannot be replaced stays as it is."""
        values = {**mapping, **kws} if kws else mapping
        result = []
        for kind, text, name, at in self._pieces():
            if kind == 'name' and name in values:
                result.append(str(values[name]))
            elif kind == 'escaped':
                result.append(self.delimiter)
            else:
                result.append(text)
        return ''.join(result)

    def is_valid(self):
        return all(kind != 'invalid' for kind, *_ in self._pieces())

    def get_identifiers(self):
        names = [name for kind, _, name, _ in self._pieces() if kind == 'name']
        return list(dict.fromkeys(names))


class Formatter:
    """str.format() with steps that a subclass may change."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used_args = set()
        result, _ = self._vformat(format_string, args, kwargs, used_args, 2, 0)
        self.check_unused_args(used_args, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth, auto_arg_index):
        if recursion_depth < 0:
            raise ValueError('Max string recursion exceeded')
        result = []
        for literal_text, field_name, format_spec, conversion in self.parse(format_string):
            if literal_text:
                result.append(literal_text)
            if field_name is None:
                continue
            first, _ = _string.formatter_field_name_split(field_name)
            if first == '':
                if auto_arg_index is False:
                    raise ValueError('cannot switch from manual field specification to automatic field numbering')
                field_name = str(auto_arg_index) + field_name
                auto_arg_index += 1
            elif isinstance(first, int):
                if auto_arg_index:
                    raise ValueError('cannot switch from automatic field numbering to manual field specification')
                auto_arg_index = False
            obj, arg_used = self.get_field(field_name, args, kwargs)
            used_args.add(arg_used)
            obj = self.convert_field(obj, conversion)
            format_spec, auto_arg_index = self._vformat(format_spec, args, kwargs, used_args, recursion_depth - 1,
                                                        auto_arg_index)
            result.append(self.format_field(obj, format_spec))
        return ''.join(result), auto_arg_index

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == 's':
            return str(value)
        if conversion == 'r':
            return repr(value)
        if conversion == 'a':
            return ascii(value)
        raise ValueError("Unknown conversion specifier {0!s}".format(conversion))

    def parse(self, format_string):
        return _string.formatter_parser(format_string)

    def get_field(self, field_name, args, kwargs):
        first, rest = _string.formatter_field_name_split(field_name)
        obj = self.get_value(first, args, kwargs)
        for is_attr, i in rest:
            obj = getattr(obj, i) if is_attr else obj[i]
        return obj, first
