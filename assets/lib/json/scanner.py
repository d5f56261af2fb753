"""What reads one JSON value at a place in a text."""

from _json import make_scanner

__all__ = ['make_scanner']
