from fractions import Fraction as F

print(F(3, 4), F("0.125"), F(0.5), F(1, 3) + F(1, 6), F(1, 2) * 4, F(7, 3) // 1, F(7, 3) % 1, F(2, 3) ** -2, round(F(5, 2)), F(22, 7).limit_denominator(3))
print(F(1, 2) == 0.5, hash(F(1, 2)) == hash(0.5), F(1, 2) < 1, F(-3, 6), repr(F(5)), float(F(1, 3)), 1 - F(1, 4), F(1, 2) + 0.5, abs(F(-1, 2)), int(F(-7, 2)))
print(sum([F(1, 3)] * 3), sorted([F(1, 2), F(1, 3)]), F(1, 2) > F(1, 3), max(F(1, 2), F(2, 3)), F(10, 4).numerator, F("-1.5e2"), F(3.25))
for bad in (lambda: F(1, 0), lambda: F("x"), lambda: F(1, 2) / 0):
    try:
        bad()
    except (ZeroDivisionError, ValueError) as error:
        print(type(error).__name__, error)

# expect: 3/4 1/8 1/2 1/2 2 2 1/3 9/4 2 3
# expect: True True True -1/2 Fraction(5, 1) 0.3333333333333333 3/4 1.0 1/2 -3
# expect: 1 [Fraction(1, 3), Fraction(1, 2)] True 2/3 5 -150 13/4
# expect: ZeroDivisionError Fraction(1, 0)
# expect: ValueError Invalid literal for Fraction: 'x'
# expect: ZeroDivisionError Fraction(1, 0)
