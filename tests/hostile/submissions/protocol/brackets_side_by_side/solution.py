import os
import struct


def send(content):
    os.write(3, struct.pack('>I', len(content)) + content)


def reply(value):
    send(b'{"dict": [["index", {"int": "0x0"}], ["value", ' + value + b']]}')


def double(x):
    reply(b'[' + b'[],' * 20_000 + b'null]')
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())
