"""Does the server tell days as the kernel does, whatever Django was told?"""

from datetime import UTC, date, datetime

from django.conf import settings
from django.utils import timezone

from openpias.core.calendar.legal_day import ROMANIA
from openpias.server.platform.clock import day_of


def test_the_server_and_the_kernel_live_in_one_zone():
    assert ROMANIA.key == settings.TIME_ZONE


def test_a_zone_chosen_for_a_thread_moves_no_day():
    with timezone.override("America/New_York"):
        assert day_of(datetime(2026, 1, 31, 22, 0, tzinfo=UTC)) == date(2026, 2, 1)
