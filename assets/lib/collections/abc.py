"""collections.abc: the abstract container classes, which live in _collections_abc."""

from _collections_abc import *
from _collections_abc import __all__
