"""What json refuses, in CPython's words, and what it takes although it looks wrong."""
import json
from json.decoder import scanstring


def attempt(function, *args, **kw):
    try:
        print(repr(function(*args, **kw)))
    except (ValueError, TypeError, RecursionError, AttributeError, StopIteration) as error:
        print(type(error).__name__, error)


for bad in ('', ' ', '[', '[1', '[1,', '[1, ', '[,1]', '[1,,2]', '[1 ,]', '{', '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,b', '{"a":1 }x', "{'a':1}",
            '{1:2}', '-', '--1', '+1', '01', '1.', '.5', '1e', '1e+', 'nul', 'tru', 'Infinit', '-I', 'NaN1', '[NaN', '"', '"a\\', '"\\x"', '"\\u12"',
            '"\\u123', '"\\u1234', '"\\ud800\\u12xx"', '"\\ud800\\u12', '"\\u00e\u0301"', '"\x1f"', '\ufeff[]', '[1]\n\n  2', '{"a":\n [1,\n 2}'):
    attempt(json.loads, bad)
for odd in ('-0', '-0.0', '1E5', '1e-2', '0.5e1', '[]', '{}', ' [ ] ', '{ }', '\t\n\r 7 \n', '"\\ud83d\\ude00"', '"\\ud83d"', '"\\ud83dx"', '"\\ud83d\\n"',
            '"\\ude00\\ud83d"', '"\\ud800\\u0041"', '"\\uABcd\\/\\b"', '"\u20ac\U0001f600\x7f"', '{"a":1,"a":2}', '[1e400, -1e400, NaN, Infinity, -Infinity]',
            '123456789012345678901234567890', '-1234567890123456789012345678901234567890'):
    attempt(json.loads, odd)
attempt(json.loads, '"a\tb\nc"', strict=False)
attempt(json.loads, '9' * 4301)
attempt(json.dumps, 10 ** 4300)
attempt(json.loads, 5)
attempt(json.loads, None)
attempt(json.loads, '[', unknown=1)

try:
    json.loads('{"a": [1, 2,\n 3, x]}')
except json.JSONDecodeError as error:
    print(error.msg, error.pos, error.lineno, error.colno, error.doc == '{"a": [1, 2,\n 3, x]}', isinstance(error, ValueError))
    print(error.__cause__, type(error.__context__).__name__, error.__suppress_context__)

for text, end in (('abc"d', 0), ('abc"d', 4), ('abc"d', 9), ('abc"d', -1), (b'a"', 0), (5, 0)):
    attempt(scanstring, text, end)
attempt(scanstring, 'a\n"', 0, False)
attempt(scanstring, 'a\n"', 0, True)
scan = json.JSONDecoder().scan_once
attempt(scan, '[1]x', 0)
attempt(scan, '[1]x', 1)
attempt(scan, '[1]x', 3)
attempt(scan, '[1]x', 99)
attempt(scan, '[1]x', -1)
attempt(scan, b'1', 0)
attempt(scan, '1')
attempt(scan, idx=0, string='"x"')
attempt(json.JSONDecoder().raw_decode, '[1]x')
attempt(json.JSONDecoder().raw_decode, 'a 7', 2)


class Strange:
    pass


for value in ({1, 2}, b'x', ..., object, [Strange], {'a': [b'']}, {(1, 2): 3}, {b'k': 1}, {Strange: 0}):
    attempt(json.dumps, value)
    attempt(lambda v: ''.join(json.JSONEncoder().iterencode(v)), value)
for value in (float('nan'), [float('inf')], {'x': float('-inf')}, {float('nan'): 1}):
    attempt(json.dumps, value)
    attempt(json.dumps, value, allow_nan=False)
    attempt(json.dumps, value, allow_nan=False, indent=1)
attempt(json.dumps, {1: 1, 'a': 2}, sort_keys=True)
attempt(json.dumps, [], separators=5)
attempt(json.dumps, [], separators=(1, 2))
attempt(json.dumps, [], unknown=1)


def nested(levels, value=()):
    for _ in range(levels):
        value = [value]
    return value


def nested_dicts(levels, value=()):
    for _ in range(levels):
        value = {'k': value}
    return value


circle = [1]
circle.append({'me': circle})
table = {}
table['t'] = (table,)
for value in (circle, table):
    attempt(json.dumps, value)
    attempt(json.dumps, value, indent=2)
    attempt(json.dumps, value, check_circular=False)
attempt(json.dumps, Strange(), default=lambda o: [o])
attempt(json.dumps, Strange(), default=lambda o: o)
attempt(json.dumps, Strange(), default=lambda o: [o], check_circular=False)
twice = [1]
attempt(json.dumps, [twice, twice, {'x': twice}])

