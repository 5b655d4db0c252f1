def double(x):
    return "__import__('os').system('touch /tmp/hostile-mark') or 6.0"


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
