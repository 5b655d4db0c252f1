"""Strings meant to run code or to burn time and memory: all refused or undecided, quickly, and the judge alive."""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.mathematics.pairs import BadRow, Judge, PairRow, PairVerdict, read_row

SECONDS = 1.0
PATIENCE = 4.0
"""How much longer a busy machine may take by the clock than by its processor."""

RUNS_CODE = [
    "__import__('os').system('touch {canary}')",
    "exec(\"open('{canary}','w')\")",
    "eval('1+1')",
    "open('{canary}','w')",
    "().__class__.__bases__[0].__subclasses__()",
    "x.__class__",
    "x.is_positive.__self__",
    "lambda x: x",
    "(lambda: 1)()",
    "[y for y in range(3)]",
    "f'{{x}}'",
    "import os",
    "os.system('ls')",
    "globals()",
    "getattr(x, 'func')",
    "sympify(\"__import__('os')\")",
    "Symbol('x')",
    "Rational('1/2')",
    "Matrix('x')",
    "sin('__import__(\"os\")')",
    "x; import os",
    "`ls`",
    "$(ls)",
    "{{{{7*7}}}}",
    "${{7*7}}",
    "<script>alert(1)</script>",
    "x if True else y",
    "x := 3; y",
    "'a'*10",
    "b'x'",
    "\\input{{/etc/passwd}}",
    "\\write18{{ls}}",
    "\\immediate\\write18{{touch {canary}}}",
    "\\openout3={canary}",
    "\\csname x\\endcsname",
    "\\def\\x{{\\x\\x}}\\x",
    "\\newcommand{{\\a}}{{\\a\\a}}\\a",
    "\\catcode`\\@=11",
    "\\loop\\iftrue\\repeat",
    "\\href{{javascript:alert(1)}}{{x}}",
    "x\x00y",
    "\x1b[31mx",
    "\u202ex+1\u202c)(",
]
BURNS = [
    "10^10^10",
    "9^9^9^9",
    "2^(2^(2^(2^(2^2))))",
    "(10^1000000)!",
    "1000000000!",
    "((9!)!)!",
    "binomial(10^9,10^8)",
    "binomial(100000,50000)",
    "1e999999999",
    "1e-999999999",
    "9" * 5_000,
    "0." + "0" * 5_000 + "1",
    "(x+y+z)^100000",
    "(x+y)^(10^8)",
    "x^(x^(x^(x^(x^(x^(x^x))))))",
    "(" * 5_000 + "x" + ")" * 5_000,
    "-" * 5_000 + "x(",
    "x" + "+x" * 9_000 + "+",
    "sqrt(" * 500 + "x" + ")" * 500,
    "x^" * 2_000 + "x",
    "1/" * 2_000 + "x",
    "|" * 999,
    "{" * 3_000,
    "[" * 3_000 + "]" * 3_000,
    "\\frac{" * 400 + "x" + "}{2}" * 400,
    "\\left(" * 2_000,
    "\\begin{matrix}" * 300,
    "^" * 5_000,
    "_" * 5_000,
    "x" * 150_000,
    "sum(sum(sum(i*j*k,i,1,400),j,1,400),k,1,400)",
    "sum(k,k,1,10^12)",
    "product(k,k,1,10^9)",
    "int(int(int(int(sin(x*y*z*w),x,0,1),y,0,1),z,0,1),w,0,1)",
    "limit(limit(limit(x*y*z,x,0),y,0),z,0)",
    "floor(10^400*pi)",
    "mod(7^(10^9),11)",
    "gcd(10^400,10^300)",
    "exp(exp(exp(exp(exp(10)))))",
    "sin(10^(10^6))",
    "identity(100000)",
    "det(identity(60))^(10^9)",
    "[[1,1],[1,0]]^1000000000",
    "𝟙𝟚𝟛^𝟡𝟡𝟡𝟡𝟡𝟡𝟡𝟡",
    "x\u0301\u0301\u0301" * 400,
    "\u200b" * 5_000 + "(",
    "not " * 5_000 + "x=1",
    "\\neg" * 3_000 + " x",
    "!" * 5_000 + "x",
    "~" * 5_000 + "x",
    "n" + "!!" * 2_000,
    "(" * 60 + "9" + "!!)" * 60,
    "99999999999!!",
    "(10^300) mod (10^299)",
    "7^(10^9) mod 11",
    "x mod " * 2_000 + "y",
    "x if x>0 else " * 2_000 + "x",
    "forall x: " * 3_000 + "x>0",
    "forall a in {1,2,3,4,5,6,7,8,9}: " * 9 + "a>0",
    "exists a in {1,2}: " * 60 + "a>0",
    "p xor " * 3_000 + "p",
    "p iff " * 3_000 + "p",
    " xor ".join(f"p_{k}" for k in range(400)),
    "0.(" + "3" * 5_000 + ")",
    "0." + "1" * 300 + "(" + "7" * 90 + ")",
    "0.\\overline{" + "3" * 9_000 + "}",
    "\\begin{cases} x & x>0 \\\\" * 300,
    "\\begin{cases}" + "x & x>1 \\\\" * 900 + "\\end{cases}",
    "{}^t" * 3_000 + "x",
    "{}^" * 3_000,
    "piecewise(" + ",".join(f"(sin({k}*x)^{k},x>{k})" for k in range(200)) + ")",
    "J, " + ", ".join(f"a_{k} = a_{k + 1} + a_{k + 1}" for k in range(300)),
    "x=k*10^(10^8)",
    "x=k*10^-200 or sin(1/x)=0",
    "choose(10^9,5*10^8)",
    "\\newcommand{\\b}[2][\\b[\\b]{x}]{\\b[#1#1]{#2#2}}\\b[\\b]{x}",
]


