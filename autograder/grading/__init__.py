"""The pipeline: submission + assignment → everything known about it."""

from autograder.grading.check_assignment import check_assignment
from autograder.grading.pipeline import Grader, Grading

__all__ = ["Grader", "Grading", "check_assignment"]
