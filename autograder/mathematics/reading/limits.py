"""Caps on what is read; checked before anything is built from it."""

EXPRESSION_CHARACTERS = 20_000
"""Longest source of one expression."""
DERIVATION_CHARACTERS = 200_000
"""Longest source of one derivation."""
TOKENS = 6_000
"""Most tokens of one expression or display, after a student's macros are expanded."""
NODES = 6_000
"""Most nodes of one tree."""
NESTING = 72
"""Deepest nesting of factors, brackets and arguments while reading: about five Python frames each."""
TREE_DEPTH = 120
"""Deepest tree handed on; chains such as ``a/b/c`` grow downwards without any nesting in the source."""
MACRO_NESTING = 24
"""Deepest expansion of macros inside macros."""
MACROS = 400
"""Most definitions of one student."""
FAULTS = 20
"""Most faults reported for one expression."""
DERIVATION_TOKENS = 40_000
"""Most tokens of all displays of one derivation."""
LINES = 600
"""Most lines of one derivation."""
DIGITS = 400
"""Longest number literal; longer ones are refused rather than converted."""
