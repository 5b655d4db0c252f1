"""The student's report: one self-contained page without scripts."""

from autograder.domain.graded import GradedSubmission
from autograder.reporting.look import Look
from autograder.reporting.shortening import Detail
from autograder.reporting.view import page_of

MAX_BYTES = 150_000

# Tried in turn until the page fits; a usual submission fits at once, and verdicts.json always has everything.
_DETAILS = (
    Detail(characters=4_000, rows=120),
    Detail(characters=1_000, rows=40),
    Detail(characters=300, rows=12),
    Detail(characters=100, rows=4),
)


def student_report(graded: GradedSubmission, look: Look, author: str = "") -> bytes:
    """Return the page as UTF-8, shortened step by step if it would be larger than `MAX_BYTES`.

    Parameters
    ----------
    author
        Name and id as they stand on the page and at the head of every sheet of paper; "" if they are not known.
    """
    page = b""
    for step, detail in enumerate(_DETAILS):
        arranged = page_of(graded, detail, shortened_further=step > 0)
        page = look.render("report.html.j2", page=arranged, graded=arranged.graded, author=author).encode("utf-8")
        if len(page) <= MAX_BYTES:
            break
    return page
