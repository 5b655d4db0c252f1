import sympy

nested = sympy.Symbol('x')
for _ in range(30):
    nested = 1 / (1 + nested)

ANSWERS = {'2.1 square': nested}


def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
