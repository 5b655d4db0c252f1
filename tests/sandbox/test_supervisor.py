import time

import pytest

from autograder.sandbox import ForkedSandbox, FunctionCall, Job, Limits, Returned
from autograder.sandbox.layers import kernel

pytestmark = pytest.mark.skipif(not kernel.LINUX, reason="the forked sandbox is Linux's")


def test_the_time_it_takes_to_start_a_process_is_not_the_students(monkeypatch: pytest.MonkeyPatch) -> None:
    job_seconds = 2.0
    with ForkedSandbox() as sandbox:
        start = sandbox._fork

        def start_slowly():
            time.sleep(1.5 * job_seconds)
            return start()

        monkeypatch.setattr(sandbox, "_fork", start_slowly)
        request = FunctionCall("f", {})
        job = Job({"solution.py": b"def f(): return 1"}, (request,), limits=Limits(job_seconds=job_seconds))
        result = sandbox.run(job)
    assert result.outcomes == (Returned(1),)
    assert result.seconds < job_seconds
