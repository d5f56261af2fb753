# str: methods, slices, both ways of formatting.
def show(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    print(repr(result))

class Index:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n

class Equal:
    def __init__(self, v): self.v = v
    def __eq__(self, other): return isinstance(other, Equal) and self.v == other.v
    def __hash__(self): return hash(self.v)
    def __repr__(self): return f"Equal({self.v})"
    def __lt__(self, other): return self.v < other.v

class Text(str):
    def __repr__(self): return "Text(" + super().__repr__() + ")"

class Missing(dict):
    def __missing__(self, key): return ("missing", key)

for case in [
    lambda: 'abc'.upper(),
    lambda: '%s %d %5.2f %r %x' % ('a', 3, 2.5, 'q', 255),
    lambda: '%(a)s' % {'a': 1},
    lambda: '%5s|%-5s|' % ('a', 'b'),
    lambda: '%%' % (),
    lambda: '%c%c' % (65, 'b'),
    lambda: '{} {}'.format(1, 'a'),
    lambda: '{1} {0}'.format(1, 2),
    lambda: '{a.real} {b[0]} {c[k]}'.format(a=1, b=[5], c={'k': 7}),
    lambda: '{:>10} {:<5}|{:^7}|'.format('a', 'b', 'c'),
    lambda: '{:{w}.{p}f}'.format(3.14159, w=10, p=2),
    lambda: '{!r} {!s} {!a}'.format('é', 'é', 'é'),
    lambda: '{{}}'.format(),
    lambda: '{:,}'.format(1234567),
    lambda: f"{1234.5:,.1f} {5!r:>4} {'x':*^5}",
    lambda: f'{3.0} {1e+100} {10 ** 20:e}',
    lambda: 'a,b,c'.split(','),
    lambda: ' a b '.split(),
    lambda: 'a b c'.rsplit(' ', 1),
    lambda: 'a\nb\r\nc'.splitlines(),
    lambda: '-'.join(['a', 'b']),
    lambda: ','.join((c for c in 'abc')),
    lambda: '-'.join('abc'),
    lambda: '-'.join({'a': 1}),
    lambda: 'abc'.find('c'),
    lambda: 'abcabc'.rfind('b'),
    lambda: 'abc'.index('z'),
    lambda: 'aXbX'.replace('X', '--'),
    lambda: 'aaa'.replace('a', 'b', 2),
    lambda: 'aaa'.replace('a', 'b', count=1),
    lambda: 'abc'.startswith(('x', 'a')),
    lambda: 'abc'.endswith('bc', 1),
    lambda: 'abc'.startswith('b', Index(1)),
    lambda: '  x '.strip(),
    lambda: 'xxaxx'.strip('x'),
    lambda: 'abc'.center(9, '*'),
    lambda: '5'.zfill(3),
    lambda: '-5'.zfill(5),
    lambda: 'a\tb'.expandtabs(),
    lambda: 'abc'.partition('b'),
    lambda: 'abcb'.rpartition('b'),
    lambda: 'abc'.partition('z'),
    lambda: 'abc'.translate({97: 'X', 98: None, 99: 100}),
    lambda: 'abc'.translate(str.maketrans('ab', 'xy', 'c')),
    lambda: str.maketrans({'a': 1, 98: 'q'}),
    lambda: 'Hello World'.swapcase(),
    lambda: 'hello world'.title(),
    lambda: 'ß'.upper(),
    lambda: 'Straße'.casefold(),
    lambda: 'abc'.removeprefix('a'),
    lambda: 'abc'.removesuffix('bc'),
    lambda: 'é'.encode(),
    lambda: 'é'.encode('latin-1'),
    lambda: b'\xc3\xa9'.decode(),
    lambda: 'abc'[::-1],
    lambda: 'abc'[-1],
    lambda: 'abc'[1:],
    lambda: 'abc'[5:],
    lambda: 'b' in 'abc',
    lambda: 'abc' < 'abd',
    lambda: 'a' * 3,
    lambda: 'abc' + 'd',
    lambda: ord('a'),
    lambda: chr(8364),
    lambda: len('héllo'),
    lambda: list('añ日😀'),
    lambda: '😀'[0],
    lambda: 'a😀b'[::-1],
    lambda: ascii('é😀'),
    lambda: repr('\x00\x1f\x7f\xa0\u2028'),
    lambda: 'abc'.isalpha(),
    lambda: ''.isalpha(),
    lambda: '12'.isdigit(),
    lambda: Text('abc'),
    lambda: Text('abc').upper(),
    lambda: Text('a') + 'b',
    lambda: type(Text('a').strip()),
    lambda: type(Text('a')[:]),
    lambda: type(str(Text('a'))),
    lambda: {Text('k'): 1}['k'],
    lambda: Text('x') == 'x',
    lambda: 'x' in Text('xyz'),
    lambda: hash(Text('x')) == hash('x'),
    lambda: '%s' % Text('q'),
    lambda: f"{Text('q')}",
    lambda: '{:5}|'.format(Text('q')),
    lambda: str(b'abc', 'ascii'),
    lambda: str(b'abc'),
    lambda: '%s %s' % ('a',),
    lambda: '%d' % 'a',
    lambda: '%s' % ((1, 2),),
    lambda: '%s' % [1, 2],
    lambda: '%r' % {'a': 1},
    lambda: '{0}{1}'.format(1),
    lambda: '{a}'.format(b=1),
    lambda: '{0[a]}'.format({'a': 5}),
    lambda: '{.imag}'.format(5),
    lambda: '{:d}'.format('a'),
    lambda: '{:s}'.format(5),
    lambda: '{:.3}'.format('abcdef'),
    lambda: '{:05d}'.format(-42),
    lambda: '{:+}'.format(5),
    lambda: '{:#x}'.format(255),
    lambda: '{:b}'.format(5),
    lambda: '{:%}'.format(0.25),
    lambda: '{:e}'.format(12345.678),
    lambda: '{:g}'.format(1e-05),
    lambda: '{:c}'.format(65),
    lambda: '{:n}'.format(5),
    lambda: '{:_}'.format(1234567),
    lambda: '{x}'.format_map({'x': 1}),
    lambda: '{x}'.format_map(Missing()),
    lambda: format(5, '3'),
    lambda: format(Equal(1), ''),
    lambda: format(Equal(1), '5'),
    lambda: 'a'.__class__,
    lambda: 'abc'.count('b'),
    lambda: 'aaaa'.count('aa'),
    lambda: ''.join([]),
    lambda: ''.join(['a']),
    lambda: 'a'.join(['b', 5]),
    lambda: 'a b'.isidentifier(),
    lambda: 'abc'.__contains__('b'),
    lambda: 'abc'.__getitem__(1),
    lambda: 'a'.__mul__(2),
    lambda: 'x'.__add__('y'),
    lambda: '%.3s|%10.2e|%+d|% d' % ('abcdef', 12345.6789, 5, 5),
    lambda: '%*d|%-*d|' % (5, 1, 5, 2),
    lambda: '%o %X %#o %#X' % (8, 255, 8, 255),
    lambda: '%i %u' % (1.9, 2),
    lambda: '%e %g %G' % (10000000000.0, 1e-10, 1e-10),
    lambda: '%s' % None,
    lambda: '%5.1f%%' % 99.5,
    lambda: '{:>{}}'.format('a', 5),
    lambda: '{:{}{}}'.format('a', '>', 5),
    lambda: '{0:{1}}'.format('a', 5),
    lambda: '{:x<{w}}'.format(1, w=4),
    lambda: '{} {x} {}'.format(1, 2, x=3),
]:
    show(case)

# expect: 'ABC'
# expect: "a 3  2.50 'q' ff"
# expect: '1'
# expect: '    a|b    |'
# expect: '%'
# expect: 'Ab'
# expect: '1 a'
# expect: '2 1'
# expect: '1 5 7'
# expect: '         a b    |   c   |'
# expect: '      3.14'
# expect: "'é' é '\\xe9'"
# expect: '{}'
# expect: '1,234,567'
# expect: '1,234.5    5 **x**'
# expect: '3.0 1e+100 1.000000e+20'
# expect: ['a', 'b', 'c']
# expect: ['a', 'b']
# expect: ['a b', 'c']
# expect: ['a', 'b', 'c']
# expect: 'a-b'
# expect: 'a,b,c'
# expect: 'a-b-c'
# expect: 'a'
# expect: 2
# expect: 4
# expect: 'ValueError: substring not found'
# expect: 'a--b--'
# expect: 'bba'
# expect: 'baa'
# expect: True
# expect: True
# expect: True
# expect: 'x'
# expect: 'a'
# expect: '***abc***'
# expect: '005'
# expect: '-0005'
# expect: 'a       b'
# expect: ('a', 'b', 'c')
# expect: ('abc', 'b', '')
# expect: ('abc', '', '')
# expect: 'Xd'
# expect: 'xy'
# expect: {97: 1, 98: 'q'}
# expect: 'hELLO wORLD'
# expect: 'Hello World'
# expect: 'SS'
# expect: 'strasse'
# expect: 'bc'
# expect: 'a'
# expect: b'\xc3\xa9'
# expect: b'\xe9'
# expect: 'é'
# expect: 'cba'
# expect: 'c'
# expect: 'bc'
# expect: ''
# expect: True
# expect: True
# expect: 'aaa'
# expect: 'abcd'
# expect: 97
# expect: '€'
# expect: 5
# expect: ['a', 'ñ', '日', '😀']
# expect: '😀'
# expect: 'b😀a'
# expect: "'\\xe9\\U0001f600'"
# expect: "'\\x00\\x1f\\x7f\\xa0\\u2028'"
# expect: True
# expect: False
# expect: True
# expect: Text('abc')
# expect: 'ABC'
# expect: 'ab'
# expect: <class 'str'>
# expect: <class 'str'>
# expect: <class 'str'>
# expect: 1
# expect: True
# expect: True
# expect: True
# expect: 'q'
# expect: 'q'
# expect: 'q    |'
# expect: 'abc'
# expect: "b'abc'"
# expect: 'TypeError: not enough arguments for format string'
# expect: 'TypeError: %d format: a real number is required, not str'
# expect: '(1, 2)'
# expect: '[1, 2]'
# expect: "{'a': 1}"
# expect: 'IndexError: Replacement index 1 out of range for positional args tuple'
# expect: "KeyError: 'a'"
# expect: '5'
# expect: '0'
# expect: "ValueError: Unknown format code 'd' for object of type 'str'"
# expect: "ValueError: Unknown format code 's' for object of type 'int'"
# expect: 'abc'
# expect: '-0042'
# expect: '+5'
# expect: '0xff'
# expect: '101'
# expect: '25.000000%'
# expect: '1.234568e+04'
# expect: '1e-05'
# expect: 'A'
# expect: '5'
# expect: '1_234_567'
# expect: '1'
# expect: "('missing', 'x')"
# expect: '  5'
# expect: 'Equal(1)'
# expect: 'TypeError: unsupported format string passed to Equal.__format__'
# expect: <class 'str'>
# expect: 1
# expect: 2
# expect: ''
# expect: 'a'
# expect: 'TypeError: sequence item 1: expected str instance, int found'
# expect: False
# expect: True
# expect: 'b'
# expect: 'aa'
# expect: 'xy'
# expect: 'abc|  1.23e+04|+5| 5'
# expect: '    1|2    |'
# expect: '10 FF 0o10 0XFF'
# expect: '1 2'
# expect: '1.000000e+10 1e-10 1E-10'
# expect: 'None'
# expect: ' 99.5%'
# expect: '    a'
# expect: '    a'
# expect: 'a    '
# expect: '1xxx'
# expect: '1 3 2'
