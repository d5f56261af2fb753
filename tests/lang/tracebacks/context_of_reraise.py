def load(name):
    data = {"a": 1}
    return data[name]


def safe(name):
    try:
        return load(name)
    except KeyError:
        print("cleaning up")
        raise LookupError("no " + name)


print(safe("a"))
safe("b")

# expect: 1
# expect: cleaning up
# expect-error: LookupError: no b
# expect-exit: 1
