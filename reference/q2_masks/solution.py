"""Question 2, receptive fields of a two-layer masked convolutional network.

Kernels are 3×3, slid without flipping (cross-correlation), with one pixel of zero padding on every side, so that maps
keep their size. Pixels are 1-based (row, column), as on the assignment. A field is bool[size, size]: True where the
output pixel depends on the input pixel.
"""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.int64]
Field = npt.NDArray[np.bool_]
Pixel = Sequence[int]


def causal_mask(centre: bool) -> Mask:
    """Return mask A (`centre` False) or mask B (`centre` True), int64[3, 3].

    M_ij = 1 if i < 2, or i = 2 and j < 2 (A) or j <= 2 (B), with indices from 1; 0 elsewhere.
    """
    row, column = np.indices((3, 3)) + 1
    last = 2 if centre else 1
    return np.array((row < 2) | ((row == 2) & (column <= last)), dtype=np.int64)


MASK_A = causal_mask(centre=False)
MASK_B = causal_mask(centre=True)
MASK_A.setflags(write=False)
MASK_B.setflags(write=False)


def through_layer(field: Field, mask: Mask) -> Field:
    """Return the pixels that a layer reads to compute the pixels of `field`.

    Output (r, c) = sum_ij M_ij K_ij input(r + i - 2, c + j - 2): each pixel of the field reaches back to one pixel for
    every open entry of the mask; what falls on the padding is dropped.

    Parameters
    ----------
    field
        Pixels of the layer's output, bool[size, size].
    mask
        Open entries of the layer's kernel, int64[3, 3]; anything but 0 is open.
    """
    rows, columns = field.shape
    reached = np.zeros((rows + 2, columns + 2), dtype=np.bool_)
    for i, j in np.argwhere(mask):
        reached[i : i + rows, j : j + columns] |= field
    return reached[1:-1, 1:-1]


def one_pixel(pixel: Pixel, size: int) -> Field:
    """Return the field that holds one pixel alone, bool[size, size]."""
    field = np.zeros((size, size), dtype=np.bool_)
    field[pixel[0] - 1, pixel[1] - 1] = True
    return field


def receptive_field_of_stack(masks: Sequence[Mask], pixel: Pixel, size: int) -> Field:
    """Return the receptive field of an output pixel under any number of masked layers, the first layer first."""
    field = one_pixel(pixel, size)
    for mask in reversed(masks):
        field = through_layer(field, mask)
    return field


def receptive_field(first: Mask, second: Mask, pixel: Pixel, size: int) -> Field:
    """Return the input pixels on which an output pixel of the two-layer network depends (2.1-2.4).

    Parameters
    ----------
    first, second
        Masks of the first and the second layer, int64[3, 3] of 0 and 1.
    pixel
        The output pixel, 1-based (row, column).
    size
        Rows and columns of the square map.

    Returns
    -------
    ndarray
        bool[size, size].
    """
    return receptive_field_of_stack((first, second), pixel, size)


def labels(field: Field) -> list[int]:
    """Return the assignment's labels of a field's pixels, 10 row + column, in raster order; at most 9×9."""
    return [int(10 * row + column) for row, column in np.argwhere(field) + 1]


# The known slips: same signature as `receptive_field`.


def receptive_field_flipped(first: Mask, second: Mask, pixel: Pixel, size: int) -> Field:
    """Flip both kernels, as a true convolution does."""
    return receptive_field(first[::-1, ::-1], second[::-1, ::-1], pixel, size)


def receptive_field_swapped(first: Mask, second: Mask, pixel: Pixel, size: int) -> Field:
    """Take the second layer for the first."""
    return receptive_field(second, first, pixel, size)


def receptive_field_first_only(first: Mask, second: Mask, pixel: Pixel, size: int) -> Field:  # noqa: ARG001
    """Stop after one layer, with the first layer's mask."""
    return receptive_field_of_stack((first,), pixel, size)


def receptive_field_second_only(first: Mask, second: Mask, pixel: Pixel, size: int) -> Field:  # noqa: ARG001
    """Stop after one layer, with the second layer's mask."""
    return receptive_field_of_stack((second,), pixel, size)


def receptive_field_raster_past(first: Mask, second: Mask, pixel: Pixel, size: int) -> Field:
    """Take every earlier pixel in raster order within the two layers' reach; the centre stays as it truly is."""
    every = np.ones((3, 3), dtype=np.int64)
    reach = receptive_field(every, every, pixel, size)
    before = np.arange(size * size).reshape(size, size) < (pixel[0] - 1) * size + pixel[1] - 1
    centre = one_pixel(pixel, size) & receptive_field(first, second, pixel, size)
    return (reach & before) | centre


