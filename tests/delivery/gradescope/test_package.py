import io
import os
import re
import stat
import subprocess
import sys
import zipfile
from dataclasses import replace
from email.parser import Parser
from importlib.metadata import distribution
from pathlib import Path

import pytest

from autograder.assignment import Assignment, load_assignment, shipped_folder
from autograder.delivery.gradescope.package import build_package
from autograder.delivery.gradescope.requirements import pinned_requirements, refuse_outdated
from autograder.delivery.gradescope.results_reader import parse_results
from autograder.delivery.gradescope.wheel import wheel_bytes, wheel_name
from autograder.delivery.gradescope.zipping import Entry, folder_files, zip_bytes
from autograder.domain.errors import UsageError

SECRET = "a secret of the tests"
MOST_BYTES = 5 * 1024**2


@pytest.fixture(scope="module")
def assignment() -> Assignment:
    return load_assignment(shipped_folder("reference"))


@pytest.fixture(scope="module")
def package(assignment: Assignment) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(build_package(assignment, SECRET)))


def test_the_same_inputs_give_the_same_zip(assignment: Assignment) -> None:
    first = build_package(assignment, SECRET)
    assert first == build_package(assignment, SECRET)
    assert first != build_package(assignment, "another secret")
    assert len(first) < MOST_BYTES


@pytest.mark.parametrize("name", ["setup.sh", "run_autograder"])
def test_what_the_platform_starts_is_at_the_root_and_executable(package: zipfile.ZipFile, name: str) -> None:
    assert package.getinfo(name).external_attr >> 16 & stat.S_IXUSR
    content = package.read(name)
    assert content.startswith(b"#!/usr/bin/env bash\n")
    assert b"\r" not in content
    assert subprocess.run(["bash", "-n"], input=content, check=False).returncode == 0


def test_no_address_is_in_it(package: zipfile.ZipFile) -> None:
    for name in ("setup.sh", "run_autograder", "requirements.txt"):
        assert b"://" not in package.read(name)
        assert str(Path.home()).encode() not in package.read(name)


def test_exemplars_stay_at_home(package: zipfile.ZipFile) -> None:
    names = package.namelist()
    assert "assignment/assignment.toml" in names
    assert not [name for name in names if "exemplars" in name or "__pycache__" in name]


def test_the_packed_assignment_is_the_same_assignment(
    package: zipfile.ZipFile, assignment: Assignment, tmp_path: Path
) -> None:
    package.extractall(tmp_path)
    assert load_assignment(tmp_path / "assignment").version == assignment.version


def test_the_first_results_are_valid_and_worth_the_assignments_points(package: zipfile.ZipFile) -> None:
    read = parse_results(package.read("unfinished.json"))
    assert read.problems == ()
    assert [test.max_score for test in read.tests] == [79]


def test_without_a_secret_nothing_is_built(assignment: Assignment) -> None:
    with pytest.raises(UsageError, match="the secret is empty"):
        build_package(assignment, " \n")


def test_every_requirement_is_pinned_to_what_is_installed() -> None:
    lines = pinned_requirements(distribution("autograde")).splitlines()
    for line in lines:
        name, version = re.fullmatch(r"([a-z0-9-]+)==([^;\s]+)(?:; .+)?", line).groups()  # type: ignore[union-attr]
        assert distribution(name).version == version
    names = [line.partition("==")[0] for line in lines]
    assert names == sorted(names)
    assert {"numpy", "pydantic", "pydantic-core", "mpmath", "markupsafe"} <= set(names)  # ours, and theirs
    assert not set(names) & {"pytest", "mypy", "autograde"}


def test_an_installation_older_than_its_checkout_is_refused(tmp_path: Path) -> None:
    project = tmp_path / "pyproject.toml"
    ours = distribution("autograde")
    refuse_outdated(ours, tmp_path)
    project.write_text('[project]\nname = "something else"\ndependencies = ["nothing"]\n')
    refuse_outdated(ours, tmp_path)
    project.write_text('[project]\nname = "autograde"\ndependencies = ["numpy", "new-thing>=1"]\n')
    with pytest.raises(UsageError, match=r'is older than .*pyproject\.toml.*run "pip install -e \."'):
        refuse_outdated(ours, tmp_path)


def test_the_wheel_says_what_the_installation_says() -> None:
    ours = distribution("autograde")
    wheel = zipfile.ZipFile(io.BytesIO(wheel_bytes(ours)))
    assert wheel_name(ours) == f"autograde-{ours.version}-py3-none-any.whl"
    folder = f"autograde-{ours.version}.dist-info"
    described = Parser().parsestr(wheel.read(f"{folder}/WHEEL").decode())
    assert described.get_all("Tag") == ["py3-none-any"]
    recorded = [line.split(",")[0] for line in wheel.read(f"{folder}/RECORD").decode().splitlines()]
    assert sorted(recorded) == sorted(wheel.namelist())


def test_the_wheel_leaves_the_references_out() -> None:
    names = zipfile.ZipFile(io.BytesIO(wheel_bytes(distribution("autograde")))).namelist()
    assert "autograder/shipped/reports/report.html.j2" in names
    assert not [name for name in names if name.startswith("autograder/shipped/reference")]


@pytest.mark.slow
def test_the_wheel_installs_and_runs(tmp_path: Path) -> None:
    ours = distribution("autograde")
    wheel = tmp_path / wheel_name(ours)
    wheel.write_bytes(wheel_bytes(ours))
    target = tmp_path / "installed"
    install = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", str(target)]
    subprocess.run([*install, str(wheel)], check=True)
    code = "import autograder.delivery.gradescope.worker, autograder; print(autograder.__file__)"
    environment = {**os.environ, "PYTHONPATH": str(target)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert Path(done.stdout.strip()).is_relative_to(target)


def test_a_folder_is_read_without_what_machines_leave_behind(tmp_path: Path) -> None:
    for name in ("b.py", "a/c.toml", "__pycache__/b.pyc", ".DS_Store", "a/x.pyc"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    assert list(folder_files(tmp_path)) == ["a/c.toml", "b.py"]


def test_a_zip_depends_on_its_content_alone() -> None:
    entries = [Entry("run", b"x", executable=True), Entry("a", b"y")]
    archive = zipfile.ZipFile(io.BytesIO(zip_bytes(entries)))
    assert [info.date_time for info in archive.infolist()] == [(1980, 1, 1, 0, 0, 0)] * 2
    assert [oct(info.external_attr >> 16) for info in archive.infolist()] == ["0o100755", "0o100644"]
    assert zip_bytes(entries) == zip_bytes([replace(entry) for entry in entries])
