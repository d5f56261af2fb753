"""Streams; all of them are native."""

import _io
from _io import BytesIO, StringIO

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
DEFAULT_BUFFER_SIZE = 8192
open = open

for _name in ('TextIOWrapper', 'FileIO', 'BufferedReader', 'BufferedWriter', 'BufferedRandom', 'UnsupportedOperation',
              'BlockingIOError', 'IOBase', 'RawIOBase', 'BufferedIOBase', 'TextIOBase', 'open_code', 'text_encoding',
              'IncrementalNewlineDecoder', 'BufferedRWPair'):
    if hasattr(_io, _name):
        globals()[_name] = getattr(_io, _name)
if not hasattr(_io, 'UnsupportedOperation'):
    class UnsupportedOperation(OSError, ValueError):
        """The stream cannot do this."""
if hasattr(_io, '_IOBase'):
    IOBase, RawIOBase, BufferedIOBase, TextIOBase = _io._IOBase, _io._RawIOBase, _io._BufferedIOBase, _io._TextIOBase
del _name

__all__ = ["open", "BytesIO", "StringIO", "SEEK_SET", "SEEK_CUR", "SEEK_END", "DEFAULT_BUFFER_SIZE",
           "UnsupportedOperation"]
