s = "the quick brown fox jumps over the lazy dog"
print(s.find("the"), s.find("the", 1), s.find("cat"), s.rfind("the"), s.index("quick"), s.rindex("o"), s.find("", 5), s.find("o", 10, 15))
print(s.count("o"), s.count("the"), "aaaa".count("aa"), "abc".count(""), s.count("o", 15, 20))
print(s.startswith("the"), s.startswith("quick", 4), s.endswith("dog"), s.endswith(("cat", "dog")), s.startswith(("a", "t")), "".startswith(""))
print("fox" in s, "cat" not in s, "".find("a"), "abc".find("abcd"))
print("a,b,,c".split(","), "a,b,,c".split(",", 1), " a  b ".split(), "".split(), "".split(","), "a b c".split(maxsplit=1), "abc".split("bc"))
print("a,b,c".rsplit(",", 1), "a b c d".rsplit(None, 2), "a--b--c".rsplit("--"))
print("key=value=x".partition("="), "key".partition("="), "a.b.c".rpartition("."), "abc".rpartition("."))
print("one\ntwo\r\nthree\n".splitlines(), "one\ntwo".splitlines(True), "".splitlines(), "\n".splitlines(), "a\vb\fc".splitlines())
print(", ".join(["a", "b"]), "".join([]), "-".join("abc"), ",".join({"k": 1}))
print("hello".replace("l", "L"), "hello".replace("l", "", 1), "aaa".replace("", "-"), "hello".replace("xyz", "a"))
print("  pad ".strip() + "|", "  pad ".lstrip() + "|", "  pad ".rstrip() + "|", "xxhixx".strip("x"), "abcba".strip("ab"), "abc".lstrip("cba") + "|")
print("TestCase".removeprefix("Test"), "TestCase".removesuffix("Case"), "abc".removeprefix("x"))
print("%s" % "abc".translate({97: "A", 98: None}), "hello".translate(str.maketrans("el", "ip")), "abc".translate(str.maketrans("", "", "b")),
      "ab".translate(str.maketrans({"a": "<a>"})))
for call in (lambda: "abc".index("z"), lambda: "abc".split(""), lambda: "a".join(5), lambda: "abc".rindex("z"), lambda: "abc".partition("")):
    try:
        call()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
print("abcabc".find("c", -2), "abcabc".rfind("a", 0, -3), "abc"[-1:], "tic-tac".rsplit("-", maxsplit=-1))
print("Ärger".find("r"), "日本語日本".count("日本"), "naïve".index("ï"))

# expect: 0 31 -1 31 4 41 5 12
# expect: 4 2 2 4 1
# expect: True True True True True True
# expect: True True -1 -1
# expect: ['a', 'b', '', 'c'] ['a', 'b,,c'] ['a', 'b'] [] [''] ['a', 'b c'] ['a', '']
# expect: ['a,b', 'c'] ['a b', 'c', 'd'] ['a', 'b', 'c']
# expect: ('key', '=', 'value=x') ('key', '', '') ('a.b', '.', 'c') ('', '', 'abc')
# expect: ['one', 'two', 'three'] ['one\n', 'two'] [] [''] ['a', 'b', 'c']
# expect: a, b  a-b-c k
# expect: heLLo helo -a-a-a- hello
# expect: pad| pad |   pad| hi c |
# expect: Case Test abc
# expect: Ac hippo ac <a>b
# expect: ValueError substring not found
# expect: ValueError empty separator
# expect: TypeError can only join an iterable
# expect: ValueError substring not found
# expect: ValueError empty separator
# expect: 5 0 c ['tic', 'tac']
# expect: 1 2 2
