"""The judge as a process: the same verdicts as here, whatever is handed in and whoever is killed."""

import os
import random
import signal
import sys
import threading
import time
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.assignment import JudgeTable, load_assignment, shipped_folder
from autograder.domain.errors import SandboxFailure
from autograder.domain.faults import Fault, FaultKind, Place
from autograder.domain.handed import HandedCalls, HandedLatex, HandedValue, Returned
from autograder.domain.verdicts import Judged, Undecided, Ungraded
from autograder.grading import Grader
from autograder.grading.alternatives import ways
from autograder.grading.exemplars import criteria_of, standing
from autograder.grading.judge_process import JudgeProcess
from autograder.grading.judge_records import QUESTION, JudgeQuestion, arrived, crossing, dump
from autograder.grading.judges import DirectJudge
from autograder.grading.previewing import preview_submission
from autograder.grading.unfinished import JudgeLimits, judge_limits
from autograder.intake import open_submission
from autograder.killable import WorkLimits
from autograder.sandbox import open_sandbox
from autograder.wire import Symbolic, encode

ASSIGNMENT = load_assignment(shipped_folder("reference"))
EXEMPLARS = ASSIGNMENT.folder / "exemplars"
WAYS = {way.identity: way for way in ways(ASSIGNMENT)}
MODULUS, GROWTH = WAYS["4.3", "modulus", "modulus"], WAYS["4.3", "growth", "growth()"]
HERE = Place("answers.tex", 3)
IMPATIENT = JudgeLimits(
    answer=WorkLimits(0.3, 30.0), hurried=WorkLimits(0.1, 30.0), overruns=2, memory_bytes=768 * 1024**2
)
BURNS = "spin"
needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")


def test_the_assignment_sets_what_judging_may_cost() -> None:
    usual = judge_limits(ASSIGNMENT.table.limits.judge)
    assert (usual.answer, usual.hurried, usual.overruns) == (WorkLimits(10.0, 60.0), WorkLimits(2.0, 15.0), 3)
    table = ASSIGNMENT.table
    limits = table.limits.model_copy(update={"judge": JudgeTable(cpu_seconds=4, hurried_cpu_seconds=1)})
    changed = replace(ASSIGNMENT, table=table.model_copy(update={"limits": limits}))
    assert JudgeProcess(changed)._limits.answer.cpu_seconds == 4


class NoSandbox:
    """For submissions without code."""

    def run(self, _job):
        raise SandboxFailure("nothing is run here")


@pytest.fixture(scope="module")
def judge():
    with JudgeProcess(ASSIGNMENT) as judge:
        yield judge


@pytest.fixture
def burning(monkeypatch):
    """A judge in which reading the word "spin" takes for ever, and "crash" is a mistake of ours."""

    def judged(way, handed, *_rest):
        source = getattr(handed, "source", "")
        while source == BURNS:
            continue
        if source == "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        if source == "hoard":
            bytearray(1 << 40)
        if source == "fail":
            raise ZeroDivisionError("ours")
        return {one.id: Judged(Fraction(1)) for one in way.criteria}

    monkeypatch.setattr("autograder.grading.judges.judge_alternative", judged)
    # only a fork sees what is patched here; BLAS's idle threads do not matter to it
    monkeypatch.setattr("autograder.grading.judge_process.may_fork", lambda: True)
    with JudgeProcess(ASSIGNMENT, limits=IMPATIENT) as judge:
        yield judge


def latex(source: str) -> HandedLatex:
    return HandedLatex("final", source, HERE)


VALUES = [
    None,
    True,
    -(2**100),
    0.1,
    float("inf"),
    1 - 2j,
    "text \ud800",
    Fraction(1, 3),
    [1, [2.5, "x"]],
    {"a": [1]},
    Symbolic("add", (Symbolic("symbol", ("alpha",)), 1)),
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_arrives_as_it_was(value) -> None:
    for handed in (HandedValue(value), HandedCalls((Returned(value), Fault(FaultKind.TIMED_OUT, "late")))):
        question = JudgeQuestion(MODULUS.identity, crossing(handed), ())
        found = arrived(QUESTION.validate_json(dump(QUESTION, question)).handed)
        assert found == replace(handed, **({"conventions": {}} if isinstance(handed, HandedValue) else {}))


def test_an_array_arrives_to_the_last_bit() -> None:
    array = np.array([[0.1, np.nan], [-0.0, np.inf]])
    found = arrived(crossing(HandedValue(array)))
    assert isinstance(found, HandedValue)
    assert encode(found.value) == encode(array)


@given(st.text(max_size=30), st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=2))
def test_any_text_arrives(source, conventions) -> None:
    handed = HandedLatex("final", source.encode(errors="replace").decode(), HERE, conventions)
    question = JudgeQuestion(MODULUS.identity, crossing(handed), (("\\def\\a{1}", HERE),))
    assert arrived(QUESTION.validate_json(dump(QUESTION, question)).handed) == handed


