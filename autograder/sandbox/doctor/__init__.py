"""The doctor: tries what an attacker would, from inside, and says which layers live here and what to do.

It trusts no version number and no configuration: every line of its findings has been tried just now.
"""

import os
import platform
import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder.domain.faults import Fault
from autograder.domain.handed import Returned
from autograder.sandbox import SANDBOXES, best_sandbox, default_minimum
from autograder.sandbox.doctor.examination import Examination, Finding
from autograder.sandbox.doctor.probes import HONEST, HONEST_RESULT, PROBES
from autograder.sandbox.isolation import Level
from autograder.sandbox.jobs import FunctionCall, Job, JobResult
from autograder.sandbox.layers import kernel, landlock
from autograder.sandbox.limits import Limits
from autograder.sandbox.policy import Policy
from autograder.sandbox.surroundings import secret_paths
from autograder.wire import Value

__all__ = ["Examination", "Finding", "examine", "tried_path"]

_LIMITS = Limits(call_seconds=10.0, memory_bytes=256 * 1024**2)
_SLACK_BYTES = 16 * 1024**2
"""Python may have given back some of the memory that was its own when the limit was set on top of it."""
_JUDGING = (
    "answers assignment batch cli comparers delivery grading intake killable mathematics reporting scoring".split()
)
_CEREMONY = re.compile(r"^(raised \w+: )?(\[Errno \d+\] )?")


def examine(minimum: str | None = None, secrets: Sequence[Path] = (), sandbox: str | None = None) -> Examination:
    """Try every probe in a student's process of this machine.

    Parameters
    ----------
    minimum
        The `Level` required, or its name; without one, `default_minimum`.
    secrets
        Folders of references, which must be out of reach.
    sandbox
        A key of `SANDBOXES`; without one, the best that this system has.

    Raises
    ------
    SandboxFailure
        If no student's process can be started at all.
    """
    if kernel.LINUX:
        kernel.forbid_inspection()
    name = sandbox or best_sandbox()
    with tempfile.TemporaryDirectory(prefix="autograde-doctor-") as folder:
        arguments = _arguments(Path(folder), secret_paths(secrets))
        with SANDBOXES[name](Policy(secrets=tuple(secrets))) as opened:
            result = opened.run(_job(arguments))
    return _examination(result, name, Level(minimum) if minimum else default_minimum())


def _arguments(folder: Path, secrets: Sequence[str]) -> Mapping[str, Mapping[str, Value]]:
    """Return the arguments of each probe; files that it may break are in the folder."""
    private, results = folder / "private.txt", folder / "results.json"
    for path, mode in ((private, 0o600), (results, 0o644)):
        path.write_text("{}")
        path.chmod(mode)
    folder.chmod(0o755)  # its name is known, and its files have to hold by themselves
    shared: dict[str, Value] = {
        "path": str(results),
        # their names are no secret where only Landlock stands before them; what is in them is
        "paths": [path for path in secrets if not Path(path).is_dir()],
        "process": os.getpid(),
        "size": _LIMITS.memory_bytes + _SLACK_BYTES,
        "rooms": list(_JUDGING),
    }
    special: dict[str, Value] = {"read_file": str(private), "create_file": str(folder / "made")}
    return {
        name: {probe.argument: special.get(name, shared[probe.argument])} if probe.argument else {}
        for name, probe in PROBES.items()
    }


def tried_path() -> Path:
    """Return the file that is run as if a student had handed it in."""
    return Path(__file__).with_name("tried.py")


def _job(arguments: Mapping[str, Mapping[str, Value]]) -> Job:
    source = tried_path().read_bytes()
    calls = [FunctionCall(name, arguments[name]) for name in PROBES]
    return Job({"solution.py": source}, (*calls, FunctionCall(HONEST, {})), limits=_LIMITS)


def _examination(result: JobResult, sandbox: str, minimum: Level) -> Examination:
    *tried, honest = result.outcomes
    assert result.held is not None, "the file was handed in, so it was run"
    level = result.held.level
    return Examination(
        system=_system(),
        sandbox=sandbox,
        minimum=minimum,
        isolation=result.held,
        findings=tuple(
            Finding(name, probe.tries, isinstance(outcome, Fault), _said(outcome, name), level >= probe.promised)
            for (name, probe), outcome in zip(PROBES.items(), tried, strict=True)
        ),
        honest="" if honest == Returned(HONEST_RESULT) else _said(honest, HONEST),
    )


def _said(outcome: Returned | Fault, name: str) -> str:
    if isinstance(outcome, Returned):
        return str(outcome.value)
    said = outcome.message.partition(', at "')[0].removeprefix(name).removeprefix(":").strip()
    return _CEREMONY.sub("", said)


def _system() -> Mapping[str, str]:
    return {
        "system": f"{platform.system()} {platform.release()}",
        "machine": platform.machine(),
        "python": platform.python_version(),
        "user": str(os.geteuid()),
        "landlock": str(landlock.version()),
    }
