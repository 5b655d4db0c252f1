"""What a student's process may use."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps on one job; every one of them is positive.

    Parameters
    ----------
    load_seconds
        Wall time to import the student's file.
    call_seconds
        Wall time of one request.
    job_seconds
        Wall time of everything together; requests not answered by then end as "timed out".
    cpu_seconds
        Processor time of one process, its import and calls together; a call that ends its process is followed by a
        new process with a budget of its own.
    memory_bytes
        Memory that a process may add to what Python, numpy and sympy already hold.
    output_bytes
        How much of what the student prints is kept, from its beginning; the rest is dropped.
    result_bytes
        Size of one encoded result.
    """

    load_seconds: float = 10.0
    call_seconds: float = 4.0
    job_seconds: float = 120.0
    cpu_seconds: int = 60
    memory_bytes: int = 1024**3
    output_bytes: int = 64 * 1024
    result_bytes: int = 4 * 1024**2

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if not getattr(self, name) > 0:
                raise ValueError(f"{name} must be positive, not {getattr(self, name)}")
