"""The part of the operating system that a script on the modeled machine can see."""

import posix
import posixpath as path
import sys

from posixpath import altsep, curdir, defpath, devnull, extsep, pardir, pathsep, sep

sys.modules['os.path'] = path

name = 'posix'
linesep = '\n'
error = OSError

F_OK, X_OK, W_OK, R_OK = 0, 1, 2, 4

getcwd = posix.getcwd
getpid = posix.getpid
listdir = posix.listdir
stat = posix.stat


def _offer(names):
    """What the native module has beyond the necessary is passed on as it is."""
    for each in names:
        if hasattr(posix, each):
            globals()[each] = getattr(posix, each)


_offer(['getppid', 'chdir', 'mkdir', 'rmdir', 'remove', 'unlink', 'rename', 'replace', 'urandom', 'sched_yield',
        'getloadavg', 'uname', 'times', '_exit', 'access', 'stat_result', 'strerror', 'getuid', 'getlogin',
        'sched_getaffinity', 'isatty', 'get_terminal_size', 'terminal_size', 'system', 'kill', 'umask', 'DirEntry',
        'scandir'])

cpu_count = posix.cpu_count


def process_cpu_count():
    """The cores this process may use. The modeled process may use all of them."""
    return cpu_count()


def fspath(path):
    """The text of a path object."""
    if isinstance(path, (str, bytes)):
        return path
    method = getattr(type(path), '__fspath__', None)
    if method is None:
        raise TypeError(f"expected str, bytes or os.PathLike object, not {type(path).__name__}")
    result = method(path)
    if not isinstance(result, (str, bytes)):
        raise TypeError(f"expected {type(path).__name__}.__fspath__() to return str or bytes, "
                        f"not {type(result).__name__}")
    return result


def fsencode(filename):
    filename = fspath(filename)
    return filename.encode() if isinstance(filename, str) else filename


def fsdecode(filename):
    filename = fspath(filename)
    return filename.decode() if isinstance(filename, bytes) else filename


class _Environ:
    """The environment: behaves like a dictionary of strings, and says so when it is given anything else."""

    def __init__(self, data):
        self._data = data

    @staticmethod
    def _checked(value):
        if not isinstance(value, str):
            raise TypeError("str expected, not %s" % type(value).__name__)
        return value

    def __getitem__(self, key):
        return self._data[self._checked(key)]

    def __setitem__(self, key, value):
        self._data[self._checked(key)] = self._checked(value)

    def __delitem__(self, key):
        del self._data[self._checked(key)]

    def __iter__(self):
        return iter(list(self._data))

    def __len__(self):
        return len(self._data)

    def __contains__(self, key):
        return self._checked(key) in self._data

    def __repr__(self):
        return 'environ({' + ', '.join(f'{k!r}: {v!r}' for k, v in self._data.items()) + '})'

    def get(self, key, default=None):
        return self._data.get(key, default)

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value
        return self[key]

    def pop(self, key, *default):
        return self._data.pop(key, *default)

    def keys(self):
        return self._data.keys()

    def values(self):
        return self._data.values()

    def items(self):
        return self._data.items()

    def update(self, other=(), /, **kwds):
        for key, value in dict(other, **kwds).items():
            self[key] = value

    def copy(self):
        return dict(self._data)


environ = _Environ({fsdecode(k): fsdecode(v) for k, v in posix.environ.items()})


def getenv(key, default=None):
    return environ.get(key, default)


def putenv(key, value):
    environ[key] = value


def unsetenv(key):
    del environ[key]


def makedirs(name, mode=0o777, exist_ok=False):
    """mkdir() for all levels that are missing."""
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        makedirs(head, exist_ok=exist_ok)
    try:
        posix.mkdir(name, mode)
    except OSError:
        if not exist_ok or not path.isdir(name):
            raise


def walk(top, topdown=True, onerror=None, followlinks=False):
    """Yield (directory, its directories, its files) for top and everything below."""
    try:
        names = listdir(top)
    except OSError as error:
        if onerror is not None:
            onerror(error)
        return
    dirs = [each for each in names if path.isdir(path.join(top, each))]
    files = [each for each in names if each not in dirs]
    if topdown:
        yield top, dirs, files
    for each in dirs:
        yield from walk(path.join(top, each), topdown, onerror, followlinks)
    if not topdown:
        yield top, dirs, files


class PathLike:
    """The abstract class of path objects."""

    def __fspath__(self):
        raise NotImplementedError
