import json

data = {"name": "x", "list": [1, 2.5, None, True], "nested": {"empty": [], "d": {}}, "text": "é\"\n\t\\", 5: "int key", None: 0}
print(json.dumps(data))
print(json.dumps(data, indent=2))
print(json.dumps(data, ensure_ascii=False, separators=(",", ":")), json.dumps({"b": 1, "a": [1]}, sort_keys=True, indent=1))
print(json.loads(json.dumps(data)) == {**{k: v for k, v in data.items() if isinstance(k, str)}, "5": "int key", "null": 0})
print(json.loads('[1, -2.5e3, "\\u00e9\\n", {"k": [true, false, null]}]'), json.loads(" 5 "), json.loads('"s"'))
for bad in ("", "[1,]", '{"a":1,}', "{a:1}", "[1 2]", '"abc', "[1] x", '{"a" 1}', "nul", '"\n"'):
    try:
        print(json.loads(bad))
    except json.JSONDecodeError as error:
        print(error)
try:
    json.dumps({1, 2})
except TypeError as error:
    print(error)
print(json.dumps({1, 2}, default=sorted), json.dumps(float("inf")), json.dumps((1, 2)), json.dumps("ü😀"))
print(json.loads('{"a": {"b": 1}}', object_hook=lambda d: sorted(d.items())))

# expect: {"name": "x", "list": [1, 2.5, null, true], "nested": {"empty": [], "d": {}}, "text": "\u00e9\"\n\t\\", "5": "int key", "null": 0}
# expect: {
# expect:   "name": "x",
# expect:   "list": [
# expect:     1,
# expect:     2.5,
# expect:     null,
# expect:     true
# expect:   ],
# expect:   "nested": {
# expect:     "empty": [],
# expect:     "d": {}
# expect:   },
# expect:   "text": "\u00e9\"\n\t\\",
# expect:   "5": "int key",
# expect:   "null": 0
# expect: }
# expect: {"name":"x","list":[1,2.5,null,true],"nested":{"empty":[],"d":{}},"text":"é\"\n\t\\","5":"int key","null":0} {
# expect:  "a": [
# expect:   1
# expect:  ],
# expect:  "b": 1
# expect: }
# expect: True
# expect: [1, -2500.0, 'é\n', {'k': [True, False, None]}] 5 s
# expect: Expecting value: line 1 column 1 (char 0)
# expect: Illegal trailing comma before end of array: line 1 column 3 (char 2)
# expect: Illegal trailing comma before end of object: line 1 column 7 (char 6)
# expect: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)
# expect: Expecting ',' delimiter: line 1 column 4 (char 3)
# expect: Unterminated string starting at: line 1 column 1 (char 0)
# expect: Extra data: line 1 column 5 (char 4)
# expect: Expecting ':' delimiter: line 1 column 6 (char 5)
# expect: Expecting value: line 1 column 1 (char 0)
# expect: Invalid control character at: line 1 column 2 (char 1)
# expect: Object of type set is not JSON serializable
# expect: [1, 2] Infinity [1, 2] "\u00fc\ud83d\ude00"
# expect: [('a', [('b', 1)])]
