"""The process that asks sympy, which it has loaded, about what nothing else decides.

python -s -P -m autograder.mathematics.pairs.last_resort_main DESCRIPTOR PARENT
"""

import socket
import sys

import sympy

from autograder.killable.host import Answer
from autograder.killable.starting import run_host
from autograder.mathematics.pairs.answering import answer_at_last, warm


def _prepare(_control: socket.socket) -> Answer:
    warm()
    sympy.simplify(sympy.Dummy() - 1)  # it loads half of itself when it is first asked
    return answer_at_last


if __name__ == "__main__":
    run_host(sys.argv[1:], _prepare)
