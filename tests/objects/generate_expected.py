"""Writes tests/objects/expected/*.txt: what real Python answers. One case a line, tab-separated fields in unicode_escape form.

Run:  python3.13 tests/objects/generate_expected.py
"""
import itertools
import os
import random
import sys
import unicodedata

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "expected")
rng = random.Random(20241007)


def esc(text):
    return str(text).encode("unicode_escape").decode("ascii")


def write(name, rows):
    with open(os.path.join(HERE, name + ".txt"), "w", encoding="ascii", newline="\n") as f:
        for row in rows:
            f.write("\t".join(esc(field) for field in row) + "\n")


def attempt(function):
    try:
        return function()
    except Exception as error:
        return f"!{type(error).__name__}: {error}"


FLOATS = [0.0, -0.0, 1.0, -1.0, 0.1, 0.5, 1.5, 2.5, 1e16, 1e15, 123456789.125, 1e-4, 1e-5, 1.7976931348623157e308, 5e-324, 2.2250738585072014e-308,
          float("inf"), float("-inf"), float("nan"), 3.141592653589793, 1e22, 1e23, 9007199254740993.0, 0.3, 2 / 3, 1234.5678, 0.00012345,
          99.95, 1e100, 12345678901234567.0, 0.045, 2.675, 1.005, 999999.5]
INTS = [0, 1, -1, 7, -7, 10, 255, 256, -256, 12345, -98765, 10**6, 2**30, 2**31, -2**31, 2**48 - 1, 2**48, -2**48, -2**48 - 1, 2**53 + 1, 2**61 - 1, 2**61, -(2**61 - 1),
        2**63 - 1, 2**63, -2**63, -2**63 - 1, 2**64, 10**20, -10**25, 3**100, 2**200 - 1, 10**50 + 7]

write("float_repr", ((x.hex(), repr(x)) for x in FLOATS + [rng.uniform(-1e3, 1e3) for _ in range(50)] +
                     [rng.random() * 10.0 ** rng.randint(-300, 300) for _ in range(150)]))

FLOAT_SPECS = ["", "f", ".0f", ".1f", ".2f", ".3f", "e", ".0e", ".3e", "g", ".3g", ".10g", "G", "E", "F", "%", ".1%", "n", ".3", ".17", "10", "<10", ">12.2f", "^14.3f",
               "=+12.1f", "010.2f", "+", " ", "-", "+.2e", "#.0f", "#g", "#.3g", ",", ",.2f", "_.2f", "020,.2f", "*^20,.1f", "z.1f", "z", "+z.0f", "x", "s", ".f", "c",
               "10.3", "é>10", "0", "05", "<05", ".1000000000000", "_f", "__f", ",_", "_,", ",s", "1x2"]
write("float_format", ((x.hex(), s, attempt(lambda: format(x, s))) for x in FLOATS for s in FLOAT_SPECS))

INT_SPECS = ["", "d", "b", "o", "x", "X", "#b", "#o", "#x", "#X", "5", "<5", ">5", "^9", "=6", "05", "+", " d", "+05d", ",", "_", "_b", "_x", "#_x", ",d", "012,", "020_", "010_x", "*>+12,",
             "c", "n", "f", ".2f", "e", "%", "g", ".3g", "s", ".2d", "zd", "+c", "#c", ",x", "é^9", "-5", "#010x", "#12b", "=+10", "0<7", "x<7", "r", "5c"]
write("int_format", ((x, s, attempt(lambda: format(x, s))) for x in INTS for s in INT_SPECS))

STRS = ["", "a", "hello", "Grüße", "日本語", "x" * 12]
STR_SPECS = ["", "s", "10", "<10", ">10", "^11", "*^11", ".2", "6.2", "05", "=5", "+", " ", "#", ",", "_", "z", "d", ".2s", "日>8", "10x", "<", ".", "1_000"]
write("str_format", ((x, s, attempt(lambda: format(x, s))) for x in STRS for s in STR_SPECS))

