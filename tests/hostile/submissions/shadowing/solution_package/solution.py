import solution

assert solution.__file__.endswith('solution.py')


def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
