try:
    import support.broken_syntax
except SyntaxError as error:
    print(error.msg, error.lineno, error.offset, repr(error.text), error.filename.endswith("broken_syntax.py"))
try:
    raise SyntaxError("made by hand", ("file.py", 3, 5, "x = = 3"))
except SyntaxError as error:
    print(error, error.lineno, error.text)
from support.broken_syntax import fine

# expect: invalid syntax 5 9 'value = = 3\n' True
# expect: made by hand (file.py, line 3) 3 x = = 3
# expect-error: SyntaxError: invalid syntax
# expect-exit: 1
