#!/usr/bin/env python3
"""Run every language test under the Python that runs this script, and write down (or check) what it does.

    regenerate.py [--check] [FILE...]

The expectation is the last block of comments of a test:
    # expect: LINE          one per line of stdout, after one blank
    # expect-error: LINE    the last line of stderr, if the test dies of an exception or a syntax error
    # expect-exit: N        the exit status, if it is not 0
Use Python 3.13.0: it is the reference. A test that begins with "# runtimes: 3.14 3.14t" is left alone, unless a Python of its first
runtime's version runs this script.
"""

import pathlib
import subprocess
import sys

REFERENCE = "3.13"
HERE = pathlib.Path(__file__).resolve().parent
MARKS = ("# expect:", "# expect-error:", "# expect-exit:")


def is_for_this_python(path):
    """Whether what this Python does with a test is what the test is to expect."""
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    wanted = first.removeprefix("# runtimes:").split()[0] if first.startswith("# runtimes:") else REFERENCE
    return wanted == "%d.%d" % sys.version_info[:2]


def body_of(text):
    """The test without its expectation."""
    lines = text.rstrip("\n").split("\n")
    while lines and (lines[-1].startswith(MARKS) or not lines[-1].strip()):
        lines.pop()
    return "\n".join(lines) + "\n"


def expectation_of(path):
    done = subprocess.run([sys.executable, "-B", "-X", "utf8", path.name], cwd=path.parent, capture_output=True, timeout=60,
                          encoding="utf-8", stdin=subprocess.DEVNULL)
    lines = [f"# expect: {line}".rstrip(" ") if not line else f"# expect: {line}" for line in done.stdout.split("\n")]
    if lines[-1] == "# expect:":
        lines.pop()
    if done.returncode != 0:
        errors = done.stderr.rstrip("\n").split("\n")
        if errors[-1]:
            lines.append(f"# expect-error: {errors[-1]}")
        lines.append(f"# expect-exit: {done.returncode}")
    return lines


def main(arguments):
    check = "--check" in arguments
    named = [pathlib.Path(name).resolve() for name in arguments if name != "--check"]
    tests = named or sorted(p for p in HERE.glob("*/**/*.py") if "support" not in p.parts)
    tests = [path for path in tests if is_for_this_python(path)]
    wrong = 0
    for path in tests:
        text = path.read_text(encoding="utf-8")
        new = body_of(text) + "\n" + "\n".join(expectation_of(path)) + "\n"
        if new == text:
            continue
        wrong += 1
        print(("differs: " if check else "written: ") + str(path.relative_to(HERE)))
        if not check:
            path.write_text(new, encoding="utf-8")
    print(f"{len(tests)} tests, {wrong} {'differ' if check else 'written'}")
    return 1 if check and wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
