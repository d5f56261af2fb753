"""Dates and times of day. Time zones are fixed offsets; the clock is the modeled one."""

import math
import time as _time
from _datetime_text import (MAXYEAR, MINYEAR, MONTHS as _MONTHS, WEEKDAYS as _WEEKDAYS, check_date as _check_date,
                            check_time as _check_time, clock as _clock, days_before_month as _days_before_month,
                            offset_text as _offset_text, ordinal_to_ymd as _ordinal_to_ymd,
                            parse_iso_date as _parse_iso_date, parse_iso_time as _parse_iso_time, strftime as _strftime,
                            strptime as _strptime, ymd_to_ordinal as _ymd_to_ordinal)
from _datetime_zones import UTC, timedelta, timezone, tzinfo

__all__ = ["date", "datetime", "time", "timedelta", "timezone", "tzinfo", "MINYEAR", "MAXYEAR", "UTC"]



# --- dates -----------------------------------------------------------

class date:
    __slots__ = ('_year', '_month', '_day')

    def __new__(cls, year, month, day):
        _check_date(year, month, day)
        self = object.__new__(cls)
        self._year, self._month, self._day = year, month, day
        return self

    def __reduce__(self):
        return self.__class__, (self._year, self._month, self._day)

    year = property(lambda self: self._year)
    month = property(lambda self: self._month)
    day = property(lambda self: self._day)

    @classmethod
    def today(cls):
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromtimestamp(cls, t):
        return cls(*_time.localtime(t)[:3])

    @classmethod
    def fromordinal(cls, n):
        return cls(*_ordinal_to_ymd(n))

    @classmethod
    def fromisoformat(cls, text):
        return cls(*_parse_iso_date(text))

    def toordinal(self):
        return _ymd_to_ordinal(self._year, self._month, self._day)

    def weekday(self):
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        return self.weekday() + 1

    def isocalendar(self):
        """(year, week, day of the week); the week with the first Thursday is the first."""
        thursday = date.fromordinal(self.toordinal() - self.weekday() + 3)
        first = date(thursday._year, 1, 1).toordinal()
        return thursday._year, (thursday.toordinal() - first) // 7 + 1, self.isoweekday()

    def isoformat(self):
        return f'{self._year:04d}-{self._month:02d}-{self._day:02d}'

    def __str__(self):
        return self.isoformat()

    def __repr__(self):
        return f'datetime.date({self._year}, {self._month}, {self._day})'

    def ctime(self):
        return f'{_WEEKDAYS[self.weekday()]} {_MONTHS[self._month - 1]} {self._day:2d} 00:00:00 {self._year:04d}'

    def timetuple(self):
        return _time.struct_time((self._year, self._month, self._day, 0, 0, 0, self.weekday(),
                                  _days_before_month(self._year, self._month) + self._day, -1))

    def strftime(self, format):
        return _strftime(format, self, 0, 0, 0, 0, None)

    def __format__(self, format):
        return self.strftime(format) if format else str(self)

    def replace(self, year=None, month=None, day=None):
        return type(self)(self._year if year is None else year, self._month if month is None else month,
                          self._day if day is None else day)

    __replace__ = replace

    def __add__(self, other):
        if isinstance(other, timedelta):
            return type(self).fromordinal(_checked_ordinal(self.toordinal() + other.days))
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other.days)
        if isinstance(other, date):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented

    def _key(self):
        return self._year, self._month, self._day

    def _comparable(self, other):
        return isinstance(other, date) and not isinstance(other, datetime)

    def __eq__(self, other):
        return self._key() == other._key() if self._comparable(other) else NotImplemented

    def __lt__(self, other):
        return self._key() < other._key() if self._comparable(other) else NotImplemented

    def __le__(self, other):
        return self._key() <= other._key() if self._comparable(other) else NotImplemented

    def __gt__(self, other):
        return self._key() > other._key() if self._comparable(other) else NotImplemented

    def __ge__(self, other):
        return self._key() >= other._key() if self._comparable(other) else NotImplemented

    def __hash__(self):
        return hash(self._key())


def _checked_ordinal(n):
    if not 0 < n <= 3652059:
        raise OverflowError("date value out of range")
    return n


date.min = date(1, 1, 1)
date.max = date(9999, 12, 31)
date.resolution = timedelta(days=1)


