# pickle: the very bytes, and what comes out of them again.
import collections
import datetime
import enum
import functools
import pickle
from dataclasses import dataclass, field


class Plain:
    pass


class Slotted:
    __slots__ = ("a", "b")


class Both(Plain):
    __slots__ = ("s",)


class Stated:
    def __init__(self, x):
        self.x = x

    def __getstate__(self):
        return {"half": self.x / 2}

    def __setstate__(self, state):
        self.x = state["half"] * 2


class Reduced:
    def __init__(self, *args):
        self.args = args

    def __reduce__(self):
        return Reduced, self.args


class MyList(list):
    pass


class MyError(Exception):
    pass


class Color(enum.Enum):
    RED = 1


@dataclass
class Data:
    a: int
    b: list = field(default_factory=list)


Pair = collections.namedtuple("Pair", "x y")


def function():
    pass


def show(value):
    data = pickle.dumps(value)
    back = pickle.loads(data)
    print(len(data), data if len(data) < 120 else data[:60] + b"..." + data[-20:], repr(back).split(" at 0x")[0][:70], type(back) is type(value))
    return back


for value in [None, True, 0, 255, 256, 65535, 65536, -1, 2**31 - 1, 2**31, -2**31 - 1, 2**100, -2**100, 10**700, 0.1, -0.0,
              float("inf"), "", "text", "häßlich", "x" * 300, b"", b"bytes", bytes(300), bytearray(b"ab"), (), (1,), (1, 2),
              (1, 2, 3), (1, 2, 3, 4), [], [1], [1, 2], list(range(1001)), {}, {"a": 1}, {1: 2, 3: 4}, set(), {1},
              frozenset([7]), range(1, 10, 2), slice(1, None), Ellipsis, NotImplemented, int, Plain, function, len, [].append,
              type(None), Pair(1, "z"), Color.RED, collections.deque([1, 2], 3), collections.defaultdict(list, {1: [2]}),
              collections.OrderedDict(b=1, a=2), collections.Counter("aab"), ValueError("a", 1), KeyError("k"), MyError("mine"),
              OSError(2, "gone", "file")]:
    show(value)
shared = [1]
back = show([shared, shared, (shared, "t"), "t"])
print(back[0] is back[1] is back[2][0])
cycle = []
cycle.append(cycle)
print(pickle.loads(pickle.dumps(cycle))[0][0][0] is not None)
loop = {}
loop["t"] = (loop, 1)
back = pickle.loads(pickle.dumps(loop))
print(back["t"][0] is back)
plain = Plain()
plain.x, plain.me = [1], plain
back = pickle.loads(pickle.dumps(plain))
print(back.x, back.me is back)
slotted = Slotted()
slotted.a = 5
back = pickle.loads(pickle.dumps(slotted))
print(back.a, hasattr(back, "b"))
both = Both()
both.s, both.d = 1, 2
back = pickle.loads(pickle.dumps(both))
print(back.s, back.d)
print(pickle.loads(pickle.dumps(Stated(6))).x, pickle.loads(pickle.dumps(Reduced(1, 2))).args)
mine = MyList([1, 2])
mine.name = "n"
back = pickle.loads(pickle.dumps(mine))
print(back, back.name, type(back).__name__)
error = MyError("a", 2)
error.code = 7
back = pickle.loads(pickle.dumps(error))
print(back.args, back.code)
print(pickle.loads(pickle.dumps(Data(1, [2]))), pickle.loads(pickle.dumps(functools.partial(pow, 2)))(5))
print(pickle.loads(pickle.dumps(functools.partial(int, base=2)))("101"), pickle.loads(pickle.dumps(plain.__class__)) is Plain)
print(pickle.loads(pickle.dumps(datetime.date(2024, 2, 29))))


def outer():
    def inner():
        pass

    class Local:
        pass

    return inner, Local()


for value in [outer()[0], outer()[1], lambda: 1, (x for x in "a"), {}.keys(), pickle, object.__init__.__get__(1)]:
    try:
        pickle.dumps(value)
        print("done")
    except Exception as e:
        print(type(e).__name__, str(e).split(" at 0x")[0])
for data in [b"", b"\x80\x04", b"\x80\x04K", b"\x80\x04\x95\x0c\x00\x00\x00\x00\x00\x00\x00\x8c\x02nx\x94\x8c\x01a\x94\x93\x94."]:
    try:
        pickle.loads(data)
    except Exception as e:
        print(type(e).__name__, e)

