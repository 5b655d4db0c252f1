import socket


def double(x):
    return 2 * x


def flip(values):
    return values[::-1]


def total(values):
    return float(values.sum())


def vault(x):
    with socket.create_connection(('127.0.0.1', 80), 0.2):
        return x
