# runtimes: 3.14 3.14t
# The main script without `if __name__ == '__main__'`: an interpreter that needs something of it runs it once more, and that run comes to
# an end, because what it defines belongs to a module that no other interpreter can import.
from concurrent import interpreters


def stateless(): return 5
def keeps(x, y=2): return x + y


me = interpreters.get_current()
print(me, __name__, flush=True)
a = interpreters.create()
for f, args in ((stateless, ()), (keeps, (3,)), (keeps, (4,))):
    try:
        print(me, f.__name__, a.call(f, *args), flush=True)
    except interpreters.NotShareableError as e:
        print(me, f.__name__, e, flush=True)
a.close()

# expect: Interpreter(0) __main__
# expect: Interpreter(0) stateless 5
# expect: Interpreter(1) <fake __main__>
# expect: Interpreter(1) stateless 5
# expect: Interpreter(1) keeps func not shareable
# expect: Interpreter(1) keeps func not shareable
# expect: Interpreter(0) keeps 5
# expect: Interpreter(0) keeps 6
