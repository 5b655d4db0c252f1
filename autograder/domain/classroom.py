"""What is known about a class: one small summary a submission, and the record that the dashboard is rendered from.

Points are exact; what is estimated from them (a correlation, a deviation) is a float and says from how many. Like the
record of one submission, these hold no time of running, host or path.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from autograder.domain.faults import FaultKind
from autograder.domain.graded import Alert, Tally
from autograder.domain.mistakes import Cluster, Mistake
from autograder.domain.roster import Participant

CLASS_SCHEMA_VERSION = 1


class Need(StrEnum):
    """Why a person should look at a submission, the most pressing first."""

    NO_RESULT = "no result"
    """Nothing was handed in, or nothing could be read, so nothing is graded."""
    BLANK = "blank"
    """It could be read, and answers nothing; perhaps the wrong file."""
    UNGRADED = "ungraded"
    """The engine or the reference failed on some of it."""
    TAMPERING = "tampering"
    """The code tried what is switched off, or answered with a forged record."""
    CRASHED = "crashed"
    """The code could not be loaded, or its process died."""
    TIMED_OUT = "timed out"
    CONTRADICTION = "contradiction"
    """Two choices were handed in for one question, and the lower counts; an honest author forgot one of them."""
    NEAR_DUPLICATE = "near-duplicate"
    """Its code is remarkably like another's; for a look, never a verdict."""
    UNDECIDED = "undecided"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Concern:
    """One need of one submission, with a short sentence on what it is about."""

    need: Need
    said: str


@dataclass(frozen=True, slots=True)
class CriterionSummary:
    """One criterion of one submission."""

    id: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class PartSummary:
    """One part of one submission."""

    subquestion: str
    id: str
    tally: Tally
    criteria: tuple[CriterionSummary, ...]
    missing: bool
    fault: FaultKind | None = None
    """The first thing that kept an answer, or one call of it, from being compared."""
    mistake: Mistake | None = None


@dataclass(frozen=True, slots=True)
class CodeUnit:
    """One function or class of a `solution.py`, or what stands outside of them.

    Parameters
    ----------
    tokens
        How many it has, without comments, docstrings and annotations.
    prints
        Sorted fingerprints of its runs of tokens, names left out: equal runs have equal prints.
    """

    name: str
    line: int
    source: str
    tokens: int
    prints: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """All that the class needs of one graded submission."""

    participant: Participant
    assignment_version: str
    engine_version: str
    submission_sha256: str
    isolation: str
    unreadable: str
    tally: Tally
    parts: tuple[PartSummary, ...]
    concerns: tuple[Concern, ...]
    alerts: tuple[Alert, ...]
    code: tuple[CodeUnit, ...]


@dataclass(frozen=True, slots=True)
class PartFacts:
    """What is asked in one part."""

    id: str
    title: str
    ask: str
    points: Fraction
    criteria: tuple[tuple[str, str, Fraction], ...]
    """Identifier, title and points of each criterion."""


@dataclass(frozen=True, slots=True)
class SubquestionFacts:
    """One subquestion of the assignment."""

    id: str
    title: str
    points: Fraction
    parts: tuple[PartFacts, ...]


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """One question of the assignment."""

    id: str
    title: str
    subquestions: tuple[SubquestionFacts, ...]


@dataclass(frozen=True, slots=True)
class AssignmentFacts:
    """What the class's statistics need of the assignment; `template` is the code everybody was given."""

    id: str
    title: str
    version: str
    engine_version: str
    points: Fraction
    questions: tuple[QuestionFacts, ...]
    template: tuple[CodeUnit, ...] = ()

    def subquestions(self) -> tuple[SubquestionFacts, ...]:
        """Return every subquestion in order."""
        return tuple(found for question in self.questions for found in question.subquestions)


@dataclass(frozen=True, slots=True)
class Bin:
    """One bar of a histogram: submissions with `low` ≤ points < `high`, in the last one ≤ `high`."""

    low: Fraction
    high: Fraction
    count: int


@dataclass(frozen=True, slots=True)
class Distribution:
    """Points judged so far; what awaits a person is in none of these numbers, and counted by itself.

    The estimates are None where too few submissions give them a meaning.
    """

    number: int
    possible: Fraction
    bins: tuple[Bin, ...]
    mean: Fraction | None
    median: Fraction | None
    lower_quartile: Fraction | None
    upper_quartile: Fraction | None
    deviation: float | None
    alpha: float | None
    """Cronbach's α over the subquestions, of each what machine alone judges for nearly everybody."""
    alpha_items: int
    alpha_number: int
    awaiting: Fraction
    """Points of the whole class that a person still has to give or refuse."""


