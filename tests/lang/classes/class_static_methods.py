class Pizza:
    size = 10

    def __init__(self, toppings):
        self.toppings = toppings

    def __repr__(self):
        return f"{type(self).__name__}({self.toppings})"

    @classmethod
    def margherita(cls):
        return cls(["cheese"])

    @staticmethod
    def area(r):
        return r * r * 3

    @classmethod
    def resize(cls, size):
        cls.size = size
        return cls


class Big(Pizza):
    pass


print(Pizza.margherita(), Big.margherita(), Pizza.area(2), Pizza([]).area(3))
Big.resize(20)
print(Pizza.size, Big.size, Big([]).size)
bound = Pizza.margherita
print(bound.__self__ is Pizza, bound.__func__.__name__, type(bound).__name__)
print(type(Pizza.__dict__["area"]).__name__, type(Pizza.__dict__["margherita"]).__name__, type(Pizza.area).__name__)
method = Pizza(["x"]).__repr__
print(method(), Pizza.__repr__(Big(["y"])))


def outside(self):
    return f"outside {self.toppings}"


Pizza.added = outside
print(Big(["z"]).added())
p = Pizza([])
p.own = outside.__get__(p)
print(p.own())


class Counter:
    total = 0

    def __init__(self):
        type(self).total += 1

    @classmethod
    def count(cls):
        return cls.total


Counter(), Counter()
print(Counter.count())


class Private:
    def __init__(self):
        self.__secret = 42
        self._hint = 1

    def __hidden(self):
        return self.__secret

    def reveal(self):
        return self.__hidden()


private = Private()
print(private.reveal(), private._Private__secret, sorted(private.__dict__))
try:
    private.__secret
except AttributeError as error:
    print(error)
print(Pizza.margherita == Pizza.margherita, p.area is p.area)

# expect: Pizza(['cheese']) Big(['cheese']) 12 27
# expect: 10 20 20
# expect: True margherita method
# expect: staticmethod classmethod function
# expect: Pizza(['x']) Big(['y'])
# expect: outside ['z']
# expect: outside []
# expect: 2
# expect: 42 42 ['_Private__secret', '_hint']
# expect: 'Private' object has no attribute '__secret'
# expect: True True
