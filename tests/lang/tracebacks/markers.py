def first(x):
    return x["key"]["inner"].attribute + second(x, y=1)


def second(x, y):
    return x[0] + (
        y / 0
    )


import traceback

cases = [{"key": {"inner": 5}}, {"key": None}, {}, None]
for case in cases:
    try:
        first(case)
    except Exception as error:
        print(type(error).__name__, error)
        frames = traceback.extract_tb(error.__traceback__)
        print([(f.name, f.lineno, f.line) for f in frames])
try:
    second([1], 2)
except ZeroDivisionError as error:
    print(error.__traceback__.tb_lineno, error.__traceback__.tb_next.tb_frame.f_code.co_name, error.__traceback__.tb_next.tb_lineno)
first({"key": {"inner": len}})

# expect: AttributeError 'int' object has no attribute 'attribute'
# expect: [('<module>', 16, 'first(case)'), ('first', 2, 'return x["key"]["inner"].attribute + second(x, y=1)')]
# expect: TypeError 'NoneType' object is not subscriptable
# expect: [('<module>', 16, 'first(case)'), ('first', 2, 'return x["key"]["inner"].attribute + second(x, y=1)')]
# expect: KeyError 'key'
# expect: [('<module>', 16, 'first(case)'), ('first', 2, 'return x["key"]["inner"].attribute + second(x, y=1)')]
# expect: TypeError 'NoneType' object is not subscriptable
# expect: [('<module>', 16, 'first(case)'), ('first', 2, 'return x["key"]["inner"].attribute + second(x, y=1)')]
# expect: 22 second 7
# expect-error: AttributeError: 'builtin_function_or_method' object has no attribute 'attribute'
# expect-exit: 1