# expect: 4 b'\x80\x04N.' None True
# expect: 4 b'\x80\x04\x88.' True True
# expect: 5 b'\x80\x04K\x00.' 0 True
# expect: 5 b'\x80\x04K\xff.' 255 True
# expect: 15 b'\x80\x04\x95\x04\x00\x00\x00\x00\x00\x00\x00M\x00\x01.' 256 True
# expect: 15 b'\x80\x04\x95\x04\x00\x00\x00\x00\x00\x00\x00M\xff\xff.' 65535 True
# expect: 17 b'\x80\x04\x95\x06\x00\x00\x00\x00\x00\x00\x00J\x00\x00\x01\x00.' 65536 True
# expect: 17 b'\x80\x04\x95\x06\x00\x00\x00\x00\x00\x00\x00J\xff\xff\xff\xff.' -1 True
# expect: 17 b'\x80\x04\x95\x06\x00\x00\x00\x00\x00\x00\x00J\xff\xff\xff\x7f.' 2147483647 True
# expect: 19 b'\x80\x04\x95\x08\x00\x00\x00\x00\x00\x00\x00\x8a\x05\x00\x00\x00\x80\x00.' 2147483648 True
# expect: 19 b'\x80\x04\x95\x08\x00\x00\x00\x00\x00\x00\x00\x8a\x05\xff\xff\xff\x7f\xff.' -2147483649 True
# expect: 27 b'\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00\x8a\r\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x10.' 1267650600228229401496703205376 True
# expect: 27 b'\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00\x8a\r\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xf0.' -1267650600228229401496703205376 True
# expect: 308 b'\x80\x04\x95)\x01\x00\x00\x00\x00\x00\x00\x8b#\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00...\x9a\xa5 \x12;\x91\xee\xf2(\x1e\xddc\x12\x94>g\xc9\xc6(.' 1000000000000000000000000000000000000000000000000000000000000000000000 True
# expect: 21 b'\x80\x04\x95\n\x00\x00\x00\x00\x00\x00\x00G?\xb9\x99\x99\x99\x99\x99\x9a.' 0.1 True
# expect: 21 b'\x80\x04\x95\n\x00\x00\x00\x00\x00\x00\x00G\x80\x00\x00\x00\x00\x00\x00\x00.' -0.0 True
# expect: 21 b'\x80\x04\x95\n\x00\x00\x00\x00\x00\x00\x00G\x7f\xf0\x00\x00\x00\x00\x00\x00.' inf True
# expect: 15 b'\x80\x04\x95\x04\x00\x00\x00\x00\x00\x00\x00\x8c\x00\x94.' '' True
# expect: 19 b'\x80\x04\x95\x08\x00\x00\x00\x00\x00\x00\x00\x8c\x04text\x94.' 'text' True
# expect: 24 b'\x80\x04\x95\r\x00\x00\x00\x00\x00\x00\x00\x8c\th\xc3\xa4\xc3\x9flich\x94.' 'häßlich' True
# expect: 318 b'\x80\x04\x953\x01\x00\x00\x00\x00\x00\x00X,\x01\x00\x00xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...xxxxxxxxxxxxxxxxxx\x94.' 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx True
# expect: 15 b'\x80\x04\x95\x04\x00\x00\x00\x00\x00\x00\x00C\x00\x94.' b'' True
# expect: 20 b'\x80\x04\x95\t\x00\x00\x00\x00\x00\x00\x00C\x05bytes\x94.' b'bytes' True
# expect: 318 b'\x80\x04\x953\x01\x00\x00\x00\x00\x00\x00B,\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00...\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x94.' b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00 True
# expect: 46 b'\x80\x04\x95#\x00\x00\x00\x00\x00\x00\x00\x8c\x08builtins\x94\x8c\tbytearray\x94\x93\x94C\x02ab\x94\x85\x94R\x94.' bytearray(b'ab') True
# expect: 4 b'\x80\x04).' () True
# expect: 16 b'\x80\x04\x95\x05\x00\x00\x00\x00\x00\x00\x00K\x01\x85\x94.' (1,) True
# expect: 18 b'\x80\x04\x95\x07\x00\x00\x00\x00\x00\x00\x00K\x01K\x02\x86\x94.' (1, 2) True
# expect: 20 b'\x80\x04\x95\t\x00\x00\x00\x00\x00\x00\x00K\x01K\x02K\x03\x87\x94.' (1, 2, 3) True
# expect: 23 b'\x80\x04\x95\x0c\x00\x00\x00\x00\x00\x00\x00(K\x01K\x02K\x03K\x04t\x94.' (1, 2, 3, 4) True
# expect: 5 b'\x80\x04]\x94.' [] True
# expect: 17 b'\x80\x04\x95\x06\x00\x00\x00\x00\x00\x00\x00]\x94K\x01a.' [1] True
# expect: 20 b'\x80\x04\x95\t\x00\x00\x00\x00\x00\x00\x00]\x94(K\x01K\x02e.' [1, 2] True
# expect: 2765 b'\x80\x04\x95\xc2\n\x00\x00\x00\x00\x00\x00]\x94(K\x00K\x01K\x02K\x03K\x04K\x05K\x06K\x07K\x08K\tK\nK\x0bK\x0cK\rK\x0eK\x0fK\x10K\x11K\x12K\x13K\x14K\x15K\x16...\x03M\xe4\x03M\xe5\x03M\xe6\x03M\xe7\x03e(M\xe8\x03e.' [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, True
# expect: 5 b'\x80\x04}\x94.' {} True
# expect: 21 b'\x80\x04\x95\n\x00\x00\x00\x00\x00\x00\x00}\x94\x8c\x01a\x94K\x01s.' {'a': 1} True
# expect: 24 b'\x80\x04\x95\r\x00\x00\x00\x00\x00\x00\x00}\x94(K\x01K\x02K\x03K\x04u.' {1: 2, 3: 4} True
# expect: 5 b'\x80\x04\x8f\x94.' set() True
# expect: 18 b'\x80\x04\x95\x07\x00\x00\x00\x00\x00\x00\x00\x8f\x94(K\x01\x90.' {1} True
# expect: 17 b'\x80\x04\x95\x06\x00\x00\x00\x00\x00\x00\x00(K\x07\x91\x94.' frozenset({7}) True
# expect: 43 b'\x80\x04\x95 \x00\x00\x00\x00\x00\x00\x00\x8c\x08builtins\x94\x8c\x05range\x94\x93\x94K\x01K\nK\x02\x87\x94R\x94.' range(1, 10, 2) True
# expect: 41 b'\x80\x04\x95\x1e\x00\x00\x00\x00\x00\x00\x00\x8c\x08builtins\x94\x8c\x05slice\x94\x93\x94K\x01NN\x87\x94R\x94.' slice(1, None, None) True
# expect: 36 b'\x80\x04\x95\x19\x00\x00\x00\x00\x00\x00\x00\x8c\x08builtins\x94\x8c\x08Ellipsis\x94\x93\x94.' Ellipsis True
# expect: 42 b'\x80\x04\x95\x1f\x00\x00\x00\x00\x00\x00\x00\x8c\x08builtins\x94\x8c\x0eNotImplemented\x94\x93\x94.' NotImplemented True
# expect: 31 b'\x80\x04\x95\x14\x00\x00\x00\x00\x00\x00\x00\x8c\x08builtins\x94\x8c\x03int\x94\x93\x94.' <class 'int'> True
# expect: 33 b'\x80\x04\x95\x16\x00\x00\x00\x00\x00\x00\x00\x8c\x08__main__\x94\x8c\x05Plain\x94\x93\x94.' <class '__main__.Plain'> True
# expect: 36 b'\x80\x04\x95\x19\x00\x00\x00\x00\x00\x00\x00\x8c\x08__main__\x94\x8c\x08function\x94\x93\x94.' <function function True
# expect: 31 b'\x80\x04\x95\x14\x00\x00\x00\x00\x00\x00\x00\x8c\x08builtins\x94\x8c\x03len\x94\x93\x94.' <built-in function len> True
# expect: 50 b"\x80\x04\x95'\x00\x00\x00\x00\x00\x00\x00\x8c\x08builtins\x94\x8c\x07getattr\x94\x93\x94]\x94\x8c\x06append\x94\x86\x94R\x94." <built-in method append of list object True
# expect: 37 b'\x80\x04\x95\x1a\x00\x00\x00\x00\x00\x00\x00\x8c\x08builtins\x94\x8c\x04type\x94\x93\x94N\x85\x94R\x94.' <class 'NoneType'> True
# expect: 42 b'\x80\x04\x95\x1f\x00\x00\x00\x00\x00\x00\x00\x8c\x08__main__\x94\x8c\x04Pair\x94\x93\x94K\x01\x8c\x01z\x94\x86\x94\x81\x94.' Pair(x=1, y='z') True
# expect: 39 b'\x80\x04\x95\x1c\x00\x00\x00\x00\x00\x00\x00\x8c\x08__main__\x94\x8c\x05Color\x94\x93\x94K\x01\x85\x94R\x94.' <Color.RED: 1> True
# expect: 49 b'\x80\x04\x95&\x00\x00\x00\x00\x00\x00\x00\x8c\x0bcollections\x94\x8c\x05deque\x94\x93\x94)K\x03\x86\x94R\x94(K\x01K\x02e.' deque([1, 2], maxlen=3) True
# expect: 74 b'\x80\x04\x95?\x00\x00\x00\x00\x00\x00\x00\x8c\x0bcollections\x94\x8c\x0bdefaultdict\x94\x93\x94\x8c\x08builtins\x94\x8c\x04list\x94\x93\x94\x85\x94R\x94K\x01]\x94K\x02as.' defaultdict(<class 'list'>, {1: [2]}) True
# expect: 59 b'\x80\x04\x950\x00\x00\x00\x00\x00\x00\x00\x8c\x0bcollections\x94\x8c\x0bOrderedDict\x94\x93\x94)R\x94(\x8c\x01b\x94K\x01\x8c\x01a\x94K\x02u.' OrderedDict({'b': 1, 'a': 2}) True
# expect: 58 b'\x80\x04\x95/\x00\x00\x00\x00\x00\x00\x00\x8c\x0bcollections\x94\x8c\x07Counter\x94\x93\x94}\x94(\x8c\x01a\x94K\x02\x8c\x01b\x94K\x01u\x85\x94R\x94.' Counter({'a': 2, 'b': 1}) True
# expect: 48 b'\x80\x04\x95%\x00\x00\x00\x00\x00\x00\x00\x8c\x08builtins\x94\x8c\nValueError\x94\x93\x94\x8c\x01a\x94K\x01\x86\x94R\x94.' ValueError('a', 1) True
# expect: 44 b'\x80\x04\x95!\x00\x00\x00\x00\x00\x00\x00\x8c\x08builtins\x94\x8c\x08KeyError\x94\x93\x94\x8c\x01k\x94\x85\x94R\x94.' KeyError('k') True
# expect: 46 b'\x80\x04\x95#\x00\x00\x00\x00\x00\x00\x00\x8c\x08__main__\x94\x8c\x07MyError\x94\x93\x94\x8c\x04mine\x94\x85\x94R\x94.' MyError('mine') True
# expect: 65 b'\x80\x04\x956\x00\x00\x00\x00\x00\x00\x00\x8c\x08builtins\x94\x8c\x11FileNotFoundError\x94\x93\x94K\x02\x8c\x04gone\x94\x8c\x04file\x94\x87\x94R\x94.' FileNotFoundError(2, 'gone') True
# expect: 33 b'\x80\x04\x95\x16\x00\x00\x00\x00\x00\x00\x00]\x94(]\x94K\x01ah\x01h\x01\x8c\x01t\x94\x86\x94h\x02e.' [[1], [1], ([1], 't'), 't'] True
# expect: True
# expect: True
# expect: True
# expect: [1] True
# expect: 5 False
# expect: 1 2
# expect: 6.0 (1, 2)
# expect: [1, 2] n MyList
# expect: ('a', 2) 7
# expect: Data(a=1, b=[2]) 32
# expect: 5 True
# expect: 2024-02-29
# expect: AttributeError Can't get local object 'outer.<locals>.inner'
# expect: AttributeError Can't get local object 'outer.<locals>.Local'
# expect: PicklingError Can't pickle <function <lambda>
# expect: TypeError cannot pickle 'generator' object
# expect: TypeError cannot pickle 'dict_keys' object
# expect: TypeError cannot pickle 'module' object
# expect: done
# expect: EOFError Ran out of input
# expect: EOFError Ran out of input
# expect: UnpicklingError pickle data was truncated
# expect: ModuleNotFoundError No module named 'nx'
