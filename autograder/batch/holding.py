"""Results whose code was held less strongly than is required now: they are graded again."""

import json
from collections.abc import Iterator

from autograder.batch.executor import Setup
from autograder.batch.ledger import Ledger, Version
from autograder.sandbox import Level, default_minimum


def forget_weaker(ledger: Ledger, setup: Setup) -> frozenset[str]:
    """Have graded again what ran under less isolation than the set-up requires; return these submissions.

    What ran under more is as good, and is kept. Nothing is looked at while the requirement does not rise.
    """
    required = Level(setup.isolation) if setup.isolation else default_minimum()
    # as results are recorded under a version, so is what was required of them
    name = "\n".join(("required isolation", *setup.version.columns))
    before = ledger.fact(name)
    weaker = frozenset(_weaker(ledger, setup.version, required)) if before < required else frozenset()
    if weaker:
        ledger.reopen(setup.version, weaker)
    if before != required:
        ledger.state({name: required})
    return weaker


def _weaker(ledger: Ledger, version: Version, required: Level) -> Iterator[str]:
    for submission in ledger.known(version):
        result = ledger.result(version, submission)
        held = json.loads(result.verdicts)["isolation"] if result is not None else ""
        # where no code ran, or nothing could be read, the words begin with no level
        if held[:2] in set(Level) and held[:2] < required:
            yield submission
