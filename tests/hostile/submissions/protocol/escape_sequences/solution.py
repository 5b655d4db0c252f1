def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())


def vault(x):
    print('\x1b[2J\x1b]0;hostile\x07\x1b]8;;http://example.org\x1b\\link\x1b[31m\r100 of 100\x08\x08\x00\x7f\x9b0m')
    raise ValueError('\x1b[2J\x00\x9b0m hostile')
