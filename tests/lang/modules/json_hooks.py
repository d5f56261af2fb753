"""The ways to make json read and write otherwise: hooks, parsers, default(), subclasses, separators, indents, chunks."""
import io
import json
from collections import OrderedDict


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y


class PointEncoder(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, Point):
            return {'x': o.x, 'y': o.y}
        return super().default(o)


class PointDecoder(json.JSONDecoder):
    def __init__(self, **kw):
        super().__init__(object_hook=self.make, **kw)

    def make(self, found):
        return Point(**found) if found.keys() == {'x', 'y'} else found


print(json.dumps([Point(1, 2), {'p': Point(Point(3, 4), None)}], cls=PointEncoder))
print(json.dumps([Point(1, 2)], cls=PointEncoder, indent=1, sort_keys=True))
try:
    json.dumps({'s': {Point}}, cls=PointEncoder)
except TypeError as error:
    print(error)
p = json.loads('[{"x": 1, "y": {"x": 2, "y": 3}}, {"z": 1}]', cls=PointDecoder)
print(p[0].x, p[0].y.x, p[0].y.y, p[1])

print(json.loads('{"a": {"b": 1, "b": 2}, "c": {}}', object_pairs_hook=list))
print(json.loads('{"a": {"b": 1, "b": 2}, "c": {}}', object_pairs_hook=OrderedDict, object_hook=len))
print(json.loads('[{}, {"k": {}}]', object_hook=lambda d: len(d)))
print(json.loads('[1, -2, 3.5, 1e3, 0]', parse_int=lambda s: 'i' + s, parse_float=lambda s: 'f' + s))
print(json.loads('[1, 2.5]', parse_int=float, parse_float=str))
print(json.loads('[NaN, Infinity, -Infinity]', parse_constant=lambda s: '<' + s + '>'))


def refuse(name):
    raise ValueError('no ' + name)


for text in ('[1, NaN]', '{"a": [1, {}]}'):
    try:
        json.loads(text, parse_constant=refuse, object_hook=lambda d: refuse('objects'))
    except ValueError as error:
        print(type(error).__name__, error)

order = []
json.loads('{"a": {"b": {}}, "c": [{"d": 1}]}', object_hook=lambda d: order.append(sorted(d)) or d)
print(order)
keys = list(json.loads('[{"same key": 1}, {"same key": 2}]'))
print(list(keys[0])[0] is list(keys[1])[0])

keyed = {'s': 1, 2: 2, 3.5: 3, True: 4, None: 5, False: 6, float('inf'): 7, 10 ** 20: 8}
print(json.dumps(keyed))
print(json.dumps({(1,): 1, 'a': 2, Point: 3, 'b': 4}, skipkeys=True))
print(repr(json.dumps({(1,): 1}, skipkeys=True)), repr(json.dumps({(1,): 1}, skipkeys=True, indent=1)))
print(json.dumps({'b': 1, 'a': {'d': 1, 'c': 2}}, sort_keys=True), json.dumps({2: 1, 1: 2}, sort_keys=True))
print(json.dumps('\x00\x1f\x7f\x80\u20ac\U0001f600\ud800"\\/\b\f\n\r\t'))
print(ascii(json.dumps('\x00\x1f\x7f\x80\u20ac\U0001f600\ud800"\\/\b\f\n\r\t', ensure_ascii=False)))
print(json.dumps({'é"': ['ü', 'x' * 3]}), json.dumps({'é"': ['ü', 'x' * 3]}, ensure_ascii=False))
print(json.dumps([1, 2, {'a': 1}], separators=(' ; ', '=')), json.dumps([[], {}, (), '']))

value = {'a': [1, [], {}, {'b': (2, 3)}], 'c': {}, 'd': None}
for indent in (0, 1, '\t', '--', ''):
    print(json.dumps(value, indent=indent))
print(json.dumps(value, indent=2, separators=(', ', ' : ')))


class MyInt(int):
    def __repr__(self):
        return 'seven'


class MyFloat(float):
    def __repr__(self):
        return 'half'


class MyStr(str):
    pass


class MyList(list):
    def __iter__(self):
        return iter(['from iter'])


class MyDict(dict):
    def items(self):
        return [('from', 'items')]


print(json.dumps([MyInt(7), MyFloat(0.5), MyStr('s'), MyList([1]), MyDict(a=1), (1, 2), 1.0, 1e22, -0.0, 1e-7, 10 ** 30]))
print(json.dumps({MyStr('k'): 1, MyInt(7): 2, MyFloat(0.5): 3}))
print(json.dumps(OrderedDict(b=1, a=2)))
for items in ([1], [(1, 2, 3)], 5):
    class Wrong(dict):
        def items(self, found=items):
            return found
    try:
        print(json.dumps(Wrong(a=1)))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)

