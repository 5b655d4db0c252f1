"""Locate answers in a student's LaTeX file.

Our own scanner of the level above mathematics: environments, braces, comments and the template's commands. A full
parser was measured first (pylatexenc 2.11): it takes a second for 100 kB of backslashes, fails with a RecursionError at
900 nested braces, and puts every answer after a missing brace inside the one that lacks it. Here each answer is bounded
by the answer commands around it, so that a slip costs that answer alone, and the time is linear.
"""
