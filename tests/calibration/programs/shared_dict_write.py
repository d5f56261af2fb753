"""Everybody stores into the same dict, each under keys of its own."""
from timing import measure

REPEAT = 1_400_000

LEDGER = {}


def body(number, repeat):
    ledger = LEDGER
    mine = number * 1000
    for turn in range(repeat):
        ledger[mine + (turn & 63)] = turn


measure(body, REPEAT)
