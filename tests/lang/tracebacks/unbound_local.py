total = 10


def add(n):
    total += n
    return total


add(1)

# expect-error: UnboundLocalError: cannot access local variable 'total' where it is not associated with a value
# expect-exit: 1
