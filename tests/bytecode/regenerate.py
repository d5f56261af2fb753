#!/usr/bin/env python3.13
"""Writes expected/opcodes.txt: name, number, inline cache units and net stack effects of every CPython 3.13 instruction."""

import dis
import opcode
import pathlib
import sys

ARGUMENTS = (0, 1, 2, 3, 5)


def effects(number):
    if number not in dis.hasarg:
        return [dis.stack_effect(number)] * len(ARGUMENTS)
    return [dis.stack_effect(number, argument) for argument in ARGUMENTS]


def main():
    if sys.version_info[:2] != (3, 13):
        raise SystemExit("needs python3.13")
    rows = []
    for name, number in dis.opmap.items():
        if number > 255 or name.startswith("INSTRUMENTED"):
            continue
        caches = opcode._inline_cache_entries.get(name, 0)
        rows.append((number, name, int(number in dis.hasarg), caches, *effects(number)))
    text = "".join(" ".join(map(str, row)) + "\n" for row in sorted(rows))
    (pathlib.Path(__file__).parent / "expected" / "opcodes.txt").write_text(text)


if __name__ == "__main__":
    main()
