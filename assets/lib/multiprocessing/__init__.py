"""Processes that look like threads: each with an interpreter, a heap and a GIL of its own (start method "spawn").

What goes to another process is pickled and written into a pipe; nothing is shared but what `Value` and `Array` put into
shared memory. Every process starts an interpreter and imports the main script again, as `__mp_main__`: hence the
`if __name__ == "__main__":` around what the main process does.
"""

import sys

from multiprocessing import context

# A class of the main script has this name for its module in the children; here it is the same module.
if '__main__' in sys.modules:
    sys.modules['__mp_main__'] = sys.modules['__main__']

_default = context._default_context

__all__ = [name for name in dir(_default) if not name.startswith('_')]
globals().update((name, getattr(_default, name)) for name in __all__)
