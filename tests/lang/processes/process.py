# Starting, naming, waiting for and ending processes.
import multiprocessing
import os
import sys
import time

changed = []


def tell(*words):
    me = multiprocessing.current_process()
    changed.append(words)
    print(me.name, __name__, words, changed, me.daemon, os.getpid() != os.getppid(), multiprocessing.parent_process().name)
    sys.stdout.flush()


def leave(how):
    sys.exit(how)


class Own(multiprocessing.Process):
    def __init__(self, word):
        super().__init__(name="own")
        self.word = word

    def run(self):
        print(self.name, self.word, multiprocessing.current_process() is self)
        sys.stdout.flush()


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    print(multiprocessing.get_start_method(), multiprocessing.current_process().name, multiprocessing.parent_process())
    p = multiprocessing.Process(target=tell, args=(1, "two"))
    print(p.name, p.is_alive(), p.exitcode, p.pid, p.daemon)
    p.start()
    print(p.is_alive(), p.exitcode, p.pid == p.ident)
    p.join()
    print(p.is_alive(), p.exitcode, changed, multiprocessing.active_children())
    Own("word").start()
    for child in multiprocessing.active_children():
        child.join()
    for how in (3, None, 0):
        p = multiprocessing.Process(target=leave, args=(how,))
        p.start()
        p.join()
        print(how, p.exitcode)
    p = multiprocessing.Process(target=time.sleep, args=(100,), daemon=True)
    p.start()
    p.join(0.05)
    print(p.exitcode, p.daemon)
    p.terminate()
    p.join()
    print(p.exitcode)
    try:
        p.start()
    except AssertionError as e:
        print(e)
    p.close()
    try:
        p.is_alive()
    except ValueError as e:
        print(e)
    ctx = multiprocessing.get_context("spawn")
    p = ctx.Process(target=tell)
    print(p.name)
    try:
        multiprocessing.set_start_method("spawn")
    except RuntimeError as e:
        print(e)
    try:
        multiprocessing.get_context("fast")
    except ValueError as e:
        print(e)
    try:
        multiprocessing.Process(target=lambda: 1).start()
    except Exception as e:
        print(type(e).__name__)

# expect: spawn MainProcess None
# expect: Process-1 False None None False
# expect: True None True
# expect: Process-1 __mp_main__ (1, 'two') [(1, 'two')] False True MainProcess
# expect: False 0 [] []
# expect: own word True
# expect: 3 3
# expect: None 0
# expect: 0 0
# expect: None True
# expect: -15
# expect: cannot start a process twice
# expect: process object is closed
# expect: SpawnProcess-7
# expect: context has already been set
# expect: cannot find context for 'fast'
# expect: PicklingError
