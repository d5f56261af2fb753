s = "hello World 123"
print(s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), "ẞß".casefold(), "straße".upper(), "ÀÉ".lower())
print("they're bill's friends".title(), "x1y2".title(), "ǆ".title() == "ǅ", "ŉ".upper())
for text in ("abc", "ABC", "Abc", "123", "12.3", "a1", "", " ", "a b", "_x", "1x", "²", "½", "Ⅷ", "äö", "Title Case", "\t\n", "日本"):
    print(repr(text), text.isalpha(), text.isdigit(), text.isalnum(), text.isspace(), text.islower(), text.isupper(), text.istitle(),
          text.isnumeric(), text.isdecimal(), text.isidentifier(), text.isprintable(), text.isascii())
print("abc".center(9) + "|", "abc".center(8, "*"), "abc".ljust(6, ".") + "|", "abc".rjust(6) + "|", "abcd".center(3))
print("42".zfill(5), "-42".zfill(5), "+1".zfill(4), "abc".zfill(2), "".zfill(2))
print("a\tb\tc".expandtabs(), "ab\tc".expandtabs(4), "\t|".expandtabs(2), "a\n\tb".expandtabs(3))
print("abc" * 3, 0 * "abc", "abc" * -1, "ab" "cd", "a" + "b")
print(max("hello"), min("hello"), sorted("hello"), list("héllo"), len("héllo"), "".join(reversed("abc")))
print(ord("a"), ord("é"), ord("€"), chr(97), chr(8364), chr(0x1F600), len("😀"))
try:
    ord("ab")
except TypeError as error:
    print(error)
try:
    chr(-1)
except ValueError as error:
    print(error)
try:
    "abc".center(10, "ab")
except TypeError as error:
    print(error)
print(str(5), str(None), str([1, "a"]), str(b"x"), str(b"x", "ascii"), str(), str(1.0), str("s"), str(True), str(int))
print("a" < "b" < "c", "a" == "a", "a" != "A", "10" < "9", "é" > "z")
print(hash("abc") == hash("ab" + "c"), "abc" is not None)

# expect: HELLO WORLD 123 hello world 123 Hello World 123 Hello world 123 HELLO wORLD 123 ssss STRASSE àé
# expect: They'Re Bill'S Friends X1Y2 True ʼN
# expect: 'abc' True False True False True False False False False True True True
# expect: 'ABC' True False True False False True False False False True True True
# expect: 'Abc' True False True False False False True False False True True True
# expect: '123' False True True False False False False True True False True True
# expect: '12.3' False False False False False False False False False False True True
# expect: 'a1' False False True False True False False False False True True True
# expect: '' False False False False False False False False False False True True
# expect: ' ' False False False True False False False False False False True True
# expect: 'a b' False False False False True False False False False False True True
# expect: '_x' False False False False True False False False False True True True
# expect: '1x' False False True False True False False False False False True True
# expect: '²' False True True False False False False True False False True False
# expect: '½' False False True False False False False True False False True False
# expect: 'Ⅷ' False False True False False True True True False True True False
# expect: 'äö' True False True False True False False False False True True False
# expect: 'Title Case' False False False False False False True False False False True True
# expect: '\t\n' False False False True False False False False False False False True
# expect: '日本' True False True False False False False False False True True False
# expect:    abc   | **abc*** abc...|    abc| abcd
# expect: 00042 -0042 +001 abc 00
# expect: a       b       c ab  c   | a
# expect:    b
# expect: abcabcabc   abcd ab
# expect: o e ['e', 'h', 'l', 'l', 'o'] ['h', 'é', 'l', 'l', 'o'] 5 cba
# expect: 97 233 8364 a € 😀 1
# expect: ord() expected a character, but string of length 2 found
# expect: chr() arg not in range(0x110000)
# expect: The fill character must be exactly one character long
# expect: 5 None [1, 'a'] b'x' x  1.0 s True <class 'int'>
# expect: True True True True True
# expect: True True
