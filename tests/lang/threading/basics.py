import threading
import time

results = []


def work(n, *, scale=1):
    results.append(n * scale)


threads = [threading.Thread(target=work, args=(i,), kwargs={"scale": 10}) for i in range(3)]
for t in threads:
    print(t.name, t.is_alive(), t.ident, t.daemon)
    t.start()
    t.join()
    print(t.is_alive(), t.ident is not None)
print(results)


class Custom(threading.Thread):
    def __init__(self, value):
        super().__init__(name="custom")
        self.value = value

    def run(self):
        self.result = self.value ** 2
        self.seen = threading.current_thread() is self


c = Custom(7)
c.start()
c.join()
print(c.result, c.seen, c.name, "stopped" in repr(c))
main = threading.main_thread()
print(main.name, threading.current_thread() is main, main.is_alive(), main.daemon, threading.active_count(), threading.enumerate() == [main], main.ident == threading.get_ident())
for call in (lambda: c.start(), lambda: threading.Thread().join(), lambda: main.join(), lambda: setattr(main, "daemon", True)):
    try:
        call()
    except RuntimeError as error:
        print(error)
d = threading.Thread(target=time.sleep, args=(100,), daemon=True)
print(d.name, d.daemon, "initial" in repr(d))
d.start()
d.join(timeout=0.01)
print(d.is_alive())
n = threading.Thread(name="named")
n.name = "renamed"
print(n.name, threading.Thread().name, threading.Thread(target=print).name)


def outer():
    inner = threading.Thread(target=lambda: results.append(threading.current_thread().name))
    inner.start()
    inner.join()


o = threading.Thread(target=outer, daemon=False)
o.start()
o.join()
print(results[-1], threading.TIMEOUT_MAX > 1e6, isinstance(threading.get_native_id(), int))
print("end")

# expect: Thread-1 (work) False None False
# expect: False True
# expect: Thread-2 (work) False None False
# expect: False True
# expect: Thread-3 (work) False None False
# expect: False True
# expect: [0, 10, 20]
# expect: 49 True custom True
# expect: MainThread True True False 1 True True
# expect: threads can only be started once
# expect: cannot join thread before it is started
# expect: cannot join current thread
# expect: cannot set daemon status of active thread
# expect: Thread-5 (sleep) True True
# expect: True
# expect: renamed Thread-6 Thread-7 (print)
# expect: Thread-9 (<lambda>) True True
# expect: end
