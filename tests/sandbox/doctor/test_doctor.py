from pathlib import Path

import pytest

from autograder.sandbox import Isolation, Layer, Level
from autograder.sandbox.doctor import Examination, Finding, examine, tried_path
from autograder.sandbox.doctor.probes import HONEST, PROBES
from autograder.sandbox.layers import kernel


def examination(
    missing: tuple[Layer, ...] = (), minimum: Level = Level.S3, refused: bool = True, honest: str = ""
) -> Examination:
    finding = Finding("fork", "start a process", refused, "it did", promised=True)
    return Examination({}, "forked", minimum, Isolation(dict.fromkeys(missing, "why")), (finding,), honest)


def test_everything_live_holds_and_needs_no_advice() -> None:
    assert examination().holds
    assert examination().advice == ()


def test_less_than_required_does_not_hold_and_says_what_to_do() -> None:
    found = examination((Layer.NAMESPACES, Layer.LANDLOCK, Layer.OWN_USER))
    assert (found.level, found.holds) == (Level.S2, False)
    assert "Landlock" in found.advice[0]
    assert "--isolation S2" in found.advice[-1]


def test_readable_references_come_with_their_remedy() -> None:
    assert "why" in examination((Layer.REFERENCES,)).advice


def test_less_that_is_accepted_by_name_holds_with_its_advice() -> None:
    found = examination((Layer.SECCOMP, Layer.LANDLOCK), minimum=Level.S1)
    assert found.holds
    assert any("seccomp" in step for step in found.advice)


def test_a_broken_promise_never_holds() -> None:
    found = examination(minimum=Level.S0, refused=False)
    assert not found.holds
    assert "report it" in found.advice[0]


def test_isolation_that_forbids_honest_work_does_not_hold() -> None:
    assert not examination(honest="numpy cannot be imported").holds


def test_every_probe_is_a_function_that_is_tried() -> None:
    source = tried_path().read_text()
    names = {line.split("(")[0].removeprefix("def ") for line in source.splitlines() if line.startswith("def ")}
    assert {name for name in names if not name.startswith("_")} == {*PROBES, HONEST}


@pytest.mark.skipif(not kernel.LINUX, reason="what Linux promises")
def test_this_machine_keeps_its_promises(tmp_path: Path) -> None:
    (tmp_path / "assignment.toml").touch()
    found = examine("S2", [tmp_path])
    assert found.leaks == ()
    assert found.honest == ""
    assert found.holds
    assert [finding.name for finding in found.findings] == list(PROBES)
    assert all(finding.found for finding in found.findings)
    assert not [finding for finding in found.findings if str(tmp_path) in finding.found and finding.refused]
