# float: operators, methods, rounding, text.
def show(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    print(repr(result))

class Index:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n

class Real(float): pass

for x in (0.0, -0.0, 1.5, -2.5, 1e+300, float('inf'), float('nan'), 0.1):
    show(repr, x)
    show(str, x)
    show(x.is_integer)
    show(x.hex)
    show(lambda: x + 1)
    show(lambda: x * 2)
    show(lambda: x - 0.1)
    show(lambda: x / 3)
    show(lambda: x // 3)
    show(lambda: x % 3)
    show(lambda: x ** 2)
    show(lambda: x ** (-1))
    show(lambda: 2 ** x)
    show(int, x)
    show(round, x)
    show(round, x, 1)
    show(lambda: -x)
    show(abs, x)
    show(bool, x)
    show(lambda: x == x)
    show(lambda: x < 1)
    show(lambda: x >= 1)
    show(lambda: 1 < x)
    show(divmod, x, 2)
    show(lambda: x.as_integer_ratio())
    show(x.__floor__)
    show(x.__ceil__)
    show(x.__trunc__)
    show(format, x, '10.3f')
    show(format, x, 'e')
    show(format, x, ',.2f')
    show(x.conjugate)
show(float, '1e5')
show(float, ' inf ')
show(float, '1_0.5')
show(float, b'2.5')
show(float, Index(3))
show(float, 'x')
show(Real, '2.5')
show(lambda: type(Real(1) + 1))
show(float.fromhex, '0x1.8p3')
show(Real.fromhex, '0x1p1')
show(sum, [0.1] * 10)
show(lambda: max(1, 2.0, -1))
show(round, 0.5)
show(round, 1.5)
show(round, 2.5)
show(round, -0.5)
show(round, 1234.5678, -2)
show(round, 1234, -2)
show(lambda: 1e+16)
show(lambda: 1.2345678901234568e+17)
show(lambda: 1.0.__eq__(1))
show(lambda: 1 .__eq__(1.0))
show(lambda: 1 .__add__(1.5))
show(lambda: 10 ** 20 == 1e+20)
show(lambda: 2 ** 53 + 1 == float(2 ** 53 + 1))
show(hash, 0.5)
show(hash, 1e+300)
show(hash, 2.0)
show(hash, float('inf'))

# expect: '0.0'
# expect: '0.0'
# expect: True
# expect: '0x0.0p+0'
# expect: 1.0
# expect: 0.0
# expect: -0.1
# expect: 0.0
# expect: 0.0
# expect: 0.0
# expect: 0.0
# expect: 'ZeroDivisionError: 0.0 cannot be raised to a negative power'
# expect: 1.0
# expect: 0
# expect: 0
# expect: 0.0
# expect: -0.0
# expect: 0.0
# expect: False
# expect: True
# expect: True
# expect: False
# expect: False
# expect: (0.0, 0.0)
# expect: (0, 1)
# expect: 0
# expect: 0
# expect: 0
# expect: '     0.000'
# expect: '0.000000e+00'
# expect: '0.00'
# expect: 0.0
# expect: '-0.0'
# expect: '-0.0'
# expect: True
# expect: '-0x0.0p+0'
# expect: 1.0
# expect: -0.0
# expect: -0.1
# expect: -0.0
# expect: -0.0
# expect: 0.0
# expect: 0.0
# expect: 'ZeroDivisionError: 0.0 cannot be raised to a negative power'
# expect: 1.0
# expect: 0
# expect: 0
# expect: -0.0
# expect: 0.0
# expect: 0.0
# expect: False
# expect: True
# expect: True
# expect: False
# expect: False
# expect: (-0.0, 0.0)
# expect: (0, 1)
# expect: 0
# expect: 0
# expect: 0
# expect: '    -0.000'
# expect: '-0.000000e+00'
# expect: '-0.00'
# expect: -0.0
# expect: '1.5'
# expect: '1.5'
# expect: False
# expect: '0x1.8000000000000p+0'
# expect: 2.5
# expect: 3.0
# expect: 1.4
# expect: 0.5
# expect: 0.0
# expect: 1.5
# expect: 2.25
# expect: 0.6666666666666666
# expect: 2.8284271247461903
# expect: 1
# expect: 2
# expect: 1.5
# expect: -1.5
# expect: 1.5
# expect: True
# expect: True
# expect: False
# expect: True
# expect: True
# expect: (0.0, 1.5)
# expect: (3, 2)
# expect: 1
# expect: 2
# expect: 1
# expect: '     1.500'
# expect: '1.500000e+00'
# expect: '1.50'
# expect: 1.5
# expect: '-2.5'
# expect: '-2.5'
# expect: False
# expect: '-0x1.4000000000000p+1'
# expect: -1.5
# expect: -5.0
# expect: -2.6
# expect: -0.8333333333333334
# expect: -1.0
# expect: 0.5
# expect: 6.25
# expect: -0.4
# expect: 0.1767766952966369
# expect: -2
# expect: -2
# expect: -2.5
# expect: 2.5
# expect: 2.5
# expect: True
# expect: True
# expect: True
# expect: False
# expect: False
# expect: (-2.0, 1.5)
# expect: (-5, 2)
# expect: -3
# expect: -2
# expect: -2
# expect: '    -2.500'
# expect: '-2.500000e+00'
# expect: '-2.50'
# expect: -2.5
# expect: '1e+300'
# expect: '1e+300'
# expect: True
# expect: '0x1.7e43c8800759cp+996'
# expect: 1e+300
# expect: 2e+300
# expect: 1e+300
# expect: 3.3333333333333335e+299
# expect: 3.3333333333333335e+299
# expect: 0.0
# expect: "OverflowError: (34, 'Numerical result out of range')"
# expect: 1e-300
# expect: "OverflowError: (34, 'Numerical result out of range')"
# expect: 1000000000000000052504760255204420248704468581108159154915854115511802457988908195786371375080447864043704443832883878176942523235360430575644792184786706982848387200926575803737830233794788090059368953234970799945081119038967640880074652742780142494579258788820056842838115669472196386865459400540160
# expect: 1000000000000000052504760255204420248704468581108159154915854115511802457988908195786371375080447864043704443832883878176942523235360430575644792184786706982848387200926575803737830233794788090059368953234970799945081119038967640880074652742780142494579258788820056842838115669472196386865459400540160
# expect: 1e+300
# expect: -1e+300
# expect: 1e+300
# expect: True
# expect: True
# expect: False
# expect: True
# expect: True
# expect: (5e+299, 0.0)
# expect: (1000000000000000052504760255204420248704468581108159154915854115511802457988908195786371375080447864043704443832883878176942523235360430575644792184786706982848387200926575803737830233794788090059368953234970799945081119038967640880074652742780142494579258788820056842838115669472196386865459400540160, 1)
# expect: 1000000000000000052504760255204420248704468581108159154915854115511802457988908195786371375080447864043704443832883878176942523235360430575644792184786706982848387200926575803737830233794788090059368953234970799945081119038967640880074652742780142494579258788820056842838115669472196386865459400540160
# expect: 1000000000000000052504760255204420248704468581108159154915854115511802457988908195786371375080447864043704443832883878176942523235360430575644792184786706982848387200926575803737830233794788090059368953234970799945081119038967640880074652742780142494579258788820056842838115669472196386865459400540160
# expect: 1000000000000000052504760255204420248704468581108159154915854115511802457988908195786371375080447864043704443832883878176942523235360430575644792184786706982848387200926575803737830233794788090059368953234970799945081119038967640880074652742780142494579258788820056842838115669472196386865459400540160
# expect: '1000000000000000052504760255204420248704468581108159154915854115511802457988908195786371375080447864043704443832883878176942523235360430575644792184786706982848387200926575803737830233794788090059368953234970799945081119038967640880074652742780142494579258788820056842838115669472196386865459400540160.000'
# expect: '1.000000e+300'
# expect: '1,000,000,000,000,000,052,504,760,255,204,420,248,704,468,581,108,159,154,915,854,115,511,802,457,988,908,195,786,371,375,080,447,864,043,704,443,832,883,878,176,942,523,235,360,430,575,644,792,184,786,706,982,848,387,200,926,575,803,737,830,233,794,788,090,059,368,953,234,970,799,945,081,119,038,967,640,880,074,652,742,780,142,494,579,258,788,820,056,842,838,115,669,472,196,386,865,459,400,540,160.00'
# expect: 1e+300
# expect: 'inf'
# expect: 'inf'
# expect: False
# expect: 'inf'
# expect: inf
# expect: inf
# expect: inf
# expect: inf
# expect: nan
# expect: nan
# expect: inf
# expect: 0.0
# expect: inf
# expect: 'OverflowError: cannot convert float infinity to integer'
# expect: 'OverflowError: cannot convert float infinity to integer'
# expect: inf
# expect: -inf
# expect: inf
# expect: True
# expect: True
# expect: False
# expect: True
# expect: True
# expect: (nan, nan)
# expect: 'OverflowError: cannot convert Infinity to integer ratio'
# expect: 'OverflowError: cannot convert float infinity to integer'
# expect: 'OverflowError: cannot convert float infinity to integer'
# expect: 'OverflowError: cannot convert float infinity to integer'
# expect: '       inf'
# expect: 'inf'
# expect: 'inf'
# expect: inf
# expect: 'nan'
# expect: 'nan'
# expect: False
# expect: 'nan'
# expect: nan
# expect: nan
# expect: nan
# expect: nan
# expect: nan
# expect: nan
# expect: nan
# expect: nan
# expect: nan
# expect: 'ValueError: cannot convert float NaN to integer'
# expect: 'ValueError: cannot convert float NaN to integer'
# expect: nan
# expect: nan
# expect: nan
# expect: True
# expect: False
# expect: False
# expect: False
# expect: False
# expect: (nan, nan)
# expect: 'ValueError: cannot convert NaN to integer ratio'
# expect: 'ValueError: cannot convert float NaN to integer'
# expect: 'ValueError: cannot convert float NaN to integer'
# expect: 'ValueError: cannot convert float NaN to integer'
# expect: '       nan'
# expect: 'nan'
# expect: 'nan'
# expect: nan
# expect: '0.1'
# expect: '0.1'
# expect: False
# expect: '0x1.999999999999ap-4'
# expect: 1.1
# expect: 0.2
# expect: 0.0
# expect: 0.03333333333333333
# expect: 0.0
# expect: 0.1
# expect: 0.010000000000000002
# expect: 10.0
# expect: 1.0717734625362931
# expect: 0
# expect: 0
# expect: 0.1
# expect: -0.1
# expect: 0.1
# expect: True
# expect: True
# expect: True
# expect: False
# expect: False
# expect: (0.0, 0.1)
# expect: (3602879701896397, 36028797018963968)
# expect: 0
# expect: 1
# expect: 0
# expect: '     0.100'
# expect: '1.000000e-01'
# expect: '0.10'
# expect: 0.1
# expect: 100000.0
# expect: inf
# expect: 10.5
# expect: 2.5
# expect: 3.0
# expect: "ValueError: could not convert string to float: 'x'"
# expect: 2.5
# expect: <class 'float'>
# expect: 12.0
# expect: 2.0
# expect: 1.0
# expect: 2.0
# expect: 0
# expect: 2
# expect: 2
# expect: 0
# expect: 1200.0
# expect: 1200
# expect: 1e+16
# expect: 1.2345678901234568e+17
# expect: True
# expect: NotImplemented
# expect: NotImplemented
# expect: True
# expect: False
# expect: 1152921504606846976
# expect: 1224995262755759164
# expect: 2
# expect: 314159
