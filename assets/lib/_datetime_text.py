"""The calendar, and dates and times as text, for datetime."""

MINYEAR = 1
MAXYEAR = 9999
DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year, month):
    return 29 if month == 2 and is_leap(year) else DAYS[month - 1]


def days_before_year(year):
    y = year - 1
    return y * 365 + y // 4 - y // 100 + y // 400


def days_before_month(year, month):
    return sum(DAYS[:month - 1]) + (month > 2 and is_leap(year))


def ymd_to_ordinal(year, month, day):
    return days_before_year(year) + days_before_month(year, month) + day


def ordinal_to_ymd(n):
    year = n * 400 // 146097 + 1
    while days_before_year(year) >= n:
        year -= 1
    while days_before_year(year + 1) < n:
        year += 1
    n -= days_before_year(year)
    month = 1
    while n > days_in_month(year, month):
        n -= days_in_month(year, month)
        month += 1
    return year, month, n


def check_date(year, month, day):
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f'year {year} is out of range')
    if not 1 <= month <= 12:
        raise ValueError('month must be in 1..12')
    if not 1 <= day <= days_in_month(year, month):
        raise ValueError('day is out of range for month')


def check_time(hour, minute, second, microsecond):
    for name, value, limit in (('hour', hour, 23), ('minute', minute, 59), ('second', second, 59),
                               ('microsecond', microsecond, 999999)):
        if not 0 <= value <= limit:
            raise ValueError(f'{name} must be in 0..{limit}')


def clock(hour, minute, second, microsecond, timespec='auto'):
    if timespec == 'auto':
        timespec = 'microseconds' if microsecond else 'seconds'
    forms = {'hours': f'{hour:02d}', 'minutes': f'{hour:02d}:{minute:02d}',
             'seconds': f'{hour:02d}:{minute:02d}:{second:02d}',
             'milliseconds': f'{hour:02d}:{minute:02d}:{second:02d}.{microsecond // 1000:03d}',
             'microseconds': f'{hour:02d}:{minute:02d}:{second:02d}.{microsecond:06d}'}
    if timespec not in forms:
        raise ValueError('Unknown timespec value')
    return forms[timespec]


def offset_text(offset):
    if offset is None:
        return ''
    sign = '-' if offset.days < 0 else '+'
    total = abs(offset)
    minutes, seconds = divmod(total.days * 86400 + total.seconds, 60)
    text = f'{sign}{minutes // 60:02d}:{minutes % 60:02d}'
    if seconds or total.microseconds:
        text += f':{seconds:02d}'
        if total.microseconds:
            text += f'.{total.microseconds:06d}'
    return text


def parse_iso_date(text):
    parts = text.split('-')
    if len(text) == 8 and text.isdigit():
        parts = [text[:4], text[4:6], text[6:]]
    if len(parts) != 3 or [len(p) for p in parts] != [4, 2, 2] or not all(p.isdigit() for p in parts):
        raise ValueError(f'Invalid isoformat string: {text!r}')
    return [int(p) for p in parts]


def parse_iso_time(text):
    """(hour, minute, second, microsecond, time zone)"""
    from _datetime_zones import UTC, timedelta, timezone
    original = text
    zone = None
    if text.endswith('Z'):
        text, zone = text[:-1], UTC
    for sign in '+-':
        if sign in text:
            text, _, offset = text.partition(sign)
            hours, minutes, seconds, micros, _ = parse_iso_time(offset)
            delta = timedelta(hours=hours, minutes=minutes, seconds=seconds, microseconds=micros)
            zone = timezone(-delta if sign == '-' else delta) if delta else UTC
    text, dot, fraction = text.partition('.')
    parts = text.split(':') if ':' in text or len(text) == 2 else [text[i:i + 2] for i in range(0, len(text), 2)]
    if not 1 <= len(parts) <= 3 or not all(len(p) == 2 and p.isdigit() for p in parts) or (dot
                                                                                           and not fraction.isdigit()):
        raise ValueError(f'Invalid isoformat string: {original!r}')
    values = [int(p) for p in parts] + [0] * (3 - len(parts))
    return values + [int((fraction + '000000')[:6]) if dot else 0, zone]


# --- text -----------------------------------------------------------

FULL_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
               "November", "December")
FULL_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def strftime(format, day, hour, minute, second, microsecond, zoned):
    result = []
    i = 0
    while i < len(format):
        c = format[i]
        if c != '%' or i + 1 >= len(format):
            result.append(c)
            i += 1
            continue
        result.append(directive(format[i + 1], day, hour, minute, second, microsecond, zoned))
        i += 2
    return ''.join(result)


