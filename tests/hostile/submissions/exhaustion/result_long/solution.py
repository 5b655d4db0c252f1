def double(x):
    return list(range(1_000_000))


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
