"""One grader for all tests of a module: loading and the warm sandbox are paid once; a small assignment to break."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from autograder.assignment import load_assignment, shipped_folder
from autograder.grading import Grader, check_assignment
from autograder.grading.exemplars import criteria_of, standing
from autograder.grading.judges import DirectJudge
from autograder.sandbox import Sandbox, open_sandbox


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with open_sandbox() as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def grader(sandbox: Sandbox) -> Iterator[Grader]:
    with Grader(load_assignment(shipped_folder("reference")), sandbox) as grader:
        yield grader


@pytest.fixture
def submission(tmp_path: Path):
    """Return a function that writes files into a folder to hand in."""

    def write(**files: str | bytes) -> Path:
        folder = tmp_path / "submission"
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            path = folder / name.replace("_tex", ".tex").replace("_py", ".py")
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder

    return write


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


class Small:
    """The small assignment, to be broken."""

    def __init__(self, folder: Path, sandbox: Sandbox) -> None:
        self.folder = folder
        self.files = tuple(FILES)
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

    def standings(self, submission: Path) -> dict[str, str]:
        with Grader(
            load_assignment(self.folder), self._sandbox, judge=DirectJudge(load_assignment(self.folder))
        ) as one:
            return {name: standing(given.verdict) for name, given in criteria_of(one.grade(submission).graded)}

    def faults(self) -> tuple[str, ...]:
        assignment = load_assignment(self.folder)
        return check_assignment(assignment, self.folder / "template", self._sandbox, lambda _step: None)


@pytest.fixture
def small(tmp_path: Path, sandbox: Sandbox) -> Small:
    """Return a small assignment that is ready to be handed out, and may be broken."""
    return Small(tmp_path / "small", sandbox)
