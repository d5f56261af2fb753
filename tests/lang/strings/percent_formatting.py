print("%d %i %u" % (1, 2, 3), "%5d|%-5d|%05d|%+d|% d" % (42, 42, 42, 42, 42))
print("%s %r" % ("a", "a"), "%10s|%-10s|%.2s" % ("abc", "abc", "abc"), "%5.1s|" % "xyz")
print("%f %.2f %10.3f|%-10.1f|%+.1f|%08.2f" % (3.14159, 3.14159, 3.14159, 3.14159, 3.14159, -3.14159))
print("%e %.2e %E %g %g %g %G" % (12345.678, 12345.678, 0.00012, 0.0001, 1e20, 123456789.0, 1e-10))
print("%x %X %#x %o %#o %c %c" % (255, 255, 255, 8, 8, 65, "z"))
print("%%: %d%%" % 50, "%s" % [1, 2], "%s %s" % (1, (2, 3)), "%s" % ((1, 2),))
print("%(name)s is %(age)d, %(name)r" % {"name": "bob", "age": 5})
print("%*d|%-*d|%.*f" % (5, 42, 5, 42, 2, 3.14159))
print("%s %s %s" % (None, True, 1.5), "%d" % 3.99, "%d" % True, "%s" % b"x", "%5s" % None)
print("%x" % -255, "%d" % 10 ** 20, "%.3d" % 5, "%#X" % 255, "%+x" % 10)
print("%.0f %.0f %.0f" % (0.5, 1.5, 2.5), "%.10g" % 0.1, "%.17g" % 0.1, "%g" % 100000, "%g" % 1000000, "%#.3g" % 1.0)
print("%s" % float("inf"), "%f" % float("nan"), "%d items" % len([1]), "%5.1f%%" % 12.34)
for template, value in [("%d", "a"), ("%s %s", "a"), ("%d %d", (1, 2, 3)), ("%z", 1), ("%(a)s", {}), ("%(a)s", 5), ("%c", "ab"), ("%", ()), ("%x", 1.5)]:
    try:
        print(template % value)
    except (TypeError, ValueError, KeyError) as error:
        print(type(error).__name__, error)
print("no args" % (), "no args" % {}, "%s" % {"a": 1}, "%(a)s" % {"a": [1]})
print(b"%d %s" % (5, b"x"))

# expect: 1 2 3    42|42   |00042|+42| 42
# expect: a 'a'        abc|abc       |ab     x|
# expect: 3.141590 3.14      3.142|3.1       |+3.1|-0003.14
# expect: 1.234568e+04 1.23e+04 1.200000E-04 0.0001 1e+20 1.23457e+08 1E-10
# expect: ff FF 0xff 10 0o10 A z
# expect: %: 50% [1, 2] 1 (2, 3) (1, 2)
# expect: bob is 5, 'bob'
# expect:    42|42   |3.14
# expect: None True 1.5 3 1 b'x'  None
# expect: -ff 100000000000000000000 005 0XFF +a
# expect: 0 2 2 0.1 0.10000000000000001 100000 1e+06 1.00
# expect: inf nan 1 items  12.3%
# expect: TypeError %d format: a real number is required, not str
# expect: TypeError not enough arguments for format string
# expect: TypeError not all arguments converted during string formatting
# expect: ValueError unsupported format character 'z' (0x7a) at index 1
# expect: KeyError 'a'
# expect: TypeError format requires a mapping
# expect: TypeError %c requires int or char
# expect: ValueError incomplete format
# expect: TypeError %x format: an integer is required, not float
# expect: no args no args {'a': 1} [1]
# expect: b'5 x'
