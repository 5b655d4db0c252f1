"""Random graded submissions whose tallies add up, with any text a student could have written."""

from fractions import Fraction

from hypothesis import strategies as st

from autograder.domain import evidence as shown
from autograder.domain.faults import Fault, FaultKind, Place
from autograder.domain.graded import (
    Alert,
    AlertLevel,
    GradedAlternative,
    GradedCriterion,
    GradedPart,
    GradedSubmission,
    SubmittedFile,
    Via,
)
from autograder.domain.verdicts import Judged, Pending, Undecided, Ungraded
from tests.reporting import samples

MARKUP = [
    "<script>",
    "</style>",
    '"onload="x',
    "&lt;",
    "$x$",
    "$\\frac{a}{b}$",
    "`code`",
    "\x1b[0m",
    "\u202e",
    "\ud800",
]

texts = st.lists(
    st.one_of(st.text(st.characters(categories=None), max_size=8), st.sampled_from(MARKUP)), max_size=3
).map("".join)
pairs = st.lists(st.tuples(texts, texts), max_size=2).map(tuple)
shares = st.fractions(0, 1, max_denominator=9)
cells = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), max_size=6, unique=True).map(tuple)

witnesses = st.builds(shown.Witness, pairs, texts, texts, texts, texts)
lines = st.builds(
    shown.DerivationLine,
    st.integers(1, 99),
    st.sampled_from(shown.LineMark),
    texts,
    texts,
    texts,
    texts,
    st.none() | witnesses,
)
faults = st.builds(
    Fault, st.sampled_from(FaultKind), texts, st.none() | st.builds(Place, texts, st.integers(1, 999)), texts
)
_coordinates = st.floats(-1e3, 1e3).map(lambda number: round(number, 4))
points = st.lists(st.tuples(_coordinates, _coordinates), min_size=2, max_size=5).map(tuple)
trajectories = st.builds(
    shown.Trajectory, texts, st.sampled_from(shown.TrajectoryForm), st.tuples(texts, texts), points, pairs, points
)
evidence = st.one_of(
    trajectories,
    st.builds(shown.Note, texts),
    st.builds(shown.Reading, texts, texts, texts),
    st.builds(shown.Quote, texts, texts),
    st.builds(shown.Difference, texts, texts, st.none() | texts),
    st.builds(shown.CaseResult, texts, st.sampled_from(shown.CaseOutcome), pairs, texts, st.none() | texts, texts),
    st.builds(shown.MaskPicture, st.just(5), st.just(5), cells, cells, cells, st.none() | st.just((3, 3)), texts),
    witnesses,
    st.builds(shown.Derivation, st.lists(lines, max_size=3).map(tuple)),
    faults,
)
shown_evidence = st.lists(evidence, max_size=3).map(tuple)
verdicts = st.one_of(
    st.builds(Judged, shares, shown_evidence, st.none() | faults, st.none() | texts),
    st.builds(Pending, texts, shown_evidence),
    st.builds(Undecided, texts, shown_evidence),
    st.builds(Ungraded, texts, shown_evidence),
)


@st.composite
def criteria(draw: st.DrawFn) -> GradedCriterion:
    verdict = draw(verdicts)
    points = draw(st.fractions(0, 8, max_denominator=4))
    earned = verdict.credit * points if isinstance(verdict, Judged) else Fraction(0)
    return GradedCriterion(draw(texts), draw(texts), points, earned, verdict, draw(st.none() | texts))


@st.composite
def parts(draw: st.DrawFn) -> GradedPart:
    alternatives = st.builds(
        GradedAlternative,
        texts,
        st.sampled_from(Via),
        texts,
        st.lists(st.tuples(texts, verdicts), max_size=1).map(tuple),
        st.booleans(),
    )
    return samples.part(
        draw(texts),
        draw(texts),
        *draw(st.lists(criteria(), max_size=2)),
        alternatives=draw(st.lists(alternatives, max_size=2).map(tuple)),
        missing=draw(st.booleans()),
        disagreement=draw(texts),
        hints=draw(st.lists(texts, max_size=2).map(tuple)),
        reveal=draw(texts),
    )


@st.composite
def submissions(draw: st.DrawFn) -> GradedSubmission:
    subquestions = st.builds(
        lambda id_, title, some: samples.subquestion(id_, title, *some), texts, texts, st.lists(parts(), max_size=2)
    )
    questions = st.builds(
        lambda id_, title, some: samples.question(id_, title, *some), texts, texts, st.lists(subquestions, max_size=2)
    )
    return samples.submission(
        *draw(st.lists(questions, max_size=2)),
        assignment_title=draw(texts),
        isolation=draw(texts),
        alerts=draw(st.lists(st.builds(Alert, st.sampled_from(AlertLevel), texts, texts), max_size=2).map(tuple)),
        files=draw(st.lists(st.builds(SubmittedFile, texts, st.integers(0), texts), max_size=2).map(tuple)),
        output=draw(texts),
        unreadable=draw(st.just("") | texts),
        reveal=draw(st.booleans()),
    )
