"""Sinks: what a graded submission is written out as, and the look that pages share."""

from autograder.reporting.advice import reason
from autograder.reporting.look import Look
from autograder.reporting.sinks import SINKS, Sink, render_outputs, student_record
from autograder.reporting.verdicts import read_verdicts, verdicts_schema
from autograder.reporting.writing import refuse_to_replace, run_record, write_outputs

__all__ = [
    "SINKS",
    "Look",
    "Sink",
    "read_verdicts",
    "reason",
    "refuse_to_replace",
    "render_outputs",
    "run_record",
    "student_record",
    "verdicts_schema",
    "write_outputs",
]
