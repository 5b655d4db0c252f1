"""Hostile submissions on other machines: as an ordinary user, without Landlock, in a container.

One in ten of each group by default; AUTOGRADE_HOSTILE_STEP=1 hands in all of them.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.environments import ENVIRONMENTS, Environment, run_in, workplace
from tests.hostile.cases import load_hostile, representatives

SUITE = "tests/hostile/test_hostile.py::test_it_gets_what_is_honest_in_it_and_nothing_else_happens"
STEP = int(os.environ.get("AUTOGRADE_HOSTILE_STEP", "10"))
# without Landlock an ordinary user has no wall around his files, and no code is run unless that is asked for by name
WALLED = [one for one in ENVIRONMENTS if one.landlock or not one.ordinary]


@pytest.fixture(scope="module", params=WALLED, ids=lambda environment: environment.name)
def place(request: pytest.FixtureRequest) -> Iterator[tuple[Environment, Path]]:
    with workplace(request.param) as folder:
        yield request.param, folder


@pytest.mark.slow
def test_they_do_no_harm_where_the_doctor_promises_so(place: tuple[Environment, Path]) -> None:
    environment, folder = place
    doctor = run_in(
        environment, folder, ["-m", "autograder", "doctor", "--json", "--assignment", str(folder / "closed")]
    )
    assert json.loads(doctor.stdout)["level"] == "S3"
    chosen = representatives(load_hostile(), STEP)
    options = ["-q", "--tb=short", "-p", "no:cacheprovider"]
    ended = run_in(environment, folder, ["-m", "pytest", *options, *(f"{SUITE}[{one}]" for one in chosen)], 1800)
    assert ended.returncode == 0, ended.stdout[-4000:] + ended.stderr[-2000:]
    assert f"{len(chosen)} passed" in ended.stdout
