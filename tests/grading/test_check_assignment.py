"""What an author is told of an assignment that is not ready."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from autograder.assignment import load_assignment
from autograder.grading import check_assignment
from autograder.sandbox import Sandbox, open_sandbox

FILES: Mapping[str, str] = {
    "assignment.toml": """
schema_version = 1
id = "small"
title = "Small"
total_points = 5
questions = ["q"]
""",
    "q/question.toml": r"""
id = "1"
title = "Q"

[[subquestions]]
id = "1.1"
title = "A matrix"
points = 2

[[subquestions.parts]]
id = "matrix"
title = "The matrix"
ask = "Give it."
criteria = [{ id = "first", title = "Row 1", points = 1 }, { id = "second", title = "Row 2", points = 1 }]

[[subquestions.parts.alternatives]]
via = "latex"
rows = { first = [0], second = [1] }
answer = { kind = "expression", target = '\begin{bmatrix} w & 1 \\ x & w x \end{bmatrix}', in_terms_of = ["w", "x"] }

[[subquestions]]
id = "1.2"
title = "A function"
points = 3

[[subquestions.parts]]
id = "twice"
title = "Twice"
ask = "Write it."
criteria = [{ id = "head", title = "The head", points = 1 }, { id = "all", title = "All", points = 2 }]

[[subquestions.parts.alternatives]]
via = "code"
name = "twice"
answer = { kind = "array" }
reference = "twice"
cases = "cases"
rows = { head = [0] }
slips = [{ id = "once", variant = "once", message = "That is the argument." }]
""",
    "q/solution.py": """
def twice(v):
    return 2 * v

def once(v):
    return v
""",
    "q/inputs.py": """
from autograder.domain.cases import Case, CaseKind

def cases(rng):
    return [Case("random", CaseKind.RANDOM, {"v": rng.normal(size=3)})]
""",
    "q/notation.toml": """
[symbols.w]
[symbols.x]
[symbols.M]
role = "matrix"
shape = ["n", "d"]
[symbols.b]
role = "vector"
shape = ["n"]
""",
    "q/world.py": """
from autograder.mathematics.worlds import Quantity, Worlds

def world(rng, count, small=False):
    drawn = {
        "w": rng.normal(size=count),
        "x": rng.normal(size=count),
        "M": rng.normal(size=(count, 3, 2)),
        "b": rng.normal(size=(count, 3)),
    }
    return Worlds(count, {name: Quantity(array) for name, array in drawn.items()})
""",
    "exemplars/right/answers.tex": r"""
\begin{answer}{1.1}\final{matrix}{\begin{bmatrix} w & 1 \\ x & w x \end{bmatrix}}\end{answer}
""",
    "exemplars/right/solution.py": "def twice(v):\n    return v + v\n",
    "exemplars/right/expected.toml": 'about = "Right."\nearned = 5\npending = 0\n',
    "exemplars/wrong/answers.tex": r"""
\begin{answer}{1.1}\final{matrix}{\begin{bmatrix} x & 1 \\ x & w \end{bmatrix}}\end{answer}
""",
    "exemplars/wrong/solution.py": "def twice(v):\n    return v\n",
    "exemplars/wrong/expected.toml": 'about = "Wrong."\nearned = 0\npending = 0\notherwise = "0"\n',
    "template/answers.tex": "\\begin{answer}{1.1}\n\\end{answer}\n",
}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with open_sandbox() as sandbox:
        yield sandbox


class Small:
    """The small assignment, to be broken."""

    def __init__(self, folder: Path, sandbox: Sandbox) -> None:
        self.folder = folder
        self._sandbox = sandbox
        for name, text in FILES.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text
        (self.folder / name).write_text(text.replace(old, new), encoding="utf-8")

    def leave_out(self, *names: str) -> None:
        for name in names:
            (self.folder / name).unlink()

    def faults(self) -> tuple[str, ...]:
        assignment = load_assignment(self.folder)
        return check_assignment(assignment, self.folder / "template", self._sandbox, lambda _step: None)


@pytest.fixture
def small(tmp_path: Path, sandbox: Sandbox) -> Small:
    return Small(tmp_path, sandbox)


def test_an_assignment_that_is_ready_has_no_fault(small: Small) -> None:
    assert small.faults() == ()


def test_without_exemplars_nothing_shows_that_criteria_are_earned_and_lost(small: Small) -> None:
    names = [name for name in FILES if name.startswith("exemplars")]
    small.leave_out(*names)
    for name in ("right", "wrong"):
        (small.folder / "exemplars" / name).rmdir()
    (fault,) = small.faults()
    assert "exemplars/ is empty" in fault
    assert "4 criteria" in fault
    (small.folder / "exemplars").rmdir()
    (fault,) = small.faults()
    assert "exemplars/ does not exist" in fault
    assert "make exemplars/NAME/" in fault
    assert "expected.toml" in fault
