from multiprocessing import shared_memory


def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())


def vault(x):
    shared_memory.SharedMemory(create=True, size=4096, name='hostile-mark')
    return x
