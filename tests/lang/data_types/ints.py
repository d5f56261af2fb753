# int: operators, methods, construction, __index__.
def show(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    print(repr(result))

class Index:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n

class Number(int):
    def __repr__(self): return f"Number({int(self)})"

for n in (0, 5, -3, 255, 2 ** 40, 2 ** 70, True):
    show(int.bit_length, n)
    show(int.to_bytes, n, 12, 'little', signed=True)
    show(lambda: n.as_integer_ratio())
    show(n.__round__, -1)
    show(lambda: (n.real, n.imag, n.numerator, n.denominator))
    show(divmod, n, 7)
    show(divmod, n, -7)
    show(divmod, n, 2.5)
    show(pow, n, 3)
    show(pow, n, 3, 11)
    show(lambda: n / 3)
    show(lambda: n // 3.5)
    show(lambda: -n)
    show(lambda: +n)
    show(lambda: ~n)
    show(abs, n)
    show(hash, n)
    show(bool, n)
    show(float, n)
    show(str, n)
    show(repr, n)
    show(hex, n)
    show(oct, n)
    show(bin, n)
    show(lambda: n & 6)
    show(lambda: n | 6)
    show(lambda: n ^ 6)
    show(lambda: n << 3)
    show(lambda: n >> 1)
    show(lambda: n < 3.5)
    show(lambda: n == 5.0)
    show(lambda: n != None)
    show(lambda: n < 'a')
show(int, Index(5))
show(int, '0x1f', 16)
show(int, '  -12_3 ')
show(int, b'77', 8)
show(int, 1e+30)
show(int, -2.9)
show(Number, 5)
show(lambda: Number(5) + 1)
show(lambda: type(Number(5) + Number(2)))
show(Number, '12')
show(lambda: Number.from_bytes(b'\x01\x02'))
show(int.from_bytes, b'\xff\xfe', 'little', signed=True)
show(int.from_bytes, [1, 2], 'big')
show(Index(5).__index__)
show(lambda: [1, 2, 3][Index(1)])
show(lambda: 'abc'[Index(-1)])
show(lambda: (1, 2)[Index(5)])
show(lambda: [1, 2, 3][Index(0):Index(2)])
show(lambda: 'ab' * Index(3))
show(lambda: [1] * Index(2))
show(lambda: range(Index(4)))
show(lambda: range(10)[Index(3)])
show(lambda: hex(Index(255)))
show(round, 2.675, Index(2))
show(lambda: 5 .to_bytes(Index(2), 'big'))
show(isinstance, True, int)
show(lambda: True + True)
show(lambda: True & 3)
show(lambda: True ^ True)
show(bool, [])
show(bool, Index(0))
show(lambda: int())
show(lambda: float())
show(lambda: bool())
show(lambda: str())
show(lambda: bytes())
show(lambda: tuple())

# expect: 0
# expect: b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00'
# expect: (0, 1)
# expect: 0
# expect: (0, 0, 0, 1)
# expect: (0, 0)
# expect: (0, 0)
# expect: (0.0, 0.0)
# expect: 0
# expect: 0
# expect: 0.0
# expect: 0.0
# expect: 0
# expect: 0
# expect: -1
# expect: 0
# expect: 0
# expect: False
# expect: 0.0
# expect: '0'
# expect: '0'
# expect: '0x0'
# expect: '0o0'
# expect: '0b0'
# expect: 0
# expect: 6
# expect: 6
# expect: 0
# expect: 0
# expect: True
# expect: False
# expect: True
# expect: "TypeError: '<' not supported between instances of 'int' and 'str'"
# expect: 3
# expect: b'\x05\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00'
# expect: (5, 1)
# expect: 0
# expect: (5, 0, 5, 1)
# expect: (0, 5)
# expect: (-1, -2)
# expect: (2.0, 0.0)
# expect: 125
# expect: 4
# expect: 1.6666666666666667
# expect: 1.0
# expect: -5
# expect: 5
# expect: -6
# expect: 5
# expect: 5
# expect: True
# expect: 5.0
# expect: '5'
# expect: '5'
# expect: '0x5'
# expect: '0o5'
# expect: '0b101'
# expect: 4
# expect: 7
# expect: 3
# expect: 40
# expect: 2
# expect: False
# expect: True
# expect: True
# expect: "TypeError: '<' not supported between instances of 'int' and 'str'"
# expect: 2
# expect: b'\xfd\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'
# expect: (-3, 1)
# expect: 0
# expect: (-3, 0, -3, 1)
# expect: (-1, 4)
# expect: (0, -3)
# expect: (-2.0, 2.0)
# expect: -27
# expect: 6
# expect: -1.0
# expect: -1.0
# expect: 3
# expect: -3
# expect: 2
# expect: 3
# expect: -3
# expect: True
# expect: -3.0
# expect: '-3'
# expect: '-3'
# expect: '-0x3'
# expect: '-0o3'
# expect: '-0b11'
# expect: 4
# expect: -1
# expect: -5
# expect: -24
# expect: -2
# expect: True
# expect: False
# expect: True
# expect: "TypeError: '<' not supported between instances of 'int' and 'str'"
# expect: 8
# expect: b'\xff\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00'
# expect: (255, 1)
# expect: 260
# expect: (255, 0, 255, 1)
# expect: (36, 3)
# expect: (-37, -4)
# expect: (102.0, 0.0)
# expect: 16581375
# expect: 8
# expect: 85.0
# expect: 72.0
# expect: -255
# expect: 255
# expect: -256
# expect: 255
# expect: 255
# expect: True
# expect: 255.0
# expect: '255'
# expect: '255'
# expect: '0xff'
# expect: '0o377'
# expect: '0b11111111'
# expect: 6
# expect: 255
# expect: 249
# expect: 2040
# expect: 127
# expect: False
# expect: False
# expect: True
# expect: "TypeError: '<' not supported between instances of 'int' and 'str'"
# expect: 41
# expect: b'\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00'
# expect: (1099511627776, 1)
# expect: 1099511627780
# expect: (1099511627776, 0, 1099511627776, 1)
# expect: (157073089682, 2)
# expect: (-157073089683, -5)
# expect: (439804651110.0, 1.0)
# expect: 1329227995784915872903807060280344576
# expect: 1
# expect: 366503875925.3333
# expect: 314146179364.0
# expect: -1099511627776
# expect: 1099511627776
# expect: -1099511627777
# expect: 1099511627776
# expect: 1099511627776
# expect: True
# expect: 1099511627776.0
# expect: '1099511627776'
# expect: '1099511627776'
# expect: '0x10000000000'
# expect: '0o20000000000000'
# expect: '0b10000000000000000000000000000000000000000'
# expect: 0
# expect: 1099511627782
# expect: 1099511627782
# expect: 8796093022208
# expect: 549755813888
# expect: False
# expect: False
# expect: True
# expect: "TypeError: '<' not supported between instances of 'int' and 'str'"
# expect: 71
# expect: b'\x00\x00\x00\x00\x00\x00\x00\x00@\x00\x00\x00'
# expect: (1180591620717411303424, 1)
# expect: 1180591620717411303420
# expect: (1180591620717411303424, 0, 1180591620717411303424, 1)
# expect: (168655945816773043346, 2)
# expect: (-168655945816773043347, -5)
# expect: (4.7223664828696455e+20, 1.5)
# expect: 1645504557321206042154969182557350504982735865633579863348609024
# expect: 1
# expect: 3.935305402391371e+20
# expect: 3.373118916335461e+20
# expect: -1180591620717411303424
# expect: 1180591620717411303424
# expect: -1180591620717411303425
# expect: 1180591620717411303424
# expect: 512
# expect: True
# expect: 1.1805916207174113e+21
# expect: '1180591620717411303424'
# expect: '1180591620717411303424'
# expect: '0x400000000000000000'
# expect: '0o200000000000000000000000'
# expect: '0b10000000000000000000000000000000000000000000000000000000000000000000000'
# expect: 0
# expect: 1180591620717411303430
# expect: 1180591620717411303430
# expect: 9444732965739290427392
# expect: 590295810358705651712
# expect: False
# expect: False
# expect: True
# expect: "TypeError: '<' not supported between instances of 'int' and 'str'"
# expect: 1
# expect: b'\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00'
# expect: (1, 1)
# expect: 0
# expect: (1, 0, 1, 1)
# expect: (0, 1)
# expect: (-1, -6)
# expect: (0.0, 1.0)
# expect: 1
# expect: 1
# expect: 0.3333333333333333
# expect: 0.0
# expect: -1
# expect: 1
# expect: -2
# expect: 1
# expect: 1
# expect: True
# expect: 1.0
# expect: 'True'
# expect: 'True'
# expect: '0x1'
# expect: '0o1'
# expect: '0b1'
# expect: 0
# expect: 7
# expect: 7
# expect: 8
# expect: 0
# expect: True
# expect: False
# expect: True
# expect: "TypeError: '<' not supported between instances of 'bool' and 'str'"
# expect: 5
# expect: 31
# expect: -123
# expect: 63
# expect: 1000000000000000019884624838656
# expect: -2
# expect: Number(5)
# expect: 6
# expect: <class 'int'>
# expect: Number(12)
# expect: Number(258)
# expect: -257
# expect: 258
# expect: 5
# expect: 2
# expect: 'c'
# expect: 'IndexError: tuple index out of range'
# expect: [1, 2]
# expect: 'ababab'
# expect: [1, 1]
# expect: range(0, 4)
# expect: 3
# expect: '0xff'
# expect: 2.67
# expect: b'\x00\x05'
# expect: True
# expect: 2
# expect: 1
# expect: False
# expect: False
# expect: True
# expect: 0
# expect: 0.0
# expect: False
# expect: ''
# expect: b''
# expect: ()
