class Token:
    def __init__(self, kind, value):
        self.kind, self.value = kind, value

    def __repr__(self):
        return f"{self.kind}:{self.value}"


def tokenize(text):
    i = 0
    while i < len(text):
        c = text[i]
        if c.isspace():
            i += 1
        elif c.isdigit() or c == ".":
            start = i
            while i < len(text) and (text[i].isdigit() or text[i] == "."):
                i += 1
            number = text[start:i]
            yield Token("num", float(number) if "." in number else int(number))
        elif c.isalpha():
            start = i
            while i < len(text) and text[i].isalnum():
                i += 1
            yield Token("name", text[start:i])
        elif c in "+-*/()^=,":
            yield Token("op", c)
            i += 1
        else:
            raise SyntaxError(f"unexpected {c!r} at {i}")
    yield Token("end", None)


class Parser:
    functions = {"max": max, "min": min, "abs": abs}

    def __init__(self, variables=None):
        self.variables = variables if variables is not None else {}

    def run(self, text):
        self.tokens = list(tokenize(text))
        self.position = 0
        if len(self.tokens) > 2 and self.tokens[0].kind == "name" and self.tokens[1].value == "=":
            self.position = 2
            value = self.variables[self.tokens[0].value] = self.expression()
        else:
            value = self.expression()
        if self.peek().kind != "end":
            raise SyntaxError(f"unexpected {self.peek()}")
        return value

    def peek(self):
        return self.tokens[self.position]

    def take(self, *values):
        if self.peek().kind == "op" and self.peek().value in values:
            self.position += 1
            return self.tokens[self.position - 1].value
        return None

    def expression(self):
        value = self.term()
        while op := self.take("+", "-"):
            value = value + self.term() if op == "+" else value - self.term()
        return value

    def term(self):
        value = self.factor()
        while op := self.take("*", "/"):
            value = value * self.factor() if op == "*" else value / self.factor()
        return value

    def factor(self):
        if self.take("-"):
            return -self.factor()
        base = self.atom()
        return base ** self.factor() if self.take("^") else base

    def atom(self):
        token = self.peek()
        self.position += 1
        if token.kind == "num":
            return token.value
        if token.kind == "name":
            if self.take("("):
                args = [self.expression()]
                while self.take(","):
                    args.append(self.expression())
                if not self.take(")"):
                    raise SyntaxError("missing )")
                return self.functions[token.value](*args)
            return self.variables[token.value]
        if token.kind == "op" and token.value == "(":
            value = self.expression()
            if not self.take(")"):
                raise SyntaxError("missing )")
            return value
        raise SyntaxError(f"unexpected {token}")


calc = Parser({"pi": 3.14159})
for line in ("1 + 2 * 3", "(1 + 2) * 3", "2 ^ 3 ^ 2", "-2 ^ 2", "10 / 4 - 1", "x = 5 * 2", "x * pi", "max(1, x, 3) + abs(-4)", "1 +", "2 $ 3", "(1", "y + 1", "1 / 0", "1 2"):
    try:
        print(line, "=", calc.run(line))
    except (SyntaxError, KeyError, ZeroDivisionError) as error:
        print(line, "->", type(error).__name__, error)
print(list(tokenize("a1+2.5")))

# expect: 1 + 2 * 3 = 7
# expect: (1 + 2) * 3 = 9
# expect: 2 ^ 3 ^ 2 = 512
# expect: -2 ^ 2 = -4
# expect: 10 / 4 - 1 = 1.5
# expect: x = 5 * 2 = 10
# expect: x * pi = 31.4159
# expect: max(1, x, 3) + abs(-4) = 14
# expect: 1 + -> SyntaxError unexpected end:None
# expect: 2 $ 3 -> SyntaxError unexpected '$' at 2
# expect: (1 -> SyntaxError missing )
# expect: y + 1 -> KeyError 'y'
# expect: 1 / 0 -> ZeroDivisionError division by zero
# expect: 1 2 -> SyntaxError unexpected num:2
# expect: [name:a1, op:+, num:2.5, end:None]
