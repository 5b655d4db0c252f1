def double(x):
    while True:
        print('still computing')


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
