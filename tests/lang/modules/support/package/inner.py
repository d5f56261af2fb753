from .. import helper
from ..helper import CONSTANT as _constant

value = "inner value"
public = "public name"
_private = "private name"
relative = helper.double(_constant)
