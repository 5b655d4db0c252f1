class Thing:
    pass


print(Thing(), print, lambda: 0)


def double(x):
    print(double, Thing())
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
