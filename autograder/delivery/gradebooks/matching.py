"""Whose row is whose: by student id, then by address or login, never by name alone."""

from collections.abc import Iterable, Mapping, Sequence

from autograder.delivery.gradebooks.tables import Table
from autograder.domain.grades import Grade
from autograder.domain.roster import Participant

_SEPARATOR = ", "  # between the members of a group


class Directory:
    """Grades by everything that tells one person from another."""

    def __init__(self, grades: Iterable[Grade]) -> None:
        self._sids: dict[str, Grade] = {}
        self._addresses: dict[str, Grade] = {}
        for grade in grades:
            self._sids |= dict.fromkeys(_parts(grade.participant.sid), grade)
            self._addresses |= dict.fromkeys(map(str.casefold, _parts(grade.participant.email)), grade)
        self._logins = _unambiguous(self._addresses)

    def find(self, sids: Iterable[str], addresses: Iterable[str]) -> Grade | None:
        """Return the grade of the person known by any of these ids, or any of these addresses or logins.

        Ids are compared as text: ``00123`` and ``123`` are two people until somebody says otherwise.
        """
        for sid in sids:
            if sid.strip() in self._sids:
                return self._sids[sid.strip()]
        for address in map(str.casefold, map(str.strip, addresses)):
            found = self._addresses.get(address) or self._logins.get(address)
            if found:
                return found
        return None


def match_rows(
    table: Table, grades: Sequence[Grade], sids: Sequence[str], addresses: Sequence[str]
) -> tuple[Grade | None, ...]:
    """Return each row's grade, found through the columns named; None where nobody fits."""
    directory = Directory(grades)
    sid_places = [place for name in sids if (place := table.column(name)) is not None]
    address_places = [place for name in addresses if (place := table.column(name)) is not None]
    return tuple(
        directory.find([row[place] for place in sid_places], [row[place] for place in address_places])
        for row in table.rows
    )


def name_of(participant: Participant) -> str:
    """Return what to call somebody in a message."""
    return participant.name or participant.key


def _parts(joined: str) -> list[str]:
    return [part for part in joined.split(_SEPARATOR) if part]


def _unambiguous(addresses: Mapping[str, Grade]) -> Mapping[str, Grade]:
    """Return the addresses without their hosts, those that only one person has."""
    logins: dict[str, Grade | None] = {}
    for address, grade in addresses.items():
        login = address.partition("@")[0]
        logins[login] = grade if login not in logins or logins[login] is grade else None
    return {login: grade for login, grade in logins.items() if grade is not None}
