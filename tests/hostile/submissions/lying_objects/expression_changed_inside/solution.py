import sympy

x = sympy.Symbol('x')
circle = sympy.sin(x) + 1
circle._args = (circle, circle)

ANSWERS = {'2.1 square': circle}


def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
