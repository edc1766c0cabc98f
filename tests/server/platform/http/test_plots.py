"""Is a plot's axis easy to read?"""

import pytest

from openpias.server.platform.http import plots


@pytest.mark.parametrize(
    ("highest", "marks"),
    [
        (1, [0, 1]),
        (5, [0, 1, 2, 3, 4, 5]),
        (7, [0, 2, 4, 6, 8]),
        (25, [0, 5, 10, 15, 20, 25]),
        (123_456, [0, 50_000, 100_000, 150_000]),
    ],
)
def test_the_axis_has_few_round_whole_numbers(highest, marks):
    assert plots.ticks(highest) == marks
