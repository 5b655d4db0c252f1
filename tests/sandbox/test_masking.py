"""Other systems, by masking what this one has: the code path is there, and says its level."""

import sys
import time
from pathlib import Path

import pytest

from autograder.domain.errors import SandboxFailure
from autograder.sandbox import (
    ForkedSandbox,
    FreshSandbox,
    FunctionCall,
    Job,
    Layer,
    Level,
    Policy,
    Returned,
    best_sandbox,
    bubblewrap,
    default_minimum,
    open_sandbox,
    scratch,
)
from autograder.sandbox.conversation import Conversation, Ended
from autograder.sandbox.layers import kernel, landlock
from autograder.sandbox.messages import encode_setup
from autograder.sandbox.output import OutputTape

JOB = Job({"solution.py": b"def f(): return 1"}, (FunctionCall("f", {}),))
MAC = (
    Layer.NO_NEW_PRIVILEGES,
    Layer.LANDLOCK,
    Layer.OWN_USER,
    Layer.NO_CAPABILITIES,
    Layer.TIED,
    Layer.SECCOMP,
)


@pytest.mark.parametrize("backend", [ForkedSandbox, FreshSandbox])
@pytest.mark.parametrize(
    ("masked", "level"),
    [
        ((Layer.LANDLOCK, Layer.OWN_USER), Level.S2),
        ((Layer.SECCOMP,), Level.S1),
        (MAC, Level.S1),
        (tuple(Layer), Level.S0),
    ],
)
@pytest.mark.skipif(not kernel.LINUX, reason="masks what Linux has")
def test_without_a_layer_the_rest_still_runs_and_says_its_level(backend, masked, level: Level) -> None:
    with backend(Policy(masked=masked)) as sandbox:
        result = sandbox.run(JOB)
    assert result.outcomes == (Returned(1),)
    assert result.held is not None
    assert result.held.level is level
    assert result.isolation.startswith(level)
    assert all(result.held.missing[layer] == "left out on purpose" for layer in masked)


@pytest.mark.skipif(not kernel.LINUX, reason="masks what Linux has")
def test_less_than_required_fails_closed_and_says_what_to_do() -> None:
    with (
        FreshSandbox(Policy(Level.S2, masked=(Layer.SECCOMP,))) as sandbox,
        pytest.raises(SandboxFailure, match=r"reaches level S1, and S2 is required .*autograde doctor.*--isolation"),
    ):
        sandbox.run(JOB)


@pytest.mark.skipif(not kernel.LINUX, reason="masks what Linux has")
def test_a_child_that_is_held_less_than_required_loads_nothing_whatever_its_supervisor_does() -> None:
    for minimum, replies in ((Level.S1, 2), (Level.S2, 1)):
        with (
            FreshSandbox(Policy(minimum, masked=(Layer.SECCOMP,))) as sandbox,
            scratch.job_folder(sandbox._root, JOB.files, None) as at,
            Conversation(sandbox._start(), 1 << 20, OutputTape(0)) as child,
        ):
            child.send([encode_setup(JOB, str(at))])
            for _ in range(replies):
                assert child.receive(time.monotonic() + 60)
            if minimum is Level.S2:
                with pytest.raises(Ended):
                    child.receive(time.monotonic() + 60)


def test_each_system_requires_what_it_should_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert default_minimum() is Level.S3
    monkeypatch.setattr(sys, "platform", "darwin")
    assert default_minimum() is Level.S1


@pytest.mark.parametrize(
    ("linux", "version", "namespaces", "expected"),
    [
        (False, 0, False, "fresh"),
        (True, 3, True, "forked"),
        (True, 0, True, "bubblewrap"),
        (True, 0, False, "forked"),
    ],
)
def test_the_best_sandbox_follows_what_the_system_has(
    monkeypatch: pytest.MonkeyPatch, linux: bool, version: int, namespaces: bool, expected: str
) -> None:
    monkeypatch.setattr(kernel, "LINUX", linux)
    monkeypatch.setattr(landlock, "version", lambda: version)
    monkeypatch.setattr(bubblewrap, "works", lambda: namespaces)
    assert best_sandbox() == expected


def test_a_level_may_be_required_by_its_name() -> None:
    with open_sandbox("fresh", "S0") as sandbox:
        assert sandbox.run(JOB).outcomes == (Returned(1),)


def test_references_that_can_be_read_are_no_level_three(tmp_path: Path) -> None:
    (tmp_path / "assignment.toml").touch()
    masked = (Layer.LANDLOCK, Layer.OWN_USER, Layer.NO_CAPABILITIES)
    with FreshSandbox(Policy(secrets=(tmp_path,), masked=masked)) as sandbox:
        held = sandbox.run(JOB).held
    assert held is not None
    assert f"chmod -R go-rwx {tmp_path}" in held.missing[Layer.REFERENCES]


def test_why_bubblewrap_does_not_work_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert bubblewrap.why_not() == "bwrap is not installed"
    (tmp_path / "bwrap").write_text("#!/bin/sh\necho no namespaces >&2\nexit 1\n")
    (tmp_path / "bwrap").chmod(0o755)
    assert bubblewrap.why_not() == "no namespaces"
    with pytest.raises(SandboxFailure, match="does not work here: no namespaces"):
        bubblewrap.open_bubblewrap()
