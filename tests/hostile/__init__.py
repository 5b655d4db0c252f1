"""Submissions that attack the grader, the machine or each other, and what must be true after each of them.

Each lies in ``submissions/GROUP/NAME`` with an ``expected.toml`` (`cases.Expected`). In its files ``@REFERENCE@``,
``@WATCHED@``, ``@ENGINE@`` and ``@GRADER@`` stand for what an attacker who knows this machine would write: the folder
of the assignment, a folder of results, the engine's own folder, and the number of the process that grades.
"""
