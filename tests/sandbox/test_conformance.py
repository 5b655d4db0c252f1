"""Named behaviours that every backend must have."""

import math
import os
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from autograder.domain.faults import Fault, FaultKind
from autograder.sandbox import (
    SANDBOXES,
    FunctionCall,
    Job,
    Level,
    Limits,
    NamedValue,
    Policy,
    Request,
    Returned,
    Sandbox,
    bubblewrap,
)
from autograder.wire import Procedure, Symbolic

PATIENT = Limits(call_seconds=30.0)
"""A machine may be busy; only what never ends should meet a limit of wall time."""
QUICK = Limits(call_seconds=1.0, job_seconds=60.0)


@pytest.fixture(scope="module", params=sorted(SANDBOXES))
def sandbox(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    if request.param == "bubblewrap" and (reason := bubblewrap.why_not()):
        pytest.skip(f"bubblewrap does not work here: {reason}")
    with SANDBOXES[request.param](Policy(Level.S1)) as opened:
        yield opened


def run(sandbox: Sandbox, source: str, *requests: Request, limits: Limits = PATIENT, **files: bytes):
    named = {f"{name}.py": content for name, content in files.items()}
    return sandbox.run(Job({"solution.py": source.encode(), **named}, requests, limits=limits))


def outcomes(sandbox: Sandbox, source: str, *names: str, limits: Limits = PATIENT):
    return run(sandbox, source, *(FunctionCall(name, {}) for name in names), limits=limits).outcomes


def value_of(sandbox: Sandbox, source: str):
    (outcome,) = outcomes(sandbox, source, "f")
    assert isinstance(outcome, Returned), outcome
    return outcome.value


@pytest.mark.parametrize("act", ["sys.stdout.close(); sys.stderr.close()", "sys.stdout = None", "del sys.stdout"])
def test_what_one_call_does_to_its_output_costs_the_next_one_nothing(sandbox: Sandbox, act: str) -> None:
    source = f"import sys\ndef f():\n    {act}\n    return 1\ndef g():\n    print('seen')\n    return 2\n"
    result = run(sandbox, source, FunctionCall("f", {}), FunctionCall("g", {}))
    if act.startswith("del"):  # print itself has nothing to write to, and says so: the reply arrives all the same
        assert isinstance(result.outcomes[0], Returned)
        return
    assert [one.value for one in result.outcomes if isinstance(one, Returned)] == [1, 2]
    assert ("seen" in result.output) == ("close" in act)


@dataclass(frozen=True)
class Ending:
    """A function `f` that ends badly, and the fault that must be said; a function `g` after it must still answer."""

    name: str
    body: str
    fault: FaultKind
    says: tuple[str, ...] = ()
    limits: Limits = field(default=PATIENT)


ENDINGS = [
    Ending("raises", "return 1 / 0", FaultKind.EXCEPTION, ("f raised ZeroDivisionError", "return 1 / 0")),
    Ending("loops", "while True: pass", FaultKind.TIMED_OUT, ("f did not answer within 1 s",), QUICK),
    Ending(
        "loops and swallows everything",
        """
        import signal
        for number in range(1, 65):
            try: signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError): pass
        while True:
            try:
                while True: pass
            except BaseException: pass
        """,
        FaultKind.TIMED_OUT,
        limits=QUICK,
    ),
    Ending(
        "stops itself", "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)", FaultKind.TIMED_OUT, limits=QUICK
    ),
    Ending("sleeps", "import time; time.sleep(60)", FaultKind.TIMED_OUT, limits=QUICK),
    Ending("leaves by os._exit", "import os; os._exit(7)", FaultKind.EXITED, ("exit code 7",)),
    Ending("leaves by sys.exit", "import sys; sys.exit(0)", FaultKind.EXITED, ("f ended the program",)),
    Ending("crashes", "import ctypes; ctypes.string_at(0)", FaultKind.CRASHED, ("SIGSEGV",)),
    Ending("aborts", "import os; os.abort()", FaultKind.CRASHED, ("SIGABRT",)),
    Ending("recurses for ever", "return f()", FaultKind.EXCEPTION, ("RecursionError",)),
    Ending("hogs memory at once", "return np.ones(2**40)", FaultKind.OUT_OF_MEMORY, ("MiB of memory",)),
    Ending(
        "hogs memory bit by bit",
        "kept = []\n        while True: kept.append(bytearray(1 << 22))",
        FaultKind.OUT_OF_MEMORY,
        limits=Limits(call_seconds=30.0, memory_bytes=1 << 28),
    ),
    Ending(
        "burns its processor time",
        "while True: pass",
        FaultKind.TIMED_OUT,
        ("processor",),
        Limits(cpu_seconds=1, call_seconds=60.0),
    ),
    Ending("gives a giant text", "return 'x' * 10**8", FaultKind.TOO_LARGE, ("100,000,000 bytes",)),
    Ending("gives a giant array", "return np.ones(10**7)", FaultKind.TOO_LARGE),
    Ending("gives a giant list", "return list(range(300_000))", FaultKind.TOO_LARGE, ("200,000 values",)),
    Ending("gives a giant integer", "return 10**5000", FaultKind.TOO_LARGE, ("bits",)),
    Ending("gives a list that holds itself", "a = []; a.append(a); return a", FaultKind.TOO_LARGE, ("nested",)),
    Ending("gives a function", "return f", FaultKind.NOT_SERIALISABLE, ("function",)),
    Ending("gives a generator", "return (x for x in [1])", FaultKind.NOT_SERIALISABLE, ("generator",)),
    Ending("opens a socket", "import socket; socket.socket()", FaultKind.REFUSED, ("the network is off",)),
    Ending("forks", "import os; os.fork()", FaultKind.REFUSED, ("starting processes is off",)),
    Ending("runs a program", "import subprocess; subprocess.run(['true'])", FaultKind.REFUSED, ("processes is off",)),
    Ending("writes a file", "open('notes.txt', 'w')", FaultKind.REFUSED, ("writing files is off",)),
    Ending("kills its parent", "import os; os.kill(os.getppid(), 9)", FaultKind.REFUSED, ("signalling",)),
    Ending(
        "raises what cannot be shown",
        """
        class Evil(Exception):
            def __str__(self): raise KeyboardInterrupt
        raise Evil
        """,
        FaultKind.EXCEPTION,
        ("cannot be shown",),
    ),
    Ending("writes noise on the channel", "import os; os.write(3, b'\\xff' * 64)", FaultKind.PROTOCOL),
    Ending("writes a record of its own", "import os; os.write(3, b'\\0\\0\\0\\2{}')", FaultKind.PROTOCOL),
    Ending("closes the channel", "import os, time; os.close(3); time.sleep(30)", FaultKind.PROTOCOL, ("closed",)),
    Ending("empties sys.modules", "import sys; sys.modules.clear(); return undefined", FaultKind.EXCEPTION),
]


@pytest.mark.parametrize("ending", ENDINGS, ids=lambda ending: ending.name)
def test_one_bad_ending_costs_only_itself(sandbox: Sandbox, ending: Ending) -> None:
    source = f"import numpy as np\ndef f():\n        {ending.body.strip()}\ndef g():\n    return 5\n"
    bad, good = outcomes(sandbox, source, "f", "g", limits=ending.limits)
    assert isinstance(bad, Fault)
    assert bad.fault is ending.fault, bad
    assert all(words in bad.message for words in ending.says), bad.message
    assert good == Returned(5)


def test_a_value_comes_back_as_itself(sandbox: Sandbox) -> None:
    source = "def f(a, b, c, d):\n    return {'a': a, 'b': [b, c], 'd': d}"
    arguments = {"a": np.arange(6.0).reshape(2, 3), "b": 2 - 1j, "c": Fraction(1, 3), "d": [True, None, "é", math.inf]}
    result = run(sandbox, source, FunctionCall("f", arguments))
    (outcome,) = result.outcomes
    assert isinstance(outcome, Returned)
    assert isinstance(outcome.value, dict)
    np.testing.assert_array_equal(outcome.value["a"], arguments["a"])
    assert outcome.value["b"] == [2 - 1j, Fraction(1, 3)]
    assert outcome.value["d"] == [True, None, "é", math.inf]


def test_an_expression_comes_back_as_a_tree(sandbox: Sandbox) -> None:
    source = "import sympy\nANSWERS = {'4.1 A': sympy.Matrix([[1, sympy.Symbol('alpha')]])}"
    (outcome,) = run(sandbox, source, NamedValue("4.1 A")).outcomes
    row = Symbolic("row", (1, Symbolic("symbol", ("alpha",))))
    assert outcome == Returned(Symbolic("matrix", (row,)))


def test_a_procedure_arrives_as_a_function(sandbox: Sandbox) -> None:
    double = Procedure(("u",), Symbolic("multiply", (2, Symbolic("symbol", ("u",)))))
    (outcome,) = run(sandbox, "def f(F): return float(F(4.0))", FunctionCall("f", {"F": double})).outcomes
    assert outcome == Returned(8.0)


def test_a_missing_file_is_missing_everywhere(sandbox: Sandbox) -> None:
    result = sandbox.run(Job({"notes.txt": b""}, (FunctionCall("f", {}), NamedValue("k"))))
    assert [outcome.fault for outcome in result.outcomes if isinstance(outcome, Fault)] == [FaultKind.MISSING] * 2


def test_a_missing_name_is_missing_with_a_hint(sandbox: Sandbox) -> None:
    first, second, third = run(
        sandbox,
        "def setp(s): return s\nANSWERS = {'4.1 a': 1}",
        FunctionCall("step", {"s": 1}),
        NamedValue("4.1 A"),
        NamedValue("x", table="RESULTS"),
    ).outcomes
    assert first == Fault(FaultKind.MISSING, "there is no function step in solution.py", hint="Is it 'setp'?")
    assert isinstance(second, Fault)
    assert (second.fault, second.hint) == (FaultKind.MISSING, "Is it '4.1 a'?")
    assert isinstance(third, Fault)
    assert third.fault is FaultKind.MISSING


def test_a_wrong_signature_is_said_with_both_sides(sandbox: Sandbox) -> None:
    (fault,) = run(sandbox, "\ndef step(state): return state", FunctionCall("step", {"state": 1, "alpha": 2})).outcomes
    assert isinstance(fault, Fault)
    assert fault.fault is FaultKind.SIGNATURE
    assert fault.message == "step takes 1 argument (state); it is called with (state, alpha)"
    assert str(fault.place) == "solution.py, line 2"


def test_a_syntax_error_has_its_place_and_text(sandbox: Sandbox) -> None:
    (fault,) = outcomes(sandbox, "x = 1\ndef f(:\n    pass\n", "f")
    assert isinstance(fault, Fault)
    assert fault.fault is FaultKind.SYNTAX_ERROR
    assert "def f(:" in fault.message
    assert str(fault.place) == "solution.py, line 2"


@pytest.mark.parametrize("source", [b"\xff\xfe\x00x", b"x = '\xe9'", b"x = 1\0", b"# coding: nonsense\nx = 1"])
def test_a_file_that_is_no_text_is_a_syntax_error(sandbox: Sandbox, source: bytes) -> None:
    (fault,) = sandbox.run(Job({"solution.py": source}, (FunctionCall("f", {}),))).outcomes
    assert isinstance(fault, Fault)
    assert fault.fault in {FaultKind.SYNTAX_ERROR, FaultKind.LOAD_ERROR}


def test_an_import_failure_names_the_last_line_of_the_student(sandbox: Sandbox) -> None:
    result = run(sandbox, "import helper\n", FunctionCall("f", {}), helper=b"x = 1\nint('seven')\n")
    (fault,) = result.outcomes
    assert isinstance(fault, Fault)
    assert fault.fault is FaultKind.LOAD_ERROR
    assert str(fault.place) == "helper.py, line 2"
    assert "int('seven')" in fault.message


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("while True: pass", FaultKind.TIMED_OUT),
        ("import os; os._exit(0)", FaultKind.EXITED),
        ("import ctypes; ctypes.string_at(0)", FaultKind.CRASHED),
        ("exit()", FaultKind.EXITED),
        ("import module_that_is_nowhere", FaultKind.LOAD_ERROR),
    ],
)
def test_a_file_that_cannot_be_imported_costs_all_its_answers_once(
    sandbox: Sandbox, source: str, kind: FaultKind
) -> None:
    begun = time.monotonic()
    found = outcomes(sandbox, source, "f", "g", "h", limits=Limits(load_seconds=1.5))
    assert [outcome.fault for outcome in found if isinstance(outcome, Fault)] == [kind] * 3
    assert time.monotonic() - begun < 10


