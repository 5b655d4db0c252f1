"""Pair things off: the largest set of disjoint admissible pairs (augmenting paths)."""

from collections.abc import Callable, Mapping


def match_all(left: int, right: int, admissible: Callable[[int, int], bool]) -> Mapping[int, int]:
    """Return a largest matching between ``range(left)`` and ``range(right)``, left index to right index.

    A greedy pairing is not enough: with margins, one member can be near two others.
    """
    partner: dict[int, int] = {}

    def place(member: int, seen: set[int]) -> bool:
        for other in range(right):
            if other in seen or not admissible(member, other):
                continue
            seen.add(other)
            if other not in partner or place(partner[other], seen):
                partner[other] = member
                return True
        return False

    for member in range(left):
        place(member, set())
    return {member: other for other, member in partner.items()}
