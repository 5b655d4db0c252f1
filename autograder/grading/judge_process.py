"""The judge as a process that may be killed: under limits, and started again for whatever is not yet judged."""

from collections.abc import Sequence
from types import TracebackType
from typing import Self, TypeVar

from pydantic import TypeAdapter

from autograder.assignment import Assignment
from autograder.domain.errors import JudgeFailure
from autograder.domain.evidence import Evidence
from autograder.domain.faults import Fault
from autograder.domain.handed import Handed, HandedLatex
from autograder.grading.alternatives import Way
from autograder.grading.judge_bench import Bench, encode_setup
from autograder.grading.judge_records import (
    EVIDENCE_REPLY,
    QUESTION,
    READ_REPLY,
    VERDICTS_REPLY,
    JudgeQuestion,
    Question,
    ReadQuestion,
    ShowQuestion,
    crossing,
    crossing_latex,
    dump,
    judged_verdicts,
    read_answers,
)
from autograder.grading.judges import Definitions, ReadAnswers, Verdicts
from autograder.grading.unfinished import JudgeLimits, Patience, Unfinished, judge_limits
from autograder.killable import Cause, Death, Host, Killable, fork_host, may_fork, spawn_host
from autograder.killable.frames import Closed, send_frame

_MAIN = "autograder.grading.judge_main"

Reply = TypeVar("Reply")


class JudgeProcess:
    """Asks a process of its own; see `Judge`. It is started for the first question.

    An answer whose mathematics takes too long or too much memory is *undecided*: its author decides what it costs, and
    a person decides what it is worth. A crash of ours is *ungraded*. Neither touches another answer.
    """

    def __init__(self, assignment: Assignment, secret: str = "", limits: JudgeLimits | None = None) -> None:
        self._assignment = assignment
        self._secret = secret
        limits = limits or judge_limits(assignment.table.limits.judge)
        self._limits = limits
        self._process = Killable(self._start, limits.memory_bytes)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def host(self) -> Host | None:
        """The process that workers are forked from, if it is running."""
        return self._process.host

    def close(self) -> None:
        """End the process; see `Judge`."""
        self._process.close()

    def read(self, file: str, source: str) -> ReadAnswers:
        """Read `answers.tex`; see `Judge`."""
        found = self._ask(ReadQuestion(file, source), READ_REPLY, Patience(self._limits))
        return found.document(file) if isinstance(found, Unfinished) else read_answers(found)

    def judge(self, handed: Sequence[tuple[Way, Handed | Fault]], definitions: Definitions) -> Verdicts:
        """Judge everything that one submission hands in; see `Judge`."""
        patience = Patience(self._limits)
        verdicts = {}
        for way, one in handed:
            question = JudgeQuestion(way.identity, crossing(one), definitions)
            found = self._ask(question, VERDICTS_REPLY, patience)
            verdicts[way.identity] = (
                found.verdicts(way, one) if isinstance(found, Unfinished) else judged_verdicts(found)
            )
        return verdicts

    def show(
        self, handed: Sequence[tuple[Way, HandedLatex]], definitions: Definitions
    ) -> Sequence[tuple[Evidence, ...]]:
        """Show how each answer is read; see `Judge`."""
        patience = Patience(self._limits)
        shown = []
        for way, one in handed:
            found = self._ask(ShowQuestion(way.identity, crossing_latex(one), definitions), EVIDENCE_REPLY, patience)
            shown.append(found.shown(one) if isinstance(found, Unfinished) else found)
        return shown

    def _ask(self, question: Question, reply: TypeAdapter[Reply], patience: Patience) -> "Reply | Unfinished":
        try:
            found = self._process.ask(dump(QUESTION, question), patience.limits)
        except JudgeFailure as failure:
            found = Death(Cause.CRASH, str(failure))
        return patience.lost(found) if isinstance(found, Death) else reply.validate_json(found)

    def _start(self) -> Host:
        if may_fork():
            return fork_host(Bench(self._assignment, self._secret).answer)
        host = spawn_host(_MAIN)
        try:
            send_frame(host.control, encode_setup(self._assignment, self._secret))
        except Closed:
            host.kill()
            raise
        return host
