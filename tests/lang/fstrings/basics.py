name, n, pi = "World", 42, 3.14159
print(f"Hello {name}!", f"{n}", f"{n + 1}", f"{name.upper()} {len(name)}", f"{'nested'}", f"{{literal}} {{{n}}}", f"")
print(f"{pi:.2f} {n:5d}| {n:<5}| {n:^5}| {name:>10} {name:*^11} {n:05} {n:+d} {n:x} {n:#x} {n:b} {1234567:,} {0.25:.0%}")
print(f"{name!r} {name!s} {name!a} {'é'!a} {name!r:>10} {n!r:<4}|")
width, precision = 10, 3
print(f"{pi:{width}.{precision}f}|{name:{'>'}{width}}|{pi:{width}}|{n:{'0'}{5}}")
print(f"{n=} {n = } {name=} {pi=:.2f} {n + 1=} {name=!s} {name=!r:>9}")
print(f"{n if n > 5 else 0} {[x for x in range(3)]} {({'a': 1})['a']} {(lambda x: x * 2)(4)} { {1, 2} == {2, 1} } {n > 5 and n < 50}")
print(f"a" f"b{n}" "c" f'{name}')
print(f"""triple {name}
second {n}""")
print(f"{'single'} {"double"} {'a' 'b'}", f'{"x"}', f"{name[0]}{name[-1]} {name[1:3]}")
print(rf"\n {n}", fr"{n}\t", f"\n".encode(), f"\x41{n}\u00e9")
print(f"{None} {True} {[1, 'a']} {(1,)} {1.0} {b'x'} {...}")
print(f"{'-' * 10}|{'=':=>5}|{'':5}|{'abc':.2}|{'abc':5.1}|")


class Custom:
    def __format__(self, spec):
        return f"[{spec}]"

    def __str__(self):
        return "STR"


c = Custom()
print(f"{c} {c:spec} {c!s} {c!s:>5} {c:%H:%M}")
x = 5
print(f"{x:=5d}|{(y := 7)}|{x!r:^{width}}|{x:{width}{'d'}}")
print(f"{'a' if x else 'b'}{x:>{x}}")
print(f"{f'{x}' + f'{f"{x}"}'}", f"{x:{f'{width}'}}")
try:
    f"{undefined}"
except NameError as error:
    print(error)
try:
    f"{x:abc}"
except ValueError as error:
    print(error)
try:
    f"{[]:>5}"
except TypeError as error:
    print(error)
print(f"{x:,}{x:_}{10**10:_}", f"{1e10:,.1f} {1e100} {1e-7:.3g} {123456789.123:.3e}", f"{-5:>5}{-5:<5}|{-5:^6}|{-5:=6}")
print(f"{True:d} {True} {65:c} {0.1 + 0.2} {1/3:.5}")
print(f"multi {
    x
} line")

# expect: Hello World! 42 43 WORLD 5 nested {literal} {42} 
# expect: 3.14    42| 42   |  42  |      World ***World*** 00042 +42 2a 0x2a 101010 1,234,567 25%
# expect: 'World' World 'World' '\xe9'    'World' 42  |
# expect:      3.142|     World|   3.14159|00042
# expect: n=42 n = 42 name='World' pi=3.14 n + 1=43 name=World name=  'World'
# expect: 42 [0, 1, 2] 1 8 True True
# expect: ab42cWorld
# expect: triple World
# expect: second 42
# expect: single double ab x Wd or
# expect: \n 42 42\t b'\n' A42é
# expect: None True [1, 'a'] (1,) 1.0 b'x' Ellipsis
# expect: ----------|=====|     |ab|a    |
# expect: [] [spec] STR   STR [%H:%M]
# expect:     5|7|    5     |         5
# expect: a    5
# expect: 55          5
# expect: name 'undefined' is not defined
# expect: Invalid format specifier 'abc' for object of type 'int'
# expect: unsupported format string passed to list.__format__
# expect: 5510_000_000_000 10,000,000,000.0 1e+100 1e-07 1.235e+08    -5-5   |  -5  |-    5
# expect: 1 True A 0.30000000000000004 0.33333
# expect: multi 5 line
