import math
import os.path
import collections as c, itertools
from math import pi, sqrt as root
from collections import (deque,
                         OrderedDict,)

print(math.floor(2.7), root(16), round(pi, 4))
print(c.deque is deque, itertools.count is not None, OrderedDict.__name__)
print(os.path.join("a", "b"), __name__)
import sys
print("math" in sys.modules, sys.modules["math"] is math)


def lazy():
    import string
    from functools import reduce
    return string.digits, reduce(lambda a, b: a + b, [1, 2, 3])


print(lazy())
try:
    import no_such_module_at_all
except ModuleNotFoundError as error:
    print(error, error.name)
try:
    from math import no_such_name
except ImportError as error:
    print(type(error).__name__, str(error).startswith("cannot import name 'no_such_name' from 'math'"))
try:
    import os.no_such_part
except ImportError as error:
    print(type(error).__name__)
try:
    math.nothing
except AttributeError as error:
    print(error)
print(math.__name__, type(math).__name__, callable(math.sin))
from math import *
print(floor(3.9), "sin" in globals())
module = __import__("math")
print(module is math)
math.custom = 5
from math import custom
print(custom)

# expect: 2 4.0 3.1416
# expect: True True OrderedDict
# expect: a/b __main__
# expect: True True
# expect: ('0123456789', 6)
# expect: No module named 'no_such_module_at_all' no_such_module_at_all
# expect: ImportError True
# expect: ModuleNotFoundError
# expect: module 'math' has no attribute 'nothing'
# expect: math module True
# expect: 3 True
# expect: True
# expect: 5
