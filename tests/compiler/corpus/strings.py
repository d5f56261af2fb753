"""f-strings, string literals, docstrings."""


def plain(a):
    return f"{a}", f"x{a}", f"{a}x", f"x{a}y", f"{a}{a}", f"", f"text", f"{{}}"


def conversions(a):
    return f"{a!s}", f"{a!r}", f"{a!a}", f"{a!r:>10}"


def specs(a, w):
    return f"{a:5}", f"{a:>{w}}", f"{a:{w}.{w}}", f"{a:.2f}", f"{a!r:{w}}", f"{a:%Y-%m-%d}", f"{a:,}"


def debug(a):
    return f"{a=}", f"{a = }", f"{a=!r}", f"{a=:>5}", f"{a.b=}", f"{a+1=}"


def expressions(a, b):
    return f"{a + b}", f"{a if b else a}", f"{a[0]}", f"{a['k']}", f"{a.b(1, k=2)}", f"{(lambda: a)()}", f"{a!r}{b!s:>3}"


def nested(a):
    return f"{f'{a}'}", f"{f'x{a!r}y':>10}", f"{'a' 'b'}", f"{a:{'>'}{10}}"


def concatenated(a):
    return "x" f"{a}" "y", f"{a}" f"{a}", "a" "b" f"c", f"{a}" "tail", "head" f"{a:5}" "tail"


def multi_line(a, b):
    return f"""
    first {a}
    second {b:>10}
    """


def multi_line_concat(a, b):
    return (
        f"first {a} "
        f"second {b} "
        "third"
    )


def many_parts(a):
    return f"{a}1{a}2{a}3{a}4{a}5{a}6{a}7{a}8{a}9{a}10{a}11{a}12{a}13{a}14{a}15{a}16"


def escapes():
    return "\n\t\\\"'", r"\n", b"\x00\xff", "\x41\u0042", 'mixed "quotes"', "it's", "tab\there", "\0", "\x7f"


def unicode_text():
    return "äöü", "日本", "😀", "naïve"


def bytes_text():
    return b"abc", b"a" b"b", rb"\x", b"it's"


def raw_fstring(a):
    return rf"\d{a}\n", Rf"{a}"


def join_pattern(items):
    return ", ".join(f"{k}={v!r}" for k, v in items), "".join([f"<{x}>" for x in items])


def percent_and_format(a):
    return "%s %d" % (a, 1), "{} {}".format(a, 1), "{x}".format(x=a), "%s" % a


def in_condition(a):
    if f"{a}":
        return f"yes"
    while f"x":
        return 1
    return f"{a}" and f"{a}" or "no"


def single_docstring():
    "one line"


def tab_docstring():
    """First
	tab
		two tabs
    """


def trailing_docstring():
    """First

        deep
      less deep

    end   """
    return 1


def blank_first():
    """

    text
    """


def not_docstring():
    f"text {1}"


def bytes_not_docstring():
    b"bytes"


def concatenated_docstring():
    "one " "two"
    return 1
