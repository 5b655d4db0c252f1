"""Run a program as a kernel without Landlock would: python without_landlock.py PROGRAM ARGUMENT..."""

import errno
import os
import sys

from autograder.sandbox.layers import bpf, kernel, seccomp

LANDLOCK = (444, 445, 446)


def main(command: list[str]) -> None:
    unknown = bpf.give(bpf.refuse(errno.ENOSYS))
    refused = [step for number in LANDLOCK for step in bpf.when_equal(number, unknown)]
    kernel.forbid_new_privileges()
    seccomp.install([*bpf.load_number(), *refused, *bpf.give(bpf.ALLOW)])
    os.execv(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