@pytest.mark.parametrize("name", ["answered_2022", "broken_latex", "perfect_code", "nan_values", "wrong_shapes"])
def test_the_process_says_what_is_said_here(grader: Grader, judge: JudgeProcess, name: str) -> None:
    there = Grader(ASSIGNMENT, grader._sandbox, judge=judge)
    here = Grader(ASSIGNMENT, grader._sandbox, judge=DirectJudge(ASSIGNMENT))
    assert there.grade(EXEMPLARS / name).graded == here.grade(EXEMPLARS / name).graded


def test_a_picture_that_cannot_be_drawn_costs_no_verdict(monkeypatch) -> None:
    plain = DirectJudge(ASSIGNMENT).judge([(MODULUS, latex(r"\sqrt{1+\alpha^2}"))], ())

    def fail(*_arguments):
        raise ZeroDivisionError("ours")

    monkeypatch.setattr("autograder.grading.judges.with_picture", fail)
    assert DirectJudge(ASSIGNMENT).judge([(MODULUS, latex(r"\sqrt{1+\alpha^2}"))], ()) == plain


def test_the_stages_add_up_to_the_whole_and_are_timed(judge: JudgeProcess) -> None:
    grader = Grader(ASSIGNMENT, NoSandbox(), judge=judge)
    submission = open_submission(EXEMPLARS / "kl_direction" / "answers.tex")
    read, ran = grader.read(submission), grader.run(submission)
    graded = grader.assemble(submission, read, ran, grader.judge(read, ran))
    whole = grader.grade(EXEMPLARS / "kl_direction" / "answers.tex")
    assert whole.graded == graded
    assert list(whole.stage_seconds) == ["open", "read", "run", "judge", "assemble"]


def test_an_answer_that_takes_too_long_is_undecided_and_costs_no_other(burning: JudgeProcess) -> None:
    handed = [(MODULUS, latex(BURNS)), (WAYS["4.1", "A", "A"], latex("fine"))]
    found = burning.judge(handed, ())
    verdict = found[MODULUS.identity]["modulus"]
    assert isinstance(verdict, Undecided)
    assert "took longer than 0.3 s" in verdict.reason
    assert "a person decides" in verdict.reason
    assert verdict.evidence[0].text == BURNS
    assert found["4.1", "A", "A"]["row_d"] == Judged(Fraction(1))


def test_an_answer_that_takes_too_much_memory_is_undecided(burning: JudgeProcess) -> None:
    verdict = burning.judge([(MODULUS, latex("hoard"))], ())[MODULUS.identity]["modulus"]
    assert isinstance(verdict, Undecided)
    assert "memory" in verdict.reason


@pytest.mark.parametrize("source", ["crash", "fail"])
def test_a_crash_of_ours_is_ungraded_and_costs_no_other(burning: JudgeProcess, source: str) -> None:
    found = burning.judge([(MODULUS, latex(source)), (WAYS["4.1", "A", "A"], latex("fine"))], ())
    assert isinstance(found[MODULUS.identity]["modulus"], Ungraded)
    assert found["4.1", "A", "A"]["row_d"] == Judged(Fraction(1))


def test_after_several_that_overran_the_next_are_given_less(burning: JudgeProcess) -> None:
    latexes = [way for way in WAYS.values() if way.item][:4]
    found = burning.judge([(way, latex(BURNS)) for way in latexes], ())
    said = [next(iter(found[way.identity].values())).reason for way in latexes]
    assert [("0.3 s" in text, "0.1 s" in text) for text in said] == [(True, False)] * 2 + [(False, True)] * 2


