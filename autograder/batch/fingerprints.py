"""Tell submissions apart by everything that grading sees of them."""

import hashlib
import json
from pathlib import Path

from autograder.domain.errors import UnreadableSubmission
from autograder.intake import Submission, open_submission


def fingerprint(path: Path) -> str:
    """Return the fingerprint of the submission at a path, in hexadecimal.

    It is the same for two submissions exactly if their reports must be: wider than `Submission.sha256`, which leaves
    out files that are listed and not read, and whatever was said about how the files were found.
    """
    try:
        return of_submission(open_submission(path))
    except UnreadableSubmission as error:
        return of_unreadable(error)


def of_submission(submission: Submission) -> str:
    """Return the fingerprint of an opened submission."""
    return _digest(
        [
            submission.sha256,
            [[file.name, file.size_bytes, file.sha256] for file in submission.received],
            [[alert.level.value, alert.message, alert.hint] for alert in submission.alerts],
            [submission.answers_name, submission.solution_name],
        ]
    )


def of_unreadable(error: UnreadableSubmission) -> str:
    """Return the fingerprint of a submission that cannot be opened."""
    return _digest(["unreadable", str(error)])


def of_secret(secret: str) -> str:
    """Return what tells one secret from another without telling the secret."""
    return hashlib.sha256(b"secret\0" + secret.encode("utf-8", "surrogateescape")).hexdigest()[:16] if secret else ""


def _digest(seen: list[object]) -> str:
    return hashlib.sha256(json.dumps(seen).encode("ascii")).hexdigest()
