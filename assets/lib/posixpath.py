"""Path names: cutting them up, putting them together, and asking whether there is something behind them."""

import posix

__all__ = ["normcase", "isabs", "join", "splitdrive", "split", "splitext", "basename", "dirname", "commonprefix",
           "commonpath", "getsize", "getmtime", "exists", "lexists", "isdir", "isfile", "islink", "expanduser",
           "expandvars", "normpath", "abspath", "realpath", "relpath", "curdir", "pardir", "sep", "pathsep", "defpath",
           "altsep", "extsep", "devnull"]

curdir = '.'
pardir = '..'
extsep = '.'
sep = '/'
pathsep = ':'
defpath = '/bin:/usr/bin'
altsep = None
devnull = '/dev/null'


def _text(path):
    if isinstance(path, str):
        return path
    if hasattr(type(path), '__fspath__'):
        return path.__fspath__()
    if isinstance(path, bytes):
        return path.decode()
    raise TypeError(f"expected str, bytes or os.PathLike object, not {type(path).__name__}")


def normcase(s):
    return _text(s)


def isabs(s):
    return _text(s).startswith('/')


def join(a, *p):
    path = _text(a)
    for b in map(_text, p):
        if b.startswith('/') or not path:
            path = b
        elif path.endswith('/'):
            path += b
        else:
            path += '/' + b
    return path


def split(p):
    """(everything up to the last slash, what follows it)"""
    p = _text(p)
    cut = p.rfind('/') + 1
    head, tail = p[:cut], p[cut:]
    if head.strip('/'):
        head = head.rstrip('/')
    return head, tail


def splitdrive(p):
    return '', _text(p)


def splitext(p):
    """(path without extension, extension with its dot); leading dots do not begin an extension"""
    p = _text(p)
    name_at = p.rfind('/') + 1
    dot = p.rfind('.')
    if dot > name_at and p[name_at:dot].strip('.'):
        return p[:dot], p[dot:]
    return p, ''


def basename(p):
    return split(p)[1]


def dirname(p):
    return split(p)[0]


def commonprefix(m):
    if not m:
        return ''
    low, high = min(m), max(m)
    for i, c in enumerate(low):
        if c != high[i]:
            return low[:i]
    return low


def commonpath(paths):
    paths = [_text(p) for p in paths]
    if not paths:
        raise ValueError('commonpath() arg is an empty sequence')
    if len({isabs(p) for p in paths}) != 1:
        raise ValueError("Can't mix absolute and relative paths")
    parts = [[c for c in p.split('/') if c and c != '.'] for p in paths]
    shared = commonprefix(parts)
    return ('/' if isabs(paths[0]) else '') + '/'.join(shared)


def _stat_or_none(path):
    try:
        return posix.stat(path)
    except (OSError, ValueError):
        return None


def exists(path):
    return _stat_or_none(path) is not None


lexists = exists


def isdir(s):
    st = _stat_or_none(s)
    return st is not None and st.st_mode & 0o170000 == 0o040000


def isfile(path):
    st = _stat_or_none(path)
    return st is not None and st.st_mode & 0o170000 == 0o100000


def islink(path):
    return False


def getsize(filename):
    return posix.stat(filename).st_size


def getmtime(filename):
    return posix.stat(filename).st_mtime


def expanduser(path):
    path = _text(path)
    if path != '~' and not path.startswith('~/'):
        return path
    import os
    home = os.environ.get('HOME')
    if home is None:
        return path
    return (home.rstrip('/') + path[1:]) or '/'


def _variable_at(path, i):
    """The name behind the dollar at i, and where the text goes on; (None, i + 1) if it is just a dollar."""
    if path[i + 1:i + 2] == '{':
        end = path.find('}', i)
        return (None, i + 1) if end < 0 else (path[i + 2:end], end + 1)
    end = i + 1
    while end < len(path) and (path[end].isalnum() or path[end] == '_'):
        end += 1
    return (path[i + 1:end], end) if end > i + 1 else (None, i + 1)


def expandvars(path):
    import os
    path = _text(path)
    result = ''
    i = 0
    while i < len(path):
        if path[i] != '$':
            result += path[i]
            i += 1
            continue
        name, end = _variable_at(path, i)
        result += os.environ[name] if name in os.environ else path[i:end]
        i = end
    return result


def normpath(path):
    """Without '.', '..' and doubled slashes, as far as they can be removed by looking at the text alone."""
    path = _text(path)
    if not path:
        return '.'
    root = '/' if path.startswith('/') else ''
    if path.startswith('//') and not path.startswith('///'):
        root = '//'
    parts = []
    for part in path.split('/'):
        if part in ('', '.'):
            continue
        if part != '..' or (not root and (not parts or parts[-1] == '..')):
            parts.append(part)
        elif parts:
            parts.pop()
    return (root + '/'.join(parts)) or '.'


def abspath(path):
    path = _text(path)
    if not path.startswith('/'):
        path = join(posix.getcwd(), path)
    return normpath(path)


def realpath(filename, *, strict=False):
    return abspath(filename)


def relpath(path, start=None):
    if not path:
        raise ValueError("no path specified")
    here = [x for x in abspath(start or '.').split('/') if x]
    there = [x for x in abspath(path).split('/') if x]
    shared = len(commonprefix([here, there]))
    return '/'.join(['..'] * (len(here) - shared) + there[shared:]) or '.'


def samefile(f1, f2):
    return realpath(f1) == realpath(f2)
