FIRST = hash('hostile')


def double(x):
    return 2 * x + (hash('hostile') != FIRST)


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
