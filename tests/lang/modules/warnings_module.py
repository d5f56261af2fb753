import sys
import warnings

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    warnings.warn("first")
    warnings.warn("second", DeprecationWarning)
    warnings.warn(RuntimeWarning("third"))
print([(str(w.message), w.category.__name__, w.lineno) for w in caught])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        warnings.warn("as error", UserWarning)
    except UserWarning as error:
        print(repr(error))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("default")
    for _ in range(3):
        warnings.warn("repeated")
    warnings.simplefilter("ignore")
    warnings.warn("ignored")
    warnings.filterwarnings("always", message="shown", category=UserWarning)
    warnings.warn("shown text")
    warnings.warn("other text")
print([str(w.message) for w in caught])
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("once")
    for text in ("a", "b", "a"):
        warnings.warn(text)
print([str(w.message) for w in caught])


class Stream:
    text = ""

    def write(self, s):
        self.text += s

    def flush(self):
        pass


old, sys.stderr = sys.stderr, Stream()
warnings.simplefilter("always")
warnings.warn("to stderr", RuntimeWarning)
shown, sys.stderr = sys.stderr.text, old
print(shown.split(":", 1)[1].lstrip("0123456789"), end="")


def old_function():
    warnings.warn("old_function is deprecated", DeprecationWarning, stacklevel=2)


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    old_function()
print(caught[0].lineno, caught[0].category.__name__)
for bad in (lambda: warnings.warn("x", int), lambda: warnings.simplefilter("nonsense")):
    try:
        bad()
    except (TypeError, ValueError, AssertionError) as error:
        print(type(error).__name__)


class MyWarning(UserWarning):
    pass


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("ignore")
    warnings.simplefilter("always", MyWarning)
    warnings.warn("mine", MyWarning)
    warnings.warn("not mine")
print(len(caught), issubclass(MyWarning, Warning))

# expect: [('first', 'UserWarning', 6), ('second', 'DeprecationWarning', 7), ('third', 'RuntimeWarning', 8)]
# expect: UserWarning('as error')
# expect: ['repeated', 'shown text']
# expect: ['a', 'b']
# expect: : RuntimeWarning: to stderr
# expect:   warnings.warn("to stderr", RuntimeWarning)
# expect: 56 DeprecationWarning
# expect: TypeError
# expect: ValueError
# expect: 1 True
