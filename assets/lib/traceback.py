"""Tracebacks as text.

The markers under the source lines need the positions that the compiler stored with the code: `code.co_positions()`.
"""

import linecache
import sys
from itertools import islice

__all__ = ['extract_stack', 'extract_tb', 'format_exception', 'format_exception_only', 'format_list', 'format_stack',
           'format_tb', 'print_exc', 'format_exc', 'print_exception', 'print_last', 'print_stack', 'print_tb',
           'clear_frames', 'FrameSummary', 'StackSummary', 'TracebackException', 'walk_stack', 'walk_tb', 'print_list']

_RECURSIVE_CUTOFF = 3
_CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n"
_CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n"
_MISSING = object()


class FrameSummary:
    """One line of a traceback: file, line, function, source."""

    __slots__ = ('filename', 'lineno', 'end_lineno', 'colno', 'end_colno', 'name', '_line', 'locals')

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, end_lineno=None, colno=None,
                 end_colno=None, **kwargs):
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self._line = line
        self.end_lineno = lineno if end_lineno is None else end_lineno
        self.colno = colno
        self.end_colno = end_colno
        self.locals = {k: repr(v) for k, v in locals.items()} if locals else None

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return tuple(self) == tuple(other)
        if isinstance(other, tuple):
            return tuple(self) == other
        return NotImplemented

    def __getitem__(self, pos):
        return (self.filename, self.lineno, self.name, self.line)[pos]

    def __iter__(self):
        return iter([self.filename, self.lineno, self.name, self.line])

    def __len__(self):
        return 4

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"

    @property
    def line(self):
        if self._line is None:
            if self.lineno is None:
                return None
            self._line = linecache.getline(self.filename, self.lineno)
        return self._line.strip()


