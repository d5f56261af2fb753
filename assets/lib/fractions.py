"""Exact fractions of two integers."""

import math
import numbers
import operator
import sys

__all__ = ['Fraction']


def _from_text(text):
    """'3/4', '-1.25', '2e-3' as (numerator, denominator); None if it is none of these."""
    s = text.strip()
    numerator, slash, denominator = s.partition('/')
    try:
        if slash:
            if not denominator.isdigit() or numerator != numerator.strip():
                return None
            return int(numerator), int(denominator)
        mantissa, e, exponent = s.lower().partition('e')
        whole, dot, decimals = mantissa.partition('.')
        if dot and not (whole.lstrip('+-') or decimals):
            return None
        if decimals and not decimals.replace('_', '').isdigit():
            return None
        decimals = decimals.replace('_', '')
        n = int((whole if whole.lstrip('+-') else whole + '0') + decimals)
        shift = (int(exponent) if e else 0) - len(decimals)
    except ValueError:
        return None
    return (n * 10 ** shift, 1) if shift >= 0 else (n, 10 ** -shift)


class Fraction(numbers.Rational):
    """numerator / denominator, always in lowest terms, the denominator positive."""

    __slots__ = ('_numerator', '_denominator')

    def __new__(cls, numerator=0, denominator=None):
        if denominator is None:
            if type(numerator) is int:
                return cls._made(numerator, 1)
            if isinstance(numerator, numbers.Rational):
                return cls._made(numerator.numerator, numerator.denominator)
            if isinstance(numerator, float) or hasattr(numerator, 'as_integer_ratio'):
                return cls._made(*numerator.as_integer_ratio())
            if not isinstance(numerator, str):
                raise TypeError("argument should be a string or a Rational instance")
            parts = _from_text(numerator)
            if parts is None:
                raise ValueError('Invalid literal for Fraction: %r' % numerator)
            numerator, denominator = parts
        elif isinstance(numerator, numbers.Rational) and isinstance(denominator, numbers.Rational):
            numerator, denominator = (numerator.numerator * denominator.denominator,
                                      denominator.numerator * numerator.denominator)
        else:
            raise TypeError("both arguments should be Rational instances")
        if denominator == 0:
            raise ZeroDivisionError('Fraction(%s, 0)' % numerator)
        g = math.gcd(numerator, denominator)
        if denominator < 0:
            g = -g
        return cls._made(numerator // g, denominator // g)

    @classmethod
    def _made(cls, numerator, denominator):
        """For parts that are in lowest terms already."""
        self = object.__new__(cls)
        self._numerator = numerator
        self._denominator = denominator
        return self

    @classmethod
    def from_float(cls, f):
        return cls._made(*f.as_integer_ratio())

    from_decimal = from_float

    @property
    def numerator(self):
        return self._numerator

    @property
    def denominator(self):
        return self._denominator

    def is_integer(self):
        return self._denominator == 1

    def as_integer_ratio(self):
        return (self._numerator, self._denominator)

    def limit_denominator(self, max_denominator=1000000):
        """The closest fraction with a denominator that is not larger: by continued fractions."""
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._denominator <= max_denominator:
            return Fraction(self)
        p0, q0, p1, q1 = 0, 1, 1, 0
        n, d = self._numerator, self._denominator
        while True:
            a = n // d
            q2 = q0 + a * q1
            if q2 > max_denominator:
                break
            p0, q0, p1, q1 = p1, q1, p0 + a * p1, q2
            n, d = d, n - a * d
        k = (max_denominator - q0) // q1
        if 2 * d * (q0 + k * q1) <= self._denominator:
            return Fraction._made(p1, q1)
        return Fraction._made(p0 + k * p1, q0 + k * q1)

    def __repr__(self):
        return '%s(%s, %s)' % (self.__class__.__name__, self._numerator, self._denominator)

    def __str__(self):
        if self._denominator == 1:
            return str(self._numerator)
        return '%s/%s' % (self._numerator, self._denominator)

    def __format__(self, spec):
        return format(str(self), spec) if not spec or spec[-1] not in 'eEfFgG%' else format(float(self), spec)

    # --- arithmetic: with integers and fractions exactly, with floats as those do ---

    def _pair(other):
        """(numerator, denominator) of an exact number, None of any other."""
        if isinstance(other, (int, Fraction)):
            return other.numerator, other.denominator
        return None

    def _operators(exact, fallback):
        def forward(a, b):
            if isinstance(b, (int, Fraction)):
                return exact(a._numerator, a._denominator, b.numerator, b.denominator)
            if isinstance(b, float):
                return fallback(float(a), b)
            return NotImplemented

        def reverse(b, a):
            if isinstance(a, numbers.Rational):
                return exact(a.numerator, a.denominator, b._numerator, b._denominator)
            if isinstance(a, numbers.Real):
                return fallback(float(a), float(b))
            return NotImplemented

        return forward, reverse

    __add__, __radd__ = _operators(lambda n, d, m, e: Fraction(n * e + m * d, d * e), operator.add)
    __sub__, __rsub__ = _operators(lambda n, d, m, e: Fraction(n * e - m * d, d * e), operator.sub)
    __mul__, __rmul__ = _operators(lambda n, d, m, e: Fraction(n * m, d * e), operator.mul)
    __truediv__, __rtruediv__ = _operators(lambda n, d, m, e: Fraction(n * e, d * m), operator.truediv)
    __floordiv__, __rfloordiv__ = _operators(lambda n, d, m, e: (n * e) // (d * m), operator.floordiv)
    __mod__, __rmod__ = _operators(lambda n, d, m, e: Fraction((n * e) % (m * d), d * e), operator.mod)
    del _pair, _operators

    def __divmod__(self, other):
        return self // other, self % other

    def __pow__(a, b):
        if isinstance(b, numbers.Rational):
            if b.denominator != 1:
                return float(a) ** float(b)
            power = b.numerator
            if power >= 0:
                return Fraction._made(a._numerator ** power, a._denominator ** power)
            if a._numerator == 0:
                raise ZeroDivisionError('Fraction(%s, 0)' % a._denominator ** -power)
            return Fraction(a._denominator ** -power, a._numerator ** -power)
        if isinstance(b, float):
            return float(a) ** b
        return NotImplemented

    def __rpow__(b, a):
        if b._denominator == 1 and b._numerator >= 0:
            return a ** b._numerator
        if isinstance(a, numbers.Rational):
            return Fraction(a.numerator, a.denominator) ** b
        return a ** float(b)

    def __pos__(a):
        return Fraction._made(a._numerator, a._denominator)

    def __neg__(a):
        return Fraction._made(-a._numerator, a._denominator)

    def __abs__(a):
        return Fraction._made(abs(a._numerator), a._denominator)

    def __int__(a):
        return -(-a._numerator // a._denominator) if a._numerator < 0 else a._numerator // a._denominator

    __trunc__ = __int__

    def __floor__(a):
        return a._numerator // a._denominator

    def __ceil__(a):
        return -(-a._numerator // a._denominator)

    def __round__(self, ndigits=None):
        if ndigits is None:
            floor, remainder = divmod(self._numerator, self._denominator)
            if remainder * 2 < self._denominator:
                return floor
            if remainder * 2 > self._denominator:
                return floor + 1
            return floor if floor % 2 == 0 else floor + 1
        shift = 10 ** abs(ndigits)
        return Fraction(round(self * shift), shift) if ndigits > 0 else Fraction(round(self / shift) * shift)

    def __float__(self):
        return self._numerator / self._denominator

    def __bool__(a):
        return bool(a._numerator)

    # --- comparison ---

    def __hash__(self):
        """Equal numbers hash alike, whatever their type."""
        modulus = sys.hash_info.modulus
        try:
            inverse = pow(self._denominator, -1, modulus)
        except ValueError:
            value = sys.hash_info.inf
        else:
            value = hash(hash(abs(self._numerator)) * inverse)
        result = value if self._numerator >= 0 else -value
        return -2 if result == -1 else result

    def __eq__(a, b):
        if isinstance(b, numbers.Rational):
            return a._numerator == b.numerator and a._denominator == b.denominator
        if isinstance(b, float):
            if math.isnan(b) or math.isinf(b):
                return 0.0 == b
            return a == Fraction.from_float(b)
        return NotImplemented

    def _compare(self, other, op):
        if isinstance(other, numbers.Rational):
            return op(self._numerator * other.denominator, self._denominator * other.numerator)
        if isinstance(other, float):
            if math.isnan(other) or math.isinf(other):
                return op(0.0, other)
            return op(self, Fraction.from_float(other))
        return NotImplemented

    def __lt__(a, b):
        return a._compare(b, operator.lt)

    def __gt__(a, b):
        return a._compare(b, operator.gt)

    def __le__(a, b):
        return a._compare(b, operator.le)

    def __ge__(a, b):
        return a._compare(b, operator.ge)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self
