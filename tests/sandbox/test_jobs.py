import pytest

from autograder.sandbox import Job, Limits


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../up.py", "a/../../b", "", ".", "a\0b", "C:/x.py", "a//b", "./a.py", "a/"]
)
def test_a_path_that_is_not_plain_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="plain relative path"):
        Job({name: b""}, ())


def test_a_file_inside_another_file_is_refused() -> None:
    with pytest.raises(ValueError, match="inside another file"):
        Job({"a": b"", "a/b": b""}, ())


@pytest.mark.parametrize("seed", [-1, 2**32])
def test_a_seed_that_numpy_would_refuse_is_refused(seed: int) -> None:
    with pytest.raises(ValueError, match="seed"):
        Job({}, (), seed=seed)


@pytest.mark.parametrize("value", [0, -1, float("nan")])
def test_a_limit_is_positive(value: float) -> None:
    with pytest.raises(ValueError, match="call_seconds must be positive"):
        Limits(call_seconds=value)
