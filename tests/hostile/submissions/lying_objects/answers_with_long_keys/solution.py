ANSWERS = {'2.1 squar' + 'e' * 40_000: 1}
globals()['doubl' + 'e' * 10_000] = lambda x: x


def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
