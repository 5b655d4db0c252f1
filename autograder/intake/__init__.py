"""Take in what a student handed in: files under limits, and the answers located in a LaTeX file."""

from autograder.intake.archive.limits import ArchiveLimits
from autograder.intake.latex.document import read_document
from autograder.intake.latex.records import AnswerBlock, Command, TexDocument, TexItem
from autograder.intake.submission import Submission, open_submission

__all__ = [
    "AnswerBlock",
    "ArchiveLimits",
    "Command",
    "Submission",
    "TexDocument",
    "TexItem",
    "open_submission",
    "read_document",
]
