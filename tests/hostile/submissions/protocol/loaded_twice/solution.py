import os
import struct


def send(content):
    os.write(3, struct.pack('>I', len(content)) + content)


send(b'{"dict": [["index", {"int": "-0x1"}], ["value", null]]}')


def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
