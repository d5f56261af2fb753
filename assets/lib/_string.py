"""str.format()'s own cutting of templates, for string.Formatter."""


def formatter_parser(template):
    """Yield (text, field name, format specification, conversion); the last three are None behind the last field."""
    text = ''
    i = 0
    while i < len(template):
        c = template[i]
        if c not in '{}':
            text += c
            i += 1
        elif template[i + 1:i + 2] == c:
            text += c
            i += 2
            yield text, None, None, None
            text = ''
        elif c == '}':
            raise ValueError("Single '}' encountered in format string")
        else:
            end = _end_of_field(template, i + 1)
            yield (text, *_field(template[i + 1:end]))
            text = ''
            i = end + 1
    if text:
        yield text, None, None, None


def _end_of_field(template, i):
    """The place of the brace that closes the field whose inside begins at i."""
    if i >= len(template):
        raise ValueError("Single '{' encountered in format string")
    depth = 1
    in_name = True
    while i < len(template):
        if template[i] == '[' and in_name:
            i = template.find(']', i)       # braces between brackets are ordinary characters
            if i < 0:
                break
        elif template[i] in '!:':
            in_name = False
        elif template[i] == '{':
            depth += 1
        elif template[i] == '}':
            depth -= 1
            if not depth:
                return i
        i += 1
    raise ValueError("expected '}' before end of string")


def _field(inside):
    """(name, specification, conversion) of what stands between the braces."""
    i = 0
    while i < len(inside) and inside[i] not in '!:':
        if inside[i] == '[':
            closing = inside.find(']', i)
            i = len(inside) if closing < 0 else closing
        i += 1
    name, rest = inside[:i], inside[i:]
    if '{' in name:
        raise ValueError("unexpected '{' in field name")
    conversion = None
    if rest.startswith('!'):
        conversion = rest[1:2]
        if not conversion:
            raise ValueError("end of string while looking for conversion specifier" if not inside
                             else "unmatched '{' in format spec")
        rest = rest[2:]
        if rest and not rest.startswith(':'):
            raise ValueError("expected ':' after conversion specifier")
    return name, rest[1:], conversion


def formatter_field_name_split(name):
    """(first part: number or name, iterator over (is it an attribute, its name or index) for the parts behind)."""
    end = 0
    while end < len(name) and name[end] not in '.[':
        end += 1
    return _number_or_name(name[:end]), _parts_behind(name, end)


def _number_or_name(text):
    return int(text) if text.isascii() and text.isdigit() else text


def _parts_behind(name, i):
    while i < len(name):
        if name[i] == '.':
            end = i + 1
            while end < len(name) and name[end] not in '.[':
                end += 1
            if end == i + 1:
                raise ValueError("Empty attribute in format string")
            yield True, name[i + 1:end]
            i = end
        elif name[i] == '[':
            end = name.find(']', i)
            if end < 0:
                raise ValueError("Missing ']' in format string")
            if end == i + 1:
                raise ValueError("Empty attribute in format string")
            yield False, _number_or_name(name[i + 1:end])
            i = end + 1
        else:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
