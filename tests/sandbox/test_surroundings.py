from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from autograder.sandbox import Layer, Level
from autograder.sandbox.surroundings import (
    Surroundings,
    decode_surroundings,
    encode_surroundings,
    secret_paths,
)

PATHS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(
    st.builds(
        Surroundings,
        root=PATHS,
        secrets=st.lists(PATHS, max_size=5).map(tuple),
        user=st.none() | st.integers(1, 2**31),
        minimum=st.sampled_from(Level),
        walled=st.booleans(),
        masked=st.sets(st.sampled_from(Layer)).map(tuple),
    )
)
def test_surroundings_arrive_as_they_were_sent(sent: Surroundings) -> None:
    assert decode_surroundings(encode_surroundings(sent)) == sent


def test_a_folder_is_tried_with_a_file_of_each_folder_in_it(tmp_path: Path) -> None:
    for name in (
        "assignment.toml",
        "q1/solution.py",
        "q1/world.py",
        "q2/question.toml",
        "q2/deep/x.py",
        "pages/a.html",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = [Path(path).relative_to(tmp_path) for path in secret_paths([tmp_path]) if path.startswith(str(tmp_path))]
    assert found == [Path(), Path("assignment.toml"), Path("q1/solution.py"), Path("q2/question.toml")]


def test_a_folder_that_is_not_there_holds_no_secret(tmp_path: Path) -> None:
    assert not [path for path in secret_paths([tmp_path / "nowhere"]) if path.startswith(str(tmp_path))]
