import support.helper
import support.package
import support.package.inner as inner
from support import helper as alias
from support.helper import CONSTANT, double
from support.package import exported, inner as again
from support.package.inner import *

print(support.helper.double(4), double(5), CONSTANT, alias is support.helper, support.__name__)
print(support.package.exported, exported, inner.value, again is inner, public, "_private" in globals(), inner.relative)
print(inner.__name__, inner.__package__, support.package.__path__ is not None, support.helper.__file__.endswith("helper.py"))
import sys
print("support.package.inner" in sys.modules, support.helper.loads)
import support.helper
print(support.helper.loads)
try:
    from support.helper import missing
except ImportError as error:
    print(type(error).__name__, error.name)
try:
    import support.broken
except ZeroDivisionError as error:
    print("broken:", error)
print("support.broken" in sys.modules, hasattr(support, "broken"))
try:
    support.package.lazy
    print(support.package.lazy)
    support.package.nothing
except AttributeError as error:
    print(error)
support.helper.CONSTANT = 99
print(alias.CONSTANT, CONSTANT)

# expect: 8 10 42 True support
# expect: inner value inner value inner value True public name False 84
# expect: support.package.inner support.package True True
# expect: True ['loaded']
# expect: ['loaded']
# expect: ImportError support.helper
# expect: broken: division by zero
# expect: False False
# expect: made on demand
# expect: package has no nothing
# expect: 99 42
