def down(n):
    if n == 0:
        raise ValueError("bottom")
    down(n - 1)


try:
    down(3)
except ValueError as error:
    depth = 0
    tb = error.__traceback__
    while tb:
        depth += 1
        tb = tb.tb_next
    print(depth)
down(20)

# expect: 5
# expect-error: ValueError: bottom
# expect-exit: 1