def walk_stack(f):
    """Yield (frame, line) from this frame outwards."""
    if f is None:
        f = sys._getframe(1)
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def walk_tb(tb):
    """Yield (frame, line) from where the exception was caught to where it was raised."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def _positions(code, instruction_index):
    """(line, end line, column, end column) of an instruction, or four Nones."""
    if instruction_index < 0 or not hasattr(code, 'co_positions'):
        return (None,) * 4
    return next(islice(code.co_positions(), instruction_index // 2, None), (None,) * 4)


def _from_tb(tb):
    while tb is not None:
        line, end_line, column, end_column = _positions(tb.tb_frame.f_code, tb.tb_lasti)
        yield tb.tb_frame, tb.tb_lineno, end_line, column, end_column
        tb = tb.tb_next


class StackSummary(list):
    """A list of FrameSummary, outermost first."""

    @classmethod
    def extract(klass, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        return klass._collect(((f, lineno, None, None, None) for f, lineno in frame_gen), limit, capture_locals)

    @classmethod
    def _collect(klass, entries, limit, capture_locals=False):
        entries = list(entries)
        if limit is None:
            limit = getattr(sys, 'tracebacklimit', None)
        if limit is not None:
            entries = entries[:limit] if limit >= 0 else entries[limit:]
        result = klass()
        for f, lineno, end_lineno, colno, end_colno in entries:
            result.append(FrameSummary(f.f_code.co_filename, lineno, f.f_code.co_name, end_lineno=end_lineno,
                                       colno=colno, end_colno=end_colno, locals=f.f_locals if capture_locals else None))
        return result

    @classmethod
    def from_list(klass, a_list):
        result = klass()
        for frame in a_list:
            if not isinstance(frame, FrameSummary):
                filename, lineno, name, line = frame
                frame = FrameSummary(filename, lineno, name, line=line)
            result.append(frame)
        return result

    def format_frame_summary(self, frame):
        text = f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}\n'
        for line in _source_with_markers(frame):
            text += f'    {line}\n'
        if frame.locals:
            for name, value in sorted(frame.locals.items()):
                text += f'    {name} = {value}\n'
        return text

    def format(self):
        """The lines to print; a line that repeats is shown three times and then counted."""
        result = []
        last = None
        count = 0
        for frame in self:
            place = (frame.filename, frame.lineno, frame.name)
            if place != last:
                result.extend(_repetitions(count))
                last = place
                count = 0
            count += 1
            if count <= _RECURSIVE_CUTOFF:
                result.append(self.format_frame_summary(frame))
        result.extend(_repetitions(count))
        return result


def _repetitions(count):
    count -= _RECURSIVE_CUTOFF
    if count > 0:
        yield f'  [Previous line repeated {count} more time{"s" if count > 1 else ""}]\n'


# --- source lines and the markers under them ------------------------------------------------------

def _source_with_markers(frame):
    """The source of the failing expression, dedented, and markers under it where it is not the whole line."""
    if frame.colno is None or frame.end_colno is None or frame.lineno is None or frame._line is not None:
        return [frame.line] if frame.line else []
    lines = [linecache.getline(frame.filename, n).rstrip('\n') for n in range(frame.lineno, frame.end_lineno + 1)]
    if not lines or not lines[0].strip():
        return []
    margin = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
    start = len(lines[0].encode()[:frame.colno].decode(errors='replace'))
    end = len(lines[-1].encode()[:frame.end_colno].decode(errors='replace'))
    segment = lines[:]
    segment[-1] = segment[-1][:end]
    segment[0] = segment[0][start:]
    anchors = _anchors('\n'.join(segment))
    whole = lines[0][:start].strip() == '' and lines[-1][end:].strip() == ''
    if whole and anchors is None:
        return [line[margin:] for line in _shortened(lines)]
    return _with_markers(lines, margin, start, end, anchors)


def _shortened(lines):
    """Of many lines only the first and the last few are shown."""
    return lines


def _with_markers(lines, margin, start, end, anchors):
    result = []
    for i, line in enumerate(lines):
        first = start if i == 0 else len(line) - len(line.lstrip())
        last = end if i == len(lines) - 1 else len(line.rstrip())
        marks = []
        for column in range(len(line)):
            if column < first or column >= last:
                marks.append(' ')
            elif anchors is None:
                marks.append('^')
            else:
                position = (i, column - (start if i == 0 else 0))
                marks.append('^' if anchors[0] <= position < anchors[1] else '~')
        result.append(line[margin:])
        text = ''.join(marks).rstrip()[margin:]
        if text:
            result.append(text)
    return result


_PAIRS = {')': '(', ']': '[', '}': '{'}
_OPERATORS = ('**', '//', '<<', '>>', '+', '-', '*', '/', '%', '@', '&', '|', '^')


def _scan(text):
    """Yield (offset, character, depth) outside strings and comments; depth counts the brackets around."""
    depth = 0
    quote = None
    i = 0
    while i < len(text):
        c = text[i]
        if quote:
            if c == '\\':
                i += 2
                continue
            if text.startswith(quote, i):
                i += len(quote)
                quote = None
                continue
            i += 1
            continue
        if c in '"\'':
            quote = c * 3 if text.startswith(c * 3, i) else c
            yield i, c, depth
            i += len(quote)
            continue
        if c in ')]}':
            depth -= 1
        yield i, c, depth
        if c in '([{':
            depth += 1
        i += 1


def _anchors(segment):
    """Which part of an expression is to blame: the operator of a binary operation, the brackets of a call or subscript.

    Returns two (line, column) pairs inside the segment, or None to mark all of it.
    """
    stripped = segment.rstrip()
    found = None
    tokens = list(_scan(stripped))
    if not tokens:
        return None
    lowest = None
    previous = ''
    for offset, c, depth in tokens:
        if depth == 0:
            operator = next((op for op in _OPERATORS if stripped.startswith(op, offset)), None)
            if operator and previous and (previous.isalnum()
                                          or previous in '_)]}"\'') and not stripped.startswith(operator + '=', offset):
                rank = _rank(operator)
                if lowest is None or rank < lowest or (rank == lowest and operator != '**'):
                    lowest = rank
                    found = (offset, offset + len(operator))
        if not c.isspace():
            previous = c
    if _has_word_operator(stripped, tokens):
        return None
    if found is None and stripped[-1] in ')]' and tokens[0][1] not in '([{':
        opener = _PAIRS[stripped[-1]]
        starts = [offset for offset, c, depth in tokens if c == opener and depth == 0]
        if starts:
            found = (starts[-1], len(stripped))
    if found is None:
        return None
    return _line_column(stripped, found[0]), _line_column(stripped, found[1])


def _rank(operator):
    """How weakly an operator binds: the weakest is the one applied last."""
    for rank, group in enumerate((('|',), ('^',), ('&',), ('<<', '>>'), ('+', '-'), ('*', '/', '//', '%', '@'),
                                  ('**',))):
        if operator in group:
            return rank
    return 99


def _has_word_operator(text, tokens):
    """Comparisons, boolean operators, assignments and statements are marked as a whole."""
    at_top = ''.join(c if depth == 0 else ' ' for _, c, depth in tokens)
    words = at_top.replace('(', ' ').split()
    if any(word in ('and', 'or', 'not', 'in', 'is', 'if', 'else', 'lambda', 'return', 'raise', 'yield', 'assert',
                    'import', 'from', 'await')
           for word in words):
        return True
    return any(mark in at_top for mark in ('<=', '>=', '==', '!=')) or '=' in at_top or ',' in at_top or ':' in at_top


def _line_column(text, offset):
    line = text.count('\n', 0, offset)
    return line, offset - (text.rfind('\n', 0, offset) + 1)


# --- exceptions -----------------------------------------------------------------------------------

def _safe(value, what, func=str):
    try:
        return func(value)
    except Exception:
        return f'<{what} {func.__name__}() failed>'


class TracebackException:
    """An exception with everything needed to show it, but without holding on to its frames."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True, capture_locals=False,
                 compact=False, _seen=None):
        _seen = set() if _seen is None else _seen
        _seen.add(id(exc_value))
        self.exc_type = exc_type
        self.stack = StackSummary._collect(_from_tb(exc_traceback), limit, capture_locals)
        self._str = _safe(exc_value, 'exception')
        self._value = exc_value
        self.__notes__ = getattr(exc_value, '__notes__', None)
        self.__suppress_context__ = exc_value.__suppress_context__ if exc_value is not None else False
        self.__cause__ = self._chained(exc_value.__cause__ if exc_value is not None else None, limit, _seen)
        context = exc_value.__context__ if exc_value is not None and not (compact and self.__cause__) else None
        self.__context__ = self._chained(context, limit, _seen)

    @staticmethod
    def _chained(exc, limit, seen):
        if exc is None or id(exc) in seen:
            return None
        return TracebackException(type(exc), exc, exc.__traceback__, limit=limit, _seen=seen)

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    @property
    def exc_type_str(self):
        if self.exc_type is None:
            return None
        module = self.exc_type.__module__
        name = self.exc_type.__qualname__
        return name if module in ('__main__', 'builtins') else f'{module}.{name}'

    def __str__(self):
        return self._str

    def format_exception_only(self, *, show_group=False, **kwargs):
        if self.exc_type is None:
            yield 'NoneType: None\n'
            return
        if issubclass(self.exc_type, SyntaxError):
            yield from self._format_syntax_error()
        else:
            text = self._str
            if self.exc_type is KeyError or issubclass(self.exc_type, KeyError):
                text = self._str
            yield f'{self.exc_type_str}: {text}\n' if text else f'{self.exc_type_str}\n'
        for note in self.__notes__ or ():
            yield from (line + '\n' for line in str(note).split('\n'))

    def _format_syntax_error(self):
        value = self._value
        if value.lineno is not None:
            yield f'  File "{value.filename or "<string>"}", line {value.lineno}\n'
            if value.text:
                source = value.text.rstrip('\n')
                shown = source.lstrip(' \n\f')
                yield f'    {shown}\n'
                if value.offset is not None:
                    removed = len(source) - len(shown)
                    column = max(value.offset - 1 - removed, 0)
                    end = value.end_offset if getattr(value, 'end_offset',
                                                      None) and value.end_offset > 0 else value.offset
                    width = max(end - value.offset, 1)
                    yield f'    {" " * column}{"^" * width}\n'
        yield f'{self.exc_type_str}: {value.msg or "<no detail available>"}\n'

    def format(self, *, chain=True, **kwargs):
        """The lines to print, the chain of causes first."""
        if chain:
            if self.__cause__ is not None:
                yield from self.__cause__.format(chain=chain)
                yield _CAUSE
            elif self.__context__ is not None and not self.__suppress_context__:
                yield from self.__context__.format(chain=chain)
                yield _CONTEXT
        if self.stack:
            yield 'Traceback (most recent call last):\n'
            yield from self.stack.format()
        yield from self.format_exception_only()

    def print(self, *, file=None, chain=True, **kwargs):
        if file is None:
            file = sys.stderr
        for line in self.format(chain=chain):
            print(line, file=file, end="")


