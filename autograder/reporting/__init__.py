"""Sinks: what a graded submission is written out as, and the look that pages share."""

from autograder.reporting.advice import reason
from autograder.reporting.look import Look
from autograder.reporting.sinks import SINKS, Sink, render_outputs
from autograder.reporting.verdicts import read_verdicts, verdicts_schema
from autograder.reporting.writing import run_record, write_outputs

__all__ = [
    "SINKS",
    "Look",
    "Sink",
    "read_verdicts",
    "reason",
    "render_outputs",
    "run_record",
    "verdicts_schema",
    "write_outputs",
]
