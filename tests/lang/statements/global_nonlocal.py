counter = 0


def increment():
    global counter
    counter += 1
    return counter


increment()
increment()
print(counter)


def make():
    count = 0

    def up():
        nonlocal count
        count += 1
        return count

    def peek():
        return count

    return up, peek


up, peek = make()
up(), up(), up()
print(peek())
other_up, other_peek = make()
other_up()
print(peek(), other_peek())


def create_global():
    global fresh
    fresh = "made inside"

    def inner():
        global fresh
        fresh += "!"
    inner()


create_global()
print(fresh)


def levels():
    x = 1

    def a():
        def b():
            nonlocal x
            x += 10

            def c():
                nonlocal x
                x *= 2
            c()
        b()
    a()
    return x


print(levels())
x = "global"


def shadow():
    x = "local"

    class Inner:
        y = x
        x = "class"
        z = x

        def method(self):
            return x
    return Inner.y, Inner.z, Inner().method()


print(shadow())


def local_error():
    print(x)
    x = 1


try:
    local_error()
except UnboundLocalError as error:
    print(error)


def free_error():
    def inner():
        return later
    try:
        inner()
    except NameError as error:
        print(error)
    later = 5
    return inner()


print(free_error())
try:
    nowhere
except NameError as error:
    print(error)


def deleted():
    value = 1
    del value
    value


try:
    deleted()
except UnboundLocalError as error:
    print(error)


def loop_variable():
    global gi
    for gi in range(4):
        pass


loop_variable()
print(gi)

# expect: 2
# expect: 3
# expect: 3 1
# expect: made inside!
# expect: 22
# expect: ('global', 'class', 'local')
# expect: cannot access local variable 'x' where it is not associated with a value
# expect: cannot access free variable 'later' where it is not associated with a value in enclosing scope
# expect: 5
# expect: name 'nowhere' is not defined
# expect: cannot access local variable 'value' where it is not associated with a value
# expect: 3
