def nested(depth):
    return ExceptionGroup('hostile', [nested(depth - 1)] * 2) if depth else ValueError('deepest')


def double(x):
    return (_ for _ in ()).throw(nested(15))


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