# --- functions ------------------------------------------------------------------------------------

def _parts(exc, value, tb):
    """Both ways of calling: with the exception alone, and with type, value and traceback."""
    if value is _MISSING and tb is _MISSING:
        if exc is None or isinstance(exc, BaseException):
            return type(exc), exc, getattr(exc, '__traceback__', None)
        raise TypeError("Exception expected for value, {} found".format(type(exc)))
    return exc, value, tb


def format_exception(exc, /, value=_MISSING, tb=_MISSING, limit=None, chain=True, **kwargs):
    kind, value, tb = _parts(exc, value, tb)
    return list(TracebackException(kind if value is not None else None, value, tb, limit=limit).format(chain=chain))


def format_exception_only(exc, /, value=_MISSING, *, show_group=False, **kwargs):
    if value is _MISSING:
        value = exc
    return list(TracebackException(type(value), value, None).format_exception_only())


def print_exception(exc, /, value=_MISSING, tb=_MISSING, limit=None, file=None, chain=True, **kwargs):
    text = "".join(format_exception(exc, value, tb, limit, chain))
    (sys.stderr if file is None else file).write(text)


def print_exc(limit=None, file=None, chain=True):
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


def format_exc(limit=None, chain=True):
    return "".join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_last(limit=None, file=None, chain=True):
    print_exception(sys.last_value, limit=limit, file=file, chain=chain)


def extract_tb(tb, limit=None):
    return StackSummary._collect(_from_tb(tb), limit)


def format_tb(tb, limit=None):
    return extract_tb(tb, limit=limit).format()


def print_tb(tb, limit=None, file=None):
    print_list(extract_tb(tb, limit=limit), file=file)


def extract_stack(f=None, limit=None):
    if f is None:
        f = sys._getframe(1)
    frames = [(frame, lineno, None, None, None) for frame, lineno in walk_stack(f)]
    frames.reverse()
    if limit is not None:
        frames = frames[-limit:] if limit > 0 else frames[:0]
    return StackSummary._collect(frames, None)


def format_stack(f=None, limit=None):
    return format_list(extract_stack(sys._getframe(1) if f is None else f, limit=limit))


def print_stack(f=None, limit=None, file=None):
    print_list(extract_stack(sys._getframe(1) if f is None else f, limit=limit), file=file)


def format_list(extracted_list):
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    (sys.stderr if file is None else file).write("".join(format_list(extracted_list)))


def clear_frames(tb):
    """Drop the local variables of all frames in the traceback."""
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except RuntimeError:
            pass        # still running
        tb = tb.tb_next
