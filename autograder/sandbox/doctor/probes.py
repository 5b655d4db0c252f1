"""The probes: what each tries, what must come of it, and from which level on that is promised."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from autograder.sandbox.isolation import Level


@dataclass(frozen=True, slots=True)
class Probe:
    """One thing that a student's process tries.

    Parameters
    ----------
    tries
        What it tries, in a few words.
    promised
        The level from which on it must be refused.
    argument
        Name of the argument that the function in `tried.py` takes, or nothing.
    """

    tries: str
    promised: Level
    argument: str = ""


PROBES: Mapping[str, Probe] = MappingProxyType(
    {
        "read_references": Probe("read the references", Level.S3, "paths"),
        "read_file": Probe("read a private file of the grader", Level.S3, "path"),
        "write_file": Probe("write the results", Level.S2, "path"),
        "create_file": Probe("make a file beside them", Level.S2, "path"),
        "change_file": Probe("change their mode and times", Level.S2, "path"),
        "remove_file": Probe("remove them", Level.S2, "path"),
        "read_memory": Probe("read the grader's memory", Level.S2, "process"),
        "open_memory": Probe("open the grader's memory in /proc", Level.S2, "process"),
        "read_environment": Probe("read the grader's environment", Level.S2, "process"),
        "signal_process": Probe("signal the grader", Level.S2, "process"),
        "trace_process": Probe("trace the grader", Level.S2, "process"),
        "fork": Probe("start a process", Level.S2),
        "execute": Probe("run a program", Level.S2),
        "connect_network": Probe("open an internet socket", Level.S2),
        "connect_locally": Probe("open a local socket", Level.S2),
        "become_root": Probe("become root", Level.S2),
        "make_namespace": Probe("make a user namespace", Level.S2),
        "share_memory": Probe("share memory with others", Level.S2),
        "make_anonymous_file": Probe("make an anonymous file", Level.S2),
        "use_keys": Probe("use the kernel's keys", Level.S2),
        "load_filter": Probe("load a program into the kernel", Level.S2),
        "watch_performance": Probe("watch other processes' performance", Level.S2),
        "queue_operations": Probe("queue operations past the filter (io_uring)", Level.S2),
        "catch_page_faults": Probe("catch page faults", Level.S2),
        "raise_limits": Probe("raise its own limits", Level.S1),
        "use_much_memory": Probe("take more memory than it may", Level.S1, "size"),
        "find_descriptors": Probe("find stray descriptors", Level.S0),
        "find_variables": Probe("find the grader's variables", Level.S0),
        "find_rooms": Probe("find the modules that judge", Level.S0, "rooms"),
    }
)
"""Function of `tried.py` to its probe."""

HONEST = "work_honestly"
"""The function that must not be refused: late imports, threads and linear algebra."""
HONEST_RESULT = 8.5
