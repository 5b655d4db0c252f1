import pytest

from autograder.domain.graded import AlertLevel
from autograder.intake.archive.entries import Entry
from autograder.intake.selection import archive_alerts, choose, is_read, strip_top_folder


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        (["answers.tex", "other.tex", "old/answers.tex"], "answers.tex"),
        (["Answers.TEX", "other.tex"], "Answers.TEX"),
        (["latex/answers.tex", "latex/other.tex"], "latex/answers.tex"),
        (["hw3.tex", "solution.py"], "hw3.tex"),
    ],
)
def test_the_answers_are_found_wherever_they_are_alone(names, chosen):
    assert choose(names, "answers.tex").name == chosen


def test_a_substitute_is_taken_with_a_notice():
    (alert,) = choose(["hw3.py"], "solution.py").alerts
    assert alert.level is AlertLevel.NOTICE
    assert "hw3.py" in alert.message


@pytest.mark.parametrize("names", [["a.tex", "b.tex"], ["x/answers.tex", "y/answers.tex", "z.tex"]])
def test_two_candidates_are_never_chosen_between(names):
    chosen = choose(names, "answers.tex")
    assert chosen.name is None
    assert [alert.level for alert in chosen.alerts] == [AlertLevel.PROBLEM]
    assert names[0] in chosen.alerts[0].message


def test_many_candidates_are_named_briefly():
    (alert,) = choose([f"{n}.tex" for n in range(100)], "answers.tex").alerts
    assert len(alert.message) < 250


def test_five_candidates_are_named_whole():
    (alert,) = choose([f"{n}.tex" for n in range(5)], "answers.tex").alerts
    assert "4.tex" in alert.message
    assert "…" not in alert.message


def test_no_candidate_is_no_alert():
    assert choose(["scan.pdf"], "answers.tex").alerts == ()


def stripped(*names: str) -> list[str]:
    return [entry.name for entry in strip_top_folder([Entry(name, 0, bytes) for name in names])]


def test_one_common_top_folder_is_stripped_once():
    assert stripped("hw3/a.tex", "hw3/code/b.py") == ["a.tex", "code/b.py"]
    assert stripped("hw3/code/b.py", "hw3/code/a.py") == ["code/a.py", "code/b.py"]


def test_top_folders_that_are_not_common_stay():
    assert stripped("x/a.tex", "b.py") == ["b.py", "x/a.tex"]
    assert stripped("x/a.tex", "y/b.py") == ["x/a.tex", "y/b.py"]


def test_only_text_is_read():
    assert [name for name in ("a.py", "A.TEX", "b.csv", "c.pdf", "d.png", "e") if is_read(name)] == [
        "a.py",
        "A.TEX",
        "b.csv",
    ]


def test_archives_inside_are_named():
    assert ["a.zip" in alert.message for alert in archive_alerts(["a.zip", "b.py", "c.tar.gz"])] == [True, False]
