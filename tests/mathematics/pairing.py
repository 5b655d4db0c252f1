"""Deciding one pair as `autograde compare` does, for tests."""

import json

from autograder.mathematics.pairs import PairVerdict, compare_pair, read_row


def verdict(student: str, reference: str, **more: object) -> PairVerdict:
    """Return the verdict about a row with these fields."""
    return compare_pair(read_row(json.dumps({"student": student, "reference": reference, **more}))).verdict
