log = []


def t(name, value=None):
    log.append(name)
    return value


def flush(label):
    print(label, " ".join(log))
    log.clear()


t("a", 1) + t("b", 2) * t("c", 3)
flush("arithmetic")
[t("a"), t("b")]; {t("k1", 1): t("v1"), t("k2", 2): t("v2")}
flush("displays")
t("f", print)(t("x", ""), *t("args", ()), end=t("end", ""), **t("kw", {}))
flush("call")
target = {}
t("object", target)[t("key", 1)] = t("value", 2)
flush("subscript store")
t("list", [0])[t("index", 0)] += t("amount", 5)
flush("augmented")
x = t("true", True) if t("condition", False) else t("false")
flush("conditional")
a = b = t("chained")
flush("assignment")
t("obj", [1, 2, 3])[t("start", 0):t("stop", 2)]
flush("slice")


def decorated(n):
    t("make" + n)
    return lambda f: t("apply" + n, f)


@decorated("1")
@decorated("2")
def f(x=t("default")):
    pass


flush("decorators")


class C(t("base", object)):
    t("body")


flush("class")
assert t("assertion", True), t("message")
flush("assert")
t("left", 1) < t("middle", 2) < t("right", 3)
flush("compare")
f"{t('one', 1)}{t('two', 2):{t('spec', 3)}}"
flush("fstring")
lambda y=t("lambda default"): t("lambda body")
flush("lambda")
[t("elt") for _ in t("iterable", [1, 2]) if t("cond", True)]
flush("comprehension")
try:
    raise t("exc", ValueError) from t("cause", None)
except t("handler", ValueError):
    pass
flush("raise")

# expect: arithmetic a b c
# expect: displays a b k1 v1 k2 v2
# expect: call f x args end kw
# expect: subscript store value object key
# expect: augmented list index amount
# expect: conditional condition false
# expect: assignment chained
# expect: slice obj start stop
# expect: decorators make1 make2 default apply2 apply1
# expect: class base body
# expect: assert assertion
# expect: compare left middle right
# expect: fstring one two spec
# expect: lambda lambda default
# expect: comprehension iterable cond elt cond elt
# expect: raise exc cause handler
