"""Run by `setup.sh` at its end: ``python -P -m ….check PRIVATE``.

Everything is installed, the assignment loads, and a submission can be graded.
"""

import sys
import tempfile
from pathlib import Path

from autograder.assignment import load_assignment, shipped_folder
from autograder.delivery.gradescope.places import Places
from autograder.delivery.gradescope.worker import fitted
from autograder.domain.points import format_points
from autograder.grading import Grader
from autograder.reporting import Look, render_outputs
from autograder.sandbox import open_sandbox

_SOLUTION = 'ANSWERS = {}\n\n\ndef greet():\n    return "a small submission of our own"\n'


def main(places: Places) -> int:
    """Grade an empty `solution.py` as every submission is graded; return the exit code."""
    assignment = fitted(load_assignment(places.assignment))
    with (
        tempfile.TemporaryDirectory() as folder,
        open_sandbox(minimum=assignment.table.limits.minimum_isolation, secrets=[places.private]) as sandbox,
        Grader(assignment, sandbox, places.secret()) as grader,
    ):
        (Path(folder) / "solution.py").write_text(_SOLUTION, encoding="utf-8")
        graded = grader.grade(Path(folder)).graded
    render_outputs(graded, Look(shipped_folder("reports")))
    print(f"{assignment.table.title}: {format_points(assignment.total_points)} points")
    if graded.tally.ungraded:
        print("check: the code of a submission could not be run here", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Places(Path("/autograder"), Path(sys.argv[1]))))
