def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())


def vault(x):
    print('\u202e001 fo 001\u2066 \u200b\ufeff')
    raise ValueError('\u202ehostile\u2028\u2029\x85')
