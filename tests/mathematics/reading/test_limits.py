"""Hostile text: refused or read, never run, never a crash, never slow."""

import time

import pytest

from autograder.domain.faults import FaultKind
from autograder.mathematics.reading import read_derivation, read_latex, read_text

READERS = (read_latex, read_text, read_derivation)
SECONDS = 1.0
HOSTILE = {
    "brackets": "(" * 5000,
    "braces": "{" * 5000,
    "fractions": r"\frac" * 3000,
    "fractions in braces": r"\frac{1}{" * 2000,
    "roots": r"\sqrt" * 3000,
    "signs": "-" * 19000,
    "powers": "x" + "^x" * 5000,
    "powers in braces": "x^{" * 3000,
    "functions": r"\log" * 4000 + " x",
    "bars": "|" * 19000,
    "opened bars": "|x" * 5000,
    "integrals": r"\int" * 4000,
    "integrals with d": r"\int d" * 3000,
    "sums": r"\sum_i" * 2000,
    "subscripts": "x" + "_x" * 5000,
    "primes": "x" + "'" * 15000,
    "factorials": "x" + "!" * 15000,
    "divisions": "a" + "/a" * 5000,
    "plus or minus": "a" + r"\pm a" * 3000,
    "terms": "a" + "+a" * 5900,
    "digits": "9" * 15000,
    "environments": r"\begin{matrix}" * 1000,
    "lefts": r"\left(" * 2500,
    "accents": r"\dot" * 3000 + "x",
    "texts": r"\text{" * 2500,
    "labels": r"\underbrace{" * 1500,
    "relations": "a" + "=a" * 5000,
    "expectations": r"\E_{" * 3000,
    "applications": "f(x|" * 3000,
    "rows": r"\\" * 9000,
    "d": "d" * 15000,
    "fractions of one sign": "½" * 9000,
    "small digits": "²" * 15000,
    "zeros": "\0" * 19000,
    "right to left": "\u202e" * 15000,
    "surrogates": "\ud800" * 1000,
    "huge power": "9**9**9**9",
    "huge exponent": "1e999999999",
    "huge factorial": "(10^10)!!",
    "huge binomial": "binomial(10^6, 10^5)",
    "huge sum": "(x+y)^3000",
}
CODE = [
    "__import__('os').system('true')",
    "().__class__.__bases__[0].__subclasses__()",
    "eval('1+1')",
    "open('/etc/passwd').read()",
    "lambda: 0",
    'exec("import os")',
    r"\write18{true}",
    r"\input{/etc/passwd}",
    r"\csname end\endcsname",
    "sin('__import__(\"os\")')",
    "x.__class__",
    "{{7*7}}",
    "${x}",
]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
def test_hostile_text_is_dealt_with_in_time(name, reader, notations):
    started = time.process_time()
    reader(HOSTILE[name], notations["reals"])
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
@pytest.mark.parametrize("unit", ["x", r"\(", "$$a$$", "{", "\\"])
def test_a_megabyte_is_refused_at_once(reader, unit, notations):
    started = time.process_time()
    found = reader(unit * (1_000_000 // len(unit)), notations["reals"])
    assert time.process_time() - started < 0.05
    faults = found[0].faults if isinstance(found, tuple) else found.faults
    assert faults[0].fault is FaultKind.TOO_LARGE


@pytest.mark.parametrize("unit", ["$$a$$", r"\[a=b\]", "$a=b$ ", "$${$$", r"\begin{align}", "½", r"$$\\$$"])
def test_a_long_derivation_ends_in_time(unit, notations):
    started = time.process_time()
    read_derivation(unit * (200_000 // len(unit)), notations["reals"])
    assert time.process_time() - started < 5 * SECONDS


@pytest.mark.parametrize("source", CODE)
def test_code_is_only_text(source, notations):
    for notation in notations.values():
        read_latex(source, notation)
        read_text(source, notation)


def test_powers_and_factorials_are_kept_and_never_computed(notations, show):
    assert show(read_text("9**9**9", notations["reals"]).node) == "(^ 9 (^ 9 9))"
    assert show(read_text("100000!", notations["reals"]).node) == "(factorial 100000)"