def row(student: str, syntax: str) -> PairRow:
    return read_row(json.dumps({"student": student, "reference": "cos(x)/7+y", "syntax": syntax}))


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    with Judge() as judge:
        judge.compare(row("x", "text"))
        judge.compare(row("int(sin(x)/x,x,0,infinity)", "text"))  # sympy's process too is started before time counts
        assert judge._last_resort.host is not None
        yield judge


def judged_in_time(judge: Judge, pair: PairRow) -> PairVerdict:
    started = time.monotonic()
    found = judge.compare(pair)
    assert found.cpu_ms <= SECONDS * 1e3
    assert time.monotonic() - started < SECONDS + PATIENCE
    return found.verdict


def test_there_are_enough_of_them() -> None:
    assert len(RUNS_CODE) + len(BURNS) >= 60


@pytest.mark.parametrize("source", RUNS_CODE)
@pytest.mark.parametrize("syntax", ["latex", "text"])
def test_nothing_that_looks_like_code_runs_or_is_right(judge: Judge, tmp_path: Path, source: str, syntax: str) -> None:
    canary = tmp_path / "canary"
    assert judged_in_time(judge, row(source.format(canary=canary), syntax)) is not PairVerdict.EQUAL
    assert not canary.exists()


@pytest.mark.parametrize("source", BURNS, ids=range(len(BURNS)))
@pytest.mark.parametrize("syntax", ["latex", "text"])
def test_nothing_burns_time(judge: Judge, source: str, syntax: str) -> None:
    assert judged_in_time(judge, row(source, syntax)) is not PairVerdict.EQUAL


def test_the_judge_is_alive_and_small_after_all_of_them(judge: Judge) -> None:
    for source in BURNS:
        judge.compare(row(source, "text"))
    assert judge.compare(row("y+cos(x)/7", "text")).verdict is PairVerdict.EQUAL


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system does not tell the size of a process")
def test_no_worker_grows_beyond_200_megabytes(judge: Judge) -> None:
    for source in BURNS:
        judge.compare(row(source, "text"))
    for host in (judge._worker.host, judge._last_resort.host):
        assert host is not None
        leader = Path(f"/proc/{host.pid}")
        (worker,) = (leader / "task" / leader.name / "children").read_text().split()
        lines = Path(f"/proc/{worker}/status").read_text().splitlines()
        peak_kilobytes = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
        assert peak_kilobytes < 200_000


@pytest.mark.parametrize("megabytes", [1, 3])
def test_a_row_of_megabytes_is_refused_before_it_is_read(megabytes: int) -> None:
    with pytest.raises(BadRow):
        read_row(json.dumps({"student": "x+" * (megabytes * 500_000), "reference": "x"}))
