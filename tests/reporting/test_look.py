from fractions import Fraction
from pathlib import Path
from typing import get_args

import pytest
from jinja2 import UndefinedError

from autograder.domain.evidence import Evidence
from autograder.reporting import Look
from autograder.reporting.look import counted, worth
from autograder.reporting.standing import Standing


def look_with(tmp_path: Path, template: str) -> Look:
    (tmp_path / "page.j2").write_text(template)
    return Look(tmp_path)


def test_every_expression_is_made_visible_and_escaped(tmp_path: Path) -> None:
    shown = look_with(tmp_path, '<p title="{{ it }}">{{ it }}</p>').render("page.j2", it='"<\x1b\ud800')
    assert shown == '<p title="&#34;&lt;⟨U+001B⟩⟨U+D800⟩">&#34;&lt;⟨U+001B⟩⟨U+D800⟩</p>'


def test_a_misspelt_name_is_an_error_and_never_a_gap(tmp_path: Path) -> None:
    with pytest.raises(UndefinedError):
        look_with(tmp_path, "{{ graded.totl }}").render("page.j2", graded=object())


def test_student_text_is_never_a_template(tmp_path: Path) -> None:
    assert look_with(tmp_path, "{{ it }}").render("page.j2", it="{{ 7 * 7 }}") == "{{ 7 * 7 }}"


def test_there_is_a_macro_for_every_kind_of_evidence(look: Look) -> None:
    written = (look.folder / "macros" / "evidence.j2").read_text()
    kinds = {get_args(kind.__annotations__["kind"])[0] for kind in get_args(Evidence)}
    renamed = {"case": "cases"}  # the calls of one function share a table
    for kind in kinds:
        assert f"{{% macro {renamed.get(kind, kind)}(" in written


def test_every_standing_has_its_icon_word_and_colours(look: Look) -> None:
    status = (look.folder / "macros" / "status.j2").read_text()
    base = (look.folder / "style" / "base.css").read_text()
    for standing in Standing:
        assert f'id="i-{standing}"' in status
        assert status.count(f'"{standing}": "') == 2
        assert f".is-{standing} {{" in base


def test_nouns_follow_their_numbers() -> None:
    assert [counted(n, "line") for n in (0, 1, 2, 2_000)] == ["0 lines", "1 line", "2 lines", "2,000 lines"]


@pytest.mark.parametrize(
    ("points", "said"), [("1/2", "½ point"), ("1", "1 point"), ("3/2", "1½ points"), ("0", "0 points")]
)
def test_points_are_said_as_people_do(points: str, said: str) -> None:
    assert worth(Fraction(points)) == said
