import time


def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as error:
        print(type(error).__name__ + ":", error)


attempt(time.sleep, -1)
attempt(time.sleep, "a")
attempt(time.sleep)
attempt(time.sleep, None)
attempt(time.sleep, 1e30)
attempt(time.sleep, float("nan"))
t = time.gmtime(0)
print(t)
print(t.tm_year, t[3], t.tm_zone, t.tm_gmtoff, len(t), tuple(t) == (1970, 1, 1, 0, 0, 0, 3, 1, 0))
print(time.asctime(t), "|", time.asctime(time.gmtime(1700000000)))
print(time.strftime("%Y-%m-%d %H:%M:%S %j %a", time.gmtime(86400.5)))
print(time.strftime("%d/%m/%y", (2024, 2, 29, 1, 2, 3, 3, 60, 0)))
attempt(time.strftime, "%Y", (1, 2))
attempt(time.strftime, 1)
print(time.mktime(time.gmtime(100)) - time.mktime(time.gmtime(40)))
print(time.struct_time(range(9)) if False else time.struct_time((2000, 1, 2, 3, 4, 5, 6, 7, 0)))
attempt(time.struct_time, (1, 2, 3))
attempt(time.gmtime, "a")

a = time.perf_counter_ns()
b = time.perf_counter_ns()
print(b >= a, isinstance(a, int), isinstance(time.perf_counter(), float))
begin, cpu = time.monotonic(), time.thread_time()
time.sleep(0.02)
print(0.02 <= time.monotonic() - begin < 2, time.thread_time() - cpu < 0.015, time.process_time() > 0)
cpu = time.thread_time_ns()
sum(range(20000))
print(time.thread_time_ns() > cpu, time.process_time_ns() > 0)
first = time.time()
time.sleep(0)
print(time.time() >= first, time.time_ns() > 10**18)

# expect: ValueError: sleep length must be non-negative
# expect: TypeError: 'str' object cannot be interpreted as an integer
# expect: TypeError: time.sleep() takes exactly one argument (0 given)
# expect: TypeError: 'NoneType' object cannot be interpreted as an integer
# expect: OverflowError: timestamp out of range for platform time_t
# expect: ValueError: Invalid value NaN (not a number)
# expect: time.struct_time(tm_year=1970, tm_mon=1, tm_mday=1, tm_hour=0, tm_min=0, tm_sec=0, tm_wday=3, tm_yday=1, tm_isdst=0)
# expect: 1970 0 GMT 0 9 True
# expect: Thu Jan  1 00:00:00 1970 | Tue Nov 14 22:13:20 2023
# expect: 1970-01-02 00:00:00 002 Fri
# expect: 29/02/24
# expect: TypeError: strftime(): illegal time tuple argument
# expect: TypeError: strftime() argument 1 must be str, not int
# expect: 60.0
# expect: time.struct_time(tm_year=2000, tm_mon=1, tm_mday=2, tm_hour=3, tm_min=4, tm_sec=5, tm_wday=6, tm_yday=7, tm_isdst=0)
# expect: TypeError: time.struct_time() takes an at least 9-sequence (3-sequence given)
# expect: TypeError: 'str' object cannot be interpreted as an integer
# expect: True True True
# expect: True True True
# expect: True True
# expect: True True