PERCENT_INT = ["%d", "%5d", "%-5d|", "%05d", "%+d", "% d", "%.4d", "%8.3d", "%x", "%X", "%#x", "%#X", "%o", "%#o", "%#08x", "%+06d", "%-+8d|", "%i", "%u"]
write("percent_int", ((x, s, s % x) for x in INTS for s in PERCENT_INT))
PERCENT_FLOAT = ["%f", "%.2f", "%10.3f", "%-12.1f|", "%+.1f", "% .3e", "%e", "%E", "%g", "%G", "%#g", "%.0f", "%#.0f", "%010.2f", "%.10g", "%F"]
write("percent_float", ((x.hex(), s, s % x) for x in FLOATS for s in PERCENT_FLOAT))

ops = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "//": lambda a, b: a // b, "%": lambda a, b: a % b,
       "/": lambda a, b: (a / b).hex(), "&": lambda a, b: a & b, "|": lambda a, b: a | b, "^": lambda a, b: a ^ b,
       "cmp": lambda a, b: (a > b) - (a < b)}
write("int_binary", ((a, name, b, attempt(lambda: op(a, b))) for a in INTS for b in INTS for name, op in ops.items()))
shifts = [(a, n) for a in INTS for n in (0, 1, 3, 14, 15, 47, 48, 63, 64, 100)]
write("int_shift", ((a, n, a << n, a >> n) for a, n in shifts))
write("int_pow", ((a, b, a ** b) for a in (-3, -2, -1, 0, 1, 2, 3, 7, 10, 2**40, -2**70) for b in (0, 1, 2, 3, 5, 17, 40)))
write("int_pow_mod", ((a, b, m, attempt(lambda: pow(a, b, m))) for a in (-7, 0, 1, 3, 10, 2**70) for b in (-2, -1, 0, 1, 5, 2**65) for m in (-13, -1, 1, 2, 7, 10, 2**61 - 1)))
write("int_misc", ((a, hash(a), a.bit_length(), a.bit_count(), int.__round__(a, -1), int.__round__(a, -3), int.__round__(a, -60), attempt(lambda: float(a).hex()),
                    a.to_bytes(30, "big", signed=True).hex(), a.to_bytes(30, "little", signed=True).hex()) for a in INTS))

TEXTS = ["0", "-0", "12", " 42 ", "+7", "--7", "1_000", "_1", "1_", "1__0", "0x1F", "0X_1f", "0b101", "0o17", "ff", "z", "", " ", "1 2", "007", "0_0", "00", "9" * 30, "-" + "8" * 25,
         "\t5\n", "0x", "1e5", "١٢", "1.5", "0b2", "-0x10", "+ 5"]
write("int_parse", ((t, base, attempt(lambda: int(t, base)).__str__().split(":")[0]) for t in TEXTS for base in (10, 0, 2, 8, 16, 36)))
FLOAT_TEXTS = ["1", "1.5", ".5", "5.", "-1e5", "1E-5", " 3.25\n", "1_000.5", "1__0", "_1", "1_.5", "inf", "-Infinity", "nan", "+nan", "infi", "1e400", "-1e400", "1e-400", "4.9e-324", "2.5e-324", "2.4e-324",
               "1e", "e5", ".", "", "0x10", "1.7976931348623158e308", "1.7976931348623159e308", "123456789012345678901234567890", "0.1e1_0", "-.5e-3", "1 2", "+-1", "٣.٥"]