def test_a_function_that_ended_its_process_twice_is_not_called_again(sandbox: Sandbox) -> None:
    source = "import os\ndef f(): os._exit(1)\ndef g(): return 1"
    found = outcomes(sandbox, source, "f", "g", "f", "f", "f", "g")
    assert found[1] == found[5] == Returned(1)
    assert "not called again" not in found[2].message
    assert found[3].fault is found[4].fault is FaultKind.EXITED
    assert "not called again" in found[3].message
    assert found[3] == found[4]


def test_the_whole_job_has_an_end(sandbox: Sandbox) -> None:
    source = "def f(): return 1\n" + "\n".join(f"def loop{n}():\n    while True: pass" for n in range(20))
    begun = time.monotonic()
    found = outcomes(
        sandbox, source, "f", *(f"loop{n}" for n in range(20)), limits=Limits(call_seconds=1.5, job_seconds=5)
    )
    assert time.monotonic() - begun < 10
    assert found[0] == Returned(1)
    assert {outcome.fault for outcome in found[1:]} == {FaultKind.TIMED_OUT}
    assert "all answers together" in found[-1].message


def test_a_hundred_megabytes_of_output_cost_nothing_and_are_counted(sandbox: Sandbox) -> None:
    source = "def f():\n    for _ in range(100): print('x' * 10**6)\n    return 1"
    result = run(sandbox, source, FunctionCall("f", {}), limits=Limits(output_bytes=1000))
    assert result.outcomes == (Returned(1),)
    assert len(result.output) < 1200
    assert "more was printed" in result.output


