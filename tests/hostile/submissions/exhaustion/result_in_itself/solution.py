def double(x):
    inside = []
    inside.append(inside)
    return inside


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