write("float_parse", ((t, attempt(lambda: float(t).hex()).split(":")[0]) for t in FLOAT_TEXTS))
write("float_round", ((x.hex(), n, attempt(lambda: round(x, n).hex()).split(":")[0]) for x in FLOATS + [12.5, 15.0, 25.0, 1250.0, 55.0, 5.015, 1e17 + 50, -44.5] for n in (-400, -20, -3, -2, -1, 0, 1, 2, 3, 10, 16, 400)))
write("float_misc", ((x.hex(), hash(x), x.as_integer_ratio()[0], x.as_integer_ratio()[1]) for x in FLOATS if x - x == 0))
write("float_divmod", ((a.hex(), b.hex(), (a // b).hex(), (a % b).hex()) for a in FLOATS[:-8] + [-7.5, 7.5] for b in (1.0, -1.0, 0.3, -2.5, 1e10, float("inf"), float("-inf"))))
write("float_fromhex", ((t, attempt(lambda: float.fromhex(t).hex()).split(":")[0]) for t in ["0x1p0", "1p3", "0x1.8p-2", "-0x.8p1", "0x1.fffffffffffff8p0", "0x1p1024", "0x1p-1080", "0x1p-1074", "inf", "nan", "", "0x", "0x1.p", "1.8", "0x1.00000000000008p0", " 0x1 "]))

SAMPLE = ["", "hello world", "Hello World", "HELLO", "ß straße", "ǆ ǅ Ǆ", "ΑΣ ΟΔΥΣΣΕΥΣ ΣΑΣ.", "İstanbul", "ŉ ﬁ ﬀ ﬅ", "they're bill's", "123abc", "一二三 ½ ² ①", "٣٤", "a\tb\nc", "\x1c\x85", "_id", "9x", "été", "ªº", "Ⅷ", "\u1e9e", "ΐ",
          "\U0001d7d8\U0001d7e5", "\U00010400\U00010428", "a\u0301B", "\ud800", "\x00\x7f", "tab\\quote'", "both '\"", "ℌ", "σς", "ǰ"]
METHODS = ["lower", "upper", "title", "capitalize", "swapcase", "casefold", "isalpha", "isalnum", "isascii", "isdecimal", "isdigit", "isnumeric", "isspace", "isprintable", "islower", "isupper", "istitle", "isidentifier", "__repr__"]
write("str_methods", ((m, s, getattr(s, m)()) for m in METHODS for s in SAMPLE))
# Characters that Unicode 3.2 has: their properties hardly change from one Unicode version to the next.
everything = "".join(c for c in map(chr, itertools.chain(range(0xD800), range(0xE000, 0x30000))) if unicodedata.ucd_3_2_0.category(c) != "Cn")
breaks = [0] + [i for i in range(1, len(everything)) if ord(everything[i]) != ord(everything[i - 1]) + 1] + [len(everything)]
write("str_all_chars", ((ord(everything[a]), ord(everything[b - 1])) for a, b in itertools.pairwise(breaks)))
write("str_sums", ((m, sum((i % 9973) * getattr(c, m)() for i, c in enumerate(everything))) for m in METHODS[6:18]))

SPLITS = ["a,b,,c", ",a,", "", " a  b c ", "aXXbXXXc", "one", "  ", "x\ty\nz\u3000w", "a b c d e"]
write("str_split", ((s, repr(sep), n, "|".join(s.split(sep, n)), "|".join(s.rsplit(sep, n))) for s in SPLITS for sep in (None, ",", "XX", " ") for n in (-1, 0, 1, 2)))
write("str_lines", ((s, "|".join(s.splitlines()).replace("\n", "N").replace("\r", "R"), "|".join(s.splitlines(True)).replace("\n", "N").replace("\r", "R")) for s in ["", "a", "a\n", "a\r\nb\rc\n\nd", "\n", "x\x0by\u2028z", "a\r"]))
FINDS = [("hello", "l"), ("hello", "lo"), ("", ""), ("abc", ""), ("aaaa", "aa"), ("日本語本", "本"), ("héllo", "é"), ("abc", "d"), ("ab日", "b"), ("abc", "日")]
write("str_find", ((s, w, a, b, s.find(w, a, b), s.rfind(w, a, b), s.count(w, a, b)) for s, w in FINDS for a in (-9, -2, 0, 1, 3, 9) for b in (-9, -1, 0, 2, 4, 9)))
write("str_replace", ((s, a, b, n, s.replace(a, b, n)) for s in ("banana", "", "aaa", "日本") for a in ("a", "", "an", "日") for b in ("", "o", "語語") for n in (-1, 0, 1, 2)))
write("str_shape", ((s, s.center(7, "*"), s.center(8, "*"), s.ljust(6) + "|", s.rjust(6), s.zfill(6), s.expandtabs(4), s.strip(), s.lstrip("x-"), s.rstrip("x-")) for s in ("", "ab", "-42", "+x", "\ta\tb", " pad ", "x-x", "longer text")))

TEXTS = ["", "abc", "é", "日本", "a\U0001F600", "\ud800x", "ÿ\u0100"]
ENCODINGS = ["utf-8", "ascii", "latin-1", "utf-16-le", "utf-16-be", "utf-16", "utf-32", "utf-8-sig"]
HANDLERS = ["strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "surrogateescape", "surrogatepass"]
write("encode", ((s, e, h, attempt(lambda: s.encode(e, h).hex())) for s in TEXTS for e in ENCODINGS for h in HANDLERS))
BYTES = [b"", b"abc", b"\xc3\xa9", b"\xff", b"a\xe6\x97b", b"\xe6\x97", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80", b"\xf5\x80", b"\xc0\x80", b"\xef\xbb\xbfx", b"a\x80\x80", b"\xf0\x90\x80", b"\x00\xd8\x00\xdc", b"\xff\xfea\x00", b"\xfe\xff\x00a"]
write("decode", ((s.hex(), e, h, attempt(lambda: s.decode(e, h))) for s in BYTES for e in ENCODINGS[:6] + ["utf-8-sig"] for h in ("strict", "ignore", "replace", "surrogateescape", "surrogatepass")))


def set_story(steps):
    s = set()
    for op, n in steps:
        if op == "add":
            s.add(n)
        elif op == "discard":
            s.discard(n)
        else:
            s.pop() if s else None
    return " ".join(map(str, s))


stories = []
for _ in range(120):
    top = rng.choice([8, 20, 100, 1000, 10**6, 2**45])
    stories.append([(rng.choice(["add", "add", "add", "discard", "pop"]), rng.randrange(-top, top)) for _ in range(rng.choice([5, 12, 40, 300]))])
write("set_order", ((" ".join(f"{op} {n}" for op, n in story), set_story(story)) for story in stories))
pairs = [(set(rng.sample(range(60), rng.randrange(20))), set(rng.sample(range(60), rng.randrange(20)))) for _ in range(40)]


def built(numbers):
    s = set()
    for n in numbers:
        s.add(n)
    return s


write("set_merge", ((" ".join(map(str, a)), " ".join(map(str, b)), " ".join(map(str, built(a) | built(b)))) for a, b in pairs))
TUPLES = [(), (1,), (1, 2), (0, -1, 2**61), (1.5, 2), ((), (1,)), (2**100, -5, 0.1), tuple(range(50))]
write("tuple_hash", ((repr(t), hash(t)) for t in TUPLES))
write("frozenset_hash", ((" ".join(map(str, t)), hash(frozenset(t))) for t in ([], [1], [1, 2, 3], [-1, 5, 2**62], list(range(100)))))
sizes = []
grown = []
for i in range(200):
    grown.append(i)
    sizes.append((sys.getsizeof(grown) - sys.getsizeof([])) // 8)
write("list_capacity", [(" ".join(map(str, sizes)),)])
write("range", ((a, b, s, len(range(a, b, s)), list(range(a, b, s))[-1:] , range(a, b, s)[::-1]) for a in (-3, 0, 5) for b in (-7, 0, 4, 12) for s in (-3, -1, 1, 2, 5)))
write("slice", ((n, a, b, c, *slice(a, b, c).indices(n), len(range(*slice(a, b, c).indices(n)))) for n in (0, 1, 5) for a in (None, -9, -2, 0, 2, 9) for b in (None, -9, -1, 0, 3, 9) for c in (None, -2, -1, 1, 3)))
