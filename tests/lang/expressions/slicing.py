letters = list("abcdefgh")
print(letters[2:5], letters[:3], letters[5:], letters[:], letters[-3:], letters[:-3])
print(letters[::2], letters[1::2], letters[::-1], letters[6:2:-1], letters[-2:-6:-2], letters[10:], letters[3:3], letters[5:2])
print("hello"[1:4], "hello"[::-1], "hello"[-1], "hello"[:100], "hello"[100:])
print((1, 2, 3, 4)[1:3], b"bytes"[1:3], range(10)[2:8:2], range(10)[::-1], range(0, 20, 3)[1:4])
letters[2:4] = ["X", "Y", "Z"]
print(letters)
letters[1:1] = [1, 2]
print(letters)
letters[::3] = [0] * len(letters[::3])
print(letters)
del letters[1:3]
print(letters)
del letters[::2]
print(letters)
letters[:] = range(5)
print(letters)
letters[-1:] = "end"
print(letters)
del letters[:]
print(letters)
matrix = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
print([row[1] for row in matrix], matrix[1][2], [row[::-1] for row in matrix[::-1]])
s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, s.indices(5), slice(None, None, -1).indices(4), slice(-100, 100).indices(7))
print(list(range(10))[s], slice(3) == slice(None, 3, None))


class Probe:
    def __getitem__(self, key):
        return key


probe = Probe()
print(probe[1], probe[1:2], probe[::], probe[1:2, 3], probe[..., 1:2:3], probe["a"], probe[()])
try:
    [1, 2, 3][::2] = [1]
except ValueError as error:
    print(error)
except TypeError as error:
    print("literal", error)
values = [1, 2, 3, 4, 5]
for change in ("values[::2] = [1]", "values[::0]", "values['a']", "values[1.5]", "values[10]", "values[10] = 1", "values['a':2]"):
    try:
        if change == "values[::2] = [1]":
            values[::2] = [1]
        elif change == "values[::0]":
            values[::0]
        elif change == "values['a']":
            values["a"[0:]]
        elif change == "values[1.5]":
            values[1.5 + 0]
        elif change == "values[10]":
            values[10]
        elif change == "values[10] = 1":
            values[10] = 1
        else:
            values["a":2]
    except (ValueError, TypeError, IndexError) as error:
        print(type(error).__name__, error)

# expect: ['c', 'd', 'e'] ['a', 'b', 'c'] ['f', 'g', 'h'] ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] ['f', 'g', 'h'] ['a', 'b', 'c', 'd', 'e']
# expect: ['a', 'c', 'e', 'g'] ['b', 'd', 'f', 'h'] ['h', 'g', 'f', 'e', 'd', 'c', 'b', 'a'] ['g', 'f', 'e', 'd'] ['g', 'e'] [] [] []
# expect: ell olleh o hello 
# expect: (2, 3) b'yt' range(2, 8, 2) range(9, -1, -1) range(3, 12, 3)
# expect: ['a', 'b', 'X', 'Y', 'Z', 'e', 'f', 'g', 'h']
# expect: ['a', 1, 2, 'b', 'X', 'Y', 'Z', 'e', 'f', 'g', 'h']
# expect: [0, 1, 2, 0, 'X', 'Y', 0, 'e', 'f', 0, 'h']
# expect: [0, 0, 'X', 'Y', 0, 'e', 'f', 0, 'h']
# expect: [0, 'Y', 'e', 0]
# expect: [0, 1, 2, 3, 4]
# expect: [0, 1, 2, 3, 'e', 'n', 'd']
# expect: []
# expect: [2, 5, 8] 6 [[9, 8, 7], [6, 5, 4], [3, 2, 1]]
# expect: slice(1, 10, 2) 1 10 2 (1, 5, 2) (3, -1, -1) (0, 7, 1)
# expect: [1, 3, 5, 7, 9] True
# expect: 1 slice(1, 2, None) slice(None, None, None) (slice(1, 2, None), 3) (Ellipsis, slice(1, 2, 3)) a ()
# expect: attempt to assign sequence of size 1 to extended slice of size 2
# expect: ValueError attempt to assign sequence of size 1 to extended slice of size 3
# expect: ValueError slice step cannot be zero
# expect: TypeError list indices must be integers or slices, not str
# expect: TypeError list indices must be integers or slices, not float
# expect: IndexError list index out of range
# expect: IndexError list assignment index out of range
# expect: TypeError slice indices must be integers or None or have an __index__ method
