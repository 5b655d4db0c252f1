"""The documentation is where the command is."""

import re
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.assignment import shipped_folder
from autograder.cli.docs import docs
from autograder.domain.errors import UsageError

ROOT = shipped_folder("docs").parent
PAGES = [path for path in (ROOT / "docs").iterdir() if path.suffix in (".md", ".json") and path.name != "installed.md"]


def printed(*arguments: str) -> str:
    ran = CliRunner().invoke(docs, arguments, catch_exceptions=False)
    assert ran.exit_code == 0
    return ran.output


def test_every_page_is_listed_and_printed_by_its_name_or_by_its_link() -> None:
    listed = printed()
    for path in PAGES:
        if path.suffix != ".md":
            continue
        assert f"{path.stem} " in listed
        assert printed(path.stem) == printed(f"docs/{path.name}") == path.read_text(encoding="utf-8")
    assert printed("README") == (ROOT / "README.md").read_text(encoding="utf-8")
    assert '"$defs"' in printed("verdicts.schema")


def test_every_page_that_the_readme_links_can_be_printed() -> None:
    for link in re.findall(r"\]\((docs/[^)]+\.(?:md|json))\)", printed("readme")):
        assert printed(link)


def test_an_unknown_page_is_one_sentence() -> None:
    with pytest.raises(UsageError, match='did you mean "batch"'):
        docs.main(["btach"], standalone_mode=False)


def test_a_wheel_carries_the_pages_and_describes_itself_without_dead_links() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    carried = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert {f"docs/{path.name}" for path in PAGES} | {"README.md", "CHANGELOG.md"} <= carried.keys()
    described = (ROOT / project["project"]["readme"]).read_text(encoding="utf-8")
    assert not re.search(r"\]\((?!https?://|#)", described)


def test_an_installation_without_pages_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def missing(_name: str) -> Path:
        raise FileNotFoundError(tmp_path)

    monkeypatch.setattr("autograder.cli.docs.shipped_folder", missing)
    with pytest.raises(UsageError, match="not part of this installation"):
        docs.main([], standalone_mode=False)
