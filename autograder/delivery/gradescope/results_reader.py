"""Anybody's results.json, read leniently into a small record.

Other autograders write scores as text, leave out most fields, or add their own. What cannot be read is left out of the
record and named in `problems`; reading never fails. The strict model of what we write ourselves is in `reporting`.

Source: Gradescope's published description of the autograder output.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

MAX_TESTS = 10_000
VISIBILITIES = frozenset({"visible", "hidden", "after_due_date", "after_published"})


@dataclass(frozen=True, slots=True)
class ReadTest:
    """One test; None or empty where the file does not say."""

    name: str = ""
    number: str = ""
    score: Decimal | None = None
    max_score: Decimal | None = None
    status: str = ""
    output: str = ""
    output_format: str = ""
    tags: tuple[str, ...] = ()
    visibility: str = "visible"


@dataclass(frozen=True, slots=True)
class ReadResults:
    """What a results.json says.

    Parameters
    ----------
    score
        The total: as written, else the sum of the tests' scores; None if neither is there.
    problems
        What could not be read, each in a sentence.
    """

    score: Decimal | None = None
    output: str = ""
    visibility: str = "visible"
    tests: tuple[ReadTest, ...] = ()
    leaderboard: tuple[tuple[str, str], ...] = ()
    extra_data: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    @property
    def hides_total(self) -> bool:
        """Whether students see no total: the platform hides it as soon as one test is not visible to them."""
        return any(test.visibility != "visible" for test in self.tests)


def parse_results(content: bytes) -> ReadResults:
    """Read a file's content."""
    try:
        written = json.loads(content, parse_float=Decimal, parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        return ReadResults(problems=(f"it is not JSON: {error}",))
    return read_results(written)


def read_results(written: Any) -> ReadResults:
    """Read results that are parsed already."""
    if not isinstance(written, Mapping):
        return ReadResults(problems=("it is no JSON object",))
    problems: list[str] = []
    tests = tuple(_tests(written.get("tests"), problems))
    score = _number(written, "score", "the results", problems)
    scored = [test.score for test in tests if test.score is not None]
    extra = written.get("extra_data")
    return ReadResults(
        score=sum(scored, Decimal(0)) if score is None and scored else score,
        output=_text(written.get("output")),
        visibility=_visibility(written, "the results", problems),
        tests=tests,
        leaderboard=tuple(_leaderboard(written.get("leaderboard"))),
        extra_data=extra if isinstance(extra, Mapping) else {},
        problems=tuple(problems),
    )


def _tests(written: Any, problems: list[str]) -> list[ReadTest]:
    if written is None:
        return []
    if not isinstance(written, list):
        problems.append("tests is no list")
        return []
    if len(written) > MAX_TESTS:
        problems.append(f"of {len(written)} tests only {MAX_TESTS} were read")
    found = []
    for position, test in enumerate(written[:MAX_TESTS], 1):
        if isinstance(test, Mapping):
            found.append(_test(test, f"test {position}", problems))
        else:
            problems.append(f"test {position} is no object")
    return found


def _test(written: Mapping[str, Any], place: str, problems: list[str]) -> ReadTest:
    tags = written.get("tags")
    return ReadTest(
        name=_text(written.get("name")),
        number=_text(written.get("number")),
        score=_number(written, "score", place, problems),
        max_score=_number(written, "max_score", place, problems),
        status=_text(written.get("status")),
        output=_text(written.get("output")),
        output_format=_text(written.get("output_format")),
        tags=tuple(map(_text, tags)) if isinstance(tags, list) else (),
        visibility=_visibility(written, place, problems),
    )


def _number(written: Mapping[str, Any], name: str, place: str, problems: list[str]) -> Decimal | None:
    value = written.get(name)
    if value is None:
        return None
    try:
        if isinstance(value, bool):
            raise ValueError
        # through text, so that 0.1 is a tenth
        number = Decimal(str(value).strip())
        if not number.is_finite():
            raise ValueError
    except (ValueError, InvalidOperation):
        problems.append(f"{place}: {name} is no number")
        return None
    return number


def _visibility(written: Mapping[str, Any], place: str, problems: list[str]) -> str:
    said = written.get("visibility")
    if said is None:
        return "visible"
    if not isinstance(said, str) or said not in VISIBILITIES:
        problems.append(f"{place}: there is no such visibility")
        return "hidden"  # whoever wrote it did not mean to show it to everybody
    return said


def _leaderboard(written: Any) -> list[tuple[str, str]]:
    entries = [entry for entry in written if isinstance(entry, Mapping)] if isinstance(written, list) else []
    return [(_text(entry.get("name")), _text(entry.get("value"))) for entry in entries]


def _text(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else str(value)
