"""The schema of an assignment's files, checked strictly by pydantic; `loading.py` turns it into an `Assignment`."""

from collections.abc import Mapping
from fractions import Fraction
from functools import reduce
from operator import or_
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, PlainValidator, TypeAdapter, model_validator

from autograder.answers import ANSWER_KINDS, Spec
from autograder.assignment.gradescope import GradescopeTable
from autograder.assignment.lateness import LateTable
from autograder.domain.feedback import FeedbackLevel
from autograder.domain.points import parse_points

Points = Annotated[Fraction, BeforeValidator(parse_points)]
Credit = Annotated[Fraction, BeforeValidator(parse_points), Field(ge=0, le=1)]
Name = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]

# derived from the table of kinds, so that a new kind needs no second mention
_SPEC_UNION: Any = reduce(or_, (kind.spec for kind in ANSWER_KINDS.values()))
_SPEC = TypeAdapter[Spec](Annotated[_SPEC_UNION, Field(discriminator="kind")])


class CriterionTable(Spec):
    """One thing that earns points.

    Parameters
    ----------
    rubric
        What a human marker looks for, where a human decides.
    """

    id: Name
    title: str
    points: Points
    rubric: str = ""


class SlipTable(Spec):
    """A known wrong answer with its own message.

    Parameters
    ----------
    variant
        Function of `solution.py` that makes the slip, for answers given by functions or values.
    target
        The wrong expression in LaTeX, for expressions.
    credit
        Criterion to its credit if the whole answer is this slip; criteria not named keep what they earned. Full
        credit makes it an accepted form with a remark.
    """

    id: Name
    message: str
    variant: Name | None = None
    target: str | None = None
    credit: Mapping[Name, Credit] = {}

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.variant is None) == (self.target is None):
            raise ValueError(f'the slip "{self.id}" needs either a variant (a function) or a target (LaTeX)')
        return self


def _read_spec(table: Any) -> Spec:
    return _SPEC.validate_json(_to_json(table))


def _read_optional_spec(table: Any) -> Spec | None:
    return None if table is None else _read_spec(table)


def _to_json(table: Any) -> bytes:
    # strict checking takes JSON's lists for tuples, which TOML's it would not
    return TypeAdapter(Any).dump_json(table)


class PictureTable(Spec):
    """What to draw from a student's own answer.

    Parameters
    ----------
    form
        ``iterates``: the answer is a matrix, applied again and again to `start`; of a function, the matrix whose
        columns it returned on the `cases`. ``eigenvalues``: the same with a matrix that has these eigenvalues; of a
        function, what it returned on the one case. ``curve``: the answer, or its Frobenius norm, while `along` runs
        from 0 to `until`.
    axes
        Names of the two coordinates.
    at
        Values of the letters in it, by canonical name; all others are drawn.
    """

    form: Literal["iterates", "eigenvalues", "curve"]
    caption: str
    axes: tuple[str, str]
    at: Mapping[str, float] = {}
    start: tuple[float, float] = (1.0, 0.5)
    steps: Annotated[int, Field(gt=1, le=100)] = 24
    along: str = ""
    until: Annotated[float, Field(gt=0)] = 1.0
    cases: tuple[str, ...] = ()


class AlternativeTable(Spec):
    """One way of answering a part.

    Parameters
    ----------
    via
        ``latex`` (an item of `answers.tex`; kinds that can be values may then be given in `ANSWERS` too) or ``code``
        (a function of `solution.py`).
    name
        The function's name; for LaTeX, the name of the item if it is not that of the part.
    answer
        Specification of the answer: its ``kind`` and what the kind declares.
    reference
        Function of the question's `solution.py` that computes the truth.
    cases
        Function of the question's `inputs.py` that draws the cases a student's function is called on.
    up_to_constant
        True if the answers of each group of cases may be off by one common constant.
    elsewhere
        Specification of what the function returns on cases other than the one asked, where it differs.
    earns
        Criteria that can be earned this way; all if empty.
    rows
        Criterion to the entries along the answer's first axis that it looks at, counted from 0; all if not named.
    picture
        What to draw from the student's answer, right or wrong, beside its verdict.
    """

    via: Literal["latex", "code"]
    name: Name | None = None
    answer: Annotated[Spec, PlainValidator(_read_spec)]
    reference: Name | None = None
    cases: Name | None = None
    up_to_constant: bool = False
    elsewhere: Annotated[Spec | None, PlainValidator(_read_optional_spec)] = None
    earns: tuple[Name, ...] = ()
    rows: Mapping[Name, tuple[int, ...]] = {}
    slips: tuple[SlipTable, ...] = ()
    picture: PictureTable | None = None


