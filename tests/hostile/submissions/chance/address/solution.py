def double(x):
    return 2 * x + id(object()) % 7919


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
