"""The process that decides pairs, where it cannot be forked from its caller.

python -s -P -m autograder.mathematics.pairs.judge_main DESCRIPTOR PARENT
"""

import socket
import sys

from autograder.killable.host import Answer
from autograder.killable.starting import run_host
from autograder.mathematics.pairs.answering import answer, warm


def _prepare(_control: socket.socket) -> Answer:
    warm()
    return answer


if __name__ == "__main__":
    run_host(sys.argv[1:], _prepare)
