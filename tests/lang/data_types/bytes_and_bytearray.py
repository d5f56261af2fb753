# bytes and bytearray.
def show(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    print(repr(result))

class Index:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n

for case in [
    lambda: b'abc',
    lambda: bytes(3),
    lambda: bytes([1, 2]),
    lambda: bytes('é', 'utf-8'),
    lambda: bytes(range(3)),
    lambda: bytes(b'x'),
    lambda: bytes(Index(2)),
    lambda: bytearray(b'ab'),
    lambda: b'abc'[0],
    lambda: b'abc'[1:],
    lambda: b'abc'[::-1],
    lambda: b'a' + b'b',
    lambda: b'a' * 3,
    lambda: b'a' + bytearray(b'b'),
    lambda: bytearray(b'a') + b'b',
    lambda: b'abc'.find(b'c'),
    lambda: b'abc'.find(98),
    lambda: b'a,b'.split(b','),
    lambda: b' a b '.split(),
    lambda: b'-'.join([b'a', bytearray(b'b')]),
    lambda: b'abc'.replace(b'b', b'XX'),
    lambda: b'abc'.upper(),
    lambda: b'ab'.hex(),
    lambda: b'abcd'.hex('-', 2),
    lambda: bytes.fromhex('00 ff'),
    lambda: b'abc'.startswith(b'a'),
    lambda: b'abc'.startswith((b'x', b'a')),
    lambda: b'  x '.strip(),
    lambda: b'abc'.center(7, b'*'),
    lambda: b'5'.zfill(3),
    lambda: b'a b'.partition(b' '),
    lambda: b'abc'.translate(bytes.maketrans(b'a', b'x'), b'c'),
    lambda: b'%s %d' % (b'x', 5),
    lambda: b'abc' < b'abd',
    lambda: b'abc' == bytearray(b'abc'),
    lambda: 97 in b'abc',
    lambda: b'bc' in b'abc',
    lambda: list(b'ab'),
    lambda: {b'a': 1}[b'a'],
    lambda: b"\x00\xff\n'".__repr__(),
    lambda: b'a\nb'.splitlines(),
    lambda: b'abc'.decode('ascii'),
    lambda: b'\xff'.decode('ascii'),
    lambda: b'\xff'.decode('utf-8', 'replace'),
    lambda: b'\xff'.decode('ascii', 'backslashreplace'),
    lambda: b'abc'.count(b'b'),
    lambda: b'Ab'.swapcase(),
    lambda: b'abc'.index(b'z'),
    lambda: b'a'.isalpha(),
    lambda: bytearray(3),
    lambda: b'a' == 'a',
    lambda: b'x'.removeprefix(b'x'),
    lambda: b'a\tb'.expandtabs(4),
    lambda: b'abc'.rjust(5),
    lambda: b'a'.join(5),
    lambda: bytes('a'),
    lambda: b'a' + 'b',
    lambda: b'a'['x'],
    lambda: bytes([300]),
]:
    show(case)
ba = bytearray(b'hello')
ba[0] = 72
ba.append(33)
ba += b'!!'
ba.extend([65, 66])
ba.insert(1, 90)
print(ba, ba.pop(), ba.pop(0))
ba.remove(33)
ba.reverse()
print(ba)
ba[1:3] = b'XYZ'
del ba[0]
del ba[::2]
print(ba, len(ba))
ba.clear()
print(ba)
ba *= 3
print(ba)
show(lambda: ba.__setitem__(0, 1))
show(lambda: bytearray([1, 2]) == bytearray([1, 2]))

# expect: b'abc'
# expect: b'\x00\x00\x00'
# expect: b'\x01\x02'
# expect: b'\xc3\xa9'
# expect: b'\x00\x01\x02'
# expect: b'x'
# expect: b'\x00\x00'
# expect: bytearray(b'ab')
# expect: 97
# expect: b'bc'
# expect: b'cba'
# expect: b'ab'
# expect: b'aaa'
# expect: b'ab'
# expect: bytearray(b'ab')
# expect: 2
# expect: 1
# expect: [b'a', b'b']
# expect: [b'a', b'b']
# expect: b'a-b'
# expect: b'aXXc'
# expect: b'ABC'
# expect: '6162'
# expect: '6162-6364'
# expect: b'\x00\xff'
# expect: True
# expect: True
# expect: b'x'
# expect: b'**abc**'
# expect: b'005'
# expect: (b'a', b' ', b'b')
# expect: b'xb'
# expect: b'x 5'
# expect: True
# expect: True
# expect: True
# expect: True
# expect: [97, 98]
# expect: 1
# expect: 'b"\\x00\\xff\\n\'"'
# expect: [b'a', b'b']
# expect: 'abc'
# expect: "UnicodeDecodeError: 'ascii' codec can't decode byte 0xff in position 0: ordinal not in range(128)"
# expect: '�'
# expect: '\\xff'
# expect: 1
# expect: b'aB'
# expect: 'ValueError: subsection not found'
# expect: True
# expect: bytearray(b'\x00\x00\x00')
# expect: False
# expect: b''
# expect: b'a   b'
# expect: b'  abc'
# expect: 'TypeError: can only join an iterable'
# expect: 'TypeError: string argument without an encoding'
# expect: "TypeError: can't concat str to bytes"
# expect: 'TypeError: byte indices must be integers or slices, not str'
# expect: 'ValueError: bytes must be in range(0, 256)'
# expect: bytearray(b'Zello!!!A') 66 72
# expect: bytearray(b'A!!olleZ')
# expect: bytearray(b'YolZ') 4
# expect: bytearray(b'')
# expect: bytearray(b'')
# expect: 'IndexError: bytearray index out of range'
# expect: True
