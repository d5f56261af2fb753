from datetime import UTC, date, datetime, time, timedelta, timezone

d = date(2024, 2, 29)
print(d, repr(d), d.weekday(), d.isoweekday(), d.isocalendar()[:3], d + timedelta(1), d - timedelta(60), d.replace(year=2023, day=1), d.toordinal(), date.fromordinal(738000), d.strftime("%d/%m/%y %A %B %j"), d.ctime())
print(date(2024, 3, 1) - d, d < date(2024, 3, 1), date.fromisoformat("2024-12-25"), max(d, date(2020, 1, 1)), {d: 1}[date(2024, 2, 29)], date.min, date.max)
dt = datetime(2024, 5, 17, 13, 45, 30, 123456)
print(dt, repr(dt), dt.isoformat(), dt.date(), dt.time(), dt.strftime("%Y-%m-%d %H:%M:%S.%f %p %I %a %b"), dt + timedelta(hours=12), dt - datetime(2024, 1, 1), dt.isoformat(sep=" ", timespec="minutes"))
print(datetime.strptime("17 May 2024 08:05", "%d %B %Y %H:%M") if False else datetime.strptime("2024-05-17 08:05:09", "%Y-%m-%d %H:%M:%S"), datetime.fromisoformat("2024-05-17T10:20:30.5+02:00"), datetime.combine(d, time(1, 2)), datetime.strptime("Jan 5, 99", "%b %d, %y"))
t = time(9, 5, 7)
print(t, repr(t), t.replace(hour=1), t < time(10), t.strftime("%H-%M"), time.fromisoformat("04:05"), f"{dt:%H:%M}", f"{d:%Y}")
td = timedelta(days=1, hours=2, minutes=3, seconds=4, milliseconds=5)
print(td, repr(td), td.total_seconds(), td * 2, td / 2, td // timedelta(hours=1), td % timedelta(hours=1), -td, abs(-td), timedelta(0), timedelta(weeks=1), timedelta(days=-1, seconds=5), divmod(td, timedelta(hours=5)), td / timedelta(days=1), timedelta(seconds=1.5), timedelta(days=0.1))
z = timezone(timedelta(hours=5, minutes=30))
a = datetime(2024, 1, 1, 12, tzinfo=z)
print(a, repr(a), a.astimezone(UTC), a.utcoffset(), a.tzname(), timezone.utc, a == datetime(2024, 1, 1, 6, 30, tzinfo=UTC), a.timestamp(), datetime.fromtimestamp(0, UTC), timezone(timedelta(0), "X"), a.strftime("%z %Z"))
for bad in (lambda: date(2023, 2, 29), lambda: date(2023, 13, 1), lambda: datetime(2024, 1, 1, 25), lambda: dt - a, lambda: date.fromisoformat("nope"), lambda: datetime.strptime("x", "%Y"), lambda: datetime.strptime("2024 rest", "%Y"), lambda: date.max + timedelta(1)):
    try:
        print(bad())
    except (ValueError, TypeError, OverflowError) as error:
        print(type(error).__name__, error)
start = date(2024, 1, 1)
print([str(start + timedelta(weeks=n)) for n in range(3)], sum((date(2024, m, 1).weekday() == 6) for m in range(1, 13)), [(date(y, 12, 31) - date(y, 1, 1)).days + 1 for y in (2023, 2024, 1900, 2000)])
print(datetime.now() > datetime(2020, 1, 1), isinstance(date.today(), date), datetime(2024, 1, 1) == datetime(2024, 1, 1, 0, 0), sorted([datetime(2024, 1, 2), datetime(2024, 1, 1)])[0], dt.replace(microsecond=0), dt.timetuple()[:6], dt.hour, dt.microsecond)

# expect: 2024-02-29 datetime.date(2024, 2, 29) 3 4 (2024, 9, 4) 2024-03-01 2023-12-31 2023-02-01 738945 2021-07-29 29/02/24 Thursday February 060 Thu Feb 29 00:00:00 2024
# expect: 1 day, 0:00:00 True 2024-12-25 2024-02-29 1 0001-01-01 9999-12-31
# expect: 2024-05-17 13:45:30.123456 datetime.datetime(2024, 5, 17, 13, 45, 30, 123456) 2024-05-17T13:45:30.123456 2024-05-17 13:45:30.123456 2024-05-17 13:45:30.123456 PM 01 Fri May 2024-05-18 01:45:30.123456 137 days, 13:45:30.123456 2024-05-17 13:45
# expect: 2024-05-17 08:05:09 2024-05-17 10:20:30.500000+02:00 2024-02-29 01:02:00 1999-01-05 00:00:00
# expect: 09:05:07 datetime.time(9, 5, 7) 01:05:07 True 09-05 04:05:00 13:45 2024
# expect: 1 day, 2:03:04.005000 datetime.timedelta(days=1, seconds=7384, microseconds=5000) 93784.005 2 days, 4:06:08.010000 13:01:32.002500 26 0:03:04.005000 -2 days, 21:56:55.995000 1 day, 2:03:04.005000 0:00:00 7 days, 0:00:00 -1 day, 0:00:05 (5, datetime.timedelta(seconds=3784, microseconds=5000)) 1.0854630208333333 0:00:01.500000 2:24:00
# expect: 2024-01-01 12:00:00+05:30 datetime.datetime(2024, 1, 1, 12, 0, tzinfo=datetime.timezone(datetime.timedelta(seconds=19800))) 2024-01-01 06:30:00+00:00 5:30:00 UTC+05:30 UTC True 1704090600.0 1970-01-01 00:00:00+00:00 X +0530 UTC+05:30
# expect: ValueError day is out of range for month
# expect: ValueError month must be in 1..12
# expect: ValueError hour must be in 0..23
# expect: TypeError can't subtract offset-naive and offset-aware datetimes
# expect: ValueError Invalid isoformat string: 'nope'
# expect: ValueError time data 'x' does not match format '%Y'
# expect: ValueError unconverted data remains:  rest
# expect: OverflowError date value out of range
# expect: ['2024-01-01', '2024-01-08', '2024-01-15'] 2 [365, 366, 365, 366]
# expect: True True True 2024-01-01 00:00:00 2024-05-17 13:45:30 (2024, 5, 17, 13, 45, 30) 13 123456
