try:
    raise ValueError("with notes")
except ValueError as error:
    error.add_note("first note")
    error.add_note("second\nnote")
    print(error.__notes__)
    raise

# expect: ['first note', 'second\nnote']
# expect-error: note
# expect-exit: 1
