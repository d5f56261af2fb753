z = 3 + 4j
print(z, z.real, z.imag, abs(z), z.conjugate(), -z, z * 2, z * z, z + 1, z - 1j, z / (1 + 1j), z ** 2, 1j ** 2, complex(1, 2), complex("1+2j"), complex(5))
print(repr(1j), 0j, -1j, 1 + 0j, complex(0, -1.5), 1e20j, z == 3 + 4j, z != 3, 3 + 0j == 3, hash(3 + 0j) == hash(3), bool(0j), (1 + 2j) * (3 - 1j))
try:
    z < 1j
except TypeError as error:
    print(error)
try:
    int(z)
except TypeError as error:
    print(error)
try:
    1j / 0
except ZeroDivisionError as error:
    print(type(error).__name__)
print(True + True, True == 1, True is True, isinstance(True, int), bool("False"), bool([0]), int(True), str(True), repr(False), True * 3, [10, 20][True])
print(sum([True, False, True]), True & True, True & 1, type(True & True).__name__, type(True & 1).__name__, True | False, True ^ True, not True, -True, True << 3, True / 2)
print({True: "a", 1: "b", 1.0: "c"}, {False, 0, 0.0}, max(True, 2), sorted([True, False, True]), "yes" if True else "no", f"{True} {True:d} {False!r:>6}")
print(True.bit_length(), True.real, bool(), bool(None), bool(0.0), bool("0"), bool(()), True if 1 == 1.0 else False, any([0, "", None]), all([1, "a", [0]]))

# expect: (3+4j) 3.0 4.0 5.0 (3-4j) (-3-4j) (6+8j) (-7+24j) (4+4j) (3+3j) (3.5+0.5j) (-7+24j) (-1+0j) (1+2j) (1+2j) (5+0j)
# expect: 1j 0j (-0-1j) (1+0j) -1.5j 1e+20j True True True True False (5+5j)
# expect: '<' not supported between instances of 'complex' and 'complex'
# expect: int() argument must be a string, a bytes-like object or a real number, not 'complex'
# expect: ZeroDivisionError
# expect: 2 True True True True True 1 True False 3 20
# expect: 2 True 1 bool int True False False -1 8 0.5
# expect: {True: 'c'} {False} 2 [False, True, True] yes True 1  False
# expect: 1 1 False False False True False True False True
