import sympy

ANSWERS = {'2.1 square': sympy.Integer(7) ** 200_000 + sympy.Symbol('x')}


def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
