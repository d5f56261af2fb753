def flow(kind):
    log = []
    try:
        log.append("try")
        if kind == "value":
            raise ValueError("v")
        if kind == "key":
            {}["missing"]
        if kind == "return":
            return log
        if kind == "zero":
            1 / 0
    except ValueError as error:
        log.append(f"value {error}")
    except (KeyError, IndexError) as error:
        log.append(f"lookup {error!r}")
    except Exception:
        log.append("other")
    else:
        log.append("else")
    finally:
        log.append("finally")
    log.append("end")
    return log


for kind in ("none", "value", "key", "return", "zero"):
    print(kind, flow(kind))


def finally_wins():
    try:
        return "try"
    finally:
        return "finally"


def finally_swallows():
    try:
        raise ValueError
    finally:
        return "swallowed"


def loop_finally():
    for i in range(3):
        try:
            continue
        finally:
            print("f", i, end=" ")
    while True:
        try:
            break
        finally:
            print("broke")
    return "done"


print(finally_wins(), finally_swallows(), loop_finally())


def nested():
    try:
        try:
            raise KeyError("inner")
        except ValueError:
            print("wrong")
        finally:
            print("inner finally")
    except KeyError as error:
        print("outer got", error)
        try:
            raise TypeError("second")
        except TypeError as second:
            print(repr(second.__context__))


nested()
try:
    pass
finally:
    print("only finally")
error = "kept?"
try:
    raise ValueError
except ValueError as error:
    pass
print("error" in globals())
try:
    try:
        raise ValueError("first")
    except ValueError:
        raise
except ValueError as e:
    print("reraised", e)
try:
    raise
except RuntimeError as e:
    print(e)
try:
    raise 5
except TypeError as e:
    print(e)
try:
    try:
        1 / 0
    except 5:
        pass
except TypeError as e:
    print(e)


def generator():
    try:
        yield 1
        yield 2
    finally:
        print("generator closed")


for x in generator():
    break
print("loop left")
try:
    raise KeyboardInterrupt
except Exception:
    print("wrong")
except BaseException as e:
    print(type(e).__name__)

# expect: none ['try', 'else', 'finally', 'end']
# expect: value ['try', 'value v', 'finally', 'end']
# expect: key ['try', "lookup KeyError('missing')", 'finally', 'end']
# expect: return ['try', 'finally']
# expect: zero ['try', 'other', 'finally', 'end']
# expect: f 0 f 1 f 2 broke
# expect: finally swallowed done
# expect: inner finally
# expect: outer got 'inner'
# expect: KeyError('inner')
# expect: only finally
# expect: False
# expect: reraised first
# expect: No active exception to reraise
# expect: exceptions must derive from BaseException
# expect: catching classes that do not inherit from BaseException is not allowed
# expect: generator closed
# expect: loop left
# expect: KeyboardInterrupt
