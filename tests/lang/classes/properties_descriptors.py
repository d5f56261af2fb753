class Celsius:
    def __init__(self, degrees):
        self.degrees = degrees

    @property
    def degrees(self):
        "temperature"
        return self._degrees

    @degrees.setter
    def degrees(self, value):
        if value < -273.15:
            raise ValueError("below absolute zero")
        self._degrees = value

    @degrees.deleter
    def degrees(self):
        print("deleting")
        del self._degrees

    @property
    def fahrenheit(self):
        return self.degrees * 9 / 5 + 32


t = Celsius(100)
print(t.fahrenheit, Celsius.degrees.__doc__, type(Celsius.degrees).__name__)
t.degrees = 0
print(t.fahrenheit)
try:
    t.degrees = -300
except ValueError as error:
    print(error)
try:
    t.fahrenheit = 1
except AttributeError as error:
    print(error)
try:
    del t.fahrenheit
except AttributeError as error:
    print(error)
del t.degrees
try:
    t.degrees
except AttributeError as error:
    print(error)


class Typed:
    def __init__(self, kind):
        self.kind = kind

    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = "_" + name

    def __get__(self, instance, owner):
        if instance is None:
            return self
        return getattr(instance, self.name, None)

    def __set__(self, instance, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name[1:]} must be {self.kind.__name__}")
        setattr(instance, self.name, value)

    def __delete__(self, instance):
        print("delete", self.name)


class Point:
    x = Typed(int)
    label = Typed(str)


p = Point()
p.x = 5
print(p.x, p.label, p.__dict__)
try:
    p.label = 5
except TypeError as error:
    print(error)
del p.x
p.__dict__["x"] = "shadow?"
print(p.x)


class NonData:
    def __get__(self, instance, owner):
        return "descriptor", instance is None, owner.__name__


class Use:
    attribute = NonData()


u = Use()
print(Use.attribute, u.attribute)
u.__dict__["attribute"] = "instance wins"
print(u.attribute)


class LazyProperty:
    def __init__(self, function):
        self.function = function

    def __get__(self, instance, owner):
        value = self.function(instance)
        instance.__dict__[self.function.__name__] = value
        return value


class Report:
    @LazyProperty
    def data(self):
        print("computing")
        return 42


r = Report()
print(r.data, r.data)
print(Celsius.fahrenheit.fget(Celsius(10)), Celsius.fahrenheit.fset)
q = property(lambda self: "q", None, None, "doc of q")
print(q.__doc__)
f = Point.__dict__["x"]
print(type(f).__name__, f.__get__(p, Point))

# expect: 212.0 temperature property
# expect: 32.0
# expect: below absolute zero
# expect: property 'fahrenheit' of 'Celsius' object has no setter
# expect: property 'fahrenheit' of 'Celsius' object has no deleter
# expect: deleting
# expect: 'Celsius' object has no attribute '_degrees'
# expect: set_name Point x
# expect: set_name Point label
# expect: 5 None {'_x': 5}
# expect: label must be str
# expect: delete _x
# expect: 5
# expect: ('descriptor', True, 'Use') ('descriptor', False, 'Use')
# expect: instance wins
# expect: computing
# expect: 42 42
# expect: 50.0 None
# expect: doc of q
# expect: Typed 5
