def double(x):
    inside = [2 * x]
    for _ in range(10):
        inside = [inside] * 10
    return inside


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
