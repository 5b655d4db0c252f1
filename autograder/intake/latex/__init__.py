"""Locate answers in a student's LaTeX file.

Our own scanner of the level above mathematics: environments, braces, comments and the template's commands. A full
parser was measured first (pylatexenc 2.11): it takes 10 s for a megabyte, stops at about 900 nested braces with a
RecursionError, and one missing brace hides every answer after it. Here each answer is bounded by the answer commands
around it, so that a slip costs that answer alone, and everything is a single pass.
"""
