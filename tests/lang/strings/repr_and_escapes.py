print(repr("plain"), repr("it's"), repr('say "hi"'), repr("both ' and \""), repr("tab\t newline\n return\r null\0"))
print(repr("\x1b[0m"), repr("é"), repr("\x7f\x80\xa0\xad"), repr("\u200b\u2028"), repr("😀"), repr("\ud800"), repr("日本"), repr("\\"))
print("tab\there", "octal \101", "hex \x41", "uni \u0041", "long \U0001F600")
print(r"raw \n \t", r"\"", "line \
continued")
print("""triple
  "quoted" ''' text""", '''it's''')
print("bell\a back\b feed\f vertical\v".encode())
print(ascii("é日😀\n"), ascii(["ü"]), ascii("plain"))
print(b"bytes\x00\xff\n'", b'"', repr(b"it's"), b"\x41\102", rb"\n", br"\t")
print(len("\n"), len(r"\n"), len("\\n"), len("\u2022"), "\x41" == "A")
print("a" 'b' """c""" r"\d")
print("%r %s %a" % ("é", "é", "é"))
print("\{".replace("\\", "<backslash>") if False else "skipped")
print("unicode: ÄÖÜ äöü ß → ∑ ∞ 你好 🎉".upper())
print("ÄÖ"[0], "你好"[::-1], "🎉🎊"[1], "e\u0301", len("e\u0301"), "\u00e9" == "e\u0301")
variable_ä = 5
π = 3.14
print(variable_ä, π)
print("a\
b", "c" "\x64")
print("""\
first line
    indented
""", end="")
print('\'', "\"", "'", '"', '\'"')
print("null:" + chr(0).replace("\0", "NUL"))
print(str("x" * 3).join("ab"), "{}".format("\u00df"), "ß".encode("utf-8"), "ß".encode("latin-1"), "€".encode())

# expect: 'plain' "it's" 'say "hi"' 'both \' and "' 'tab\t newline\n return\r null\x00'
# expect: '\x1b[0m' 'é' '\x7f\x80\xa0\xad' '\u200b\u2028' '😀' '\ud800' '日本' '\\'
# expect: tab	here octal A hex A uni A long 😀
# expect: raw \n \t \" line continued
# expect: triple
# expect:   "quoted" ''' text it's
# expect: b'bell\x07 back\x08 feed\x0c vertical\x0b'
# expect: '\xe9\u65e5\U0001f600\n' ['\xfc'] 'plain'
# expect: b"bytes\x00\xff\n'" b'"' b"it's" b'AB' b'\\n' b'\\t'
# expect: 1 2 2 1 True
# expect: abc\d
# expect: 'é' é '\xe9'
# expect: skipped
# expect: UNICODE: ÄÖÜ ÄÖÜ SS → ∑ ∞ 你好 🎉
# expect: Ä 好你 🎊 é 2 False
# expect: 5 3.14
# expect: ab cd
# expect: first line
# expect:     indented
# expect: ' " ' " '"
# expect: null:NUL
# expect: axxxb ß b'\xc3\x9f' b'\xdf' b'\xe2\x82\xac'
