"""What the process that judges answers: questions in bytes, about one assignment."""

import json
import logging
import os
from typing import assert_never

from autograder.assignment import Assignment
from autograder.grading.alternatives import ways
from autograder.grading.judge_records import (
    EVIDENCE_REPLY,
    QUESTION,
    READ_REPLY,
    VERDICTS_REPLY,
    JudgeQuestion,
    ReadQuestion,
    ShowQuestion,
    arrived,
    dump,
    read_reply,
    verdicts_reply,
)
from autograder.grading.judges import DirectJudge


class Bench:
    """Answers questions about one assignment, in bytes."""

    def __init__(self, assignment: Assignment, secret: str) -> None:
        self._judge = DirectJudge(assignment, secret)
        self._ways = {way.identity: way for way in ways(assignment)}

    def answer(self, request: bytes) -> bytes:
        """Answer one question."""
        question = QUESTION.validate_json(request)
        match question:
            case ReadQuestion(file, source):
                return dump(READ_REPLY, read_reply(self._judge.read(file, source)))
            case JudgeQuestion(way, handed, definitions):
                verdicts = self._judge.judge_one(self._ways[way], arrived(handed), definitions)
                return dump(VERDICTS_REPLY, verdicts_reply(verdicts))
            case ShowQuestion(way, handed, definitions):
                (shown,) = self._judge.show([(self._ways[way], handed.latex)], definitions)
                return dump(EVIDENCE_REPLY, shown)
            case _:
                assert_never(question)


def encode_setup(assignment: Assignment, secret: str) -> bytes:
    """Write what a fresh process must know; not on its command line, which every user can read."""
    level = logging.getLogger("autograder").getEffectiveLevel()
    folder = os.fspath(assignment.folder.resolve())
    return json.dumps({"folder": folder, "version": assignment.version, "secret": secret, "log_level": level}).encode()
