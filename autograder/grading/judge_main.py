"""The process that judges: it holds the references, and none of a student's code ever runs in it.

python -s -P -m autograder.grading.judge_main DESCRIPTOR PARENT

is how it is started where it cannot be forked from its caller; what it needs to know then comes over the descriptor.
"""

import json
import logging
import socket
import sys
from pathlib import Path

from autograder.assignment import load_assignment
from autograder.domain.errors import AssignmentError
from autograder.grading.judge_bench import Bench
from autograder.killable.frames import receive_frame
from autograder.killable.host import Answer
from autograder.killable.starting import run_host


def _prepare(control: socket.socket) -> Answer:
    setup = json.loads(receive_frame(control))
    logging.basicConfig(level=setup["log_level"])
    assignment = load_assignment(Path(setup["folder"]))
    if assignment.version != setup["version"]:
        raise AssignmentError(f"{assignment.folder} was changed while it was used; grade again")
    return Bench(assignment, setup["secret"]).answer


if __name__ == "__main__":
    run_host(sys.argv[1:], _prepare)
