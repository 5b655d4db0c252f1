"""`autograde docs [PAGE]`: the documentation, which is there wherever the command is."""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

import click

from autograder.assignment import shipped_folder
from autograder.domain.errors import UsageError

_BESIDE = ("README.md", "CHANGELOG.md")
_INDEX = "installed.md"  # for a package index, where none of this can be had yet
_SUFFIXES = frozenset({".md", ".json"})


@click.command(short_help="Print the documentation.")
@click.argument("page", required=False)
def docs(page: str | None) -> None:
    """Print a PAGE of the documentation, or without one what there is to read.

    A link such as docs/batch.md in a page is the page `batch`.
    """
    pages = _pages()
    if page is None:
        width = max(map(len, pages))
        for name, path in pages.items():
            click.echo(f"{name:<{width}}  {_title(path)}")
        click.echo("\nautograde docs PAGE prints one.")
        return
    name = page.casefold().removeprefix("docs/").removesuffix(".md").removesuffix(".json")
    if name not in pages:
        near = get_close_matches(name, pages, n=1)
        raise UsageError(
            f'there is no page "{page}"' + (f'; did you mean "{near[0]}"?' if near else "; `autograde docs` lists them")
        )
    click.echo(pages[name].read_text(encoding="utf-8"), nl=False)


def _pages() -> Mapping[str, Path]:
    """Return name to file; the short account of everything comes first.

    Raises
    ------
    UsageError
        If this installation came without them, as the one in Gradescope's containers does.
    """
    try:
        folder = shipped_folder("docs")
    except FileNotFoundError:
        raise UsageError("the documentation is not part of this installation; install autograde's own wheel") from None
    beside = [path for name in _BESIDE for place in (folder, folder.parent) if (path := place / name).is_file()]
    others = {*beside, folder / _INDEX}
    inside = sorted(path for path in folder.iterdir() if path.suffix in _SUFFIXES and path not in others)
    return {path.stem.casefold(): path for path in (*beside, *inside)}


def _title(path: Path) -> str:
    """Return the heading of a page; of a schema, what it is a schema of."""
    if path.suffix == ".json":
        return f"the schema of {path.name.partition('.')[0]}.json"
    return path.read_text(encoding="utf-8").partition("\n")[0].lstrip("# ")