print(list(json.JSONEncoder().iterencode([1, 'a', [2.5, None], {'k': [True], 'e': {}}, []])))
print(list(json.JSONEncoder(indent=1, sort_keys=True, default=str).iterencode({'b': [1, (2,)], 'a': ...})))
print(json.JSONEncoder(separators=(',', ':')).encode({'a': [1, 2]}), json.JSONEncoder().encode('é'), json.JSONEncoder(ensure_ascii=False).encode('é'))


class Spaced(json.JSONEncoder):
    item_separator = ' , '
    key_separator = ' : '


print(Spaced().encode({'a': [1, 2], 'b': 3}))
out = io.StringIO()
json.dump(value, out)
json.dump([1.5, Point(1, 2)], out, cls=PointEncoder, indent=0)
print(out.getvalue())
print(json.load(io.StringIO('{"a": [1, 2]}')), json.load(io.BytesIO('["é"]'.encode())))
for encoding in ('utf-8', 'utf-8-sig', 'utf-16', 'utf-16-le', 'utf-16-be', 'utf-32', 'utf-32-le', 'utf-32-be'):
    print(json.loads('["é", 1]'.encode(encoding)), json.loads(bytearray('7'.encode(encoding))), end=' ')
print(json.loads(b'"\xed\xa0\x80"') == '\ud800')


def grows(o):
    shared.append(len(shared))
    return 'grown'


shared = [1, Point, 2]
print(json.dumps(shared, default=lambda o: grows(o) if len(shared) < 6 else 'x'))
removed = {'a': Point, 'b': 1, 'c': 2}
print(json.dumps(removed, default=lambda o: removed.pop('b')))

from _json import encode_basestring, encode_basestring_ascii, make_encoder
encode = make_encoder(None, repr, lambda s: '<' + s + '>', None, ': ', ', ', False, False, True)
print(encode({'a': ['b', {'c': 1}], 'd': range(3)}, 0), encode('x', 0), encode.key_separator, encode.markers, encode.indent)
print(make_encoder({}, None, encode_basestring_ascii, '  ', ': ', ',', False, False, True)([1, {'a': 2}], 2))
for arguments in ((1, 2, 3), ([], None, None, None, ': ', ', ', False, False, True), ({}, None, None, None, ': ', 3, False, False, True)):
    try:
        make_encoder(*arguments)
    except TypeError as error:
        print(error)
for function in (encode_basestring, encode_basestring_ascii):
    print(ascii(function('é"\n')))
    try:
        function(5)
    except TypeError as error:
        print(error)
try:
    make_encoder({}, None, lambda s: 5, None, ': ', ', ', False, False, True)(['a'], 0)
except TypeError as error:
    print(error)
decoder = json.JSONDecoder(strict=False, parse_int=str)
print(decoder.scan_once.strict, decoder.scan_once.parse_int, decoder.scan_once.object_hook, decoder.decode(' "\n" '))