class time:
    """A time of day."""

    __slots__ = ('_hour', '_minute', '_second', '_microsecond', '_tzinfo', '_fold')

    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        _check_time(hour, minute, second, microsecond)
        self = object.__new__(cls)
        self._hour, self._minute, self._second, self._microsecond = hour, minute, second, microsecond
        self._tzinfo = tzinfo
        self._fold = fold
        return self

    def __reduce__(self):
        return self.__class__, (self._hour, self._minute, self._second, self._microsecond, self._tzinfo)

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    @classmethod
    def fromisoformat(cls, text):
        return cls(*_parse_iso_time(text))

    def utcoffset(self):
        return None if self._tzinfo is None else self._tzinfo.utcoffset(None)

    def tzname(self):
        return None if self._tzinfo is None else self._tzinfo.tzname(None)

    def isoformat(self, timespec='auto'):
        return _clock(self._hour, self._minute, self._second, self._microsecond,
                      timespec) + _offset_text(self.utcoffset())

    __str__ = isoformat

    def __repr__(self):
        values = [self._hour, self._minute]
        if self._second or self._microsecond:
            values.append(self._second)
        if self._microsecond:
            values.append(self._microsecond)
        text = ', '.join(map(str, values))
        return f'datetime.time({text})' if self._tzinfo is None else f'datetime.time({text}, tzinfo={self._tzinfo!r})'

    def strftime(self, format):
        return _strftime(format, date(1900, 1, 1), self._hour, self._minute, self._second, self._microsecond, self)

    def __format__(self, format):
        return self.strftime(format) if format else str(self)

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=True):
        return type(self)(self._hour if hour is None else hour, self._minute if minute is None else minute,
                          self._second if second is None else second,
                          self._microsecond if microsecond is None else microsecond,
                          self._tzinfo if tzinfo is True else tzinfo)

    def _key(self):
        offset = self.utcoffset()
        seconds = self._hour * 3600 + self._minute * 60 + self._second
        return (seconds - (offset.total_seconds() if offset is not None else 0), self._microsecond)

    def __eq__(self, other):
        return self._key() == other._key() if isinstance(other, time) else NotImplemented

    def __lt__(self, other):
        return self._key() < other._key() if isinstance(other, time) else NotImplemented

    def __le__(self, other):
        return self._key() <= other._key() if isinstance(other, time) else NotImplemented

    def __gt__(self, other):
        return self._key() > other._key() if isinstance(other, time) else NotImplemented

    def __ge__(self, other):
        return self._key() >= other._key() if isinstance(other, time) else NotImplemented

    def __hash__(self):
        return hash(self._key())


time.min = time(0, 0, 0)
time.max = time(23, 59, 59, 999999)
time.resolution = timedelta(microseconds=1)


