from fractions import Fraction


def double(x):
    return Fraction(1, 7 ** 400_000)


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
