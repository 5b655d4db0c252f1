ANSWERS = {'2.2 side': '\ud800left', '2.1 square': '\udfff'}


def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())


def vault(x):
    print('\ud800 \udfff hostile')
    raise ValueError('\ud83d hostile')
