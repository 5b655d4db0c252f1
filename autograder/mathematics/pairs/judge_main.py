"""The process that judges: everything loaded once, a forked worker that may die, and a word about how it died.

A worker reads rows until its input ends. It runs under a limit of memory, and under a limit of processor time for each
row that the kernel enforces: no code of ours, and none of a library's in C, can outlast it.

    python -s -P -m autograder.mathematics.pairs.judge_main CPU_SECONDS MEMORY_BYTES
"""

import gc
import os
import resource
import signal
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from autograder.mathematics.pairs.comparing import compare_pair
from autograder.mathematics.pairs.frames import BrokenFrame, read_frame, write_frame
from autograder.mathematics.pairs.rows import PairRow
from autograder.mathematics.pairs.verdicts import Found, PairVerdict

REQUESTS, REPLIES = 0, 1
OUT_OF_MEMORY = 3
RECURSION_LIMIT = 8_000
_WARM = ('{"student": "sin(x)^2+x>1", "reference": "{1,2}", "syntax": "text"}', '{"student": "1", "reference": "x"}')


def main(cpu_seconds: float, memory_bytes: int) -> int:
    """Keep one worker alive until the input ends."""
    for line in _WARM:
        compare_pair(PairRow.model_validate_json(line))
    gc.collect()
    gc.freeze()
    while True:
        worker = os.fork()
        if not worker:
            os._exit(_serve(cpu_seconds, memory_bytes))
        _, status = os.waitpid(worker, 0)
        if os.waitstatus_to_exitcode(status) == 0:
            return 0
        write_frame(REPLIES, {"died": _death(os.waitstatus_to_exitcode(status))})


def _death(code: int) -> str:
    if code == -signal.SIGPROF:
        return "it needs more time than a pair is given"
    if code == OUT_OF_MEMORY:
        return "it needs more memory than a pair is given"
    return f"the judge stopped with code {code}"


def _serve(cpu_seconds: float, memory_bytes: int) -> int:
    """Judge rows until the input ends; return the exit code."""
    _limit_memory(memory_bytes)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        while True:
            request = read_frame(REQUESTS)
            signal.setitimer(signal.ITIMER_PROF, cpu_seconds)
            found = _judged(PairRow.model_validate(request))
            signal.setitimer(signal.ITIMER_PROF, 0)
            write_frame(REPLIES, {"found": asdict(found)})
    except BrokenFrame:
        return 0
    except MemoryError:
        return OUT_OF_MEMORY


def _judged(row: PairRow) -> Found:
    try:
        return compare_pair(row)
    except MemoryError:
        raise
    except Exception as failure:  # noqa: BLE001 - a mistake of ours is never a verdict about an answer
        return Found(PairVerdict.UNDECIDED, reason=f"internal failure ({type(failure).__name__})")


def _limit_memory(memory_bytes: int) -> None:
    """Let the worker grow by so much; where the system does not tell its size, no limit is set."""
    with suppress(OSError):
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limit = pages * resource.getpagesize() + memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), int(sys.argv[2])))
