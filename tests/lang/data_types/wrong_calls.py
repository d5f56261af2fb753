# The messages of wrong arguments and wrong operands.
def show(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    print(repr(result))

for case in [
    lambda: [].append(1, 2),
    lambda: [].append(),
    lambda: [].append(x=1),
    lambda: [].insert(1),
    lambda: [].pop(1, 2),
    lambda: [].sort(1),
    lambda: [].sort(foo=1),
    lambda: [].index(),
    lambda: {}.get(),
    lambda: {}.get(1, 2, 3),
    lambda: {}.pop(),
    lambda: {}.update(1, 2),
    lambda: {}.setdefault(),
    lambda: 'a'.split(1, 2, 3),
    lambda: 'a'.split(foo=1),
    lambda: 'a'.split(sep=',', maxsplit=1),
    lambda: 'a,b'.split(maxsplit=0, sep=','),
    lambda: 'a'.upper(1),
    lambda: 'a'.replace('a'),
    lambda: 'a'.join(),
    lambda: 'a'.join(1, 2),
    lambda: 'a'.center(),
    lambda: 'a'.encode(encoding='utf-8', errors='strict'),
    lambda: 'a'.encode(5),
    lambda: 'a'.encode('utf-8', 5),
    lambda: b'a'.decode(5),
    lambda: 'a'.find(),
    lambda: 'a'.find('a', 'b'),
    lambda: 'a'.find('a', None, None),
    lambda: {1}.add(),
    lambda: {1}.add(1, 2),
    lambda: {1}.union(),
    lambda: (1,).index(),
    lambda: (1,).count(1, 2),
    lambda: 5 .bit_length(1),
    lambda: 5 .to_bytes(1, 2, 3),
    lambda: 5 .to_bytes(1, 'big', signed=True),
    lambda: 5 .to_bytes(1, 'big', True),
    lambda: int.from_bytes(),
    lambda: int.from_bytes(b'a', byteorder='little'),
    lambda: 1.5.hex(1),
    lambda: float.fromhex(5),
    lambda: b'a'.hex(5),
    lambda: b'a'.hex('xx'),
    lambda: bytes.fromhex(5),
    lambda: 'a'.startswith(),
    lambda: 'a'.expandtabs(tabsize=4),
    lambda: 'a'.splitlines(keepends=True),
    lambda: 'a'.splitlines(1),
    lambda: str.maketrans(),
    lambda: 'a'.translate(),
    lambda: 'abc'.translate('xyz'),
    lambda: dict.fromkeys(),
    lambda: list.append([], 1),
    lambda: list.append({}, 1),
    lambda: list.append(),
    lambda: str.upper(5),
    lambda: str.join(',', ['a']),
    lambda: int.__add__(1, 2),
    lambda: int.__add__(1),
    lambda: int.__add__('a', 1),
    lambda: int.__radd__(1, 2),
    lambda: list.__len__([1]),
    lambda: [].__len__(1),
    lambda: list.__getitem__([1], 0),
    lambda: dict.__getitem__({}, 1),
    lambda: [1].__iter__().__next__(),
    lambda: [].__iter__().__next__(),
    lambda: 1 .__bool__(),
    lambda: 'a'.__hash__() == hash('a'),
    lambda: [].__hash__,
    lambda: hash([]),
    lambda: {}.__hash__,
    lambda: int.__new__(int, 5),
    lambda: int.__new__(),
    lambda: str.__new__(str, 5),
    lambda: list.__new__(list, 5),
    lambda: tuple.__new__(tuple, [1]),
    lambda: object.__new__(int),
    lambda: 1 .__class__,
    lambda: int.mro(),
    lambda: bool.__mro__,
    lambda: isinstance(True, int),
    lambda: issubclass(bool, int),
    lambda: type(1).__name__,
    lambda: [].__class__.__name__,
    lambda: 5 .__init__(),
    lambda: list.__init__([], 5),
    lambda: dir(5)[:3],
    lambda: hasattr([], 'append'),
    lambda: [].foo,
    lambda: setattr([], 'x', 1),
    lambda: setattr(5, 'real', 1),
    lambda: 'a'.x,
    lambda: del_attr(),
    lambda: 5 .real,
    lambda: None.foo,
    lambda: None + 1,
    lambda: None[0],
    lambda: None(),
    lambda: 1(),
    lambda: 5[0],
    lambda: {}['a']['b'],
    lambda: 'a' + 5,
    lambda: 5 + 'a',
    lambda: 'a' - 'b',
    lambda: [] - [],
    lambda: {} + {},
    lambda: {1} + {2},
    lambda: () - (),
    lambda: -'a',
    lambda: ~1.5,
    lambda: +[],
    lambda: not [],
    lambda: 1 < 'a',
    lambda: [] < {},
    lambda: {} < {},
    lambda: None < None,
    lambda: (1, 'a') < (1, 2),
    lambda: 1 in 5,
    lambda: 1 in 'abc',
    lambda: 1 in None,
    lambda: iter(5),
    lambda: next(5),
    lambda: next([]),
    lambda: len(5),
    lambda: abs('a'),
    lambda: round('a'),
    lambda: [1][1.0],
    lambda: [1]['a'],
    lambda: 'abc'[1.5],
    lambda: (1,)[None],
    lambda: {}[{}],
    lambda: {[1]: 2},
    lambda: {{}},
    lambda: set([[]]),
    lambda: [1] * 'a',
    lambda: 'a' * 1.5,
    lambda: 1.5 * [1],
    lambda: 'a' * None,
    lambda: [1] + (1,),
    lambda: (1,) + [1],
    lambda: 'a' % 1,
    lambda: 5 % 'a',
    lambda: 1 @ 2,
    lambda: 1 << 1.5,
    lambda: 1 & 1.5,
    lambda: 1.5 | 2,
    lambda: 2 ** 'a',
    lambda: pow(2, 3, 'a'),
    lambda: divmod(1, 'a'),
    lambda: int('5', base=10),
    lambda: int(5, base=10),
    lambda: int(x=5),
    lambda: float('nan') == float('nan'),
    lambda: max([]),
    lambda: sum(['a']),
    lambda: sum([[1], [2]], []),
    lambda: sorted(5),
    lambda: list(None),
    lambda: tuple(5),
    lambda: dict([1, 2]),
    lambda: set(5),
    lambda: frozenset(None),
    lambda: ''.join([1]),
    lambda: bytes(['a']),
    lambda: chr(-1),
    lambda: ord('ab'),
    lambda: hex('a'),
    lambda: [*5],
    lambda: {**5},
    lambda: [][::0],
]:
    show(case)

# expect: 'TypeError: list.append() takes exactly one argument (2 given)'
# expect: 'TypeError: list.append() takes exactly one argument (0 given)'
# expect: 'TypeError: list.append() takes no keyword arguments'
# expect: 'TypeError: insert expected 2 arguments, got 1'
# expect: 'TypeError: pop expected at most 1 argument, got 2'
# expect: 'TypeError: sort() takes no positional arguments'
# expect: "TypeError: sort() got an unexpected keyword argument 'foo'"
# expect: 'TypeError: index expected at least 1 argument, got 0'
# expect: 'TypeError: get expected at least 1 argument, got 0'
# expect: 'TypeError: get expected at most 2 arguments, got 3'
# expect: 'TypeError: pop expected at least 1 argument, got 0'
# expect: 'TypeError: update expected at most 1 argument, got 2'
# expect: 'TypeError: setdefault expected at least 1 argument, got 0'
# expect: 'TypeError: split() takes at most 2 arguments (3 given)'
# expect: "TypeError: split() got an unexpected keyword argument 'foo'"
# expect: ['a']
# expect: ['a,b']
# expect: 'TypeError: str.upper() takes no arguments (1 given)'
# expect: 'TypeError: replace() takes at least 2 positional arguments (1 given)'
# expect: 'TypeError: str.join() takes exactly one argument (0 given)'
# expect: 'TypeError: str.join() takes exactly one argument (2 given)'
# expect: 'TypeError: center expected at least 1 argument, got 0'
# expect: b'a'
# expect: "TypeError: encode() argument 'encoding' must be str, not int"
# expect: "TypeError: encode() argument 'errors' must be str, not int"
# expect: "TypeError: decode() argument 'encoding' must be str, not int"
# expect: 'TypeError: find expected at least 1 argument, got 0'
# expect: 'TypeError: slice indices must be integers or None or have an __index__ method'
# expect: 0
# expect: 'TypeError: set.add() takes exactly one argument (0 given)'
# expect: 'TypeError: set.add() takes exactly one argument (2 given)'
# expect: {1}
# expect: 'TypeError: index expected at least 1 argument, got 0'
# expect: 'TypeError: tuple.count() takes exactly one argument (2 given)'
# expect: 'TypeError: int.bit_length() takes no arguments (1 given)'
# expect: 'TypeError: to_bytes() takes at most 2 positional arguments (3 given)'
# expect: b'\x05'
# expect: 'TypeError: to_bytes() takes at most 2 positional arguments (3 given)'
# expect: "TypeError: from_bytes() missing required argument 'bytes' (pos 1)"
# expect: 97
# expect: 'TypeError: float.hex() takes no arguments (1 given)'
# expect: 'TypeError: bad argument type for built-in operation'
# expect: "TypeError: object of type 'int' has no len()"
# expect: 'ValueError: sep must be length 1.'
# expect: 'TypeError: fromhex() argument must be str, not int'
# expect: 'TypeError: startswith expected at least 1 argument, got 0'
# expect: 'a'
# expect: ['a']
# expect: ['a']
# expect: 'TypeError: maketrans expected at least 1 argument, got 0'
# expect: 'TypeError: str.translate() takes exactly one argument (0 given)'
# expect: 'abc'
# expect: 'TypeError: fromkeys expected at least 1 argument, got 0'
# expect: None
# expect: "TypeError: descriptor 'append' for 'list' objects doesn't apply to a 'dict' object"
# expect: 'TypeError: unbound method list.append() needs an argument'
# expect: "TypeError: descriptor 'upper' for 'str' objects doesn't apply to a 'int' object"
# expect: 'a'
# expect: 3
# expect: 'TypeError: expected 1 argument, got 0'
# expect: "TypeError: descriptor '__add__' requires a 'int' object but received a 'str'"
# expect: 3
# expect: 1
# expect: 'TypeError: expected 0 arguments, got 1'
# expect: 1
# expect: 'KeyError: 1'
# expect: 1
# expect: 'StopIteration: '
# expect: True
# expect: True
# expect: None
# expect: "TypeError: unhashable type: 'list'"
# expect: None
# expect: 5
# expect: 'TypeError: int.__new__(): not enough arguments'
# expect: '5'
# expect: []
# expect: (1,)
# expect: 'TypeError: object.__new__(int) is not safe, use int.__new__()'
# expect: <class 'int'>
# expect: [<class 'int'>, <class 'object'>]
# expect: (<class 'bool'>, <class 'int'>, <class 'object'>)
# expect: True
# expect: True
# expect: 'int'
# expect: 'list'
# expect: None
# expect: "TypeError: 'int' object is not iterable"
# expect: ['__abs__', '__add__', '__and__']
# expect: True
# expect: "AttributeError: 'list' object has no attribute 'foo'"
# expect: "AttributeError: 'list' object has no attribute 'x' and no __dict__ for setting new attributes"
# expect: "AttributeError: attribute 'real' of 'int' objects is not writable"
# expect: "AttributeError: 'str' object has no attribute 'x'"
# expect: "NameError: name 'del_attr' is not defined"
# expect: 5
# expect: "AttributeError: 'NoneType' object has no attribute 'foo'"
# expect: "TypeError: unsupported operand type(s) for +: 'NoneType' and 'int'"
# expect: "TypeError: 'NoneType' object is not subscriptable"
# expect: "TypeError: 'NoneType' object is not callable"
# expect: "TypeError: 'int' object is not callable"
# expect: "TypeError: 'int' object is not subscriptable"
# expect: "KeyError: 'a'"
# expect: 'TypeError: can only concatenate str (not "int") to str'
# expect: "TypeError: unsupported operand type(s) for +: 'int' and 'str'"
# expect: "TypeError: unsupported operand type(s) for -: 'str' and 'str'"
# expect: "TypeError: unsupported operand type(s) for -: 'list' and 'list'"
# expect: "TypeError: unsupported operand type(s) for +: 'dict' and 'dict'"
# expect: "TypeError: unsupported operand type(s) for +: 'set' and 'set'"
# expect: "TypeError: unsupported operand type(s) for -: 'tuple' and 'tuple'"
# expect: "TypeError: bad operand type for unary -: 'str'"
# expect: "TypeError: bad operand type for unary ~: 'float'"
# expect: "TypeError: bad operand type for unary +: 'list'"
# expect: True
# expect: "TypeError: '<' not supported between instances of 'int' and 'str'"
# expect: "TypeError: '<' not supported between instances of 'list' and 'dict'"
# expect: "TypeError: '<' not supported between instances of 'dict' and 'dict'"
# expect: "TypeError: '<' not supported between instances of 'NoneType' and 'NoneType'"
# expect: "TypeError: '<' not supported between instances of 'str' and 'int'"
# expect: "TypeError: argument of type 'int' is not iterable"
# expect: "TypeError: 'in <string>' requires string as left operand, not int"
# expect: "TypeError: argument of type 'NoneType' is not iterable"
# expect: "TypeError: 'int' object is not iterable"
# expect: "TypeError: 'int' object is not an iterator"
# expect: "TypeError: 'list' object is not an iterator"
# expect: "TypeError: object of type 'int' has no len()"
# expect: "TypeError: bad operand type for abs(): 'str'"
# expect: "TypeError: type str doesn't define __round__ method"
# expect: 'TypeError: list indices must be integers or slices, not float'
# expect: 'TypeError: list indices must be integers or slices, not str'
# expect: "TypeError: string indices must be integers, not 'float'"
# expect: 'TypeError: tuple indices must be integers or slices, not NoneType'
# expect: "TypeError: unhashable type: 'dict'"
# expect: "TypeError: unhashable type: 'list'"
# expect: "TypeError: unhashable type: 'dict'"
# expect: "TypeError: unhashable type: 'list'"
# expect: "TypeError: can't multiply sequence by non-int of type 'str'"
# expect: "TypeError: can't multiply sequence by non-int of type 'float'"
# expect: "TypeError: can't multiply sequence by non-int of type 'float'"
# expect: "TypeError: can't multiply sequence by non-int of type 'NoneType'"
# expect: 'TypeError: can only concatenate list (not "tuple") to list'
# expect: 'TypeError: can only concatenate tuple (not "list") to tuple'
# expect: 'TypeError: not all arguments converted during string formatting'
# expect: "TypeError: unsupported operand type(s) for %: 'int' and 'str'"
# expect: "TypeError: unsupported operand type(s) for @: 'int' and 'int'"
# expect: "TypeError: unsupported operand type(s) for <<: 'int' and 'float'"
# expect: "TypeError: unsupported operand type(s) for &: 'int' and 'float'"
# expect: "TypeError: unsupported operand type(s) for |: 'float' and 'int'"
# expect: "TypeError: unsupported operand type(s) for ** or pow(): 'int' and 'str'"
# expect: "TypeError: unsupported operand type(s) for ** or pow(): 'int', 'int', 'str'"
# expect: "TypeError: unsupported operand type(s) for divmod(): 'int' and 'str'"
# expect: 5
# expect: "TypeError: int() can't convert non-string with explicit base"
# expect: "TypeError: int() got an unexpected keyword argument 'x'"
# expect: False
# expect: 'ValueError: max() iterable argument is empty'
# expect: "TypeError: unsupported operand type(s) for +: 'int' and 'str'"
# expect: [1, 2]
# expect: "TypeError: 'int' object is not iterable"
# expect: "TypeError: 'NoneType' object is not iterable"
# expect: "TypeError: 'int' object is not iterable"
# expect: 'TypeError: cannot convert dictionary update sequence element #0 to a sequence'
# expect: "TypeError: 'int' object is not iterable"
# expect: "TypeError: 'NoneType' object is not iterable"
# expect: 'TypeError: sequence item 0: expected str instance, int found'
# expect: "TypeError: 'str' object cannot be interpreted as an integer"
# expect: 'ValueError: chr() arg not in range(0x110000)'
# expect: 'TypeError: ord() expected a character, but string of length 2 found'
# expect: "TypeError: 'str' object cannot be interpreted as an integer"
# expect: 'TypeError: Value after * must be an iterable, not int'
# expect: "TypeError: 'int' object is not a mapping"
# expect: 'ValueError: slice step cannot be zero'
