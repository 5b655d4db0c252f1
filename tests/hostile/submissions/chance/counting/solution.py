COUNT = []


def double(x):
    COUNT.append(x)
    return 2 * x * (len(COUNT) == 1)


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
