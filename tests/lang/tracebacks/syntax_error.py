print("never printed")
def broken(:
    pass

# expect-error: SyntaxError: invalid syntax
# expect-exit: 1
