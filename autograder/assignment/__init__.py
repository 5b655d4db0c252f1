"""Assignments: tables and reference code, loaded by path and checked."""

from autograder.assignment.feedback import feedback_level
from autograder.assignment.lateness import LateTable
from autograder.assignment.loading import load_assignment
from autograder.assignment.manifest import (
    AlternativeTable,
    CriterionTable,
    JudgeTable,
    PartTable,
    PictureTable,
    SlipTable,
    SubquestionTable,
)
from autograder.assignment.records import Assignment, Question
from autograder.assignment.shipped import shipped_folder

__all__ = [
    "AlternativeTable",
    "Assignment",
    "CriterionTable",
    "JudgeTable",
    "LateTable",
    "PartTable",
    "PictureTable",
    "Question",
    "SlipTable",
    "SubquestionTable",
    "feedback_level",
    "load_assignment",
    "shipped_folder",
]