def test_a_judge_that_cannot_be_started_is_ungraded(monkeypatch) -> None:
    monkeypatch.setattr("autograder.grading.judge_process.may_fork", lambda: False)
    changed = replace(ASSIGNMENT, version="0" * 16)
    with JudgeProcess(changed) as judge:
        verdict = judge.judge([(MODULUS, latex("1"))], ())[MODULUS.identity]["modulus"]
    assert isinstance(verdict, Ungraded)
    assert "was changed" in verdict.failure


def test_a_document_that_hangs_is_undecided_in_all_that_it_may_hold(monkeypatch, submission) -> None:
    def forever(*_arguments):
        while True:
            continue

    monkeypatch.setattr("autograder.grading.judges.read_document", forever)
    monkeypatch.setattr("autograder.grading.judge_process.may_fork", lambda: True)
    folder = submission(answers_tex="x")
    with Grader(ASSIGNMENT, NoSandbox(), judge=JudgeProcess(ASSIGNMENT, limits=IMPATIENT)) as grader:
        graded = grader.grade(folder).graded
    found = {name: standing(criterion.verdict) for name, criterion in criteria_of(graded)}
    assert found["4.3/modulus/modulus"] == "undecided"
    assert graded.tally.earned + graded.tally.lost == sum(
        criterion.points for name, criterion in criteria_of(graded) if found[name] == "missing"
    )
    assert any("took longer" in alert.message for alert in graded.alerts)
    with JudgeProcess(ASSIGNMENT, limits=IMPATIENT) as judge:
        preview = preview_submission(open_submission(folder), ASSIGNMENT, judge)
    assert preview.fault_count == 1
    assert preview.missing == ()


@needs_proc
def test_no_secret_is_on_the_command_line_or_in_the_environment(monkeypatch) -> None:
    monkeypatch.setattr("autograder.grading.judge_process.may_fork", lambda: False)
    monkeypatch.setenv("AUTOGRADE_SECRET", "hunter2")
    with JudgeProcess(ASSIGNMENT, "hunter2") as judge:
        judge.read("answers.tex", "")
        assert judge.host is not None
        process = Path(f"/proc/{judge.host.pid}")
        for name in ("cmdline", "environ"):
            assert b"hunter2" not in (process / name).read_bytes()


def _family(pid: int) -> list[int]:
    """Return the processes below this one, as many as there are now."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    found, waiting = [], [pid]
    while waiting:
        children = [child for child, parent in parents.items() if parent == waiting[-1]]
        waiting.pop()
        found += children
        waiting += children
    return found


def _killing_one(luck: random.Random, seconds: float) -> threading.Timer:
    """Kill one process below this one, whichever it is, at some moment of so many seconds."""

    def kill() -> None:
        family = _family(os.getpid())
        if family:
            with suppress(ProcessLookupError):
                os.kill(luck.choice(family), signal.SIGKILL)

    return threading.Timer(luck.uniform(0.0, seconds), kill)


@needs_proc
@pytest.mark.slow
@pytest.mark.parametrize("name", ["answered_2022", "perfect_code", "mixed_half"])
def test_whoever_is_killed_when_the_submission_ends_with_the_undisturbed_result(name: str) -> None:
    luck = random.Random(name)
    with open_sandbox() as sandbox, Grader(ASSIGNMENT, sandbox) as grader:
        undisturbed = grader.grade(EXEMPLARS / name).graded
        begun = time.monotonic()
        grader.grade(EXEMPLARS / name)
        seconds = time.monotonic() - begun
        for _ in range(8):
            killer = _killing_one(luck, seconds)
            killer.start()
            graded = grader.grade(EXEMPLARS / name).graded
            killer.join()
            assert graded == undisturbed


@needs_proc
@pytest.mark.slow
def test_the_judge_stays_as_small_as_it_was(judge: JudgeProcess) -> None:
    grader = Grader(ASSIGNMENT, NoSandbox(), judge=judge)
    names = ["answered_2022", "perfect_latex", "broken_latex", "kl_direction", "right_variants_latex"]

    def size_after(rounds: int) -> int:
        for _ in range(rounds):
            for name in names:
                grader.grade(EXEMPLARS / name / "answers.tex")
        assert judge.host is not None
        (worker,) = Path(f"/proc/{judge.host.pid}/task/{judge.host.pid}/children").read_text().split()
        status = Path(f"/proc/{worker}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))

    early = size_after(5)
    assert size_after(25) < early * 1.05
