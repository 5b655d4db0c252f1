from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from autograder.domain.classroom import Bin, Distribution
from autograder.reporting.classroom.charts import HEIGHT, WIDTH, columns, histogram


@given(st.lists(st.integers(0, 100_000), min_size=1, max_size=20))
def test_bars_are_in_proportion_and_inside_the_picture(counts: list[int]) -> None:
    chart = columns(counts, [str(count) for count in counts])
    assert [bar.count for bar in chart.bars] == counts
    for bar in chart.bars:
        assert bar.x >= 0
        assert bar.x + bar.width <= WIDTH
        assert bar.y >= 0
        assert bar.y + bar.height <= HEIGHT
    tallest = max(chart.bars, key=lambda bar: bar.count)
    for bar in chart.bars:
        assert abs(bar.height * tallest.count - tallest.height * bar.count) <= tallest.count


def test_the_mean_stands_where_it_is() -> None:
    bins = tuple(Bin(Fraction(10 * n), Fraction(10 * n + 10), 1) for n in range(4))
    spread = Distribution(4, Fraction(40), bins, Fraction(20), *[None] * 5, 0, 0, Fraction(0))
    chart = histogram(spread)
    assert chart.mean is not None
    edges = {line.label: line.at for line in chart.edges}
    assert chart.mean.at == edges["20"]
