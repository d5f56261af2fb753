"""if, while, for, break, continue, return: every way through."""


def if_only(a):
    if a:
        print(1)


def if_else(a):
    if a:
        print(1)
    else:
        print(2)


def elif_chain(a):
    if a == 1:
        x = 1
    elif a == 2:
        x = 2
    elif a == 3:
        x = 3
    else:
        x = 4
    return x


def elif_returns(a):
    if a == 1:
        return 1
    elif a == 2:
        return 2
    elif a == 3:
        return
    else:
        return 4


def nested_if(a, b, c):
    if a:
        if b:
            if c:
                return 1
            else:
                return 2
        print(3)
    else:
        if b:
            return 4
    return 5


def empty_branches(a, b):
    if a:
        pass
    else:
        pass
    if b:
        pass
    elif a:
        pass


def while_simple(n):
    while n:
        n -= 1


def while_else(n):
    while n > 0:
        n -= 1
        if n == 5:
            break
    else:
        return "done"
    return "broken"


def while_continue(n):
    while n:
        n -= 1
        if n % 2:
            continue
        print(n)


def while_nested(n, m):
    while n:
        while m:
            m -= 1
            if m == n:
                break
            if m > n:
                continue
            print(m)
        n -= 1
        if not m:
            continue
    return n


def while_true_return(f):
    while True:
        x = f()
        if x:
            return x
        print(x)


def while_true_break_else(f):
    while True:
        if f():
            break
    else:
        print("never")


def while_and(a, b):
    while a and b:
        a = b
    while a or b:
        b = a
    while not a:
        a = 1


def while_pass(a):
    while a:
        pass


def while_only_continue(a):
    while a:
        continue


def while_only_break(a):
    while a:
        break


def for_simple(items):
    for x in items:
        print(x)


def for_else(items):
    for x in items:
        if x:
            break
    else:
        return 1
    return 2


def for_continue(items):
    for x in items:
        if not x:
            continue
        print(x)


def for_return(items):
    for x in items:
        if x:
            return x
    return None


def for_return_none(items):
    for x in items:
        if x:
            return


def for_nested(a, b):
    for x in a:
        for y in b:
            if x == y:
                break
            if x > y:
                continue
            return x, y
        else:
            print(x)
    return None


def for_unpack(pairs):
    for a, b in pairs:
        print(a, b)
    for a, (b, c), *d in pairs:
        print(a, b, c, d)
    for [a, b] in pairs:
        pass


def for_targets(o, items):
    for o.x in items:
        pass
    for o[0] in items:
        pass
    for o.y, o[1] in items:
        pass
    for o[1:2] in items:
        pass


def for_range(n):
    total = 0
    for i in range(n):
        total += i
    return total


def for_pass(items):
    for x in items:
        pass


def for_multi_line(
    items,
):
    for x in (
        items
    ):
        print(
            x
        )


def for_target_lines(items):
    for (
        a,
        b
    ) in items:
        print(a)


def return_forms(a):
    if a == 0:
        return
    if a == 1:
        return None
    if a == 2:
        return 1
    if a == 3:
        return a
    if a == 4:
        return a, a
    if a == 5:
        return (
            a
        )
    if a == 6:
        return (
            1
        )
    return not a


def no_return():
    pass


def only_docstring():
    """Nothing here."""


def docstring_and_return():
    """
    First.

        Indented.
    Last.
    """
    return 1


def dead_code(a):
    return a
    print(a)
    if a:
        return 1
    while a:
        pass


def dead_after_raise(a):
    raise a
    return 1


def dead_after_break(items):
    for x in items:
        break
        print(x)
    while items:
        continue
        print(items)


def dead_loop():
    while True:
        pass
    print("never")


def assertions(a, b):
    assert a
    assert a, "message"
    assert a == b, f"{a} {b}"
    assert a and b
    assert not a
    assert a or b, (a, b)
    assert True
    assert False, "no"


def assert_return(a):
    if a:
        assert a > 1
    else:
        assert a < 1, a
    return a


def same_line(a, b):
    if a: return b
    if b: a = b; b = a
    while a: a -= 1
    for x in b: print(x)
    x = 1; y = 2; return x


def jump_to_jump(a, b, c):
    while a:
        if b:
            if c:
                continue
            else:
                continue
        elif c:
            pass
        else:
            break


def exits_without_line(a, b):
    if a:
        if b:
            print(1)
    elif b:
        print(2)


def loop_exit_copies(a, b):
    for x in a:
        if x:
            if b:
                print(x)
        else:
            if b:
                print(b)


def conditional_tail(a, b):
    print(a)
    if a:
        b()
    else:
        a()


def loop_tail(a):
    if a:
        for x in a:
            if x:
                a()


def many_exits(a):
    if a > 1:
        if a > 2:
            if a > 3:
                return "x"
            return "y"
        return "z"


def complex_conditions(a, b, c, d, e):
    if (a and b) or (c and not d) or e:
        return 1
    if not ((a or b) and (c or d)):
        return 2
    while (a or (b and c)) and not (d or e):
        a = d
    return (a and (b or c)) if (d and e) else (not a or b)


def comparison_loops(n):
    i = 0
    while i < n:
        i += 1
    while not i >= n:
        i += 1
    while i != n and i is not None:
        i += 1
    while i in (1, 2):
        i += 1


def big_loop(items):
    result = []
    for i, x in enumerate(items):
        if x < 0:
            result.append(-x)
        elif x == 0:
            result.append("zero")
            continue
        elif x > 1000:
            break
        else:
            for k in range(x):
                if k % 2 and k % 3:
                    result.append(k)
                elif k % 5 == 0:
                    break
            else:
                result.append("full")
        if len(result) > 100:
            return result[:100]
    else:
        result.append("end")
    return result