def receptive_field_blind_spot(first: Mask, second: Mask, pixel: Pixel, size: int) -> Field:
    """Add the blind spot, one row up and two columns to the right (25 for pixel 33)."""
    field = receptive_field(first, second, pixel, size)
    row, column = pixel[0] - 2, pixel[1] + 1
    if row >= 0 and column < size:
        field[row, column] = True
    return field


def receptive_field_transposed(first: Mask, second: Mask, pixel: Pixel, size: int) -> Field:
    """Read rows of the masks as columns."""
    return receptive_field(first.T, second.T, pixel, size)


def receptive_field_centre_toggled(first: Mask, second: Mask, pixel: Pixel, size: int) -> Field:
    """Put the pixel itself in where it is out, and out where it is in."""
    return receptive_field(first, second, pixel, size) ^ one_pixel(pixel, size)


def receptive_field_mirrored(first: Mask, second: Mask, pixel: Pixel, size: int) -> Field:
    """Turn the masks upside down: i > 2 for i < 2, as in another edition."""
    return receptive_field(first[::-1], second[::-1], pixel, size)


def receptive_field_mirrored_sideways(first: Mask, second: Mask, pixel: Pixel, size: int) -> Field:
    """Turn the masks left to right."""
    return receptive_field(first[:, ::-1], second[:, ::-1], pixel, size)


def receptive_field_unpadded(first: Mask, second: Mask, pixel: Pixel, size: int) -> Field:
    """Forget the padding: each layer then shifts an output pixel by one row and one column in the input."""
    field = one_pixel((pixel[0] + 2, pixel[1] + 2), size + 4)
    return through_layer(through_layer(field, second), first)[:size, :size]


def receptive_field_wrapped(first: Mask, second: Mask, pixel: Pixel, size: int) -> Field:
    """Pad with the opposite side of the map instead of zeros."""
    field = one_pixel(pixel, size)
    for mask in (second, first):
        shifted = [np.roll(field, (i - 1, j - 1), axis=(0, 1)) for i, j in np.argwhere(mask)]
        field = np.any([np.zeros_like(field), *shifted], axis=0)
    return field


# The four subquestions at pixel (3, 3) of a 5×5 map, and each slip on them, as functions without arguments.
# `receptive_field_swapped` and `receptive_field_wrapped` have none: there they equal the truth.

_Rule = Callable[[Mask, Mask, Pixel, int], Field]
_Asked = Callable[[], Field]


def _asked(rule: _Rule) -> tuple[_Asked, _Asked, _Asked, _Asked]:
    return (
        lambda: rule(MASK_A, MASK_A, (3, 3), 5),
        lambda: rule(MASK_A, MASK_B, (3, 3), 5),
        lambda: rule(MASK_B, MASK_A, (3, 3), 5),
        lambda: rule(MASK_B, MASK_B, (3, 3), 5),
    )


field_aa, field_ab, field_ba, field_bb = _asked(receptive_field)

field_aa_flipped, field_ab_flipped, field_ba_flipped, field_bb_flipped = _asked(receptive_field_flipped)
field_aa_first_only, field_ab_first_only, field_ba_first_only, field_bb_first_only = _asked(receptive_field_first_only)
field_aa_second_only, field_ab_second_only, field_ba_second_only, field_bb_second_only = _asked(
    receptive_field_second_only
)
field_aa_raster_past, field_ab_raster_past, field_ba_raster_past, field_bb_raster_past = _asked(
    receptive_field_raster_past
)
field_aa_blind_spot, field_ab_blind_spot, field_ba_blind_spot, field_bb_blind_spot = _asked(receptive_field_blind_spot)
field_aa_transposed, field_ab_transposed, field_ba_transposed, field_bb_transposed = _asked(receptive_field_transposed)
field_aa_centre_toggled, field_ab_centre_toggled, field_ba_centre_toggled, field_bb_centre_toggled = _asked(
    receptive_field_centre_toggled
)
field_aa_mirrored, field_ab_mirrored, field_ba_mirrored, field_bb_mirrored = _asked(receptive_field_mirrored)
field_aa_mirrored_sideways, field_ab_mirrored_sideways, field_ba_mirrored_sideways, field_bb_mirrored_sideways = _asked(
    receptive_field_mirrored_sideways
)
field_aa_unpadded, field_ab_unpadded, field_ba_unpadded, field_bb_unpadded = _asked(receptive_field_unpadded)
