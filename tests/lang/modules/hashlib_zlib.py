"""hashlib and zlib: the same digests, streams and complaints as CPython's; objects shared by threads stay whole."""
import hashlib
import threading
import zlib

data = bytes(range(256)) * 40

for name in sorted(hashlib.algorithms_guaranteed):
    made = hashlib.new(name, data)
    length = (20,) if name.startswith("shake") else ()
    by_pieces = getattr(hashlib, name)()
    for start in range(0, len(data), 3000):
        by_pieces.update(data[start:start + 3000])
    branch = by_pieces.copy()
    branch.update(b"x")
    print(name, made.name, made.digest_size, made.block_size, made.hexdigest(*length)[:40],
          made.digest(*length) == by_pieces.digest(*length) != branch.digest(*length))

print(hashlib.sha256(bytearray(b"abc")).hexdigest(), hashlib.md5(usedforsecurity=False).hexdigest())
print(hashlib.pbkdf2_hmac("sha256", b"secret", b"salt", 50, 20).hex(), len(hashlib.pbkdf2_hmac("sha512", b"a", b"b", 1)))


def complaint(action):
    try:
        print("no complaint:", action())
    except Exception as error:
        print(type(error).__name__, error)


complaint(lambda: hashlib.sha256("text"))
complaint(lambda: hashlib.sha256(3))
complaint(lambda: hashlib.new("nonsense"))
complaint(lambda: hashlib.sha1().update("text"))
complaint(lambda: hashlib.pbkdf2_hmac("sha256", b"a", b"b", 0))

# Many threads feed one object with pieces that all look the same: the order does not matter, that none is lost does.
shared = hashlib.sha256()
piece = b"threads" * 400
team = [threading.Thread(target=lambda: [shared.update(piece) for _ in range(5)]) for _ in range(4)]
for t in team:
    t.start()
for t in team:
    t.join()
print(shared.hexdigest() == hashlib.sha256(piece * 20).hexdigest())

text = b"".join(b"line %d of %d\n" % (i, i * i % 97) for i in range(3000))
for level in (-1, 0, 1, 6, 9):
    packed = zlib.compress(text, level)
    print(level, len(packed) < len(text), zlib.decompress(packed) == text)
packer = zlib.compressobj(9, wbits=-15)
stream = b"".join(packer.compress(text[i:i + 777]) for i in range(0, len(text), 777)) + packer.flush()
print(zlib.decompress(stream, wbits=-15) == text)
opener = zlib.decompressobj()
first = opener.decompress(zlib.compress(b"q" * 1000) + b"tail", 10)
print(first, opener.eof, opener.unused_data, len(opener.unconsumed_tail) > 0)
rest = opener.decompress(opener.unconsumed_tail)
print(len(rest), opener.eof, opener.unused_data, opener.unconsumed_tail)
print(zlib.crc32(data), zlib.adler32(data), zlib.crc32(b"bc", zlib.crc32(b"a")) == zlib.crc32(b"abc"))

complaint(lambda: zlib.decompress(b"abc"))
complaint(lambda: zlib.decompress(zlib.compress(b"abc" * 50)[:-3]))
complaint(lambda: zlib.compress("text"))
complaint(lambda: zlib.compress(b"x", level=99))
complaint(lambda: zlib.compressobj(99))
complaint(lambda: zlib.decompressobj(wbits=77))
complaint(lambda: zlib.decompressobj().decompress(b"", -1))
complaint(lambda: zlib.decompressobj().decompress(b"abc"))
print(zlib.error.__name__, zlib.error.__module__, issubclass(zlib.error, Exception))

# expect: blake2b blake2b 64 128 42ed88485085bf7bd02cb7316192a407cc555ef2 True
# expect: blake2s blake2s 32 64 415be11b5e9fd9082eff7e6032df6a7de16f23e1 True
# expect: md5 md5 16 64 c3cd26e07e555c0116db237fbc06d99c True
# expect: sha1 sha1 20 64 36812e99f2d591c5114a7b09519ea9d7daba2380 True
# expect: sha224 sha224 28 64 652136ef42ac64009220eb9f5df8a5616e7b0478 True
# expect: sha256 sha256 32 64 e96760a87768717bcebcfd25ddc7d46b4dbc95a4 True
# expect: sha384 sha384 48 128 4ef24cf93ff930e285e3dc8cb285c86dcd1690b8 True
# expect: sha3_224 sha3_224 28 144 6912d82b6a9357d07421333df141ac35ba4d1675 True
# expect: sha3_256 sha3_256 32 136 9decd08dec8ee6a9b092f56fc86ef044836a8dd3 True
# expect: sha3_384 sha3_384 48 104 696c27a67945bf1eac92c08e3c73cb0dd3296f2b True
# expect: sha3_512 sha3_512 64 72 1568bcbb43d840b136a9862bdad42b3a7abc3277 True
# expect: sha512 sha512 64 128 ad3a2775dab72f905f9ec1b53483b2df6c42abf5 True
# expect: shake_128 shake_128 0 168 c0fb38ad1cffe6db81c25c15118b452114e0effd True
# expect: shake_256 shake_256 0 136 64aed3b61a032e26df5365ac67ccdafedbcdc136 True
# expect: ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad d41d8cd98f00b204e9800998ecf8427e
# expect: 438f87bd8444cba639cb32e52e037c5356f676c8 64
# expect: TypeError Strings must be encoded before hashing
# expect: TypeError object supporting the buffer API required
# expect: ValueError unsupported hash type nonsense
# expect: TypeError Strings must be encoded before hashing
# expect: ValueError iteration value must be greater than 0.
# expect: True
# expect: -1 True True
# expect: 0 False True
# expect: 1 True True
# expect: 6 True True
# expect: 9 True True
# expect: True
# expect: b'qqqqqqqqqq' False b'' True
# expect: 990 True b'tail' b'tail'
# expect: 3150855069 4101369118 True
# expect: error Error -3 while decompressing data: incorrect header check
# expect: error Error -5 while decompressing data: incomplete or truncated stream
# expect: TypeError a bytes-like object is required, not 'str'
# expect: error Bad compression level
# expect: ValueError Invalid initialization option
# expect: ValueError Invalid initialization option
# expect: ValueError max_length must be non-negative
# expect: error Error -3 while decompressing data: incorrect header check
# expect: error zlib True
