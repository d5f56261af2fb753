def parse(text):
    try:
        return int(text)
    except ValueError as error:
        raise RuntimeError(f"cannot parse {text!r}") from error


print(parse("12"))
print(parse("twelve"))

# expect: 12
# expect-error: RuntimeError: cannot parse 'twelve'
# expect-exit: 1
