import os
import struct


def send(content):
    os.write(3, struct.pack('>I', len(content)) + content)


def double(x):
    send(b'{"dict": [["index", {"int": "0x0"}], ["value", {"array": ["<f8", [100000, 100000], ""]}]]}')
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
