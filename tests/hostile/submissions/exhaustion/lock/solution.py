import threading


def double(x):
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
