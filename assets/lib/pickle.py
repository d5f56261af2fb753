"""Values as bytes and back. The work is done in C (here: C++); this is its public name."""

from _pickle import PickleError, PicklingError, UnpicklingError, dumps, loads

__all__ = ['PickleError', 'PicklingError', 'UnpicklingError', 'dumps', 'loads', 'HIGHEST_PROTOCOL', 'DEFAULT_PROTOCOL']

HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 4
