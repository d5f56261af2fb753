print("{} {}".format(1, 2), "{1} {0} {1}".format("a", "b"), "{x} {y}".format(x=1, y=2), "{0} {x}".format(5, x=6))
print("{0[1]} {0[0]} {d[key]} {o.real} {o.imag}".format([1, 2], d={"key": "v"}, o=3))
print("{{}} {{{0}}}".format(5), "{!r} {!s} {!a}".format("é", "é", "é"))
print("{:>10}|{:<10}|{:^10}|{:*^10}|{:=+8d}".format("a", "b", "c", "d", 5))
print("{:d} {:b} {:o} {:x} {:X} {:#b} {:#o} {:#x} {:c}".format(10, 10, 10, 255, 255, 10, 10, 255, 65))
print("{:,} {:_} {:,.2f} {:_b} {:_x}".format(1234567, 1234567, 1234567.891, 1023, 1 << 40))
print("{:.3f} {:10.2f}|{:<10.2f}|{:+.1f} {: .1f} {:010.3f} {:%} {:.1%}".format(3.14159, 2.5, 2.5, 1.0, 1.0, -3.14159, 0.256, 0.256))
print("{:e} {:.2E} {:g} {:g} {:n} {:G}".format(12345.678, 12345.678, 0.00001, 1e15, 12345, 1e-7))
print("{:5}|{:<5}|{:>5}|{:^5}|{:05}|{:5}|{:<5}".format(42, 42, 42, 42, 42, "ab", True))
print("{:.2}|{:5.1}|{:.0f}|{:.3}".format("abcdef", "xyz", 2.5, 3.14159))
print("{:{width}.{precision}f}|{:{}}|{:{align}{width}}".format(3.14159, "x", 5, "y", width=10, precision=2, align="^"))
print("{:>+8.2f}|{:*<8}|{:#>6d}|{:0>4}".format(2.5, "a", 42, 7))
print("{:s} {:d} {}".format("s", True, None), "{:,}".format(-1234), "{:,}".format(123), "{:08,}".format(1234))
print("{} {:.1f} {:e}".format(float("inf"), float("nan"), float("-inf")), "{:.0e}".format(12345), "{:#.0f}".format(1.0), "{:z.1f}".format(-0.01))
print("{:j}".format(5) if False else "-", "{:5}|{:^7}".format(1.5, 2.5), "{:<5}|".format(None) if False else "-")
print(format(5, "03d"), format(1.5), format("a", ">3"), format(255, "x"), format(10 ** 20, ","), format(True, "d"))
print("{a.b[c].d}".format(a=type("A", (), {"b": {"c": type("C", (), {"d": "deep"})}})))
print("{}".format([1, "a"]), "{0:}".format(5), "{:}".format("x"), "{names[0]}".format_map({"names": ["first"]}))


class Default(dict):
    def __missing__(self, key):
        return "<" + key + ">"


print("{a} {b}".format_map(Default(a=1)))
for template, args in [("{}", ()), ("{x}", ()), ("{0} {}", (1, 2)), ("{:d}", ("a",)), ("{", ()), ("}", ()), ("{!x}", (1,)), ("{:.2d}", (5,)),
                       ("{0[a]}", ([1],)), ("{0.zzz}", (5,)), ("{:s}", (5,)), ("{:zzz}", (5,)), ("{:x}", (1.5,))]:
    try:
        print(template.format(*args))
    except (IndexError, KeyError, ValueError, TypeError, AttributeError) as error:
        print(type(error).__name__, error)

# expect: 1 2 b a b 1 2 5 6
# expect: 2 1 v 3 0
# expect: {} {5} 'é' é '\xe9'
# expect:          a|b         |    c     |****d*****|+      5
# expect: 10 1010 12 ff FF 0b1010 0o12 0xff A
# expect: 1,234,567 1_234_567 1,234,567.89 11_1111_1111 100_0000_0000
# expect: 3.142       2.50|2.50      |+1.0  1.0 -00003.142 25.600000% 25.6%
# expect: 1.234568e+04 1.23E+04 1e-05 1e+15 12345 1E-07
# expect:    42|42   |   42| 42  |00042|ab   |1    
# expect: ab|x    |2|3.14
# expect:       3.14|x    |    y     
# expect:    +2.50|a*******|####42|0007
# expect: s 1 None -1,234 123 0,001,234
# expect: inf nan -inf 1e+04 1. 0.0
# expect: -   1.5|  2.5   -
# expect: 005 1.5   a ff 100,000,000,000,000,000,000 1
# expect: deep
# expect: [1, 'a'] 5 x first
# expect: 1 <b>
# expect: IndexError Replacement index 0 out of range for positional args tuple
# expect: KeyError 'x'
# expect: ValueError cannot switch from manual field specification to automatic field numbering
# expect: ValueError Unknown format code 'd' for object of type 'str'
# expect: ValueError Single '{' encountered in format string
# expect: ValueError Single '}' encountered in format string
# expect: ValueError Unknown conversion specifier x
# expect: ValueError Precision not allowed in integer format specifier
# expect: TypeError list indices must be integers or slices, not str
# expect: AttributeError 'int' object has no attribute 'zzz'
# expect: ValueError Unknown format code 's' for object of type 'int'
# expect: ValueError Invalid format specifier 'zzz' for object of type 'int'
# expect: ValueError Unknown format code 'x' for object of type 'float'
