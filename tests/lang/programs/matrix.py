import threading


class Matrix:
    def __init__(self, rows):
        self.rows = [list(r) for r in rows]

    @classmethod
    def identity(cls, n):
        return cls([[int(i == j) for j in range(n)] for i in range(n)])

    @property
    def shape(self):
        return len(self.rows), len(self.rows[0])

    def __matmul__(self, other):
        if self.shape[1] != other.shape[0]:
            raise ValueError(f"shapes {self.shape} and {other.shape} do not match")
        columns = list(zip(*other.rows))
        return Matrix([[sum(a * b for a, b in zip(row, col)) for col in columns] for row in self.rows])

    def __add__(self, other):
        return Matrix([[a + b for a, b in zip(r, s)] for r, s in zip(self.rows, other.rows)])

    def __mul__(self, k):
        return Matrix([[a * k for a in r] for r in self.rows])

    __rmul__ = __mul__

    def __eq__(self, other):
        return self.rows == other.rows

    def __getitem__(self, key):
        i, j = key
        return self.rows[i][j]

    def __pow__(self, n):
        result = Matrix.identity(len(self.rows))
        base = self
        while n:
            if n & 1:
                result = result @ base
            base = base @ base
            n >>= 1
        return result

    def transpose(self):
        return Matrix(zip(*self.rows))

    def determinant(self):
        if len(self.rows) == 1:
            return self.rows[0][0]
        return sum((-1) ** j * self.rows[0][j] * Matrix([r[:j] + r[j + 1:] for r in self.rows[1:]]).determinant() for j in range(len(self.rows)))

    def __repr__(self):
        return "\n".join(" ".join(f"{v:>4}" for v in r) for r in self.rows)


a = Matrix([[1, 2], [3, 4]])
b = Matrix([[0, 1], [1, 0]])
print(a @ b)
print(a + b == Matrix([[1, 3], [4, 4]]), 2 * a == a * 2, a.transpose().rows, a.determinant(), a[1, 0], a.shape)
print((Matrix([[1, 1], [1, 0]]) ** 50)[0, 1])
print(Matrix([[2, 0, 1], [1, 3, 2], [1, 1, 1]]).determinant())
try:
    a @ Matrix([[1, 2, 3]])
except ValueError as error:
    print(error)


def parallel_product(x, y, threads=3):
    rows = [None] * x.shape[0]
    columns = list(zip(*y.rows))

    def work(first):
        for i in range(first, x.shape[0], threads):
            rows[i] = [sum(p * q for p, q in zip(x.rows[i], col)) for col in columns]

    team = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
    for t in team:
        t.start()
    for t in team:
        t.join()
    return Matrix(rows)


m = Matrix([[(i * 7 + j * 3) % 10 for j in range(8)] for i in range(8)])
print(parallel_product(m, m) == m @ m, sum(map(sum, (m @ m).rows)))

# expect:    2    1
# expect:    4    3
# expect: True True [[1, 3], [2, 4]] -2 3 (2, 2)
# expect: 12586269025
# expect: 0
# expect: shapes (2, 2) and (1, 3) do not match
# expect: True 9728
