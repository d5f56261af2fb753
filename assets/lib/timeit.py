"""How long a call takes, on the modeled clock. Statements must be functions: source text cannot be executed here."""

import itertools
import time

__all__ = ["Timer", "timeit", "repeat", "default_timer"]

default_timer = time.perf_counter
default_number = 1000000
default_repeat = 5


def _nothing():
    pass


class Timer:
    def __init__(self, stmt=_nothing, setup=_nothing, timer=default_timer, globals=None):
        for what in (stmt, setup):
            if isinstance(what, str) and what != 'pass':
                raise NotImplementedError("timeit of source text is not modeled; pass a function: timeit(lambda: ...)")
        self.stmt = _nothing if isinstance(stmt, str) else stmt
        self.setup = _nothing if isinstance(setup, str) else setup
        if not callable(self.stmt):
            raise ValueError("stmt is neither a string nor callable")
        if not callable(self.setup):
            raise ValueError("setup is neither a string nor callable")
        self.timer = timer

    def timeit(self, number=default_number):
        """The seconds that number calls take together."""
        stmt = self.stmt
        self.setup()
        begin = self.timer()
        for _ in itertools.repeat(None, number):
            stmt()
        return self.timer() - begin

    def repeat(self, repeat=default_repeat, number=default_number):
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        """Find a number of calls that takes at least 0.2 seconds: (number, seconds)."""
        scale = 1
        while True:
            for digit in 1, 2, 5:
                number = scale * digit
                taken = self.timeit(number)
                if callback:
                    callback(number, taken)
                if taken >= 0.2:
                    return number, taken
            scale *= 10


def timeit(stmt=_nothing, setup=_nothing, timer=default_timer, number=default_number, globals=None):
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt=_nothing, setup=_nothing, timer=default_timer, repeat=default_repeat, number=default_number,
           globals=None):
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)
