"""Everybody reads small ints from the same list."""
from timing import measure

REPEAT = 3_000_000

DIGITS = [digit for digit in range(64)]


def body(number, repeat):
    digits = DIGITS
    seen = 0
    for turn in range(repeat):
        seen = digits[turn & 63]


measure(body, REPEAT)
