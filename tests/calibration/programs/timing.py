"""What one repetition of a body costs when several threads do it at once.

python3 PROGRAM.py [THREADS] prints "ns_per_iter=": the wall time from the first thread's start to the last one's end, divided by the
repetitions of one thread. With perfect scaling the figure stays the same from one thread to two; where one runs at a time it doubles.

How often to repeat is a constant of each program: a free-threaded build makes those immortal, while the threads would fight for an int made at
run time. The model, which needs fewer repetitions for the same figure, runs the program with a smaller one.
"""
import sys
import threading
import time


def member(body, number, repeat, start, spans):
    start.wait()
    begin = time.perf_counter()
    body(number, repeat)
    spans[number] = (begin, time.perf_counter())


def measure(body, repeat):
    threads = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    start = threading.Barrier(threads)
    spans = [None] * threads
    team = []
    for number in range(threads):
        team.append(threading.Thread(target=member, args=(body, number, repeat, start, spans)))
    for thread in team:
        thread.start()
    for thread in team:
        thread.join()
    elapsed = max(end for begin, end in spans) - min(begin for begin, end in spans)
    print(f"ns_per_iter={elapsed * 1e9 / repeat:.3f}")
