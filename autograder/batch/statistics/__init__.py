"""What a class's submissions say together: summaries first, then one record for the dashboard; no files are touched."""

from autograder.batch.statistics.anonymity import anonymise, anonymous_participants
from autograder.batch.statistics.record import assignment_facts, class_record
from autograder.batch.statistics.sharing import Sharing
from autograder.batch.statistics.summaries import read_summary, summarise, write_summary

__all__ = [
    "Sharing",
    "anonymise",
    "anonymous_participants",
    "assignment_facts",
    "class_record",
    "read_summary",
    "summarise",
    "write_summary",
]
