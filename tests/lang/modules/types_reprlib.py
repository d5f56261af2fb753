import reprlib
import types

n = types.SimpleNamespace(a=1, b="x")
n.c = [2]
print(n, n.a, n == types.SimpleNamespace(a=1, b="x", c=[2]), sorted(vars(n)))
p = types.MappingProxyType({"k": 1})
print(p["k"], p, len(p), "k" in p, list(p))
try:
    p["z"] = 1
except TypeError as error:
    print(error)
print([t.__name__ for t in (types.FunctionType, types.LambdaType, types.GeneratorType, types.CodeType, types.MethodType, types.BuiltinFunctionType, types.ModuleType, types.TracebackType, types.FrameType, types.NoneType, types.CellType)])
print(isinstance(lambda: 0, types.FunctionType), isinstance(len, types.BuiltinFunctionType), isinstance((x for x in ()), types.GeneratorType), isinstance("".join, types.BuiltinMethodType), isinstance(types, types.ModuleType))


class C:
    def m(self):
        return "m"


c = C()
c.extra = types.MethodType(lambda self: (self is c, "bound"), c)
print(c.extra(), isinstance(c.m, types.MethodType))
D = types.new_class("D", (C,), {}, lambda ns: ns.update(x=5))
print(D.x, D().m(), D.__name__, D.__bases__ == (C,))
m = types.ModuleType("made", "its doc")
m.value = 3
print(m.__name__, m.__doc__, m.value, m)
print(reprlib.repr(list(range(100))), reprlib.repr("x" * 100), reprlib.repr({i: i for i in range(10)}), reprlib.repr([[[[[[[1]]]]]]]))


class Tree:
    def __init__(self):
        self.children = []

    @reprlib.recursive_repr()
    def __repr__(self):
        return f"Tree({self.children})"


t = Tree()
t.children.append(t)
print(t)
print(list[int], types.GenericAlias(list, (int,)) == list[int], int | None, isinstance(5, int | str), type(int | str).__name__, dict[str, list[int]].__args__)

# expect: namespace(a=1, b='x', c=[2]) 1 True ['a', 'b', 'c']
# expect: 1 {'k': 1} 1 True ['k']
# expect: 'mappingproxy' object does not support item assignment
# expect: ['function', 'function', 'generator', 'code', 'method', 'builtin_function_or_method', 'module', 'traceback', 'frame', 'NoneType', 'cell']
# expect: True True True True True
# expect: (True, 'bound') True
# expect: 5 m D True
# expect: made its doc 3 <module 'made'>
# expect: [0, 1, 2, 3, 4, 5, ...] 'xxxxxxxxxxxx...xxxxxxxxxxxxx' {0: 0, 1: 1, 2: 2, 3: 3, ...} [[[[[[[...]]]]]]]
# expect: Tree([...])
# expect: list[int] True int | None True UnionType (<class 'str'>, list[int])
