"""Join what was handed in with who is in the class."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from autograder.batch.keys import unique_keys
from autograder.batch.sources import HandedIn, Person
from autograder.domain.errors import UsageError
from autograder.domain.roster import Participant
from autograder.reporting.visible import encodable

NOT_ON_ROSTER = "not on the roster"
_SEPARATOR = ", "
_GAP = re.compile(r"[\s_.-]+")
"""What stands between the words of a file's name."""


@dataclass(frozen=True, slots=True)
class Entrant:
    """One participant, and what was handed in; None if nothing was.

    Parameters
    ----------
    dues
        Of each member the due date of their own, as the roster writes it; empty where they have none.
    """

    participant: Participant
    handed: HandedIn | None
    dues: tuple[str, ...] = ()


def enrol(found: Sequence[HandedIn], roster: Sequence[Person]) -> tuple[Entrant, ...]:
    """Return everybody who handed in and everybody on the roster, by key.

    A group is one participant with the names, numbers and addresses of all its members, separated by commas.

    Parameters
    ----------
    roster
        Empty if there is none.

    Raises
    ------
    UsageError
        If two submissions are of the same person.
    """
    directory = _Directory(roster)
    joined = [(handed, [directory.find(person) for person in _authors(handed)]) for handed in found]
    _refuse_two_of_one(joined)
    seen = {person for _, people in joined for person in people if person is not None}
    drafts = [_draft(handed, people, bool(roster)) for handed, people in joined]
    drafts += [_absent(person) for person in roster if person not in seen]
    _refuse_equal(drafts)
    keys = unique_keys([draft.participant.key for draft in drafts])
    entrants = [replace(one, participant=_named(one.participant, key)) for one, key in zip(drafts, keys, strict=True)]
    return tuple(sorted(entrants, key=lambda one: one.participant.key))


class _Directory:
    """The roster, by everything that tells one person from another."""

    def __init__(self, roster: Sequence[Person]) -> None:
        self._by: tuple[Mapping[str, Person], ...] = tuple(
            _index(roster, field) for field in (_sid, _email, _handle, _name)
        )
        self._short = _index(roster, lambda person: _email(person).partition("@")[0])

    def find(self, person: Person) -> Person | None:
        for field, index in zip((_sid, _email, _handle, _name), self._by, strict=True):
            if field(person) and field(person) in index:
                return index[field(person)]
        return self._of_label(person.name) if not (person.sid or person.email or person.handle) else None

    def _of_label(self, label: str) -> Person | None:
        """Find whom a file is named after: by number, by name, or by the address without its host."""
        sids, emails, _, _ = self._by
        wanted = label.casefold().strip()
        return sids.get(wanted) or emails.get(wanted) or self._short.get(wanted) or self._of_words(wanted)

    def _of_words(self, label: str) -> Person | None:
        """Find whom the words of a file's name fit, whatever stands between them; None unless it is one person.

        The words are a name, or begin with a number: ``frank_fox``, ``1005_late``, ``1005-Erin.Eve``.
        """
        sids, _, _, names = self._by
        found = {sids[label[:end]] for end in (gap.start() for gap in _GAP.finditer(label)) if label[:end] in sids}
        rests = (label, *(label[gap.end() :] for gap in _GAP.finditer(label) if label[: gap.start()] in sids))
        spelled = (_name(Person(_GAP.sub(" ", rest))) for rest in rests)
        found |= {names[name] for name in spelled if name in names}
        return found.pop() if len(found) == 1 else None


def _index(people: Sequence[Person], field: Callable[[Person], str]) -> Mapping[str, Person]:
    times = Counter(field(person) for person in people)
    # what two people share tells nobody
    return {field(person): person for person in people if field(person) and times[field(person)] == 1}


def _sid(person: Person) -> str:
    return person.sid.casefold()


def _email(person: Person) -> str:
    return person.email.casefold()


def _handle(person: Person) -> str:
    return person.handle


def _name(person: Person) -> str:
    """Return a name without order, accents, case and punctuation: Canvas writes "Vidal, Ada" as ``vidalada``."""
    letters = unicodedata.normalize("NFKD", person.name).casefold()
    words = re.findall(r"\w+", "".join(letter for letter in letters if not unicodedata.combining(letter)))
    return " ".join(sorted(words))


def _authors(handed: HandedIn) -> tuple[Person, ...]:
    return handed.people or (Person(name=handed.label),)


def _refuse_two_of_one(joined: Sequence[tuple[HandedIn, Sequence[Person | None]]]) -> None:
    owners: dict[tuple[str, str], str] = {}
    for handed, people in joined:
        known = [person for person in people if person is not None]
        for field, value in {mark for person in (*known, *handed.people) for mark in _marks(person)}:
            first = owners.setdefault((field, value), handed.label)
            if first != handed.label:
                raise UsageError(
                    f'"{first}" and "{handed.label}" are both of the {field} "{value}"; keep the one that counts'
                )


def _marks(person: Person) -> Iterator[tuple[str, str]]:
    """Yield what no two people share."""
    marks = (("student id", _sid(person)), ("email", _email(person)), ("user number", _handle(person)))
    return ((field, value) for field, value in marks if value)


def _refuse_equal(drafts: Sequence[Entrant]) -> None:
    seen: set[str] = set()
    for identity in (draft.participant.key for draft in drafts):
        if identity in seen:
            raise UsageError(
                f'two participants are known as "{identity}" and by nothing else; give them a sid or email'
            )
        seen.add(identity)


def _draft(handed: HandedIn, matched: Sequence[Person | None], has_roster: bool) -> Entrant:
    people = [_merged(person, known) for person, known in zip(_authors(handed), matched, strict=True)]
    sections = list(dict.fromkeys(section for person in people for section in person.sections))
    if has_roster and not any(matched):
        sections.append(NOT_ON_ROSTER)
    participant = Participant(
        # a name on disk may be no text
        key=encodable(_identity(people, handed.label)),
        name=encodable(_list(person.name for person in people)),
        sid=_list(person.sid for person in people),
        email=_list(person.email for person in people),
        sections=tuple(sections),
        submission_id=handed.submission_id,
        submitted_at=handed.submitted_at,
    )
    return Entrant(participant, handed, tuple(person.due for person in people))


def _absent(person: Person) -> Entrant:
    participant = Participant(_identity([person], person.name), person.name, person.sid, person.email, person.sections)
    return Entrant(participant, None, (person.due,))


def _merged(person: Person, known: Person | None) -> Person:
    if known is None:
        return person
    return Person(
        name=known.name or person.name,
        sid=known.sid or person.sid,
        email=known.email or person.email,
        sections=known.sections or person.sections,
        handle=known.handle or person.handle,
        due=known.due,
    )


def _identity(people: Sequence[Person], label: str) -> str:
    """Return what tells a participant from all others, in the words of the class rather than of a platform."""
    first = people[0]
    return first.sid or first.email.partition("@")[0] or first.handle or first.name or label


def _list(values: "Iterator[str]") -> str:
    return _SEPARATOR.join(filter(None, values))


def _named(participant: Participant, key: str) -> Participant:
    return replace(participant, key=key, name=participant.name or key)
