import threading


class InsufficientFunds(Exception):
    def __init__(self, account, amount):
        super().__init__(f"{account.name} lacks {amount - account.balance}")


class Account:
    _next_id = 1

    def __init__(self, name, balance=0):
        self.name = name
        self.balance = balance
        self.id = Account._next_id
        Account._next_id += 1
        self.lock = threading.RLock()
        self.history = []

    def withdraw(self, amount):
        with self.lock:
            if amount > self.balance:
                raise InsufficientFunds(self, amount)
            self.balance -= amount
            self.history.append(-amount)

    def deposit(self, amount):
        with self.lock:
            self.balance += amount
            self.history.append(amount)


def transfer(source, target, amount):
    first, second = sorted((source, target), key=lambda a: a.id)
    with first.lock, second.lock:
        source.withdraw(amount)
        target.deposit(amount)


a, b, c = Account("ann", 1000), Account("bob", 1000), Account("cat", 1000)
refused = []


def shuffle(source, target, rounds):
    for i in range(rounds):
        try:
            transfer(source, target, 10 + i % 3)
        except InsufficientFunds as error:
            refused.append(str(error))


pairs = [(a, b), (b, c), (c, a), (b, a)]
team = [threading.Thread(target=shuffle, args=(s, t, 50)) for s, t in pairs]
for t in team:
    t.start()
for t in team:
    t.join()
print(a.balance + b.balance + c.balance, len(refused))
print(a.balance, b.balance, c.balance)
try:
    a.withdraw(10 ** 6)
except InsufficientFunds as error:
    print(type(error).__name__, "ann lacks" in str(error))
print(sum(len(x.history) for x in (a, b, c)))

# expect: 3000 0
# expect: 1549 451 1000
# expect: InsufficientFunds True
# expect: 400