def test_latex_in_a_plain_string_prints_no_warning(sandbox: Sandbox) -> None:
    result = run(sandbox, 'def f():\n    """The map $\\sigma$."""\n    return "\\lambda"', FunctionCall("f", {}))
    assert result.outcomes == (Returned("\\lambda"),)
    assert result.output == ""


def test_what_is_printed_comes_back_in_order(sandbox: Sandbox) -> None:
    source = "import sys\nprint('loaded')\ndef f():\n    print('called')\n    print('aside', file=sys.stderr)\n"
    result = run(sandbox, source, FunctionCall("f", {}))
    assert result.output == "loaded\ncalled\naside\n"


def test_a_student_who_replaces_the_streams_is_still_answered(sandbox: Sandbox) -> None:
    source = "import sys, os\nsys.stdout = None\nsys.stderr = 3\nos.close(1)\nos.close(2)\ndef f(): return 1"
    assert value_of(sandbox, source) == 1


def test_draws_are_the_same_in_every_process_and_call(sandbox: Sandbox) -> None:
    source = (
        "import random, os, numpy as np\n"
        "def f(): return [random.random(), np.random.rand(), hash('x'), list({'a','b','c'})]\n"
        "def end(): os._exit(0)"
    )
    first, second, _, third = outcomes(sandbox, source, "f", "f", "end", "f")
    assert first == second == third
    assert outcomes(sandbox, source, "f") == (first,)


