import pprint
import sched
import time
import timeit

data = {"name": "a long enough name to wrap around", "numbers": list(range(30)), "nested": {"tuple": (1, 2, 3), "set": {3, 1, 2}, "deep": [[1, [2, [3]]]]}, "b": None}
pprint.pprint(data)
pprint.pprint(data, width=40, compact=True)
pprint.pprint(data, depth=1)
pprint.pprint([1, 2], indent=4)
pprint.pprint([{"key": "x" * 30, "other": "y" * 30}, {"k": "z" * 30}], indent=4, width=50)
print(pprint.pformat({"z": 1, "a": 2}), pprint.pformat({"z": 1, "a": 2}, sort_dicts=False), pprint.pformat("a long text that has many words " * 4, width=40))
pprint.pp({"z": 1, "a": [1, 2]})
s = sched.scheduler(time.monotonic, time.sleep)
order = []
s.enter(0.02, 1, order.append, ("second",))
s.enter(0.01, 1, order.append, ("first",))
event = s.enter(0.03, 1, order.append, ("cancelled",))
s.enterabs(time.monotonic() + 0.025, 2, order.append, kwargs={}, argument=("third",))
s.cancel(event)
print(len(s.queue), s.empty())
s.run()
print(order, s.empty())
count = []
print(timeit.timeit(lambda: count.append(1), number=10) >= 0, len(count), len(timeit.repeat(lambda: None, repeat=3, number=5)))

# expect: {'b': None,
# expect:  'name': 'a long enough name to wrap around',
# expect:  'nested': {'deep': [[1, [2, [3]]]], 'set': {1, 2, 3}, 'tuple': (1, 2, 3)},
# expect:  'numbers': [0,
# expect:              1,
# expect:              2,
# expect:              3,
# expect:              4,
# expect:              5,
# expect:              6,
# expect:              7,
# expect:              8,
# expect:              9,
# expect:              10,
# expect:              11,
# expect:              12,
# expect:              13,
# expect:              14,
# expect:              15,
# expect:              16,
# expect:              17,
# expect:              18,
# expect:              19,
# expect:              20,
# expect:              21,
# expect:              22,
# expect:              23,
# expect:              24,
# expect:              25,
# expect:              26,
# expect:              27,
# expect:              28,
# expect:              29]}
# expect: {'b': None,
# expect:  'name': 'a long enough name to wrap '
# expect:          'around',
# expect:  'nested': {'deep': [[1, [2, [3]]]],
# expect:             'set': {1, 2, 3},
# expect:             'tuple': (1, 2, 3)},
# expect:  'numbers': [0, 1, 2, 3, 4, 5, 6, 7, 8,
# expect:              9, 10, 11, 12, 13, 14, 15,
# expect:              16, 17, 18, 19, 20, 21, 22,
# expect:              23, 24, 25, 26, 27, 28,
# expect:              29]}
# expect: {'b': None,
# expect:  'name': 'a long enough name to wrap around',
# expect:  'nested': {...},
# expect:  'numbers': [...]}
# expect: [1, 2]
# expect: [   {   'key': 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
# expect:         'other': 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyy'},
# expect:     {'k': 'zzzzzzzzzzzzzzzzzzzzzzzzzzzzzz'}]
# expect: {'a': 2, 'z': 1} {'z': 1, 'a': 2} ('a long text that has many words a '
# expect:  'long text that has many words a long '
# expect:  'text that has many words a long text '
# expect:  'that has many words ')
# expect: {'z': 1, 'a': [1, 2]}
# expect: 3 False
# expect: ['first', 'second', 'third'] True
# expect: True 10 3
