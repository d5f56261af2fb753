# __eq__, __hash__, __repr__ and __str__ that raise.
def show(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    print(repr(result))

class Weird:

    def __eq__(self, o):
        raise ValueError('eq')

    def __hash__(self):
        return 1
show(lambda: {Weird(): 1, Weird(): 2})
show(lambda: Weird() in [Weird()])
show(lambda: [Weird()] == [Weird()])
show(lambda: {1: 1}[Weird()])
class BadHash:

    def __hash__(self):
        raise KeyError('h')
show(lambda: {BadHash(): 1})
show(lambda: BadHash() in {1})
show(lambda: hash((1, BadHash())))
class BadRepr:

    def __repr__(self):
        raise RuntimeError('r')
show(lambda: repr([1, BadRepr()]))
show(lambda: repr({1: BadRepr()}))
show(lambda: f'{[BadRepr()]}')
show(lambda: str([1]))
class NoStr:

    def __str__(self):
        return 5
show(lambda: str(NoStr()))
show(lambda: f'{NoStr()}')
show(lambda: '%s' % NoStr())

# expect: 'ValueError: eq'
# expect: 'ValueError: eq'
# expect: 'ValueError: eq'
# expect: 'ValueError: eq'
# expect: "KeyError: 'h'"
# expect: "KeyError: 'h'"
# expect: "KeyError: 'h'"
# expect: 'RuntimeError: r'
# expect: 'RuntimeError: r'
# expect: 'RuntimeError: r'
# expect: '[1]'
# expect: 'TypeError: __str__ returned non-string (type int)'
# expect: 'TypeError: __str__ returned non-string (type int)'
# expect: 'TypeError: __str__ returned non-string (type int)'
