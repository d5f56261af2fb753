class Account:
    """A bank account."""
    bank = "First"
    accounts = []

    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        Account.accounts.append(owner)

    def deposit(self, amount):
        self.balance += amount
        return self

    def __repr__(self):
        return f"Account({self.owner!r}, {self.balance})"


a = Account("ann")
b = Account("bob", 50)
print(a.deposit(5).deposit(6), b, Account.accounts)
print(a.bank, Account.bank)
a.bank = "Own"
print(a.bank, b.bank, Account.bank)
Account.bank = "Second"
print(a.bank, b.bank)
print(a.__dict__, Account.__doc__, Account.__name__, type(a) is Account, a.__class__.__name__)
print(isinstance(a, Account), isinstance(a, object), isinstance(5, (str, int)), issubclass(Account, object))
print(Account.deposit(b, 1), hasattr(a, "owner"), hasattr(a, "zzz"), getattr(a, "zzz", "default"))
setattr(a, "extra", 1)
print(a.extra, sorted(vars(a)))
delattr(a, "extra")
try:
    a.extra
except AttributeError as error:
    print(error)
try:
    Account.nothing
except AttributeError as error:
    print(error)
try:
    Account()
except TypeError as error:
    print(error)
try:
    a.deposit()
except TypeError as error:
    print(error)


class Empty:
    pass


e = Empty()
e.x = 1
e.f = lambda: "no self"
print(e.x, e.f(), Empty.__bases__, Empty.__mro__ == (Empty, object))
print(sorted(n for n in dir(a) if not n.startswith("__")))


class Scope:
    n = 3
    squares = [i * i for i in range(n)]
    if n > 2:
        def big(self):
            return "big"
    for k in range(2):
        pass


print(Scope.squares, Scope().big(), Scope.k)
try:
    Empty(1)
except TypeError as error:
    print(error)
print(type(Empty).__name__, Empty.__module__, repr(Empty), str(type(5)))

# expect: Account('ann', 11) Account('bob', 50) ['ann', 'bob']
# expect: First First
# expect: Own First First
# expect: Own Second
# expect: {'owner': 'ann', 'balance': 11, 'bank': 'Own'} A bank account. Account True Account
# expect: True True True True
# expect: Account('bob', 51) True False default
# expect: 1 ['balance', 'bank', 'extra', 'owner']
# expect: 'Account' object has no attribute 'extra'
# expect: type object 'Account' has no attribute 'nothing'
# expect: Account.__init__() missing 1 required positional argument: 'owner'
# expect: Account.deposit() missing 1 required positional argument: 'amount'
# expect: 1 no self (<class 'object'>,) True
# expect: ['accounts', 'balance', 'bank', 'deposit', 'owner']
# expect: [0, 1, 4] big 1
# expect: Empty() takes no arguments
# expect: type __main__ <class '__main__.Empty'> <class 'int'>