def test_a_change_to_an_argument_does_not_reach_the_next_call(sandbox: Sandbox) -> None:
    call = FunctionCall("f", {"a": np.zeros(2)})
    first, second = run(sandbox, "def f(a):\n    a += 1\n    return a.tolist()", call, call).outcomes
    assert first == second == Returned([1.0, 1.0])


def test_a_student_cannot_take_the_place_of_a_library(sandbox: Sandbox) -> None:
    result = run(
        sandbox, "import json, numpy\ndef f(): return numpy.ones(1).tolist()", FunctionCall("f", {}),
        json=b"raise SystemExit", numpy=b"raise SystemExit",
    )  # fmt: skip
    assert result.outcomes == (Returned([1.0]),)


def test_two_runs_say_exactly_the_same(sandbox: Sandbox) -> None:
    source = "print(__file__)\nclass Thing: pass\ndef f(): raise ValueError(f'{Thing()} {__file__}')\n"
    source += "def g(): open(__file__, 'w')"
    requests = (FunctionCall("f", {}), FunctionCall("g", {}))
    first, second = run(sandbox, source, *requests), run(sandbox, source, *requests)
    assert (first.outcomes, first.output) == (second.outcomes, second.output)
    assert "autograde-" not in str(first.outcomes) + first.output


def test_own_files_can_be_read(sandbox: Sandbox) -> None:
    files = {"solution.py": b"def f(): return open('extra/table.txt').read()", "extra/table.txt": b"17"}
    assert sandbox.run(Job(files, (FunctionCall("f", {}),))).outcomes == (Returned("17"),)