for levels in (5000, 20000):
    for value in (nested(levels), nested_dicts(levels)):
        try:
            print(len(json.dumps(value)))
        except RecursionError as error:
            print(error)
    for text in ('[' * levels + ']' * levels, '{"k":' * levels + '1' + '}' * levels, '[' * levels):
        try:
            print(type(json.loads(text)))
        except (RecursionError, json.JSONDecodeError) as error:
            print(error)

# expect: JSONDecodeError Expecting value: line 1 column 1 (char 0)
# expect: JSONDecodeError Expecting value: line 1 column 2 (char 1)
# expect: JSONDecodeError Expecting value: line 1 column 2 (char 1)
# expect: JSONDecodeError Expecting ',' delimiter: line 1 column 3 (char 2)
# expect: JSONDecodeError Expecting value: line 1 column 4 (char 3)
# expect: JSONDecodeError Expecting value: line 1 column 5 (char 4)
# expect: JSONDecodeError Expecting value: line 1 column 2 (char 1)
# expect: JSONDecodeError Expecting value: line 1 column 4 (char 3)
# expect: JSONDecodeError Illegal trailing comma before end of array: line 1 column 4 (char 3)
# expect: JSONDecodeError Expecting property name enclosed in double quotes: line 1 column 2 (char 1)
# expect: JSONDecodeError Expecting ':' delimiter: line 1 column 5 (char 4)
# expect: JSONDecodeError Expecting value: line 1 column 6 (char 5)
# expect: JSONDecodeError Expecting ',' delimiter: line 1 column 7 (char 6)
# expect: JSONDecodeError Expecting property name enclosed in double quotes: line 1 column 8 (char 7)
# expect: JSONDecodeError Expecting property name enclosed in double quotes: line 1 column 8 (char 7)
# expect: JSONDecodeError Extra data: line 1 column 9 (char 8)
# expect: JSONDecodeError Expecting property name enclosed in double quotes: line 1 column 2 (char 1)
# expect: JSONDecodeError Expecting property name enclosed in double quotes: line 1 column 2 (char 1)
# expect: JSONDecodeError Expecting value: line 1 column 1 (char 0)
# expect: JSONDecodeError Expecting value: line 1 column 1 (char 0)
# expect: JSONDecodeError Expecting value: line 1 column 1 (char 0)
# expect: JSONDecodeError Extra data: line 1 column 2 (char 1)
# expect: JSONDecodeError Extra data: line 1 column 2 (char 1)
# expect: JSONDecodeError Expecting value: line 1 column 1 (char 0)
# expect: JSONDecodeError Extra data: line 1 column 2 (char 1)
# expect: JSONDecodeError Extra data: line 1 column 2 (char 1)
# expect: JSONDecodeError Expecting value: line 1 column 1 (char 0)
# expect: JSONDecodeError Expecting value: line 1 column 1 (char 0)
# expect: JSONDecodeError Expecting value: line 1 column 1 (char 0)
# expect: JSONDecodeError Expecting value: line 1 column 1 (char 0)
# expect: JSONDecodeError Extra data: line 1 column 4 (char 3)
# expect: JSONDecodeError Expecting ',' delimiter: line 1 column 5 (char 4)
# expect: JSONDecodeError Unterminated string starting at: line 1 column 1 (char 0)
# expect: JSONDecodeError Unterminated string starting at: line 1 column 1 (char 0)
# expect: JSONDecodeError Invalid \escape: line 1 column 2 (char 1)
# expect: JSONDecodeError Invalid \uXXXX escape: line 1 column 3 (char 2)
# expect: JSONDecodeError Invalid \uXXXX escape: line 1 column 3 (char 2)
# expect: JSONDecodeError Invalid \uXXXX escape: line 1 column 3 (char 2)
# expect: JSONDecodeError Invalid \uXXXX escape: line 1 column 9 (char 8)
# expect: JSONDecodeError Invalid \uXXXX escape: line 1 column 9 (char 8)
# expect: JSONDecodeError Invalid \uXXXX escape: line 1 column 3 (char 2)
# expect: JSONDecodeError Invalid control character at: line 1 column 2 (char 1)
# expect: JSONDecodeError Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)
# expect: JSONDecodeError Extra data: line 3 column 3 (char 7)
# expect: JSONDecodeError Expecting ',' delimiter: line 3 column 3 (char 13)
# expect: 0
# expect: -0.0
# expect: 100000.0
# expect: 0.01
# expect: 5.0
# expect: []
# expect: {}
# expect: []
# expect: {}
# expect: 7
# expect: '😀'
# expect: '\ud83d'
# expect: '\ud83dx'
# expect: '\ud83d\n'
# expect: '\ude00\ud83d'
# expect: '\ud800A'
# expect: 'ꯍ/\x08'
# expect: '€😀\x7f'
# expect: {'a': 2}
# expect: [inf, -inf, nan, inf, -inf]
# expect: 123456789012345678901234567890
# expect: -1234567890123456789012345678901234567890
# expect: 'a\tb\nc'
# expect: ValueError Exceeds the limit (4300 digits) for integer string conversion: value has 4301 digits; use sys.set_int_max_str_digits() to increase the limit
# expect: ValueError Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit
# expect: TypeError the JSON object must be str, bytes or bytearray, not int
# expect: TypeError the JSON object must be str, bytes or bytearray, not NoneType
# expect: TypeError JSONDecoder.__init__() got an unexpected keyword argument 'unknown'
# expect: Expecting value 17 2 5 True True
# expect: None StopIteration True
# expect: ('abc', 4)
# expect: JSONDecodeError Unterminated string starting at: line 1 column 4 (char 3)
# expect: ValueError end is out of bounds
# expect: ValueError end is out of bounds
# expect: TypeError first argument must be a string, not bytes
# expect: TypeError first argument must be a string, not int
# expect: ('a\n', 3)
# expect: JSONDecodeError Invalid control character at: line 1 column 2 (char 1)
# expect: ([1], 3)
# expect: (1, 2)
# expect: StopIteration 3
# expect: StopIteration 99
# expect: ValueError idx cannot be negative
# expect: TypeError first argument must be a string, not bytes
# expect: TypeError scan_once() missing required argument 'idx' (pos 2)
# expect: ('x', 3)
# expect: ([1], 3)
# expect: (7, 3)
# expect: TypeError Object of type set is not JSON serializable
# expect: TypeError Object of type set is not JSON serializable
# expect: TypeError Object of type bytes is not JSON serializable
# expect: TypeError Object of type bytes is not JSON serializable
# expect: TypeError Object of type ellipsis is not JSON serializable
# expect: TypeError Object of type ellipsis is not JSON serializable
# expect: TypeError Object of type type is not JSON serializable
# expect: TypeError Object of type type is not JSON serializable
# expect: TypeError Object of type type is not JSON serializable
# expect: TypeError Object of type type is not JSON serializable
# expect: TypeError Object of type bytes is not JSON serializable
# expect: TypeError Object of type bytes is not JSON serializable
# expect: TypeError keys must be str, int, float, bool or None, not tuple
# expect: TypeError keys must be str, int, float, bool or None, not tuple
# expect: TypeError keys must be str, int, float, bool or None, not bytes
# expect: TypeError keys must be str, int, float, bool or None, not bytes
# expect: TypeError keys must be str, int, float, bool or None, not type
# expect: TypeError keys must be str, int, float, bool or None, not type
# expect: 'NaN'
# expect: ValueError Out of range float values are not JSON compliant: nan
# expect: ValueError Out of range float values are not JSON compliant: nan
# expect: '[Infinity]'
# expect: ValueError Out of range float values are not JSON compliant: inf
# expect: ValueError Out of range float values are not JSON compliant: inf
# expect: '{"x": -Infinity}'
# expect: ValueError Out of range float values are not JSON compliant: -inf
# expect: ValueError Out of range float values are not JSON compliant: -inf
# expect: '{"NaN": 1}'
# expect: ValueError Out of range float values are not JSON compliant: nan
# expect: ValueError Out of range float values are not JSON compliant: nan
# expect: TypeError '<' not supported between instances of 'str' and 'int'
# expect: TypeError cannot unpack non-iterable int object
# expect: TypeError make_encoder() argument 5 must be str, not int
# expect: TypeError JSONEncoder.__init__() got an unexpected keyword argument 'unknown'
# expect: ValueError Circular reference detected
# expect: ValueError Circular reference detected
# expect: RecursionError maximum recursion depth exceeded while encoding a JSON object
# expect: ValueError Circular reference detected
# expect: ValueError Circular reference detected
# expect: RecursionError maximum recursion depth exceeded while encoding a JSON object
# expect: ValueError Circular reference detected
# expect: ValueError Circular reference detected
# expect: RecursionError maximum recursion depth exceeded
# expect: '[[1], [1], {"x": [1]}]'
# expect: 10002
# expect: 35002
# expect: <class 'list'>
# expect: <class 'dict'>
# expect: Expecting value: line 1 column 5001 (char 5000)
# expect: maximum recursion depth exceeded while encoding a JSON object
# expect: maximum recursion depth exceeded while encoding a JSON object
# expect: maximum recursion depth exceeded while decoding a JSON array from a unicode string
# expect: maximum recursion depth exceeded while decoding a JSON object from a unicode string
# expect: maximum recursion depth exceeded while decoding a JSON array from a unicode string
