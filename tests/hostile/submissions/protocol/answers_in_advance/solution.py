import os
import struct


def send(content):
    os.write(3, struct.pack('>I', len(content)) + content)


for number in range(-1, 20):
    send(b'{"dict": [["index", {"int": "%x"}], ["value", {"float": "0x1.8p+2"}]]}' % number)


def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
