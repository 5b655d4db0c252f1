import os
import struct


def send(content):
    os.write(3, struct.pack('>I', len(content)) + content)


def double(x):
    send(b'{"index": 0, "index": 0, "value": 1, "value": 6}')
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
