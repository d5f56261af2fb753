"""A class per request, made at run time: 3.13t never gives it back.

Watch: the row "Kept by immortality" and the memory over time. Each request makes a class of its own,
uses it once and forgets it. A class refers to itself, so the cyclic garbage collector has to free
it, and does: memory goes up and down. Under 3.13t classes that are made while a second thread
exists are immortal (3.14t counts them by other means), and what is immortal keeps all that it
refers to: its methods, its dict, its names. The program grows until it ends.

A cure that serves every build: make the classes once, at import.
"""
# /// gilscope
# title = "Classes that never die"
# cores = 4
# runtimes = ["3.13", "3.13t", "3.14t"]
# switch_interval = 0.005
# seed = 1
# ///

import threading

REQUESTS = 1200
THREADS = 3


def record_class(fields):
    class Record:
        def __init__(self, values):
            self.values = values

        def total(self):
            return sum(self.values)

    Record.fields = fields
    return Record


def serve(requests, answers):
    answer = 0
    for request in range(requests):
        record = record_class(("price", "tax"))
        answer += record((request, 2)).total()
    answers.append(answer)


def main():
    answers = []
    team = [threading.Thread(target=serve, args=(REQUESTS // THREADS, answers)) for _ in range(THREADS)]
    for thread in team:
        thread.start()
    for thread in team:
        thread.join()
    print("served", REQUESTS, "requests:", sum(answers))


if __name__ == "__main__":
    main()
