"""What a student's code printed, without what it tells of the machine it ran on."""

import re

# A frame of a traceback in a file that is not the student's: their own files are named without a folder. It may have
# been cut off anywhere, by the end of the process or of what is kept.
_FRAME = re.compile(r'^[ \t]*File "(?:[/<]|[A-Za-z]:).*\n?(?:[ \t]{4,}.*\n?)*', re.MULTILINE)
_SCAFFOLD = re.compile(r"(?<![\w/.])/(?:[^\s/\"':]+/)*(autograder|site-packages|dist-packages)/(?=[\w.])")
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{9,16}(?=>)")
"""As Python shows a function or an object without a text of its own: it lies elsewhere in every process."""


def own_lines(output: str) -> str:
    """Return printed text with every frame of a traceback left out that is not in a file of the student's.

    What remains of the paths of an installed package is cut down to the package's own part of it, and an address of
    an object to its beginning, so that the same submission prints the same on every machine.
    """
    return _ADDRESS.sub("0x…", _SCAFFOLD.sub("", _FRAME.sub("", output)))
