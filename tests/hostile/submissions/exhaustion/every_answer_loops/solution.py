import time

time.sleep(1)


def double(x):
    while True:
        pass


flip = vault = total = double
