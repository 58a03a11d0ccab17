class InsufficientFunds(Exception):
    def __init__(self, wanted, balance):
        super().__init__(f"wanted {wanted}, has {balance}")
        self.wanted = wanted


class Account:
    _next = 1

    def __init__(self, owner, balance=0):
        self.owner, self._balance = owner, balance
        self.number = Account._next
        Account._next += 1

    @property
    def balance(self):
        return self._balance

    @classmethod
    def opened_with(cls, amount):
        return cls("nobody", amount)

    @staticmethod
    def is_valid(amount):
        return amount > 0

    def withdraw(self, amount):
        if amount > self._balance:
            raise InsufficientFunds(amount, self._balance)
        self._balance -= amount
        return self

    def __repr__(self):
        return f"{type(self).__name__}(owner={self.owner!r}, balance={self.balance})"


class Savings(Account):
    rate = 0.02

    def add_interest(self):
        self._balance = round(self._balance * (1 + self.rate), 2)
        return self


account = Savings("Ada", 100)
print(account.add_interest().withdraw(2), account.number, Account.opened_with(5).number, Account.is_valid(-1))
try:
    account.withdraw(1000)
except InsufficientFunds as error:
    print(error, error.wanted)
try:
    account.balance = 1
except AttributeError as error:
    print(type(error).__name__)
