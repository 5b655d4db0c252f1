"""Compare numbers in no order, each as often as it occurs."""

from fractions import Fraction

from autograder.answers import MultisetAnswer
from autograder.comparers.matching import match_all
from autograder.comparers.numbers import modulus, show_number
from autograder.domain.evidence import Difference, Note
from autograder.domain.tolerance import Tolerance
from autograder.domain.verdicts import Judged


def compare_multisets(answer: MultisetAnswer, reference: tuple[complex, ...], tolerance: Tolerance) -> Judged:
    """Judge a multiset: credit is the number of members paired off, out of the larger of the two sizes.

    The margin is scaled by the largest member of the reference: of two members, one may be zero.
    """
    margin = tolerance.margin(max(map(abs, reference), default=0.0))
    pairs = match_all(
        len(answer.members),
        len(reference),
        lambda found, known: modulus(answer.members[found] - reference[known]) <= margin,
    )
    size = max(len(answer.members), len(reference))
    credit = Fraction(len(pairs), size) if size else Fraction(1)
    if credit == 1:
        return Judged(credit)
    evidence: list[Note | Difference] = []
    if len(answer.members) != len(reference):
        evidence.append(Note(f"{len(answer.members)} numbers were given; there are {len(reference)}."))
    strangers = [member for found, member in enumerate(answer.members) if found not in pairs]
    if strangers:
        # the least, not the first: the same multiset in another order shows the same
        shown = show_number(min(strangers, key=lambda member: (member.real, member.imag)))
        evidence.append(Difference("a number that is not among them", found=shown))
    return Judged(credit, tuple(evidence))
