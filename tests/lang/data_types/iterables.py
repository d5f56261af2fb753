# Iterables of every kind as arguments; Unicode odds and ends.
def show(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    print(repr(result))

class It:

    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration
        return self.n
show(lambda: list(It()))
show(lambda: tuple(It()))
show(lambda: set(It()))
show(lambda: dict(zip(It(), It())))
show(lambda: sum(It()))
show(lambda: sorted(It(), reverse=True))
show(lambda: [*It(), 9])
show(lambda: ','.join(map(str, It())))
show(lambda: bytes(It()))
show(lambda: max(It()))
show(lambda: 2 in It())
show(lambda: {**dict.fromkeys(It())})
l = [0]
l.extend(It())
l += It()
l[1:2] = It()
print(l)
class Seq:

    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i * 10

    def __len__(self):
        return 3
show(lambda: list(Seq()))
show(lambda: list(reversed(Seq())))
show(lambda: 20 in Seq())
show(lambda: tuple(Seq()))
show(lambda: [*Seq()])
class Raises:

    def __iter__(self):
        raise TypeError('no iter')
show(lambda: list(Raises()))
show(lambda: ','.join(Raises()))
show(lambda: [].extend(Raises()))
show(lambda: set(Raises()))
show(lambda: dict(Raises()))
def gen():
    yield 1
    raise ValueError('in gen')
show(lambda: list(gen()))
show(lambda: sum(gen()))
show(lambda: [0].extend(gen()))
show(lambda: {1}.union(gen()))
show(lambda: dict(gen()))
show(lambda: ''.join(gen()))
class M:

    def keys(self):
        return ['a', 'b']

    def __getitem__(self, k):
        return k * 2
show(lambda: dict(M()))
show(lambda: {**M()})
show(lambda: '%(a)s' % M())
show(lambda: '{a}'.format_map(M()))
show(lambda: {}.__class__(M(), c=1))
d = dict.fromkeys(range(10))
[d.pop(k) for k in (0, 5, 9)]
d[5] = 1
print(d, d.popitem(), list(d)[-1], next(iter(d)), next(reversed(d)))
print('%s' % 'é' * 2, 'éx', 'é'.upper(), 'ŉ'.title(), 'ǆ'.title(), 'İ'.lower().__len__(), 'ΑΣ'.lower(), 'ﬁ'.upper(), 'é' < 'z', sorted('éaz'), '日本'[::-1], '日本'.encode('utf-16-le'), '\ud800'.encode('utf-8', 'surrogatepass'), ascii('\ud800'), repr('\ud800'))
show(lambda: '\ud800'.encode())
show(lambda: 'é日'.encode('latin-1'))
show(lambda: b'\xe9'.decode())
show(lambda: b'a\xe9b'.decode('ascii'))
show(lambda: 'abc'.encode('nope'))
show(lambda: 'é'.encode('ascii', 'nope'))
try:
    'é'.encode('ascii')
except UnicodeEncodeError as e:
    print(e.encoding, e.object, e.start, e.end, e.reason, e.args)
try:
    b'\xff'.decode()
except UnicodeDecodeError as e:
    print(e.encoding, e.object, e.start, e.end, e.reason)
print([1, 2, 3].index(2), 'a'.isupper(), '%-10s|' % 'é', '{:>5}'.format('日'), 'é'.center(5, '日'), f"{'a':日^5}", 'é'.zfill(4), 'a\x00b'.split('\x00'))
print(1000, 31, 1000.0, 0.5, 3, 10.01, 10 ** (-2), 10 ** 20, -7 // 2, -7 % 3, 7 // -2, 7 % -3, -7.5 // 2, -7.5 % 2, 2 ** 0.5, 1e+308 * 10, -1e+308 * 10, 0.1 + 0.2, 1 / 3, 100 * 1.1, 5e-324 / 2, 1e+22, 1e+23, 123456789.12345679)

# expect: [1, 2, 3]
# expect: (1, 2, 3)
# expect: {1, 2, 3}
# expect: {1: 1, 2: 2, 3: 3}
# expect: 6
# expect: [3, 2, 1]
# expect: [1, 2, 3, 9]
# expect: '1,2,3'
# expect: b'\x01\x02\x03'
# expect: 3
# expect: True
# expect: {1: None, 2: None, 3: None}
# expect: [0, 1, 2, 3, 2, 3, 1, 2, 3]
# expect: [0, 10, 20]
# expect: [20, 10, 0]
# expect: True
# expect: (0, 10, 20)
# expect: [0, 10, 20]
# expect: 'TypeError: no iter'
# expect: 'TypeError: can only join an iterable'
# expect: 'TypeError: no iter'
# expect: 'TypeError: no iter'
# expect: 'TypeError: no iter'
# expect: 'ValueError: in gen'
# expect: 'ValueError: in gen'
# expect: 'ValueError: in gen'
# expect: 'ValueError: in gen'
# expect: 'TypeError: cannot convert dictionary update sequence element #0 to a sequence'
# expect: 'ValueError: in gen'
# expect: {'a': 'aa', 'b': 'bb'}
# expect: {'a': 'aa', 'b': 'bb'}
# expect: 'aa'
# expect: 'aa'
# expect: {'a': 'aa', 'b': 'bb', 'c': 1}
# expect: {1: None, 2: None, 3: None, 4: None, 6: None, 7: None, 8: None} (5, 1) 8 1 8
# expect: éé éx É ʼN ǅ 2 ας FI False ['a', 'z', 'é'] 本日 b'\xe5e,g' b'\xed\xa0\x80' '\ud800' '\ud800'
# expect: "UnicodeEncodeError: 'utf-8' codec can't encode character '\\ud800' in position 0: surrogates not allowed"
# expect: "UnicodeEncodeError: 'latin-1' codec can't encode character '\\u65e5' in position 1: ordinal not in range(256)"
# expect: "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xe9 in position 0: unexpected end of data"
# expect: "UnicodeDecodeError: 'ascii' codec can't decode byte 0xe9 in position 1: ordinal not in range(128)"
# expect: 'LookupError: unknown encoding: nope'
# expect: "LookupError: unknown error handler name 'nope'"
# expect: ascii é 0 1 ordinal not in range(128) ('ascii', 'é', 0, 1, 'ordinal not in range(128)')
# expect: utf-8 b'\xff' 0 1 invalid start byte
# expect: 1 False é         |     日 日日é日日 日日a日日 000é ['a', 'b']
# expect: 1000 31 1000.0 0.5 3 10.01 0.01 100000000000000000000 -4 2 -4 -2 -4.0 0.5 1.4142135623730951 inf -inf 0.30000000000000004 0.3333333333333333 110.00000000000001 0.0 1e+22 1e+23 123456789.12345679