# expect: [{"x": 1, "y": 2}, {"p": {"x": {"x": 3, "y": 4}, "y": null}}]
# expect: [
# expect:  {
# expect:   "x": 1,
# expect:   "y": 2
# expect:  }
# expect: ]
# expect: Object of type set is not JSON serializable
# expect: 1 2 3 {'z': 1}
# expect: [('a', [('b', 1), ('b', 2)]), ('c', [])]
# expect: OrderedDict({'a': OrderedDict({'b': 2}), 'c': OrderedDict()})
# expect: [0, 1]
# expect: ['i1', 'i-2', 'f3.5', 'f1e3', 'i0']
# expect: [1.0, '2.5']
# expect: ['<NaN>', '<Infinity>', '<-Infinity>']
# expect: ValueError no NaN
# expect: ValueError no objects
# expect: [[], ['b'], ['d'], ['a', 'c']]
# expect: True
# expect: {"s": 1, "2": 2, "3.5": 3, "true": 4, "null": 5, "false": 6, "Infinity": 7, "100000000000000000000": 8}
# expect: {"a": 2, "b": 4}
# expect: '{}' '{\n \n}'
# expect: {"a": {"c": 2, "d": 1}, "b": 1} {"1": 2, "2": 1}
# expect: "\u0000\u001f\u007f\u0080\u20ac\ud83d\ude00\ud800\"\\/\b\f\n\r\t"
# expect: '"\\u0000\\u001f\x7f\x80\u20ac\U0001f600\ud800\\"\\\\/\\b\\f\\n\\r\\t"'
# expect: {"\u00e9\"": ["\u00fc", "xxx"]} {"é\"": ["ü", "xxx"]}
# expect: [1 ; 2 ; {"a"=1}] [[], {}, [], ""]
# expect: {
# expect: "a": [
# expect: 1,
# expect: [],
# expect: {},
# expect: {
# expect: "b": [
# expect: 2,
# expect: 3
# expect: ]
# expect: }
# expect: ],
# expect: "c": {},
# expect: "d": null
# expect: }
# expect: {
# expect:  "a": [
# expect:   1,
# expect:   [],
# expect:   {},
# expect:   {
# expect:    "b": [
# expect:     2,
# expect:     3
# expect:    ]
# expect:   }
# expect:  ],
# expect:  "c": {},
# expect:  "d": null
# expect: }
# expect: {
# expect: 	"a": [
# expect: 		1,
# expect: 		[],
# expect: 		{},
# expect: 		{
# expect: 			"b": [
# expect: 				2,
# expect: 				3
# expect: 			]
# expect: 		}
# expect: 	],
# expect: 	"c": {},
# expect: 	"d": null
# expect: }
# expect: {
# expect: --"a": [
# expect: ----1,
# expect: ----[],
# expect: ----{},
# expect: ----{
# expect: ------"b": [
# expect: --------2,
# expect: --------3
# expect: ------]
# expect: ----}
# expect: --],
# expect: --"c": {},
# expect: --"d": null
# expect: }
# expect: {
# expect: "a": [
# expect: 1,
# expect: [],
# expect: {},
# expect: {
# expect: "b": [
# expect: 2,
# expect: 3
# expect: ]
# expect: }
# expect: ],
# expect: "c": {},
# expect: "d": null
# expect: }
# expect: {
# expect:   "a" : [
# expect:     1, 
# expect:     [], 
# expect:     {}, 
# expect:     {
# expect:       "b" : [
# expect:         2, 
# expect:         3
# expect:       ]
# expect:     }
# expect:   ], 
# expect:   "c" : {}, 
# expect:   "d" : null
# expect: }
# expect: [7, 0.5, "s", ["from iter"], {"from": "items"}, [1, 2], 1.0, 1e+22, -0.0, 1e-07, 1000000000000000000000000000000]
# expect: {"k": 1, "7": 2, "0.5": 3}
# expect: {"b": 1, "a": 2}
# expect: ValueError items must return 2-tuples
# expect: ValueError items must return 2-tuples
# expect: TypeError Wrong.items() returned a non-iterable (type int)
# expect: ['[1', ', "a"', ', ', '[2.5', ', null', ']', ', ', '{', '"k"', ': ', '[true', ']', ', ', '"e"', ': ', '{}', '}', ', ', '[]', ']']
# expect: ['{', '\n ', '"a"', ': ', '"Ellipsis"', ',\n ', '"b"', ': ', '[\n  1', ',\n  ', '[\n   2', '\n  ', ']', '\n ', ']', '\n', '}']
# expect: {"a":[1,2]} "\u00e9" "é"
# expect: {"a" : [1 , 2] , "b" : 3}
# expect: {"a": [1, [], {}, {"b": [2, 3]}], "c": {}, "d": null}[
# expect: 1.5,
# expect: {
# expect: "x": 1,
# expect: "y": 2
# expect: }
# expect: ]
# expect: {'a': [1, 2]} ['é']
# expect: ['é', 1] 7 ['é', 1] 7 ['é', 1] 7 ['é', 1] 7 ['é', 1] 7 ['é', 1] 7 ['é', 1] 7 ['é', 1] 7 True
# expect: [1, "grown", 2, 3]
# expect: {"a": 1, "c": 2}
# expect: ('{<a>: [<b>, {<c>: 1}], <d>: <range(0, 3)>}',) ('<x>',) :  None None
# expect: ('[\n      1,\n      {\n        "a": 2\n      }\n    ]',)
# expect: make_encoder() missing required argument 'indent' (pos 4)
# expect: make_encoder() argument 1 must be dict or None, not list
# expect: make_encoder() argument 6 must be str, not int
# expect: '"\xe9\\"\\n"'
# expect: first argument must be a string, not int
# expect: '"\\u00e9\\"\\n"'
# expect: first argument must be a string, not int
# expect: encoder() must return a string, not int
# expect: False <class 'str'> None 
# expect:
