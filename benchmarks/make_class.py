"""Make a class of synthetic submissions whose every mark is known, and its truth.

    python benchmarks/make_class.py DIR [--students 1000] [--seed 1]

writes DIR/submissions/ (a zip, a folder or a file each), DIR/roster.csv and DIR/truth.json:

* what each criterion of each participant must be;
* groups of students who gave the same wrong answer, in different notations;
* one item that the strong get wrong and the weak get right;
* pairs whose code is the same in other words.

Students answer by ability: whoever is strong gets most of it right. A few submissions are blank, broken or hostile.
"""

import argparse
import csv
import io
import json
import math
import random
import tomllib
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from class_code import EARNS, FUNCTIONS, HEAD, disguised, own_code
from class_forms import EXEMPLARS, PARTS, Form, criteria_points, whole_forms

BAD_ITEM = "4.2"
_ODD_NAMES = (
    "Zoë 'Quote\" <b>",
    "名無しの権兵衛",
    "O’Brien; DROP",
    "Student\u202eA",
    "Ñandú é",
    "x" * 120,
    "=1+1",
    "İstanbul ß",
)
_WHOLE_EXEMPLARS = "crash import_error syntax_error broken_latex hard_coded blank".split()
# the same code twice would be a duplicate that nobody planted
_ONCE = frozenset({"crash", "hard_coded"})
_UNREADABLE = ("empty", "no_zip", "outside", "cut", "bomb")
_PREAMBLE = r"""\documentclass[11pt,a4paper]{article}
\usepackage{autograde}
\newcommand{\q}{q(z \mid x)}
\newcommand{\post}{p_{\theta}(z \mid x)}
\newcommand{\jac}[2][u]{\left\lvert \det \frac{\partial #2}{\partial #1} \right\rvert}
\DeclareMathOperator{\Tr}{Tr}
\def\Wp{W_p}
\begin{document}
"""


@dataclass
class Student:
    """One participant and the truth about them; criteria not named are missing."""

    number: int
    name: str
    criteria: dict[str, str] = field(default_factory=dict)
    mistakes: dict[str, str] = field(default_factory=dict)
    answers: str = ""
    solution: str = ""
    exemplar: str = ""
    unreadable: str = ""

    @property
    def sid(self) -> str:
        """Student id, with the zeros that spreadsheets lose."""
        return f"00{self.number:05d}"


def make_class(number: int, seed: int) -> tuple[list[Student], dict[str, object]]:
    """Return the students of a class and its truth."""
    rng = random.Random(seed)
    whole = whole_forms()
    students = [_student(index, rng, whole) for index in range(1, number + 1)]
    for name in _ONCE:
        for student in [student for student in students if student.exemplar == name][1:]:
            _take_exemplar(student, "blank")
    pairs = _plant_duplicates(students, rng)
    absent = max(1, number // 50)
    truth = {
        "seed": seed,
        "points": criteria_points(),
        "students": {
            student.sid: {"criteria": student.criteria, "unreadable": bool(student.unreadable)} for student in students
        },
        "absent": [f"00{index:05d}" for index in range(number + 1, number + 1 + absent)],
        "clusters": _clusters(students),
        "bad_item": BAD_ITEM,
        "duplicates": sorted(pairs),
    }
    return students, truth


def _student(number: int, rng: random.Random, whole: dict[str, tuple[Form, ...]]) -> Student:
    name = _ODD_NAMES[number % len(_ODD_NAMES)] + f" {number}" if number % 25 == 0 else f"Student {number:03d}"
    student = Student(number, name)
    chance = rng.random()
    if chance < 0.02:
        student.unreadable = rng.choice(_UNREADABLE)
    elif chance < 0.05:
        _take_exemplar(student, rng.choice(_WHOLE_EXEMPLARS))
    else:
        _answer(student, rng, whole)
    return student


def _take_exemplar(student: Student, name: str) -> None:
    expected = tomllib.loads((EXEMPLARS / name / "expected.toml").read_text(encoding="utf-8"))
    told, otherwise = expected.get("criteria", {}), expected.get("otherwise", "1")
    student.exemplar = name
    student.criteria = {key: told.get(key, otherwise) for key in criteria_points()}


def _answer(student: Student, rng: random.Random, whole: dict[str, tuple[Form, ...]]) -> None:
    ability = rng.gauss(0.6, 1.2)
    in_code = {key for key in FUNCTIONS if rng.random() < 0.75} if rng.random() < 0.35 else set()
    by_code = {key.partition(" ")[0] for key in in_code}
    blocks = []
    for subquestion in sorted({*PARTS, *whole}):
        if subquestion in by_code or (subquestion != BAD_ITEM and rng.random() < 0.06):
            continue
        blocks.append(_block(student, subquestion, ability, rng, whole))
    if in_code and rng.random() < 0.08:
        blocks = []
        student.criteria.clear()
        student.mistakes.clear()
    if blocks:
        student.answers = _PREAMBLE + "\n".join(blocks) + "\n\\end{document}\n"
    if in_code:
        pieces = [_function(student, key, ability, rng) for key in sorted(in_code)]
        student.solution = "\n\n\n".join([HEAD, *pieces, own_code(rng, student.number)]) + "\n"


def _block(
    student: Student, subquestion: str, ability: float, rng: random.Random, whole: dict[str, tuple[Form, ...]]
) -> str:
    items = [whole[subquestion]] if subquestion in whole else PARTS[subquestion]
    lines = [_choose(student, subquestion, forms, ability, rng).text for forms in items]
    return f"\\begin{{answer}}{{{subquestion}}}\n  " + "\n  ".join(lines) + "\n\\end{answer}\n"


def _function(student: Student, key: str, ability: float, rng: random.Random) -> str:
    subquestion = key.partition(" ")[0]
    full = dict.fromkeys(EARNS[key], "1")
    forms = tuple(Form(form.text, {**full, **form.credits}, form.mistake) for form in FUNCTIONS[key])
    return _choose(student, subquestion, forms, ability, rng).text


def _choose(student: Student, subquestion: str, forms: tuple[Form, ...], ability: float, rng: random.Random) -> Form:
    # the planted item: whoever is strong reads more into it than there is
    leaning = 3.0 - 5.0 * ability if subquestion == BAD_ITEM else 1.6 * ability + 0.4
    is_right = rng.random() < 1 / (1 + math.exp(-leaning))
    form = rng.choice([form for form in forms if form.right == is_right] or list(forms))
    for criterion, credit in form.credits.items():
        student.criteria[f"{subquestion}/{criterion}"] = credit
    if form.mistake and subquestion in PARTS:
        part = next(iter(form.credits)).partition("/")[0]
        student.mistakes[f"{subquestion}/{part}"] = form.mistake
    return form


def _plant_duplicates(students: list[Student], rng: random.Random) -> list[list[str]]:
    """Give some students the code of others in other words."""
    coders = [student for student in students if student.solution]
    pairs = []
    for _ in range(max(1, len(coders) // 60)):
        if len(coders) < 2:
            break
        first, second = (coders.pop(rng.randrange(len(coders))) for _ in range(2))
        second.solution = disguised(first.solution, rng)
        _copy_code_truth(first, second)
        pairs.append(sorted([first.sid, second.sid]))
    return pairs


def _copy_code_truth(first: Student, second: Student) -> None:
    """Put what the first one's code is worth in place of what the second one's was."""
    for student in (first, second):
        student.answers = ""  # in code alone, so that nothing else decides what is known of them
    in_code = {f"{key.partition(' ')[0]}/{criterion}" for key in FUNCTIONS for criterion in EARNS[key]}
    names = {f"def {key.partition(' ')[2]}(": key.partition(" ")[0] for key in FUNCTIONS}
    handed = {subquestion for start, subquestion in names.items() if start in first.solution}
    first.criteria = {
        name: credit for name, credit in first.criteria.items() if name in in_code and name.partition("/")[0] in handed
    }
    first.mistakes = {part: said for part, said in first.mistakes.items() if part.partition("/")[0] in handed}
    second.criteria, second.mistakes = dict(first.criteria), dict(first.mistakes)


def _clusters(students: list[Student]) -> list[dict[str, object]]:
    """Return groups of two and more who gave the same wrong answer to a part."""
    groups: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for student in students:
        for part, mistake in student.mistakes.items():
            groups[part, mistake].append(student.sid)
    return [
        {"part": part, "mistake": mistake, "students": sids}
        for (part, mistake), sids in sorted(groups.items())
        if len(sids) >= 2
    ]


def write_class(folder: Path, students: list[Student], truth: dict[str, object]) -> None:
    """Write submissions, roster and truth."""
    submissions = folder / "submissions"
    submissions.mkdir(parents=True)
    for student in students:
        _write(submissions, student)
    with (folder / "roster.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["name", "sid", "email", "sections"])
        for student in students:
            section = f"Section {student.number % 3 + 1}"
            rows.writerow([student.name, student.sid, f"student{student.number:03d}@example.edu", section])
        for sid in truth["absent"]:  # type: ignore[attr-defined]
            rows.writerow([f"Student {sid}", sid, f"student{sid}@example.edu", "Section 1"])
    (folder / "truth.json").write_text(json.dumps(truth, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _write(folder: Path, student: Student) -> None:
    if student.unreadable:
        (folder / f"{student.sid}.zip").write_bytes(_unreadable(student.unreadable))
        return
    files = dict(_files(student))
    match student.number % 3:
        case 0:
            for name, content in files.items():
                (folder / student.sid).mkdir(exist_ok=True)
                (folder / student.sid / name).write_bytes(content)
        case _:
            with zipfile.ZipFile(folder / f"{student.sid}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
                for name, content in files.items():
                    archive.writestr(zipfile.ZipInfo(f"hw3/{name}" if student.number % 2 else name), content)


def _files(student: Student) -> Iterator[tuple[str, bytes]]:
    if student.exemplar:
        for path in sorted((EXEMPLARS / student.exemplar).iterdir()):
            if path.name != "expected.toml":
                yield path.name, path.read_bytes()
        return
    if student.answers:
        yield "answers.tex", student.answers.encode()
    if student.solution:
        yield "solution.py", student.solution.encode()
    if not student.answers and not student.solution:
        yield "answers.tex", (_PREAMBLE + "\\end{document}\n").encode()


def _unreadable(kind: str) -> bytes:
    """Return a file that no honest tool writes: bounded in what it may cost whoever opens it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        if kind == "bomb":
            archive.writestr("answers.tex", b"0" * (8 << 20))
        else:
            archive.writestr("../answers.tex" if kind == "outside" else "answers.tex", b"\\begin{document}" * 50)
    written = buffer.getvalue()
    return {"empty": b"", "no_zip": b"%PDF-1.7 homework", "cut": written[: len(written) // 2]}.get(kind, written)


def earned(truth: dict[str, dict[str, str]], criteria: dict[str, str]) -> Fraction:
    """Return the points that criteria come to."""
    points = {name: _amount(written) for name, written in truth["points"].items()}
    judged = {name: credit for name, credit in criteria.items() if credit[0].isdigit()}
    return sum((points[name] * Fraction(credit) for name, credit in judged.items()), Fraction(0))


def _amount(written: str) -> Fraction:
    return sum((Fraction(word) for word in written.split()), Fraction(0))


def main() -> None:
    """Make a class."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--students", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    students, truth = make_class(options.students, options.seed)
    write_class(options.folder, students, truth)


if __name__ == "__main__":
    main()
