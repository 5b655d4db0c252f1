"""What the doctor found."""

from collections.abc import Mapping
from dataclasses import dataclass

from autograder.sandbox.isolation import Isolation, Layer, Level


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of one probe.

    Parameters
    ----------
    name
        The probe, as in `PROBES`.
    refused
        Whether the system refused.
    found
        What happened, in one line.
    promised
        Whether the level reached here promises the refusal.
    """

    name: str
    tries: str
    refused: bool
    found: str
    promised: bool

    @property
    def leaks(self) -> bool:
        """Whether a promise is broken."""
        return self.promised and not self.refused


@dataclass(frozen=True, slots=True)
class Examination:
    """What isolation is worth on this machine, now.

    Parameters
    ----------
    system
        Names to facts that decide it: kernel, Landlock's version, user.
    sandbox
        The backend that was examined.
    minimum
        The level that is required.
    isolation
        The layers that were found live and missing.
    honest
        What kept honest work from being done; empty if it was done.
    """

    system: Mapping[str, str]
    sandbox: str
    minimum: Level
    isolation: Isolation
    findings: tuple[Finding, ...]
    honest: str

    @property
    def level(self) -> Level:
        """The level that is reached."""
        return self.isolation.level

    @property
    def leaks(self) -> tuple[Finding, ...]:
        """The broken promises."""
        return tuple(finding for finding in self.findings if finding.leaks)

    @property
    def holds(self) -> bool:
        """Whether the required level is reached, keeps its promises, and lets honest work be done."""
        return self.level >= self.minimum and not self.leaks and not self.honest

    @property
    def advice(self) -> tuple[str, ...]:
        """What to do, the most useful first; nothing if there is nothing to do."""
        steps = [f"this machine breaks a promise of its level ({leak.tries}): report it" for leak in self.leaks]
        if self.honest:
            steps.append(f"honest work fails here: {self.honest}")
        if self.level < Level.S3:
            steps += _steps(self.isolation.missing)
        if self.level < self.minimum:
            steps.append(f"or accept less, by name: --isolation {self.level}, or minimum_isolation in assignment.toml")
        return tuple(steps)


_WALLS = (
    "use a kernel with Landlock (Linux 5.13 or newer, `landlock` in its list of security modules; in a container, its"
    " three system calls must be allowed)",
    "or install bubblewrap (`apt install bubblewrap`) where user namespaces are allowed",
    "or run as root with a Python that everybody can read (not one below a home folder): each student's process then"
    " gets a user of its own",
)


def _steps(missing: Mapping[Layer, str]) -> list[str]:
    steps = []
    if Layer.SECCOMP in missing:
        steps.append(f"use Linux with seccomp on x86-64 or aarch64 ({missing[Layer.SECCOMP]})")
    if Layer.LIMITS in missing:
        steps.append(f"let resource limits be set ({missing[Layer.LIMITS]})")
    if {Layer.NAMESPACES, Layer.LANDLOCK, Layer.OWN_USER} <= set(missing):
        steps += _WALLS
    elif Layer.REFERENCES in missing:
        steps.append(missing[Layer.REFERENCES])
    return steps