def directive(c, day, hour, minute, second, microsecond, zoned):
    year_day = days_before_month(day._year, day._month) + day._day
    weekday = day.weekday()
    if c == 'z':
        return offset_text(zoned.utcoffset()).replace(':', '') if zoned is not None else ''
    if c == 'Z':
        return (zoned.tzname() or '') if zoned is not None else ''
    simple = {'Y': f'{day._year}', 'm': f'{day._month:02d}', 'd': f'{day._day:02d}', 'H': f'{hour:02d}',
              'M': f'{minute:02d}', 'S': f'{second:02d}', 'f': f'{microsecond:06d}', 'y': f'{day._year % 100:02d}',
              'j': f'{year_day:03d}', 'I': f'{hour % 12 or 12:02d}', 'p': 'AM' if hour < 12 else 'PM',
              'a': WEEKDAYS[weekday], 'A': FULL_WEEKDAYS[weekday], 'b': MONTHS[day._month - 1],
              'B': FULL_MONTHS[day._month - 1], 'h': MONTHS[day._month - 1], 'w': f'{(weekday + 1) % 7}',
              'u': f'{weekday + 1}', '%': '%', 'n': '\n', 't': '\t', 'e': f'{day._day:2d}',
              'U': f'{(year_day + 6 - (weekday + 1) % 7) // 7:02d}', 'W': f'{(year_day + 6 - weekday) // 7:02d}',
              'F': f'{day._year}-{day._month:02d}-{day._day:02d}', 'T': f'{hour:02d}:{minute:02d}:{second:02d}',
              'R': f'{hour:02d}:{minute:02d}', 'D': f'{day._month:02d}/{day._day:02d}/{day._year % 100:02d}',
              'x': f'{day._month:02d}/{day._day:02d}/{day._year % 100:02d}',
              'X': f'{hour:02d}:{minute:02d}:{second:02d}',
              'c': f'{WEEKDAYS[weekday]} {MONTHS[day._month - 1]} {day._day:2d} '
                   f'{clock(hour, minute, second, 0)} {day._year}'}
    if c in 'GV':
        iso_year, week, _ = day.isocalendar()
        return f'{iso_year}' if c == 'G' else f'{week:02d}'
    return simple.get(c, '%' + c)


NUMBERS = {'Y': 4, 'm': 2, 'd': 2, 'H': 2, 'I': 2, 'M': 2, 'S': 2, 'f': 6, 'y': 2, 'j': 3}
NAMES = {'a': WEEKDAYS, 'A': FULL_WEEKDAYS, 'b': MONTHS, 'B': FULL_MONTHS, 'p': ('AM', 'PM')}


def strptime(cls, text, format):
    def wrong():
        return ValueError("time data %r does not match format %r" % (text, format))

    found = {}
    i = at = 0
    while i < len(format):
        c = format[i]
        if c.isspace():
            while at < len(text) and text[at].isspace():
                at += 1
            i += 1
            continue
        if c != '%':
            if text[at:at + 1].lower() != c.lower():
                raise wrong()
            i, at = i + 1, at + 1
            continue
        kind = format[i + 1:i + 2]
        i += 2
        if kind in NUMBERS and kind:
            end = at
            while end < len(text) and end - at < NUMBERS[kind] and text[end].isdigit():
                end += 1
            if end == at:
                raise wrong()
            found[kind] = int(text[at:end].ljust(6, '0')) if kind == 'f' else int(text[at:end])
        elif kind in NAMES and kind:
            name = next((n for n in NAMES[kind] if text[at:at + len(n)].lower() == n.lower()), None)
            if name is None:
                raise wrong()
            found[kind] = NAMES[kind].index(name)
            end = at + len(name)
        elif kind == 'z':
            end = at + 1 if text[at:at + 1] == 'Z' else at + (6 if text[at + 3:at + 4] == ':' else 5)
            found['z'] = parse_iso_time('00' + text[at:end])[4]
        elif kind == '%' and text[at:at + 1] == '%':
            end = at + 1
        else:
            raise ValueError("'%s' is a bad directive in format '%s'" % (kind, format))
        at = end
    if at != len(text):
        raise ValueError("unconverted data remains: " + text[at:])
    year = found.get('Y', 1900)
    if 'y' in found:
        year = found['y'] + (1900 if found['y'] > 68 else 2000)
    month = found.get('m')
    if month is None:
        month = found['b'] + 1 if 'b' in found else found['B'] + 1 if 'B' in found else 1
    hour = found.get('H', 0)
    if 'I' in found:
        hour = found['I'] % 12 + (12 if found.get('p') else 0)
    day = found.get('d', 1)
    if 'j' in found and 'm' not in found:
        _, month, day = ordinal_to_ymd(days_before_year(year) + found['j'])
    return cls(year, month, day, hour, found.get('M', 0), found.get('S', 0), found.get('f', 0), found.get('z'))
