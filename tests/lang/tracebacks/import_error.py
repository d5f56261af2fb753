from itertools import no_such_tool

# expect-error: ImportError: cannot import name 'no_such_tool' from 'itertools' (unknown location)
# expect-exit: 1
