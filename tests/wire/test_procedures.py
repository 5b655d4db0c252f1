"""Functions that travel as data compute what they say, and nothing else."""

import numpy as np
import pytest

from autograder.wire import Procedure, Symbolic, WireFault, procedure_callable

U = Symbolic("symbol", ("u",))


def test_a_procedure_is_evaluated_on_a_batch() -> None:
    affine = procedure_callable(Procedure(("u",), Symbolic("add", (Symbolic("multiply", (2.0, U)), 1.0))))
    assert np.array_equal(affine(np.array([0.0, 1.0])), [1.0, 3.0])
    assert affine([0.0, 1.0]).tolist() == [1.0, 3.0]
    assert affine(2.0) == 5.0


def test_coordinates_are_taken_and_stacked_along_the_last_axis() -> None:
    swap = Symbolic("stack", (Symbolic("coordinate", (U, 1)), Symbolic("coordinate", (U, 0))))
    assert procedure_callable(Procedure(("u",), swap))(np.array([[1.0, 2.0], [3.0, 4.0]])).tolist() == [[2, 1], [4, 3]]


def test_calling_with_too_few_arguments_says_how_many_are_taken() -> None:
    with pytest.raises(TypeError, match=r"takes 1 arguments \(u\), not 0"):
        procedure_callable(Procedure(("u",), U))()


@pytest.mark.parametrize(
    "body",
    [
        Symbolic("import", ("os",)),
        Symbolic("symbol", ("v",)),
        Symbolic("symbol", ("u", "v")),
        Symbolic("add", (True, 1.0)),
        Symbolic("add", ("os", 1.0)),
    ],
)
def test_an_operation_or_name_that_is_not_declared_is_refused_before_it_is_called(body: Symbolic) -> None:
    with pytest.raises(WireFault):
        procedure_callable(Procedure(("u",), body))
