"""Which day does Romania's clock show?"""

from datetime import UTC, date, datetime

import pytest

from openpias.server.platform.clock import day_of


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 1, 31, 21, 59, tzinfo=UTC), date(2026, 1, 31)),
        (datetime(2026, 1, 31, 22, 0, tzinfo=UTC), date(2026, 2, 1)),
        (datetime(2026, 7, 31, 20, 59, tzinfo=UTC), date(2026, 7, 31)),
        (datetime(2026, 7, 31, 21, 0, tzinfo=UTC), date(2026, 8, 1)),
    ],
)
def test_a_day_begins_at_midnight_in_romania_in_winter_and_summer(moment, day):
    assert day_of(moment) == day


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        day_of(datetime(2026, 1, 1, 12, 0))  # noqa: DTZ001 - the case
