import sys
import threading

caught = []


def hook(args):
    caught.append((args.exc_type.__name__, str(args.exc_value), args.exc_traceback is not None, args.thread.name))


def fail(message):
    raise ValueError(message)


threading.excepthook = hook
t = threading.Thread(target=fail, args=("first",), name="failing")
t.start()
t.join()
print(caught, t.is_alive())


def leave():
    sys.exit(5)


threading.excepthook = threading.__excepthook__
t = threading.Thread(target=leave)
t.start()
t.join()
print("exit in a thread ends only the thread")


class Collecting(threading.Thread):
    def __init__(self, function):
        super().__init__()
        self.function = function
        self.error = None

    def run(self):
        try:
            self.function()
        except Exception as error:
            self.error = error


c = Collecting(lambda: 1 / 0)
c.start()
c.join()
print(repr(c.error))
t = threading.Thread(target=fail, args=("to stderr",))
t.start()
t.join()


def nested():
    try:
        fail("inner")
    except ValueError as error:
        raise KeyError("outer") from error


threading.excepthook = hook
t = threading.Thread(target=nested)
t.start()
t.join()
print(caught[-1][:3])


def broken_hook(args):
    raise RuntimeError("hook failed")


threading.excepthook = broken_hook
t = threading.Thread(target=fail, args=("x",))
t.start()
t.join()
print("still here")

# expect: [('ValueError', 'first', True, 'failing')] False
# expect: exit in a thread ends only the thread
# expect: ZeroDivisionError('division by zero')
# expect: ('KeyError', "'outer'", True)
# expect: still here
