from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from autograder.sandbox.layers.landlock import carve


def covered(path: Path, rights: dict[Path, int]) -> bool:
    """Say whether a file may be read: some path above it has the right to read files."""
    return any(above in rights and rights[above] & 4 for above in (path, *path.parents))


def test_everything_but_the_hidden_folder_can_be_read(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.py", "lib/b.py", "lib/hidden/c.py", "lib/hidden/deep/d.py", "lib/z/e.py")]
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    rights = dict(carve(tmp_path, [tmp_path / "lib/hidden"]))
    assert [covered(file, rights) for file in files] == [True, True, False, False, True]


def test_a_tree_without_the_hidden_folder_is_one_rule(tmp_path: Path) -> None:
    assert [path for path, _ in carve(tmp_path, [Path("/nowhere")])] == [tmp_path.resolve()]


def test_a_tree_inside_the_hidden_folder_is_not_allowed(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    assert list(carve(tmp_path / "inner", [tmp_path])) == []
    assert list(carve(tmp_path, [tmp_path])) == []


@given(st.sampled_from(["x", "x/y", "x/y/z"]))
def test_a_link_to_the_hidden_folder_is_not_a_way_in(depth: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        root = Path(name).resolve()
        hidden = root / "tree" / depth
        hidden.mkdir(parents=True)
        (root / "tree/link").symlink_to(hidden)
        assert not covered(hidden / "secret", dict(carve(root / "tree", [hidden])))
