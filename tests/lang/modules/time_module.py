import time

t0, t1 = time.perf_counter(), time.perf_counter()
print(t1 >= t0, isinstance(t0, float), isinstance(time.perf_counter_ns(), int), isinstance(time.time_ns(), int))
before = time.monotonic()
time.sleep(0.02)
gone = time.monotonic() - before
print(0.0199 <= gone < 0.5, time.sleep(0))
cpu = time.process_time()
sum(range(20000))
print(time.process_time() >= cpu, time.thread_time() >= 0)
epoch = time.gmtime(0)
print(epoch.tm_year, epoch.tm_mon, epoch.tm_mday, epoch.tm_hour, epoch.tm_wday, epoch.tm_yday, epoch[0], len(epoch))
print(time.strftime("%Y-%m-%d %H:%M:%S", epoch), time.strftime("%j %a %b %d", epoch), time.strftime("%%"))
print(time.gmtime(1e9).tm_year, time.strftime("%H:%M", time.gmtime(3661)))
print(time.time() > 1e9, type(time.localtime()).__name__)
for bad in (lambda: time.sleep(-1), lambda: time.sleep("x")):
    try:
        bad()
    except (ValueError, TypeError) as error:
        print(type(error).__name__)

# expect: True True True True
# expect: True None
# expect: True True
# expect: 1970 1 1 0 3 1 1970 9
# expect: 1970-01-01 00:00:00 001 Thu Jan 01 %
# expect: 2001 01:01
# expect: True struct_time
# expect: ValueError
# expect: TypeError
