"""try, except, finally, raise, with."""


def try_except(f):
    try:
        f()
    except ValueError:
        print(1)


def try_bare(f):
    try:
        f()
    except:
        print(1)


def try_as(f):
    try:
        return f()
    except ValueError as e:
        return e


def try_several(f):
    try:
        f()
    except ValueError:
        return 1
    except (TypeError, KeyError) as e:
        print(e)
    except f.Error:
        pass
    except:
        raise
    return 2


def try_else(f):
    try:
        x = f()
    except ValueError:
        x = None
    else:
        x = x + 1
    return x


def try_finally(f):
    try:
        f()
    finally:
        print("end")


def try_finally_return(f):
    try:
        return f()
    finally:
        print("end")


def try_finally_return_constant(f):
    try:
        return 1
    finally:
        f()


def finally_returns(f):
    try:
        f()
    finally:
        return 1


def finally_overrides(f):
    try:
        return f()
    finally:
        return 2


def try_all(f):
    try:
        x = f()
    except ValueError as e:
        x = e
    except TypeError:
        x = 1
    else:
        x = 2
    finally:
        print(x)
    return x


def nested_try(f):
    try:
        try:
            f()
        except ValueError:
            f(1)
        finally:
            f(2)
    except TypeError as e:
        try:
            f(e)
        except KeyError as k:
            f(k)
    finally:
        try:
            f(3)
        finally:
            f(4)


def try_in_loop(items, f):
    for x in items:
        try:
            f(x)
        except ValueError:
            continue
        except KeyError:
            break
        else:
            print(x)
        finally:
            print("f")
    return 1


def loop_in_try(items):
    try:
        for x in items:
            if x:
                break
            if x == 1:
                continue
            if x == 2:
                return x
        else:
            print("else")
    except ValueError:
        pass


def break_in_finally(items):
    for x in items:
        try:
            print(x)
        finally:
            break


def continue_in_finally(items):
    while items:
        try:
            items.pop()
        finally:
            continue


def return_in_loop_finally(items):
    for x in items:
        try:
            if x:
                return x
        finally:
            print(x)


def break_through_two_finally(items):
    while True:
        try:
            try:
                if items:
                    break
                continue
            finally:
                print(1)
        finally:
            print(2)
    return 3


def return_in_except(f):
    for _ in f:
        try:
            f()
        except ValueError as e:
            return e
        except TypeError as e:
            break
        except KeyError as e:
            continue


def except_reuses_name(e):
    try:
        pass
    except ValueError as e:
        print(e)
    try:
        pass
    except TypeError as e:
        print(e)
    return e


def except_name_closure(f):
    try:
        f()
    except ValueError as e:
        return lambda: e


def except_name_global(f):
    global error
    try:
        f()
    except ValueError as error:
        print(error)


def raise_forms(e):
    if e == 1:
        raise
    if e == 2:
        raise e
    if e == 3:
        raise ValueError
    if e == 4:
        raise ValueError("x")
    if e == 5:
        raise ValueError("x") from e
    if e == 6:
        raise e from None
    raise TypeError(f"{e}") from e.cause


def raise_in_except(f):
    try:
        f()
    except ValueError as e:
        raise TypeError from e


def try_pass(f):
    try:
        pass
    except ValueError:
        pass
    try:
        pass
    finally:
        pass
    try:
        f
    except f:
        pass


def try_yield(f):
    try:
        yield 1
    except ValueError:
        yield 2
    else:
        yield 3
    finally:
        yield 4


def try_closure(f):
    x = 1
    try:
        g = lambda: x
        x = f(g)
    finally:
        h = lambda: x
    return g, h


def finally_with_function(f):
    try:
        f()
    finally:
        def g():
            return 1
        k = [x for x in f]
        f(g, lambda: 2, k)


def with_simple(a):
    with a:
        print(1)


def with_as(a):
    with a as b:
        print(b)


def with_several(a):
    with a as b, a.c as d, a():
        print(b, d)


def with_paren(a):
    with (
        a as b,
        a.c() as d,
    ):
        return b, d


def with_unpack(a, o):
    with a as (b, c):
        pass
    with a as o.x, a as o[0]:
        pass
    with a as [d, *e]:
        pass
    return b, c, d, e


def with_return(a):
    with a:
        return 1


def with_return_value(a):
    with a as b:
        return b.x


def with_in_loop(items):
    for x in items:
        with x as y:
            if y:
                break
            if y == 1:
                continue
            if y == 2:
                return y
    return 3


def loop_in_with(a):
    with a as b:
        for x in b:
            if x:
                break
        else:
            return 1
    return 2


def with_in_try(a):
    try:
        with a as b:
            return b
    except ValueError as e:
        with a:
            raise e
    finally:
        with a:
            print(1)


def try_in_with(a):
    with a:
        try:
            return a()
        except ValueError:
            pass
        finally:
            print(2)


def nested_with_return(a):
    with a:
        with a as b:
            with b:
                return b


def with_raise(a):
    with a:
        raise ValueError


def with_pass(a):
    with a: pass
    with a as b: pass


def with_yield(a):
    with a as b:
        x = yield b
        yield x


def with_lock(lock, counter):
    while True:
        with lock:
            if not counter:
                return
            counter -= 1
        with lock: counter += 1


def with_multi_line(a):
    with a(
        1,
        2,
    ) as b:
        print(
            b
        )


def lock_pattern(lock, f):
    lock.acquire()
    try:
        return f()
    finally:
        lock.release()


def retry(f, n):
    for attempt in range(n):
        try:
            return f(attempt)
        except OSError as error:
            if attempt == n - 1:
                raise
            last = error
    raise RuntimeError("failed") from last


def handler_conditions(f):
    try:
        f()
    except ValueError if f else TypeError:
        pass
    except (f() or KeyError):
        pass


def exception_state(f):
    try:
        f()
    except Exception as outer:
        try:
            f()
        except Exception as inner:
            return outer, inner
        print(outer)


def finally_loop(f):
    try:
        f()
    finally:
        for x in f:
            if x:
                break
        while f:
            f()


def else_only_return(f):
    try:
        f()
    except ValueError:
        return 1
    else:
        return 2


def except_pass_in_while(q):
    while True:
        try:
            item = q.get_nowait()
        except Exception:
            break
        if item is None:
            continue
        yield item


try:
    import nothing_here
except ImportError as module_error:
    nothing_here = None
else:
    print("found")
finally:
    print("done")
with open("x") as module_file:
    pass
