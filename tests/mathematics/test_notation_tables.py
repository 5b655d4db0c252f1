"""A question's `notation.toml` is read whole or refused with a sentence that names the place."""

import tomllib

import pytest

from autograder.domain.errors import AssignmentError
from autograder.mathematics.notation import Domain, Role
from autograder.mathematics.notation_tables import notation_from_table

GOOD = """
prime_is_transpose = false
[symbols.W]
role = "matrix"
shape = ["n_2", 3]
of_time = true
aliases = ["V"]
meaning = "weights"
[symbols.alpha]
domain = "positive"
"""


def test_every_field_is_read() -> None:
    notation = notation_from_table(tomllib.loads(GOOD))
    weights = notation.symbols["W"]
    assert (weights.role, weights.shape, weights.of_time, weights.meaning) == (Role.MATRIX, ("n_2", 3), True, "weights")
    assert notation.find("V") is weights
    assert notation.symbols["alpha"].domain is Domain.POSITIVE
    assert not notation.prime_is_transpose


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("[symbols.x]\nrole = 'number'", 'symbols.x: "number" is not one of: scalar'),
        ("[symbols.x]\ndomain = 'negative'", 'symbols.x: "negative" is not one of'),
        ("[symbols.x]\nsize = 3", 'symbols.x: unknown key "size"'),
        ("[symbols.x]\nsymmetric = 1", "symbols.x: symmetric must be true or false"),
        ("[symbols.x]\naliases = 'y'", "symbols.x: aliases must be a list of names"),
        ("[symbols.x]\nshape = [1, 2, 3]", "symbols.x: shape must be a list"),
        ("[symbols]\nx = 3", "symbols.x must be a table"),
        ("symbols = 3", "symbols must be a table of tables"),
        ("letters = 3", 'unknown key "letters"'),
        ("[symbols.x]\naliases = ['y']\n[symbols.y]", 'the alias "y" already belongs to'),
    ],
)
def test_a_broken_table_is_refused_with_its_place(table: str, sentence: str) -> None:
    with pytest.raises(AssignmentError) as caught:
        notation_from_table(tomllib.loads(table))
    assert sentence in str(caught.value)
