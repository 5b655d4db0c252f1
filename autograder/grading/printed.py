"""What a student's code printed, without what it tells of the machine it ran on."""

import re

# A frame of a traceback in a file that is not the student's: their own files are named without a folder.
_FRAME = re.compile(r'^[ \t]*File "(?:[/<]|[A-Za-z]:)[^"\n]*", line \d+.*\n?(?:[ \t]{4,}.*\n?)*', re.MULTILINE)
_SCAFFOLD = re.compile(r"(?<![\w/.])/(?:[^\s/\"':]+/)*(autograder|site-packages|dist-packages)/(?=[\w.])")


def own_lines(output: str) -> str:
    """Return printed text with every frame of a traceback left out that is not in a file of the student's.

    What remains of the paths of an installed package is cut down to the package's own part of it, so that the same
    submission prints the same on every machine.
    """
    return _SCAFFOLD.sub("", _FRAME.sub("", output))
