"""The look of everything we show: templates of one folder, compiled once, unable to show anything unescaped."""

import re
from fractions import Fraction
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from autograder.domain.points import format_points
from autograder.reporting.advice import cell_name, sentence
from autograder.reporting.linking import linked
from autograder.reporting.mathml import is_wide, typeset
from autograder.reporting.plaintext import prose_text
from autograder.reporting.prose import prose, quoted
from autograder.reporting.small_values import equation_latex, value_latex
from autograder.reporting.standing import standing_of
from autograder.reporting.visible import visible


class Look:
    """Templates ready to render; build it once and share it.

    Parameters
    ----------
    templates
        Folder with ``report.html.j2``, ``macros/`` and ``style/``.
    """

    def __init__(self, templates: Path) -> None:
        self.folder = templates
        self._environment = Environment(
            loader=FileSystemLoader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_finalize,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        self._environment.filters.update(
            as_equation=equation_latex,
            as_latex=value_latex,
            capitalised=_capitalised,
            cell=cell_name,
            counted=counted,
            css_string=css_string,
            linked=linked,
            points=format_points,
            prose=prose,
            quoted=quoted,
            sentence=sentence,
            stylesheet=stylesheet,
            typeset=typeset,
            words=prose_text,
            worth=worth,
        )
        self._environment.tests["wide"] = is_wide
        self._environment.globals["standing_of"] = standing_of

    def render(self, template: str, **context: object) -> str:
        """Return one template rendered; the same context always gives the same text."""
        return self._environment.get_template(template).render(**context)


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: ``1 line``, ``2,000 lines``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def worth(points: Fraction) -> str:
    """Return points with their noun: ``½ point``, ``7 points``."""
    return f"{format_points(points)} {'point' if 0 < points <= 1 else 'points'}"


def css_string(text: str) -> Markup:
    """Return text as a string of a style sheet, every sign that is no letter or digit of ASCII as its code."""
    signs = (sign if sign.isascii() and sign.isalnum() else f"\\{ord(sign):06x}" for sign in visible(text))
    return Markup('"{}"').format("".join(signs))


def stylesheet(written: Markup) -> Markup:
    """Return our style sheets without comments and the room around their signs."""
    bare = re.sub(r"/\*.*?\*/", "", written, flags=re.DOTALL)
    return Markup(re.sub(r" ?([{};,>]) ?", r"\1", " ".join(bare.split())).replace(";}", "}"))  # noqa: S704


def _capitalised(text: Markup) -> Markup:
    return text[:1].upper() + text[1:]  # a slice of Markup stays Markup


def _finalize(value: Any) -> Any:
    # Every expression of every template passes here before it is escaped, so none can forget to.
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
