"""Measures the programs of programs/broad.txt and converts the figures to what the optimised 3.13 would take.

    broad.py measure PLAIN313 PLAIN311 OPTIMISED311 [NAME ...]   runs them, keeps the smallest figures in broad_raw.csv
    broad.py convert > ../../assets/models/measured-broad.csv

measured-3.13.5.csv holds figures of builds with profile-guided optimization. Where only a 3.13 without it is at hand, it is measured together
with two 3.11 that differ in just that, and the factor between these is applied program by program. The programs that are in both sets check it.
"""
import csv
import functools
import os
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
UNIT = "loop_while_add"
COLUMNS = ("plain_3.13", "plain_3.11", "optimised_3.11")
WAITING = ("convoy", "sleep_short", "switch_fast", "ping_pong")  # of the fitted programs: what they wait for is not measured here
# The allocation, the collector and the threads of the machine, rather than the instructions, make these what they are.
DIFFERENT = {"list_append", "cycles_gc", "object_create", "thread_spawn"}
MACHINES_OWN = {"thread_start_join", "pool_submit", "pool_map", "sleep_zero"}
TARGET_NS = 3e6  # of one try: long against the clock, short against a slice of whatever else the machine does
TRIES = 12
# What a program imports as "timing" while it is measured: the smallest of several tries, on the main thread.
TRYING = '''"""The smallest of several tries."""
import time


def measure(body, repeat):
    least = None
    for _ in range({tries}):
        begin = time.perf_counter()
        body(0, repeat)
        elapsed = time.perf_counter() - begin
        least = elapsed if least is None else min(least, elapsed)
    print(f"ns_per_iter={{least * 1e9 / repeat:.3f}}")
'''.format(tries=TRIES)
FRAME = '''"""{title}"""
{module}from timing import measure

REPEAT = {repeat}


def body(number, repeat):
{setup}    for turn in range(repeat):
{body}

measure(body, REPEAT)
'''


@functools.cache
def programs():
    found, current = {}, None
    for line in (HERE / "programs" / "broad.txt").read_text().splitlines():
        heading = re.fullmatch(r"([a-z0-9_]+): (.*)", line)
        if heading:
            current = found[heading[1]] = {"title": heading[2], "m": [], "s": [], "b": []}
        elif line[:2] in ("m ", "s ", "b "):
            current[line[0]].append(line[2:])
    return found


def script(program, repeat):
    module = "".join(line + "\n" for line in program["m"])
    setup = "".join(f"    {line}\n" for line in program["s"])
    body = "".join(f"        {line}\n" for line in program["b"])
    return FRAME.format(title=program["title"], module=module, setup=setup, body=body, repeat=repeat)


def timing():
    return (HERE / "programs" / "timing.py").read_text()


def fitted(name):
    return (HERE / "programs" / f"{name}.py").read_text()


def source_of(name, repeat):
    table = programs()
    if name in table:
        return script(table[name], repeat)
    return re.sub(r"(?m)^REPEAT = .*$", f"REPEAT = {repeat}", fitted(name))


def write(folder, names, repeat_of, timing):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "timing.py").write_text(timing)
    for name in names:
        (folder / f"{name}.py").write_text(source_of(name, repeat_of(name)))


def run(command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    found = re.search(r"ns_per_iter=([0-9.]+)", done.stdout)
    if not found:
        return None, (done.stderr or done.stdout).strip().splitlines()[-1:]
    return float(found[1]), None


def read_measured():
    """name -> {column: nanoseconds}"""
    path = HERE / "broad_raw.csv"
    if not path.exists():
        return {}
    with path.open() as file:
        return {row["program"]: {c: float(row[c]) for c in COLUMNS if row[c]} for row in csv.DictReader(file)}


def write_measured(figures):
    with (HERE / "broad_raw.csv").open("w") as file:
        file.write("program," + ",".join(COLUMNS) + "\n")
        for name in sorted(figures):
            file.write(name + "".join(f",{figures[name][c]:.2f}" if c in figures[name] else "," for c in COLUMNS) + "\n")


def fitted_names():
    return sorted(p.stem for p in (HERE / "programs").glob("*.py") if p.stem != "timing")


def measure(pythons, names):
    names = names or list(programs()) + [n for n in fitted_names() if n not in WAITING]
    figures, pilots = read_measured(), {}
    for number in range(int(os.environ.get("ROUNDS", "6"))):
        for name in names:
            known = figures.setdefault(name, {})
            pilot = pilots.setdefault(name, {})
            for column, python in pythons.items():
                with tempfile.TemporaryDirectory() as place:
                    write(Path(place), [name], lambda name: max(3, int(TARGET_NS / pilot.get(column, 2e4))), TRYING)
                    got, problem = run([python, str(Path(place) / f"{name}.py")])
                if got is None:
                    print(name, column, problem, file=sys.stderr)
                else:
                    if number:  # the first round only says how long a try is; with few repetitions every int is a small one
                        known[column] = min(got, known.get(column, got))
                    pilot[column] = got
        write_measured(figures)
        print("round", number + 1, file=sys.stderr)


def converted(figure):
    """With the factor that the optimization has in 3.11, kept within what it is for most programs."""
    factor = 0.8
    if len(figure) == len(COLUMNS):
        factor = min(max(figure["optimised_3.11"] / figure["plain_3.11"], 0.62), 0.97)
    return figure["plain_3.13"] * factor


def convert():
    raw = {name: converted(figure) for name, figure in read_measured().items()}
    with (HERE / "../../assets/models/measured-3.13.5.csv").open() as file:
        lines = [line for line in file if not line.startswith("#")]
    known = {row["program"]: float(row["minimum"]) for row in csv.DictReader(lines) if (row["runtime"], row["threads"]) == ("3.13", "1")}
    both = sorted(set(known) & set(raw) - DIFFERENT)
    scale = statistics.median(raw[name] / known[name] for name in both)
    distances = sorted(abs(raw[name] / known[name] / scale - 1) for name in both)
    print("# What the programs of tests/calibration/programs/broad.txt take on one thread, in nanoseconds per iteration: converted (rounds = 0).")
    print("# source: CPython 3.13.0 built without profile-guided optimization, times the factor that the optimization has in 3.11 "
          "(3.11.7 without, 3.11.2 with it), scaled to the machine of measured-3.13.5.csv by the programs that both sets have (tests/calibration/broad.py)")
    print(f"# For the {len(both)} programs that both sets have, converted and measured figures differ by "
          f"{100 * distances[len(distances) // 2]:.0f} % in the median, {100 * distances[int(0.9 * len(distances))]:.0f} % at the 90th percentile.")
    print("program,runtime,threads,rounds,minimum,median,maximum")
    print(f"{UNIT},3.13,1,9,{known[UNIT]},{known[UNIT]},{known[UNIT]}")
    for name in sorted(set(raw) - set(known) - MACHINES_OWN):
        print(f"{name},3.13,1,0" + 3 * f",{raw[name] / scale:.2f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        measure(dict(zip(COLUMNS, sys.argv[2:5])), sys.argv[5:])
    elif sys.argv[1:] == ["convert"]:
        convert()
    else:
        sys.exit(__doc__)
