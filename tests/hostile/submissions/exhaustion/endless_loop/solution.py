def double(x):
    while True:
        pass


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
