"""The doctor's level, and what it rests on, in other environments."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.environments import ENVIRONMENTS, ROOT, Environment, run_in, workplace


@pytest.fixture(scope="module", params=ENVIRONMENTS, ids=lambda environment: environment.name)
def place(request: pytest.FixtureRequest) -> Iterator[tuple[Environment, Path]]:
    with workplace(request.param) as folder:
        yield request.param, folder


def doctor(place: tuple[Environment, Path], assignment: str, *options: str) -> dict[str, Any]:
    environment, folder = place
    arguments = ["-m", "autograder", "doctor", "--json", "--assignment", assignment, *options]
    ended = run_in(environment, folder, arguments)
    assert ended.returncode in (0, 1), ended.stderr
    assert not ended.stderr
    report = json.loads(ended.stdout)
    assert report["holds"] == (ended.returncode == 0)
    return report


def unrefused(report: dict[str, Any]) -> set[str]:
    return {probe["name"] for probe in report["probes"] if not probe["refused"]}


def test_the_level_of_the_forked_sandbox_is_right_and_keeps_its_promises(place: tuple[Environment, Path]) -> None:
    environment, folder = place
    report = doctor(place, str(folder / "closed"), "--sandbox", "forked")
    walled = environment.landlock or not environment.ordinary
    assert report["level"] == ("S3" if walled else "S2")
    assert ("Landlock" in report["live"]) == environment.landlock
    assert ("own user" in report["live"]) == (not environment.ordinary)
    assert report["honest_work"] == "done"
    assert unrefused(report) == (set() if walled else {"read_references", "read_file"})
    assert report["holds"] == walled
    assert bool(report["advice"]) == (not walled)


def test_references_that_all_may_read_need_a_wall_around_files(place: tuple[Environment, Path]) -> None:
    environment, _ = place
    report = doctor(place, str(ROOT / "reference"), "--sandbox", "forked")
    assert report["level"] == ("S3" if environment.landlock else "S2")
    assert ("read_references" in unrefused(report)) == (not environment.landlock)
    if not environment.landlock and not environment.ordinary:
        assert any("chmod -R go-rwx" in step for step in report["advice"])


def why_no_bubblewrap(place: tuple[Environment, Path]) -> str:
    asked = "from autograder.sandbox import bubblewrap; print(bubblewrap.why_not())"
    return run_in(*place, ["-c", asked]).stdout.strip()


def test_bubblewrap_is_a_wall_where_it_works(place: tuple[Environment, Path]) -> None:
    if reason := why_no_bubblewrap(place):
        pytest.skip(f"bubblewrap does not work in this environment: {reason}")
    report = doctor(place, str(ROOT / "reference"), "--sandbox", "bubblewrap")
    assert (report["level"], report["advice"], unrefused(report)) == ("S3", [], set())
    assert "own namespaces" in report["live"]


def test_the_best_sandbox_is_taken(place: tuple[Environment, Path]) -> None:
    environment, folder = place
    report = doctor(place, str(folder / "closed"))
    walled = environment.landlock or not environment.ordinary or not why_no_bubblewrap(place)
    assert report["level"] == ("S3" if walled else "S2")
    assert report["sandbox"] == "forked" or not environment.landlock


@pytest.mark.slow
def test_all_that_is_promised_holds(place: tuple[Environment, Path]) -> None:
    environment, folder = place
    files = ["tests/sandbox/test_conformance.py", "tests/sandbox/test_containment.py"]
    options = ["-q", "-x", "--noconftest", "-p", "no:cacheprovider", "-k", "forked or test_a"]
    ended = run_in(environment, folder, ["-m", "pytest", *files, *options], seconds=300)
    assert ended.returncode == 0, ended.stdout[-3000:]
