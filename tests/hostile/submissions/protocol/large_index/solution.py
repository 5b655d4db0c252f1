import os
import struct


def send(content):
    os.write(3, struct.pack('>I', len(content)) + content)


def double(x):
    send(b'{"dict": [["index", {"int": "0x' + b'9' * 2000 + b'"}], ["value", null]]}')
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
