"""An honest submission: graded after every hostile one."""

import sympy

x = sympy.Symbol("x")

ANSWERS = {"2.1 square": x**2 + 1, "2.2 side": "right"}


def double(x):
    print("twice", x)
    return x + x


def flip(values):
    return values[[-1 - place for place in range(len(values))]]


def total(values):
    return float(values.sum()) + 1


def vault(x):
    return x