class Steadiness(StrEnum):
    """How much an item's correlation can be trusted."""

    HIDDEN = "too few"
    UNSTABLE = "unstable"
    STEADY = "steady"


@dataclass(frozen=True, slots=True)
class Correlation:
    """Corrected item-total correlation, with its 95 % interval; None where too few submissions, or no spread."""

    steadiness: Steadiness
    value: float | None = None
    low: float | None = None
    high: float | None = None
    needs_look: bool = False
    """True if it lies below 0 further than chance explains, counting how many items were looked at."""


@dataclass(frozen=True, slots=True)
class Item:
    """One subquestion, or one part of it, across the class.

    Parameters
    ----------
    number
        Submissions in which at least some of it is judged; the shares below are of the whole class.
    difficulty
        Mean share of the judged points that was earned, exact; None if nothing is judged.
    discrimination
        Difficulty among the upper 27 % by the rest of the assignment, less that among the lower 27 %.
    """

    subquestion: str
    part: str
    title: str
    points: Fraction
    number: int
    full: int
    blank: int
    crashed: int
    pending: int
    undecided: int
    ungraded: int
    difficulty: Fraction | None
    discrimination: float | None
    correlation: Correlation
    shares: tuple[int, ...]
    """How many earned 0, up to a quarter, a half, three quarters, less than all, and all of the judged points."""
    top_cluster: str = ""
    top_count: int = 0


@dataclass(frozen=True, slots=True)
class CriterionItem:
    """One criterion across the class: in how many submissions it stands how."""

    subquestion: str
    part: str
    id: str
    title: str
    points: Fraction
    full: int
    partly: int
    none: int
    """Judged and worth nothing, answers that were not handed in included."""
    pending: int
    undecided: int
    ungraded: int


@dataclass(frozen=True, slots=True)
class MatchedUnit:
    """A piece of code of one submission beside the piece of another that it resembles."""

    left_name: str
    left_line: int
    left: tuple[tuple[bool, str], ...]
    """Lines, each with True where it has a partner on the other side."""
    right_name: str
    right_line: int
    right: tuple[tuple[bool, str], ...]
    similarity: float


@dataclass(frozen=True, slots=True)
class CodePair:
    """Two submissions whose code is more alike than chance and the assignment explain. For a look, never a verdict."""

    id: str
    left: str
    right: str
    similarity: float
    """Share of the smaller one's own code, the template's left out, that stands in the other."""
    surprise: float
    """Natural logarithm of the odds against so much being shared by chance."""
    units: tuple[MatchedUnit, ...]


@dataclass(frozen=True, slots=True)
class StudentRow:
    """One line of the roster."""

    participant: Participant
    tally: Tally
    subquestions: tuple[Tally, ...]
    concerns: tuple[Concern, ...]
    clusters: tuple[str, ...]
    handed_in: bool
    isolation: str


@dataclass(frozen=True, slots=True)
class ClassIsolation:
    """How strongly students' code was held on the machine that graded the class last.

    Parameters
    ----------
    said
        The level and its layers, as "S3: own session, Landlock, limits, seccomp"; empty if nothing was graded.
    advice
        What would hold it more strongly; nothing at the strongest level.
    """

    said: str = ""
    advice: tuple[str, ...] = ()

    @property
    def level(self) -> str:
        """The level alone."""
        return self.said.partition(":")[0]


NOT_HELD = ClassIsolation()
"""Of a class in which nothing was graded."""


@dataclass(frozen=True, slots=True)
class ClassRecord:
    """Everything on the dashboard."""

    assignment: AssignmentFacts
    anonymous: bool
    students: tuple[StudentRow, ...]
    distribution: Distribution
    subquestions: tuple[Item, ...]
    parts: tuple[Item, ...]
    criteria: tuple[CriterionItem, ...]
    clusters: tuple[Cluster, ...]
    pairs: tuple[CodePair, ...]
    isolation: ClassIsolation = NOT_HELD
    schema_version: int = CLASS_SCHEMA_VERSION
