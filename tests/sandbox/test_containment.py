"""What a student's process cannot reach, tried with the system's own calls and not through Python's polite ones."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import autograder
from autograder.domain.errors import SandboxFailure
from autograder.sandbox import (
    SANDBOXES,
    ForkedSandbox,
    FunctionCall,
    Isolation,
    Job,
    Layer,
    Level,
    Policy,
    Returned,
    Sandbox,
    bubblewrap,
    open_sandbox,
)
from autograder.sandbox.layers import kernel, landlock

LIBC = "import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)\n"


ATTEMPTS = (
    "libc.fork()",
    "libc.socket(2, 1, 0)",
    "libc.socket(1, 1, 0)",
    "libc.kill(os.getppid(), 0)",
    "libc.kill(-1, 0)",
    "libc.ptrace(16, os.getppid(), 0, 0)",
    "libc.setuid(0) if os.getuid() else -1",
    "libc.fcntl(3, 8, os.getppid())",
    "libc.syscall(310, os.getppid(), None, 0, None, 0, 0)",
    "libc.execve(b'/bin/true', None, None)",
    "libc.chmod(b'solution.py', 0o777)",
    "libc.symlink(b'/etc', b'here')",
    "libc.mkdir(b'/tmp/made_by_a_student', 0o777)",
    "libc.rename(b'solution.py', b'other.py')",
    "libc.unlink(b'solution.py')",
    "libc.open(b'new.txt', os.O_CREAT | os.O_WRONLY, 0o600)",
    "libc.open(b'/etc/passwd', os.O_RDONLY)",
    "libc.open(b'/proc/self/environ', os.O_RDONLY)",
    "libc.open(b'/proc/%d/mem' % os.getppid(), os.O_RDONLY)",
    "libc.open(b'/proc/%d/cmdline' % os.getppid(), os.O_RDONLY)",
    "libc.unshare(0x10000000)",
    "libc.prctl(4, 1, 0, 0, 0)",
    "libc.memfd_create(b'x', 0)",
)

OPEN_TO_ALL = {
    "libc.open(b'/etc/passwd', os.O_RDONLY)",
    "libc.open(b'/proc/self/environ', os.O_RDONLY)",
    "libc.open(b'/proc/%d/cmdline' % os.getppid(), os.O_RDONLY)",
}


@pytest.fixture(scope="module", params=sorted(SANDBOXES))
def sandbox(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    if request.param == "bubblewrap" and (reason := bubblewrap.why_not()):
        pytest.skip(f"bubblewrap does not work here: {reason}")
    with SANDBOXES[request.param](Policy(Level.S1)) as opened:
        yield opened


def value_of(sandbox: Sandbox, body: str):
    source = f"{LIBC}def f():\n    {body}\n"
    (outcome,) = sandbox.run(Job({"solution.py": source.encode()}, (FunctionCall("f", {}),))).outcomes
    assert isinstance(outcome, Returned), outcome
    return outcome.value


def live(sandbox: Sandbox) -> str:
    return sandbox.run(Job({"solution.py": b""}, (FunctionCall("f", {}),))).isolation


def test_the_level_here_is_the_highest_there_is(sandbox: Sandbox) -> None:
    if not kernel.LINUX:
        assert live(sandbox).startswith("S1: ")
        return
    # every kernel this is tested on has seccomp; the wall is Landlock, namespaces, or a user that only root can take
    walled = landlock.version() or os.geteuid() == 0 or "own namespaces" in live(sandbox)
    assert live(sandbox).startswith("S3: " if walled else "S2: ")


def test_no_descriptor_of_ours_is_open(sandbox: Sandbox) -> None:
    body = "return [fd for fd in range(4, 64) if libc.fcntl(fd, 1) != -1]"
    assert value_of(sandbox, body) == []


def test_the_environment_says_nothing(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTOGRADE_SECRET", "open sesame")
    assert value_of(sandbox, "return sorted(name for name in os.environ if 'SECRET' in name or 'USER' in name)") == []


def test_no_module_that_judges_is_loaded(sandbox: Sandbox) -> None:
    rooms = "comparers mathematics answers scoring assignment intake grading reporting cli".split()
    body = f"import sys; return [name for name in sys.modules if name.split('.')[1:2] in {[[room] for room in rooms]}]"
    assert value_of(sandbox, body) == []


@pytest.fixture(scope="module")
def attempted(sandbox: Sandbox) -> dict[str, object]:
    """Return what each attempt gave: all of them in one process."""
    functions = "".join(f"def f{number}():\n    return {call}\n" for number, call in enumerate(ATTEMPTS))
    requests = tuple(FunctionCall(f"f{number}", {}) for number in range(len(ATTEMPTS)))
    result = sandbox.run(Job({"solution.py": (LIBC + functions).encode()}, requests))
    return dict(zip(ATTEMPTS, result.outcomes, strict=True))


@pytest.mark.parametrize("call", ATTEMPTS)
@pytest.mark.skipif(not kernel.LINUX, reason="Linux's own system calls")
def test_the_system_itself_refuses(sandbox: Sandbox, attempted: dict[str, object], call: str) -> None:
    if call in OPEN_TO_ALL and not {"Landlock", "own namespaces"} & set(live(sandbox).split(": ")[1].split(", ")):
        pytest.skip("without Landlock or namespaces, what everybody may read can be read")
    assert attempted[call] == Returned(-1)


@pytest.mark.skipif(not kernel.LINUX, reason="resource limits as Linux keeps them")
def test_limits_cannot_be_raised(sandbox: Sandbox) -> None:
    body = (
        "import resource; return [resource.getrlimit(resource.RLIMIT_CORE), resource.getrlimit(resource.RLIMIT_FSIZE)]"
    )
    assert value_of(sandbox, body) == [[0, 0], [0, 0]]
    body = "import resource\n    try: resource.setrlimit(resource.RLIMIT_CPU, (999, 999))\n    except OSError: return 1"
    body = body.replace("OSError", "(OSError, ValueError)")
    assert value_of(sandbox, body) == 1


@pytest.mark.skipif(not kernel.LINUX, reason="Landlock")
def test_a_file_beside_the_engine_cannot_be_read(sandbox: Sandbox) -> None:
    engine = Path(autograder.__file__).resolve().parent
    if "Landlock" not in live(sandbox) and "own namespaces" not in live(sandbox):
        pytest.skip("without Landlock or namespaces, what everybody may read can be read")
    # a wall of namespaces alone has to let the engine's own code in, which is no secret
    inside = (engine / "py.typed", engine / "__init__.py") if "Landlock" in live(sandbox) else ()
    for secret in (*inside, engine.parent / "pyproject.toml"):
        if secret.exists():
            assert value_of(sandbox, f"return libc.open({os.fsencode(secret)!r}, os.O_RDONLY)") == -1


def test_too_little_isolation_fails_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    level = property(lambda _: Level.S1)
    monkeypatch.setattr(Isolation, "level", level)
    with (
        ForkedSandbox(Policy(Level.S3)) as sandbox,
        pytest.raises(SandboxFailure, match=r"reaches level S1, and S3 is required"),
    ):
        sandbox.run(Job({"solution.py": b""}, (FunctionCall("f", {}),)))


def test_no_process_is_started_before_there_is_code_to_run() -> None:
    with ForkedSandbox() as sandbox:
        assert sandbox._zygote is None


def test_an_unknown_backend_is_said_with_those_there_are() -> None:
    with pytest.raises(SandboxFailure, match="forked, bubblewrap, fresh"):
        open_sandbox("jail")


@pytest.mark.parametrize(
    ("missing", "level"),
    [
        ((), Level.S3),
        ((Layer.NAMESPACES, Layer.LANDLOCK), Level.S3),
        ((Layer.NAMESPACES, Layer.OWN_USER), Level.S3),
        ((Layer.LANDLOCK, Layer.OWN_USER), Level.S3),
        ((Layer.NAMESPACES, Layer.LANDLOCK, Layer.OWN_USER), Level.S2),
        ((Layer.REFERENCES,), Level.S2),
        ((Layer.SECCOMP,), Level.S1),
        ((Layer.LIMITS,), Level.S0),
    ],
)
def test_a_level_is_what_is_really_live(missing: tuple[Layer, ...], level: Level) -> None:
    assert Isolation(dict.fromkeys(missing, "not here")).level is level
