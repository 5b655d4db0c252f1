Evil = type('<script>hostile()</script>' + 'x' * 1_000_000, (Exception,), {})


def double(x):
    return (_ for _ in ()).throw(Evil('\x00'))


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
