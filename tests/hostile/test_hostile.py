"""After every hostile submission: it ended, it is graded for what is honest in it, and nothing else has happened."""

import base64
import json
import re
import sys
from collections.abc import Iterator

import jsonschema
import pytest

from autograder.grading.exemplars import criteria_of, standing
from autograder.reporting import read_verdicts
from autograder.reporting.results_model import read_results, results_schema
from autograder.reporting.verdicts import verdicts_schema
from tests.hostile.arena import ENGINE, Arena, Seen, open_arena
from tests.hostile.cases import Hostile, load_hostile
from tests.hostile.pages import troubles

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what holds a student's code on other systems is less")

HOSTILE = load_hostile()
_OURS = re.compile(rf'File "|(Sandbox|Judge|Engine)Failure|{re.escape(str(ENGINE.parent))}')
_RESULTS, _VERDICTS = (jsonschema.Draft202012Validator(schema()) for schema in (results_schema, verdicts_schema))
_GOT_IT = "GOT IT"
"""What a hostile submission prints where it was not refused."""


@pytest.fixture(scope="module")
def arena() -> Iterator[Arena]:
    with open_arena() as opened:
        yield opened


def test_there_are_enough_of_every_kind() -> None:
    assert len(HOSTILE) >= 80
    assert len({str(one) for one in HOSTILE}) == len(HOSTILE)


@pytest.mark.parametrize("hostile", HOSTILE, ids=str)
def test_it_gets_what_is_honest_in_it_and_nothing_else_happens(arena: Arena, hostile: Hostile) -> None:
    seen = arena.grade(hostile)
    _earns_what_is_honest(seen, hostile)
    _says_why(seen, hostile)
    _is_whole(seen)
    _tells_no_secret(seen, arena)
    assert not seen.changed
    assert not seen.left
    assert seen.honest_outputs == arena.usual
    assert seen.graded.isolation.startswith((f"{arena.level}: ", "not needed", "nothing was run"))
    assert seen.grading.run_seconds < 4 * arena.assignment.table.limits.submission_seconds


def _earns_what_is_honest(seen: Seen, hostile: Hostile) -> None:
    expected = hostile.expected
    found = {criterion.id: standing(criterion.verdict) for _, criterion in criteria_of(seen.graded)}
    assert {*expected.earns, *expected.may_earn, *expected.awaits} <= set(found)
    earned = {criterion.id for _, criterion in criteria_of(seen.graded) if criterion.earned}
    assert set(expected.earns) <= earned <= {*expected.earns, *expected.may_earn}, seen.told
    assert all(found[name] == "1" for name in expected.earns), found
    assert {name for name, stands in found.items() if stands in ("pending", "undecided")} == set(expected.awaits)
    assert "ungraded" not in found.values(), seen.told


def _says_why(seen: Seen, hostile: Hostile) -> None:
    found = re.search(hostile.expected.says, seen.told), re.search(hostile.expected.prints, seen.graded.output)
    assert all(found), f"{seen.told}\n{seen.graded.output}"
    assert _GOT_IT not in seen.told + seen.graded.output


def _is_whole(seen: Seen) -> None:
    results, verdicts = (json.loads(seen.outputs[name]) for name in ("results.json", "verdicts.json"))
    _RESULTS.validate(results)
    _VERDICTS.validate(verdicts)
    assert read_verdicts(seen.outputs["verdicts.json"]) == seen.graded
    assert abs(read_results(seen.outputs["results.json"]).score - seen.graded.tally.earned) < 1e-3
    assert not troubles(seen.outputs["report.html"].decode())
    for content in seen.outputs.values():
        assert not _OURS.search(content.decode())


def _tells_no_secret(seen: Seen, arena: Arena) -> None:
    canary, number = arena.secret.canary, arena.secret.number
    for name, content in seen.outputs.items():
        assert not [form for form in _forms(canary) if form in content]
        if name != "verdicts.json":  # the staff's record says what was expected
            assert not [form for form in _forms(number) if form in content]


def _forms(secret: str) -> Iterator[bytes]:
    plain = secret.encode()
    yield from (plain, plain[::-1], plain.hex().encode())
    # wherever in a longer text it began
    yield from (base64.b64encode(bytes(before) + plain)[4:-4] for before in range(3))