def test_nothing_of_a_file_that_cannot_be_imported_is_called(sandbox: Sandbox) -> None:
    source = "def f():\n    print('called')\nraise ValueError('half way')\n"
    result = sandbox.run(Job({"solution.py": source.encode()}, (FunctionCall("f", {}),) * 3))
    assert {outcome.fault for outcome in result.outcomes} == {FaultKind.LOAD_ERROR}
    assert result.output == ""


def test_late_imports_work(sandbox: Sandbox) -> None:
    names = "decimal cmath statistics wave sqlite3 xml.dom.minidom numpy.polynomial sympy.physics.quantum"
    imports = "".join(f"    import {name}\n" for name in names.split())
    assert value_of(sandbox, f"def f():\n{imports}    return 1") == 1


def test_linear_algebra_works(sandbox: Sandbox) -> None:
    # OpenBLAS has hung in a forked process before
    source = (
        "import numpy as np\ndef f():\n    a = np.eye(200) * 2\n    return float(np.linalg.det(a @ np.linalg.inv(a)))"
    )
    assert value_of(sandbox, source) == pytest.approx(1.0)


def test_threads_work(sandbox: Sandbox) -> None:
    source = (
        "from concurrent.futures import ThreadPoolExecutor\n"
        "def f():\n    with ThreadPoolExecutor(3) as pool: return sum(pool.map(abs, [-1, -2]))"
    )
    assert value_of(sandbox, source) == 3


def children() -> int:
    """Count the children of this process, among them ``ps`` itself."""
    listed = subprocess.run(["ps", "-eo", "ppid="], capture_output=True, text=True, check=True).stdout.split()
    return [int(parent) for parent in listed].count(os.getpid())


def test_nothing_is_left_behind(sandbox: Sandbox) -> None:
    before = children()
    source = "import threading, time\nthreading.Thread(target=time.sleep, args=(600,)).start()\ndef f(): return 1"
    assert value_of(sandbox, source) == 1
    assert outcomes(sandbox, "def f():\n    while True: pass", "f", limits=Limits(call_seconds=0.5))
    # at most the process that children are forked from, if this job was its first
    assert children() <= before + 1
    root = sandbox._root  # type: ignore[attr-defined]
    assert list(Path(root).iterdir()) == []


def test_a_closed_sandbox_leaves_no_folder_and_may_be_closed_again() -> None:
    for name, open_one in SANDBOXES.items():
        if name == "bubblewrap" and not bubblewrap.works():
            continue
        with open_one(Policy()) as opened:
            root = Path(opened._root)  # type: ignore[attr-defined]
            assert root.is_dir()
        assert not root.exists()
        opened.close()


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts descriptors where Linux lists them")
def test_no_descriptor_is_lost_from_job_to_job(sandbox: Sandbox) -> None:
    source = "import os\ndef f(): return 1\ndef end(): os._exit(1)"
    outcomes(sandbox, source, "f", "end")
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(3):
        outcomes(sandbox, source, "f", "end", "f")
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_escapes_and_broken_text_do_not_leave_the_sandbox(sandbox: Sandbox) -> None:
    source = "import os\ndef f():\n    os.write(1, b'\\x1b[2J\\xff\\ttab')\n    raise ValueError('\\x1b[2J\\ud800')"
    result = run(sandbox, source, FunctionCall("f", {}))
    assert result.output == "�[2J�\ttab"
    (fault,) = result.outcomes
    assert isinstance(fault, Fault)
    assert fault.message.startswith("f raised ValueError: �[2J�")
