"""Measures the programs of this folder (those in files and those of programs/broad.txt) on real interpreters.

    measure.py measure ROUNDS.csv GIL_PYTHON FREE_THREADED_PYTHON [--threads N] [--runtime NAME] [--only NAME ...]
                                                          one more round; every figure is kept
    measure.py table ROUNDS.csv SOURCE > ../../assets/models/measured-broad.csv

A process tries a program several times and prints the smallest figure of them: for some milliseconds at a time a busy machine is quiet. A table
holds the programs of broad.txt, in nanoseconds of the machine of measured-3.13.5.csv: scaled by the programs that are in both sets.
"""
import argparse
import csv
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
UNIT = "loop_while_add"
# They run as they are: what they wait for has a length of its own.
AS_THEY_ARE = ("convoy", "sleep_short", "switch_fast", "ping_pong", "thread_spawn", "cycles_gc", "list_append")
# Starting threads and sleeping is what a machine makes of it, not the instructions.
MACHINES_OWN = ("thread_start_join", "pool_submit", "pool_map", "sleep_zero")
# Nanoseconds of one try, and tries. One thread: long against the clock, short against a slice of what else the machine does. Two: one long try,
# because in a short one they may hardly meet, and where they hinder each other the least figure would be that one.
LENGTH = {1: (3e6, 10), 2: (60e6, 1)}
# What a program imports as `timing`: the one in programs/, with another measure().
TRYING = '''

def measure(body, repeat):
    threads = int(sys.argv[1])
    figures = []
    for _ in range({tries}):
        start = threading.Barrier(threads)
        spans = [None] * threads
        team = [threading.Thread(target=member, args=(body, number, repeat, start, spans)) for number in range(threads)]
        for thread in team:
            thread.start()
        for thread in team:
            thread.join()
        figures.append(max(end for begin, end in spans) - min(begin for begin, end in spans))
    print(f"ns_per_iter={{min(figures) * 1e9 / repeat:.3f}}")
'''
FRAME = '''"""{title}"""
{module}from timing import measure

REPEAT = {repeat}


def body(number, repeat):
{setup}    for turn in range(repeat):
{body}

measure(body, REPEAT)
'''


def table_programs():
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


def file_programs():
    return sorted(p.stem for p in (HERE / "programs").glob("*.py") if p.stem != "timing")


def write(folder, name, programs, repeat, tries):
    """The program with its timing.py into the folder."""
    timing, text = (HERE / "programs" / "timing.py").read_text(), None
    if name not in AS_THEY_ARE:
        timing += TRYING.format(tries=tries)
    if name in programs:
        text = script(programs[name], repeat)
    else:
        text = (HERE / "programs" / f"{name}.py").read_text()
        if name not in AS_THEY_ARE:
            text = re.sub(r"(?m)^REPEAT = .*$", f"REPEAT = {repeat}", text)
    (folder / "timing.py").write_text(timing)
    (folder / f"{name}.py").write_text(text)


