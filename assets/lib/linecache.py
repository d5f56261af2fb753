"""Lines of source files, read once."""

__all__ = ["getline", "clearcache", "checkcache", "getlines"]

_lines = {}


def getlines(filename, module_globals=None):
    if filename not in _lines:
        try:
            with open(filename, encoding='utf-8') as file:
                _lines[filename] = file.readlines()
        except (OSError, UnicodeError):
            return []
    return _lines[filename]


def getline(filename, lineno, module_globals=None):
    lines = getlines(filename)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ''


def clearcache():
    _lines.clear()


def checkcache(filename=None):
    pass
