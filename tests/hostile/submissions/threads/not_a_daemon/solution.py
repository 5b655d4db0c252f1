import threading
import time


def talk():
    while True:
        print('still here')
        time.sleep(0.01)


threading.Thread(target=talk).start()


def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