class datetime(date):
    """A date and a time of day."""

    __slots__ = ('_time',)

    def __new__(cls, year, month=None, day=None, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        _check_date(year, month, day)
        self = object.__new__(cls)
        self._year, self._month, self._day = year, month, day
        self._time = time(hour, minute, second, microsecond, tzinfo, fold=fold)
        return self

    def __reduce__(self):
        return self.__class__, (self._year, self._month, self._day) + self._time.__reduce__()[1]

    hour = property(lambda self: self._time._hour)
    minute = property(lambda self: self._time._minute)
    second = property(lambda self: self._time._second)
    microsecond = property(lambda self: self._time._microsecond)
    tzinfo = property(lambda self: self._time._tzinfo)
    fold = property(lambda self: self._time._fold)

    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(_time.time(), tz)

    @classmethod
    def today(cls):
        return cls.now()

    @classmethod
    def utcnow(cls):
        return cls._from_seconds(_time.time(), _time.gmtime)

    @classmethod
    def _from_seconds(cls, t, convert, tz=None):
        whole = math.floor(t)
        micros = round((t - whole) * 1e6)
        if micros >= 1000000:
            whole += 1
            micros -= 1000000
        return cls(*convert(whole)[:6], micros, tz)

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        if tz is None:
            return cls._from_seconds(timestamp, _time.localtime)
        return tz.fromutc(cls._from_seconds(timestamp, _time.gmtime, tz))

    @classmethod
    def utcfromtimestamp(cls, t):
        return cls._from_seconds(t, _time.gmtime)

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        return cls(date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond,
                   time.tzinfo if tzinfo is True else tzinfo)

    @classmethod
    def fromisoformat(cls, text):
        if len(text) <= 10:
            return cls(*_parse_iso_date(text))
        at = 8 if text[:8].isdigit() else 10
        try:
            return cls(*_parse_iso_date(text[:at]), *_parse_iso_time(text[at + 1:]))
        except ValueError as error:
            if 'isoformat' in str(error):
                raise ValueError(f'Invalid isoformat string: {text!r}') from None
            raise

    @classmethod
    def strptime(cls, text, format):
        return _strptime(cls, text, format)

    def utcoffset(self):
        return None if self.tzinfo is None else self.tzinfo.utcoffset(self)

    def tzname(self):
        return None if self.tzinfo is None else self.tzinfo.tzname(self)

    def dst(self):
        return None if self.tzinfo is None else self.tzinfo.dst(self)

    def date(self):
        return date(self._year, self._month, self._day)

    def time(self):
        return self._time.replace(tzinfo=None)

    def timetz(self):
        return self._time

    def timetuple(self):
        t = self._time
        return _time.struct_time((self._year, self._month, self._day, t._hour, t._minute, t._second, self.weekday(),
                                  _days_before_month(self._year, self._month) + self._day, -1))

    utctimetuple = timetuple

    def timestamp(self):
        """Seconds since 1970. A time without zone counts as local time, which is UTC on the modeled machine."""
        if self.tzinfo is None:
            return _time.mktime(self.timetuple()) + self.microsecond / 1e6
        return (self - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()

    def astimezone(self, tz=None):
        tz = UTC if tz is None else tz
        offset = self.utcoffset() or timedelta(0)
        return tz.fromutc((self - offset).replace(tzinfo=tz))

    def isoformat(self, sep='T', timespec='auto'):
        t = self._time
        return (date.isoformat(self) + sep + _clock(t._hour, t._minute, t._second, t._microsecond,
                                                    timespec) + _offset_text(self.utcoffset()))

    def __str__(self):
        return self.isoformat(sep=' ')

    def __repr__(self):
        t = self._time
        values = [self._year, self._month, self._day, t._hour, t._minute]
        if t._second or t._microsecond:
            values.append(t._second)
        if t._microsecond:
            values.append(t._microsecond)
        text = ', '.join(map(str, values))
        return f'datetime.datetime({text})' if t._tzinfo is None else f'datetime.datetime({text}, tzinfo={t._tzinfo!r})'

    def ctime(self):
        t = self._time
        day = f'{_WEEKDAYS[self.weekday()]} {_MONTHS[self._month - 1]} {self._day:2d}'
        return f'{day} {_clock(t._hour, t._minute, t._second, 0)} {self._year:04d}'

    def strftime(self, format):
        t = self._time
        return _strftime(format, self, t._hour, t._minute, t._second, t._microsecond, self)

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None,
                tzinfo=True, *, fold=None):
        t = self._time

        def pick(new, old):
            return old if new is None else new

        return type(self)(pick(year, self._year), pick(month, self._month), pick(day, self._day), pick(hour, t._hour),
                          pick(minute, t._minute), pick(second, t._second), pick(microsecond, t._microsecond),
                          t._tzinfo if tzinfo is True else tzinfo, fold=pick(fold, t._fold))

    __replace__ = replace

    def _micros(self):
        t = self._time
        return ((self.toordinal() * 24 + t._hour) * 60 + t._minute) * 60000000 + t._second * 1000000 + t._microsecond

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        days, rest = divmod(self._micros() + other._total(), 86400000000)
        seconds, micros = divmod(rest, 1000000)
        return type(self)(*_ordinal_to_ymd(_checked_ordinal(days)), seconds // 3600, seconds // 60 % 60, seconds % 60,
                          micros, self.tzinfo)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + -other
        if not isinstance(other, datetime):
            return NotImplemented
        mine, theirs = self.utcoffset(), other.utcoffset()
        if (mine is None) != (theirs is None):
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        difference = timedelta._from_microseconds(self._micros() - other._micros())
        return difference if mine is None or mine == theirs else difference + theirs - mine

    def _key(self):
        offset = self.utcoffset()
        return self._micros() - (offset._total() if offset is not None else 0)

    def _comparable(self, other):
        if not isinstance(other, datetime):
            return False
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        return True

    def __eq__(self, other):
        if not isinstance(other, datetime):
            return NotImplemented if not isinstance(other, date) else False
        return (self.utcoffset() is None) == (other.utcoffset() is None) and self._key() == other._key()

    __hash__ = date.__hash__


datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)
