from .inner import value as exported


def __getattr__(name):
    if name == "lazy":
        return "made on demand"
    raise AttributeError(f"package has no {name}")
