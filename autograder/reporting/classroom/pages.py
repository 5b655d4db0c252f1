"""The pages of a class, one after the other, so that no more than one is held at a time."""

import base64
import hashlib
from collections.abc import Iterator

from markupsafe import Markup

from autograder.domain.classroom import ClassRecord
from autograder.reporting.classroom.charts import columns, histogram
from autograder.reporting.classroom.published import class_json
from autograder.reporting.classroom.tables import class_tables
from autograder.reporting.classroom.view import Dashboard, answers_of, dashboard, question_views, slug
from autograder.reporting.look import Look

SHARES = ("none", "to ¼", "to ½", "to ¾", "below all", "all")


def render_class(record: ClassRecord, look: Look) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of everything on the dashboard; paths are relative to its folder, with ``/``.

    Links lead to ``students/<key>/report.html``, ``marking.csv`` and ``marking/<subquestion>.html`` (where something is
    pending or undecided), which are others' to write. The same record always gives the same
    bytes.
    """
    board = dashboard(record)
    yield "index.html", _index(board, look)
    for view in question_views(record):
        chart = columns(view.item.shares, SHARES)
        yield f"questions/{view.facts.id}.html", _page(look, "question", board, view=view, chart=chart)
    for cluster in record.clusters:
        yield f"clusters/{cluster.id}.html", _page(look, "cluster", board, cluster=cluster, answers=answers_of(cluster))
    for pair in record.pairs:
        yield f"pairs/{pair.id}.html", _page(look, "pair", board, pair=pair)
    yield "class.json", class_json(record)
    for name, content in class_tables(record).items():
        yield f"tables/{name}", content


def _index(board: Dashboard, look: Look) -> bytes:
    script = (look.folder / "classroom" / "roster.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    chart = histogram(board.record.distribution)
    # the page's policy runs this very script and no other
    return _page(look, "index", board, chart=chart, script=Markup(script), script_hash=digest)  # noqa: S704 - our own file


def _page(look: Look, name: str, board: Dashboard, **context: object) -> bytes:
    page = look.render(f"classroom/{name}.html.j2", board=board, record=board.record, slug=slug, **context)
    return page.encode("utf-8")
