CONSTANT = 42
loads = []
loads.append("loaded")


def double(x):
    return x * 2
