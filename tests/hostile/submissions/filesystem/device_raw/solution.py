import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)

HAD = [
    libc.mknod(b'@WATCHED@/hostile-mark', 0o20666, 0x101),
    libc.mkfifo(b'/tmp/hostile-mark', 0o666),
]


def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())


def vault(x):
    print('GOT IT' if max(HAD) >= 0 else 'refused')
    return x
