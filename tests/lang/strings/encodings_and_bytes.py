b = b"hello world"
print(b[0], b[1:4], b[-1:], len(b), list(b[:3]), bytes([65, 66]), bytes(3), bytes("é", "utf-8"), bytes(b"x"), bytes(range(3)))
print(b.upper(), b.split(), b.find(b"o"), b.replace(b"l", b"L"), b.startswith(b"he"), b"-".join([b"a", b"b"]), b.count(b"l"), b.title())
print(b.hex(), bytes.fromhex("48 65 6c"), b.hex(" "), b"ab" + b"cd", b"ab" * 2, b"a" in b"abc", 97 in b"abc", b"abc" == b"abc", b"a" < b"b")
print("héé".encode(), b"h\xc3\xa9".decode(), "é".encode("latin-1"), b"\xe9".decode("latin-1"), "aé".encode("ascii", "ignore"),
      "aé".encode("ascii", "replace"), b"a\xff".decode("utf-8", "replace"), b"a\xff".decode("ascii", "ignore"),
      "é".encode("ascii", "backslashreplace"), "é".encode("ascii", "xmlcharrefreplace"))
print("a€😀".encode("utf-16-le"), "ab".encode("utf-8-sig"), b"\xff\xfea\x00".decode("utf-16"), "a".encode("utf-32-be"))
ba = bytearray(b"abc")
ba[0] = 65
ba.append(100)
ba.extend(b"ef")
ba += b"!"
print(ba, ba[1:3], bytes(ba), ba.pop(), ba.find(b"d"), len(ba))
del ba[0]
ba[1:2] = b"XYZ"
ba.insert(0, 48)
print(ba, bytearray(2), bytearray("é", "utf-8"), ba.decode(), ba == b"0bXYZdef")
ba.reverse()
ba.remove(48)
print(ba, ba.upper(), list(ba[:2]))
print(b"a,b".split(b","), b" x ".strip(), b"abc".partition(b"b"), b"a\nb".splitlines(), b"5".zfill(3), b"ab".center(6, b"*"), b"abc".isalpha(), b"12".isdigit())
print(int.from_bytes(b"\x01\x00", "big"), int.from_bytes(b"\x01\x00", "little"), (1000).to_bytes(2, "big"), (-1).to_bytes(2, "big", signed=True),
      int.from_bytes(b"\xff\xff", "big", signed=True))
print(hash(b"a") == hash(b"a"), {b"k": 1}[b"k"], b"abc".translate(bytes.maketrans(b"a", b"x")), b"%s-%d" % (b"x", 5))
for bad in (lambda: b"a" + "b", lambda: bytes([256]), lambda: b"abc".decode("nope"), lambda: bytes("x"), lambda: b"\xff".decode(), lambda: bytes.fromhex("zz"),
            lambda: "ü".encode("ascii"), lambda: bytearray(b"a").__setitem__(0, 300), lambda: b"a".join(["b"]), lambda: (300).to_bytes(1, "big"), lambda: b"abc".index(b"z")):
    try:
        bad()
    except (TypeError, ValueError, LookupError, OverflowError) as error:
        print(type(error).__name__, error)

# expect: 104 b'ell' b'd' 11 [104, 101, 108] b'AB' b'\x00\x00\x00' b'\xc3\xa9' b'x' b'\x00\x01\x02'
# expect: b'HELLO WORLD' [b'hello', b'world'] 4 b'heLLo worLd' True b'a-b' 3 b'Hello World'
# expect: 68656c6c6f20776f726c64 b'Hel' 68 65 6c 6c 6f 20 77 6f 72 6c 64 b'abcd' b'abab' True True True True
# expect: b'h\xc3\xa9\xc3\xa9' hé b'\xe9' é b'a' b'a?' a� a b'\\xe9' b'&#233;'
# expect: b'a\x00\xac =\xd8\x00\xde' b'\xef\xbb\xbfab' a b'\x00\x00\x00a'
# expect: bytearray(b'Abcdef') bytearray(b'bc') b'Abcdef!' 33 3 6
# expect: bytearray(b'0bXYZdef') bytearray(b'\x00\x00') bytearray(b'\xc3\xa9') 0bXYZdef True
# expect: bytearray(b'fedZYXb') bytearray(b'FEDZYXB') [102, 101]
# expect: [b'a', b'b'] b'x' (b'a', b'b', b'c') [b'a', b'b'] b'005' b'**ab**' True True
# expect: 256 1 b'\x03\xe8' b'\xff\xff' -1
# expect: True 1 b'xbc' b'x-5'
# expect: TypeError can't concat str to bytes
# expect: ValueError bytes must be in range(0, 256)
# expect: LookupError unknown encoding: nope
# expect: TypeError string argument without an encoding
# expect: UnicodeDecodeError 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte
# expect: ValueError non-hexadecimal number found in fromhex() arg at position 0
# expect: UnicodeEncodeError 'ascii' codec can't encode character '\xfc' in position 0: ordinal not in range(128)
# expect: ValueError byte must be in range(0, 256)
# expect: TypeError sequence item 0: expected a bytes-like object, str found
# expect: OverflowError int too big to convert
# expect: ValueError subsection not found
