"""Question 2 against a random masked network whose inputs are perturbed one pixel at a time."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.signal import correlate2d

CASES = {"aa": ("A", "A"), "ab": ("A", "B"), "ba": ("B", "A"), "bb": ("B", "B")}
SLIPS = [
    *("flipped", "first_only", "second_only", "raster_past", "blind_spot"),
    *("transposed", "centre_toggled", "mirrored", "mirrored_sideways", "unpadded"),
]

masks = hnp.arrays(np.int64, (3, 3), elements=st.integers(0, 1))


@pytest.fixture(scope="module")
def q2(load):
    return load("q2_masks", "solution")


@st.composite
def pixels_of_maps(draw, smallest=3):
    size = draw(st.integers(smallest, 7))
    return (draw(st.integers(1, size)), draw(st.integers(1, size))), size


def masked_layer_by_loops(values, kernel):
    """A 3×3 cross-correlation with one pixel of zero padding, by its definition."""
    size = len(values)
    out = np.zeros((size, size))
    for r in range(size):
        for c in range(size):
            for i in range(3):
                for j in range(3):
                    if 0 <= r + i - 1 < size and 0 <= c + j - 1 < size:
                        out[r, c] += kernel[i, j] * values[r + i - 1, c + j - 1]
    return out


def perturbed_field(layers, pixel, size):
    """Input pixels whose change moves the output pixel, for layers given as functions of a map."""
    rng = np.random.default_rng(0)
    base = rng.uniform(0.1, 0.2, size=(size, size))

    def output(values):
        for layer in layers:
            values = layer(values)
        return values[pixel[0] - 1, pixel[1] - 1]

    field = np.zeros((size, size), dtype=bool)
    for place in np.ndindex(size, size):
        moved = base.copy()
        moved[place] += 0.5
        field[place] = output(moved) != output(base)
    return field


def positive_kernel(rng, mask):
    return mask * rng.uniform(0.5, 1.5, size=(3, 3))  # positive, so that no two paths cancel


def scipy_layer(kernel, boundary="fill", mode="same"):
    return lambda values: np.arctan(correlate2d(values, kernel, mode=mode, boundary=boundary))


@pytest.mark.parametrize("seed", range(8))
def test_the_field_is_what_perturbing_a_naive_network_shows(q2, seed):
    rng = np.random.default_rng(seed)
    first, second = rng.integers(0, 2, size=(2, 3, 3))
    size = int(rng.integers(3, 6))
    pixel = tuple(int(place) for place in rng.integers(1, size + 1, size=2))
    kernels = [positive_kernel(rng, mask) for mask in (first, second)]
    layers = [lambda values, kernel=kernel: np.arctan(masked_layer_by_loops(values, kernel)) for kernel in kernels]
    np.testing.assert_array_equal(q2.receptive_field(first, second, pixel, size), perturbed_field(layers, pixel, size))


@settings(max_examples=60, deadline=None)
@given(first=masks, second=masks, place=pixels_of_maps())
def test_the_field_is_what_perturbing_a_network_shows(q2, first, second, place):
    pixel, size = place
    layers = [scipy_layer(positive_kernel(np.random.default_rng(1), mask)) for mask in (first, second)]
    np.testing.assert_array_equal(q2.receptive_field(first, second, pixel, size), perturbed_field(layers, pixel, size))


@settings(max_examples=40, deadline=None)
@given(stack=st.lists(masks, max_size=4), place=pixels_of_maps())
def test_a_stack_of_any_depth_is_what_perturbing_it_shows(q2, stack, place):
    pixel, size = place
    layers = [scipy_layer(positive_kernel(np.random.default_rng(1), mask)) for mask in stack]
    found = q2.receptive_field_of_stack(stack, pixel, size)
    np.testing.assert_array_equal(found, perturbed_field(layers, pixel, size))


def test_masks_are_those_of_the_assignment(q2):
    assert q2.MASK_A.tolist() == [[1, 1, 1], [1, 0, 0], [0, 0, 0]]
    assert q2.MASK_B.tolist() == [[1, 1, 1], [1, 1, 0], [0, 0, 0]]


def test_fields_are_those_of_the_assignment(q2):
    aa = [11, 12, 13, 14, 15, 21, 22, 23, 31]
    assert q2.labels(q2.field_aa()) == aa
    assert q2.labels(q2.field_ab()) == q2.labels(q2.field_ba()) == sorted([*aa, 24, 32])
    assert q2.labels(q2.field_bb()) == sorted([*aa, 24, 32, 33])


def test_a_field_is_boolean_and_of_the_map_size(q2):
    field = q2.receptive_field(q2.MASK_A, q2.MASK_B, [1, 4], 4)
    assert field.dtype == np.bool_
    assert field.shape == (4, 4)


@pytest.mark.parametrize("size", range(3, 8))
def test_with_masks_a_and_b_the_order_of_layers_never_shows(q2, size):
    for row, column in np.ndindex(size, size):
        pixel = (row + 1, column + 1)
        one_way = q2.receptive_field(q2.MASK_A, q2.MASK_B, pixel, size)
        np.testing.assert_array_equal(one_way, q2.receptive_field(q2.MASK_B, q2.MASK_A, pixel, size))


@given(first=masks, second=masks)
def test_at_the_centre_the_order_of_layers_never_shows(q2, first, second):
    one_way = q2.receptive_field(first, second, (3, 3), 5)
    np.testing.assert_array_equal(one_way, q2.receptive_field_swapped(first, second, (3, 3), 5))


def test_at_a_corner_the_order_of_random_layers_often_shows(q2):
    pairs = np.random.default_rng(0).integers(0, 2, size=(200, 2, 3, 3))
    shown = [
        not np.array_equal(q2.receptive_field(*pair, (1, 1), 4), q2.receptive_field_swapped(*pair, (1, 1), 4))
        for pair in pairs
    ]
    assert sum(shown) > 50


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("slip", SLIPS)
def test_every_slip_shows_in_every_subquestion(q2, case, slip):
    truth, slipped = getattr(q2, f"field_{case}")(), getattr(q2, f"field_{case}_{slip}")()
    assert slipped.shape == (5, 5)
    assert not np.array_equal(truth, slipped)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("slip", ["", *(f"_{slip}" for slip in SLIPS)])
def test_a_subquestion_is_its_rule_at_pixel_33(q2, case, slip):
    first, second = (getattr(q2, f"MASK_{letter}") for letter in CASES[case])
    expected = getattr(q2, f"receptive_field{slip}")(first, second, (3, 3), 5)
    np.testing.assert_array_equal(getattr(q2, f"field_{case}{slip}")(), expected)


def test_raster_past_adds_25(q2):
    assert set(q2.labels(q2.field_ab_raster_past())) - set(q2.labels(q2.field_ab())) == {25}
    assert set(q2.labels(q2.field_bb_raster_past())) - set(q2.labels(q2.field_bb())) == {25}
    assert set(q2.labels(q2.field_aa_blind_spot())) - set(q2.labels(q2.field_aa())) == {25}


@given(first=masks, second=masks)
def test_slips_of_the_masks_are_symmetries_of_the_field_at_the_centre(q2, first, second):
    truth = q2.receptive_field(first, second, (3, 3), 5)
    turned = {
        "flipped": truth[::-1, ::-1],
        "mirrored": truth[::-1],
        "mirrored_sideways": truth[:, ::-1],
        "transposed": truth.T,
    }
    for slip, expected in turned.items():
        found = getattr(q2, f"receptive_field_{slip}")(first, second, (3, 3), 5)
        np.testing.assert_array_equal(found, expected)


@settings(max_examples=30, deadline=None)
@given(first=masks, second=masks, place=pixels_of_maps())
def test_the_wrapped_slip_is_a_network_with_circular_padding(q2, first, second, place):
    pixel, size = place
    layers = [scipy_layer(positive_kernel(np.random.default_rng(1), mask), "wrap") for mask in (first, second)]
    found = q2.receptive_field_wrapped(first, second, pixel, size)
    np.testing.assert_array_equal(found, perturbed_field(layers, pixel, size))


@settings(max_examples=30, deadline=None)
@given(first=masks, second=masks, pixel=st.tuples(st.integers(1, 3), st.integers(1, 3)))
def test_the_unpadded_slip_is_a_network_without_padding(q2, first, second, pixel):
    kernels = [positive_kernel(np.random.default_rng(1), mask) for mask in (first, second)]
    layers = [scipy_layer(kernel, mode="valid") for kernel in kernels]
    found = q2.receptive_field_unpadded(first, second, pixel, 7)
    np.testing.assert_array_equal(found, perturbed_field(layers, pixel, 7))


def test_a_pixel_beyond_the_map_is_refused(q2):
    with pytest.raises(IndexError):
        q2.receptive_field(q2.MASK_A, q2.MASK_A, (6, 1), 5)
