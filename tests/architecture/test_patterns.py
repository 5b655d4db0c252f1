"""Regular expressions that every supported Python matches alike."""

import re
from pathlib import Path

import autograder

PACKAGE = Path(str(autograder.__file__)).parent
POSSESSIVE_GROUP = re.compile(r"\)(?:[*+?]|\{\d*,?\d*\})\+")


def test_no_group_is_repeated_possessively() -> None:
    # Python before 3.11.5 (so Debian 12) matches (?:a|b)*+ wrongly and finds nothing; (?>(?:a|b)*) is right everywhere
    lines = [
        f"{path.relative_to(PACKAGE)}: {line.strip()}"
        for path in PACKAGE.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if POSSESSIVE_GROUP.search(line) and not line.lstrip().startswith("#")
    ]
    assert lines == []
