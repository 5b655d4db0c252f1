"""What a host of these tests does: answers well, or dies in one of the ways there are."""

import os
import socket
import sys
import time
from pathlib import Path

from autograder.killable.host import Answer
from autograder.killable.starting import run_host


def answer(request: bytes) -> bytes:
    """Do what is asked."""
    word, _, rest = request.partition(b" ")
    match word:
        case b"echo":
            return rest
        case b"pid":
            return str(os.getpid()).encode()
        case b"hoard":
            return bytes(1 << 33)
        case b"sleep":
            time.sleep(60)
        case b"spin" if rest:
            sum(range(10**12))  # in C, where no handler of Python's would run
        case b"spin":
            while True:
                continue
        case b"half":
            channel = next(fd for fd in range(3, 100) if _is_socket(fd))
            os.write(channel, (1000).to_bytes(4, "big") + b"half of it")
            os._exit(9)
    raise ValueError("as asked")


def _is_socket(descriptor: int) -> bool:
    try:
        return str(Path(f"/proc/self/fd/{descriptor}").readlink()).startswith("socket")
    except OSError:
        return False


def prepare(_control: socket.socket) -> Answer:
    """Be ready, unless told not to be."""
    if "BROKEN" in os.environ:
        raise RuntimeError("out of order")
    return answer


if __name__ == "__main__":
    run_host(sys.argv[1:], prepare)
