"""Running a submission's code: one limit over all questions, one word about a file that cannot be loaded."""

import tracemalloc

import pytest

from autograder.assignment import load_assignment, shipped_folder
from autograder.domain.faults import Fault, FaultKind
from autograder.domain.handed import Returned
from autograder.domain.verdicts import Judged
from autograder.grading import Grader
from autograder.grading.alternatives import ways
from autograder.grading.exemplars import criteria_of, standing
from autograder.grading.running import NOT_LOADED, run_code
from autograder.grading.unasked import MOST_ALERTS, unasked_names
from autograder.sandbox import JobResult

ASSIGNMENT = load_assignment(shipped_folder("reference"))
WAYS = tuple(ways(ASSIGNMENT))


class Slow:
    """A sandbox in which every job takes as long as it may, up to 50 s."""

    def __init__(self) -> None:
        self.given: list[float] = []

    def run(self, job):
        seconds = job.limits.job_seconds
        self.given.append(seconds)
        late = Fault(FaultKind.TIMED_OUT, f"all answers together used their {seconds:g} s")
        outcomes = (Returned(1.0), *(late for _ in job.requests[1:]))
        return JobResult(outcomes, "", "S1: tested", min(seconds, 50.0))


def test_all_questions_share_one_limit_and_what_is_not_reached_says_so() -> None:
    sandbox = Slow()
    ran = run_code({"solution.py": b""}, ASSIGNMENT, WAYS, sandbox, "")
    limits = ASSIGNMENT.table.limits
    assert sum(min(seconds, 50.0) for seconds in sandbox.given) <= limits.submission_seconds
    said = {one.message for handed in ran.handed.values() for one in getattr(handed, "outcomes", ()) if _late(one)}
    assert f"not reached: the code of all questions together used its {limits.submission_seconds:g} s" in said
    # nothing but the limits that are written down: what was left differs from run to run
    assert len(said) <= 2


def _late(outcome) -> bool:
    return isinstance(outcome, Fault) and outcome.fault is FaultKind.TIMED_OUT


def test_why_a_file_cannot_be_loaded_is_said_once(grader: Grader, submission) -> None:
    graded = grader.grade(submission(solution_py="def growth(alpha:\n    return 1\n")).graded
    (alert,) = graded.alerts
    assert "not valid Python" in alert.message
    verdicts = [criterion.verdict for _, criterion in criteria_of(graded)]
    faults = {one.fault.message for one in verdicts if isinstance(one, Judged) and one.fault is not None}
    assert NOT_LOADED in faults
    assert not any("not valid Python" in message for message in faults)


def test_a_misspelt_key_and_a_misspelt_function_are_named(grader: Grader, submission) -> None:
    code = """
def recptive_field(first, second, pixel, size): return None
def my_helper(): return None
ANSWERS = {"4.1 a": "x", "7.7 nothing": 1, "4.3 modulus": "sqrt(1 + alpha^2)", 3: 4}
"""
    graded = grader.grade(submission(solution_py=code)).graded
    assert [(alert.message, alert.hint) for alert in graded.alerts] == [
        ('ANSWERS["4.1 a"] is not asked for.', 'Did you mean "4.1 A"?'),
        (
            'ANSWERS["7.7 nothing"] is not asked for.',
            "The keys that are read are listed in the template's solution.py.",
        ),
        ("The function recptive_field is not asked for.", "Did you mean receptive_field?"),
    ]
    assert standing(dict(criteria_of(graded))["4.3/modulus/modulus"].verdict) == "1"


@pytest.mark.parametrize(
    "listed", [None, 3, "ANSWERS", [], {"keys": 5}, {"keys": [1, None, "\x1b[31m"]}, {"functions": {"a": 1}}]
)
def test_a_forged_list_of_names_is_only_data(listed) -> None:
    for alert in unasked_names(Returned(listed), WAYS):
        assert alert.message.isprintable()


def test_a_name_of_megabytes_is_named_in_no_time() -> None:
    key = next(way.key for way in WAYS if way.key)
    listed = Returned({"keys": [key + "e" * 4_000_000]})
    tracemalloc.start()
    try:
        (alert,) = unasked_names(listed, WAYS)
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()
    assert alert.message.startswith(f'ANSWERS["{key}')


def test_few_of_many_names_are_said() -> None:
    assert len(unasked_names(Returned({"keys": [f"key {k}" for k in range(400)]}), WAYS)) == MOST_ALERTS


def test_names_that_cannot_be_listed_are_nothing_to_say() -> None:
    assert unasked_names(Fault(FaultKind.EXITED, "gone"), WAYS) == ()


@pytest.mark.parametrize("value", ["True", "{'a': 1}", "[[1, 2], [3]]", "float('nan')", "[True]"])
def test_a_value_that_no_expression_can_be_is_a_fault_and_no_work_for_a_marker(grader, submission, value) -> None:
    graded = grader.grade(submission(solution_py=f"ANSWERS = {{'4.3 modulus': {value}}}\n")).graded
    verdict = dict(criteria_of(graded))["4.3/modulus/modulus"].verdict
    assert isinstance(verdict, Judged)
    assert verdict.fault is not None
    assert verdict.fault.fault is FaultKind.UNREADABLE


def test_a_pixel_that_is_not_there_is_one_wrong_pixel(grader, submission) -> None:
    right = "11,12,13,14,15,21,22,23,24,31,32"
    source = f"\\begin{{answer}}{{2.2}}\\cells{{{right},99}}\\end{{answer}}"
    verdict = dict(criteria_of(grader.grade(submission(answers_tex=source)).graded))["2.2/field/field"].verdict
    assert standing(verdict) == "4/5"
    assert any(isinstance(item, Fault) and "no pixel 99" in item.message for item in verdict.evidence)
