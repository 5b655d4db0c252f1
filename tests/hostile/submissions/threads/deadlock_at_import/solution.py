import _imp
import threading
import time


def hold():
    _imp.acquire_lock()
    time.sleep(100_000)


threading.Thread(target=hold, daemon=True).start()
time.sleep(0.05)


def double(x):
    import decimal

    return 2 * float(decimal.Decimal(x))


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
