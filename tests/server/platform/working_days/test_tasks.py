"""Do the tasks of both clocks run what follows a declared day, at once and again at night?"""

import pytest

from openpias.server.helpdesk import tasks as helpdesk
from openpias.server.helpdesk.operations import following
from openpias.server.reporting import tasks as reporting
from openpias.server.reporting.operations import deadlines


@pytest.fixture
def followed(monkeypatch):
    """Return which clocks were drawn again."""
    seen = []
    monkeypatch.setattr(deadlines, "move", lambda **_at: seen.append("reporting"))
    monkeypatch.setattr(following, "follow_days", lambda **_at: seen.append("helpdesk"))
    return seen


def test_a_declared_day_is_followed_at_once_and_at_night(followed):
    for tasks in (reporting, helpdesk):
        tasks.follow_days(declared="x", event_id="y")
        tasks.follow_at_night(timestamp=0)

    assert followed == ["reporting", "reporting", "helpdesk", "helpdesk"]