class PartTable(Spec):
    """One thing asked."""

    id: Name
    title: str
    ask: str
    hints: tuple[str, ...] = ()
    criteria: Annotated[tuple[CriterionTable, ...], Field(min_length=1)]
    alternatives: Annotated[tuple[AlternativeTable, ...], Field(min_length=1)]


class SubquestionTable(Spec):
    """One numbered subquestion."""

    id: Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]+[a-z]?)?$")]
    title: str
    points: Points
    parts: Annotated[tuple[PartTable, ...], Field(min_length=1)]


class QuestionTable(Spec):
    """`question.toml`."""

    id: str
    title: str
    subquestions: Annotated[tuple[SubquestionTable, ...], Field(min_length=1)]


class JudgeTable(Spec):
    """Limits on reading and judging one submission's answers, in a process of ours.

    Parameters
    ----------
    cpu_seconds, wall_seconds
        Time of one answer: of the processor, and by the clock. One that needs more is *undecided*.
    hurried_cpu_seconds, hurried_wall_seconds
        The same once `overruns` answers of one submission have run out of time or memory.
    memory_bytes
        What the process may add to what it holds when it starts.
    """

    cpu_seconds: Annotated[float, Field(gt=0, le=600)] = 10.0
    wall_seconds: Annotated[float, Field(gt=0, le=3600)] = 60.0
    hurried_cpu_seconds: Annotated[float, Field(gt=0)] = 2.0
    hurried_wall_seconds: Annotated[float, Field(gt=0)] = 15.0
    overruns: Annotated[int, Field(ge=1, le=1000)] = 3
    memory_bytes: Annotated[int, Field(ge=64 * 1024**2)] = 768 * 1024**2

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.wall_seconds < self.cpu_seconds or self.hurried_wall_seconds < self.hurried_cpu_seconds:
            raise ValueError("wall_seconds must be at least cpu_seconds, for one includes the other")
        if self.hurried_cpu_seconds > self.cpu_seconds or self.hurried_wall_seconds > self.wall_seconds:
            raise ValueError("hurried answers get less time than the others, not more")
        return self


class LimitsTable(Spec):
    """Limits on a student's code, most of them for one question.

    Parameters
    ----------
    load_seconds, call_seconds, job_seconds
        Wall time to import the file, of one call, and of all calls of a question.
    cpu_seconds
        Processor time of one process.
    submission_seconds
        Wall time of all questions together.
    memory_bytes
        What a process may add to what Python, numpy and sympy take.
    output_bytes, result_bytes
        How much of what is printed is kept; the largest result that is accepted.
    minimum_isolation
        Level under which no student's code is run; what the machine should reach if it is not given.
    judge
        Limits on judging, which are ours and not of the student's code.
    """

    load_seconds: Annotated[float, Field(gt=0)] = 10.0
    call_seconds: Annotated[float, Field(gt=0)] = 2.0
    job_seconds: Annotated[float, Field(gt=0)] = 60.0
    cpu_seconds: Annotated[int, Field(gt=0)] = 60
    submission_seconds: Annotated[float, Field(gt=0)] = 120.0
    memory_bytes: Annotated[int, Field(gt=0)] = 1_073_741_824
    output_bytes: Annotated[int, Field(gt=0)] = 65_536
    result_bytes: Annotated[int, Field(gt=0)] = 8_388_608
    minimum_isolation: Literal["S0", "S1", "S2", "S3"] | None = None
    judge: JudgeTable = JudgeTable()


class AssignmentTable(Spec):
    """`assignment.toml`.

    Parameters
    ----------
    questions
        Folders of the questions, in order.
    reveal
        True if reports may show the expected answer of a part.
    feedback
        What students are shown while they can still hand in.
    feedback_after_due
        What they are shown once they cannot; `feedback` if it is not given.
    """

    schema_version: Literal[1]
    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    title: str
    total_points: Points
    questions: Annotated[tuple[str, ...], Field(min_length=1)]
    reveal: bool = False
    feedback: FeedbackLevel = FeedbackLevel.FULL
    feedback_after_due: FeedbackLevel | None = None
    limits: LimitsTable = LimitsTable()
    late: LateTable = LateTable()
    gradescope: GradescopeTable = GradescopeTable()
