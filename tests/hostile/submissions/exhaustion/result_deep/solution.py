def double(x):
    inside = 2 * x
    for _ in range(100_000):
        inside = [inside]
    return inside


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
