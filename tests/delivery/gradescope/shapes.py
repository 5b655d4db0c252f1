"""Shapes of submission_metadata.json as the platform writes them; the people are made up."""

import json
from typing import Any

ASSIGNMENT: dict[str, Any] = {
    "id": 25828,
    "course_id": 1234,
    "title": "Assignment 3",
    "release_date": "2022-03-01T00:00:00.000000-05:00",
    "due_date": "2022-03-31T23:59:00.000000-04:00",
    "late_due_date": None,
    "group_submission": False,
    "group_size": None,
    "total_points": "79.0",
    "outline": None,
}


def user(letter: str, **dates: str | None) -> dict[str, Any]:
    """A student; dates are those of an extension."""
    own = {name: dates.get(name, ASSIGNMENT[name]) for name in ("release_date", "due_date", "late_due_date")}
    return {
        "id": ord(letter),
        "email": f"student.{letter.lower()}@example.edu",
        "name": f"Student {letter}",
        "sid": f"00{ord(letter)}",
        "assignment": own,
    }


def metadata(created_at: str | None = "2022-03-31T10:00:00.000000-04:00", **other: Any) -> dict[str, Any]:
    """A submission in time by one student, with other fields as given."""
    return {
        "id": 123456,
        "created_at": created_at,
        "submission_method": "upload",
        "assignment": ASSIGNMENT,
        "users": [user("A")],
        "previous_submissions": [],
        **other,
    }


SHAPES: dict[str, dict[str, Any]] = {
    "plain": metadata(),
    "extension": metadata("2022-04-02T10:00:00-04:00", users=[user("A", due_date="2022-04-05T23:59:00-04:00")]),
    "late with a null late date": metadata("2022-04-01T02:59:00-04:00"),
    "group": metadata(
        "2022-04-02T10:00:00-04:00",
        assignment={**ASSIGNMENT, "group_submission": True, "group_size": 3},
        users=[user("A"), user("B", due_date="2022-04-03T23:59:00-04:00"), user("C")],
    ),
    "previous with nulls": metadata(
        previous_submissions=[
            {"submission_time": None, "score": None, "autograder_error": None, "results": None},
            {"submission_time": "2022-03-30T10:00:00.000000-04:00", "score": "12.5", "results": {"score": 12.5}},
            {"submission_time": "2022-03-29T10:00:00.000000-04:00", "score": None, "autograder_error": True},
        ]
    ),
    "older harness": {"id": 1, "created_at": "2022-03-30T10:00:00-04:00", "assignment_id": 1},
    "every field null": dict.fromkeys(metadata()),
}


def written(shape: dict[str, Any]) -> bytes:
    """The file's content."""
    return json.dumps(shape).encode()