def run(command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    except subprocess.TimeoutExpired:
        return None, "two minutes were not enough"
    found = re.search(r"ns_per_iter=([0-9.]+)", done.stdout)
    return (float(found[1]), None) if found else (None, (done.stderr or done.stdout).strip().splitlines()[-1:])


def read_rounds(path):
    """(program, runtime, threads) -> figures"""
    rounds = {}
    if Path(path).exists():
        with open(path) as file:
            for program, runtime, threads, figure in csv.reader(file):
                rounds.setdefault((program, runtime, int(threads)), []).append(float(figure))
    return rounds


def cases(gil, free_threaded, threads):
    """The runtime's name, the command, threads."""
    version = subprocess.run([gil, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], capture_output=True, text=True, check=True).stdout.strip()
    for count in (threads,) if threads else (1, 2):
        yield version, [gil], count
        for switch in ("gil=0", "gil=1"):
            yield f"{version}t {switch}", [free_threaded, "-X", switch], count


def measure(path, all_cases, names):
    programs, rounds = table_programs(), read_rounds(path)
    with open(path, "a") as out:
        for name in names or file_programs() + list(programs):
            for runtime, command, threads in all_cases:
                length, tries = LENGTH[threads]
                known = rounds.get((name, runtime, threads))
                # With few repetitions every int is a small one: a first look, then the figure.
                for look in (False,) if known else (True, False):
                    guess = min(known) if known else 2e4
                    with tempfile.TemporaryDirectory() as place:
                        write(Path(place), name, programs, max(3, int(length / guess)), 2 if look else tries)
                        got, problem = run([*command, f"{place}/{name}.py", str(threads)])
                    if got is None:
                        print(name, runtime, threads, problem, file=sys.stderr)
                        break
                    known = [got]
                if got is not None:
                    out.write(f"{name},{runtime},{threads},{got:.3f}\n")
            out.flush()


def reference():
    """The rows of measured-3.13.5.csv on one thread."""
    with (HERE / "../../assets/models/measured-3.13.5.csv").open() as file:
        rows = csv.DictReader([line for line in file if not line.startswith("#")])
        return [row for row in rows if row["threads"] == "1"]


def table(path, source):
    rounds, own = read_rounds(path), file_programs()
    factors = {}  # how the machine of measured-3.13.5.csv compares with this one, by runtime: of the programs that both measured
    for row in reference():
        here = rounds.get((row["program"], row["runtime"], 1))
        if here and row["program"] not in AS_THEY_ARE:
            factors.setdefault(row["runtime"], []).append(float(row["minimum"]) / min(here))
    scale = {runtime: statistics.median(values) for runtime, values in factors.items()}
    apart = sorted(abs(f / scale[runtime] - 1) for runtime, values in factors.items() for f in values)
    print("# What the programs of tests/calibration/programs/broad.txt take, in nanoseconds per iteration: minimum, median and maximum over the rounds.")
    print(f"# source: {source} (tests/calibration/measure.py), scaled to the machine of measured-3.13.5.csv by the programs that both measured: times "
          + ", ".join(f"{factor:.2f} for {runtime}" for runtime, factor in sorted(scale.items())))
    print(f"# For those programs the figures of the two machines then differ by {100 * statistics.median(apart):.0f} % in the median, "
          f"{100 * apart[int(0.9 * len(apart))]:.0f} % at the 90th percentile. {UNIT} is as in measured-3.13.5.csv.")
    print("program,runtime,threads,rounds,minimum,median,maximum")
    print(*[",".join(row.values()) for row in reference() if (row["program"], row["runtime"]) == (UNIT, "3.13")])
    for (name, runtime, threads), figures in sorted(rounds.items()):
        if name not in own and name not in MACHINES_OWN:
            factor = scale.get(runtime, scale["3.13"])
            values = [figure * factor for figure in (min(figures), statistics.median(figures), max(figures))]
            print(f"{name},{runtime},{threads},{len(figures)}," + ",".join(f"{value:.2f}" for value in values))


def main():
    if sys.argv[1:2] == ["table"] and len(sys.argv) == 4:
        return table(*sys.argv[2:])
    if sys.argv[1:2] != ["measure"]:
        sys.exit(__doc__)
    parser = argparse.ArgumentParser()
    parser.add_argument("rounds")
    parser.add_argument("gil")
    parser.add_argument("free_threaded")
    parser.add_argument("--threads", type=int, choices=(1, 2))
    parser.add_argument("--runtime", help='only this one: "3.13t gil=0"')
    parser.add_argument("--only", nargs="*", default=[])
    options = parser.parse_args(sys.argv[2:])
    wanted = [case for case in cases(options.gil, options.free_threaded, options.threads) if options.runtime in (None, case[0])]
    measure(options.rounds, wanted, options.only)


if __name__ == "__main__":
    main()
