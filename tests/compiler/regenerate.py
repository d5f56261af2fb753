#!/usr/bin/env python3.13
"""Writes expected/: what real CPython 3.13 makes of the corpus, of assets/lib and of the scenarios, and its words for errors.txt.

Run it with python3.13 after changing any of those files:  python3.13 tests/compiler/regenerate.py
With --check it writes nothing and exits with 1 if a file would change.
"""

import dis
import io
import json
import pathlib
import re
import sys
import warnings

from summary import summarize

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SOURCES = {"corpus": HERE / "corpus", "lib": ROOT / "assets" / "lib", "scenarios": ROOT / "scenarios"}


def fnv1a(data):
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return f"{value:016x}"


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def module_line(path):
    data = path.read_bytes()
    codes = summarize(compile(data, path.name, "exec", dont_inherit=True, optimize=0), [])
    for code in codes:
        code["code"] = ";".join(code["code"])
    return compact({"file": path.relative_to(ROOT).as_posix(), "hash": fnv1a(data), "codes": codes})


def modules(folder):
    return "".join(module_line(path) + "\n" for path in sorted(folder.rglob("*.py")))


def error_line(source):
    try:
        compile(source, "<case>", "exec", dont_inherit=True)
    except SyntaxError as error:
        end = (error.end_lineno, error.end_offset) if error.end_offset is not None else (error.lineno, error.offset + 1)
        return compact({"source": source, "message": error.msg, "span": [error.lineno, error.offset, *end]})
    raise SystemExit(f"no error in:\n{source}")


def errors():
    cases = (HERE / "errors.txt").read_text().split("---\n")
    return "".join(error_line(case) + "\n" for case in cases)


def warning_line(source):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        compile(source, "<case>", "exec", dont_inherit=True)
    return compact({"source": source, "warnings": [[str(w.message), w.lineno] for w in caught]})


def compile_warnings():
    cases = (HERE / "warnings.txt").read_text().split("---\n")
    return "".join(warning_line(case) + "\n" for case in cases)


def listing(name):
    """The text of dis, without addresses."""
    path = HERE / "corpus" / name
    out = io.StringIO()
    dis.dis(compile(path.read_bytes(), name, "exec", dont_inherit=True, optimize=0), file=out)
    return re.sub(r" at 0x[0-9a-f]+", "", out.getvalue())


def outputs():
    for name, folder in SOURCES.items():
        yield f"{name}.jsonl", modules(folder)
    yield "errors.jsonl", errors()
    yield "warnings.jsonl", compile_warnings()
    for name in ("module_level.py", "generators.py"):
        yield name.replace(".py", ".dis.txt"), listing(name)


def main():
    if sys.version_info[:2] != (3, 13):
        raise SystemExit("needs python3.13")
    warnings.simplefilter("ignore")
    changed = []
    for name, text in outputs():
        path = HERE / "expected" / name
        if path.exists() and path.read_text() == text:
            continue
        changed.append(name)
        if "--check" not in sys.argv:
            path.write_text(text)
    print("changed:", ", ".join(changed) or "nothing")
    if changed and "--check" in sys.argv:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
