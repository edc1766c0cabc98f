"""Are terms said as people say them?"""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from openpias.server.helpdesk.domain.clocks import Clock
from openpias.server.helpdesk.enums import ClockState
from openpias.server.helpdesk.web import hidden, moments

NOW = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def romanian():
    """Read in Romanian."""
    with translation.override("ro"):
        yield


def clock(state, **after):
    due = NOW + timedelta(**after)
    return Clock(state=state, due_at=due, left_seconds=int((due - NOW).total_seconds()))


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (clock(ClockState.RUNNING, hours=4, minutes=20), "răspuns până azi, 14:20"),
        (clock(ClockState.SOON, minutes=30), "răspuns până azi, 10:30"),
        (clock(ClockState.RUNNING, days=1), "răspuns până mâine, 10:00"),
        (clock(ClockState.RUNNING, days=5), "răspuns până 01-12-2026, 10:00"),
        (clock(ClockState.LATE, minutes=-130), "răspuns întârziat cu 2 h 10 min"),
        (clock(ClockState.PAUSED, hours=1), "răspuns: termen oprit"),
        (clock(ClockState.MET, hours=1), "răspuns la timp"),
        (clock(ClockState.MISSED, hours=-1), "răspuns după termen"),
    ],
)
def test_a_term_is_said_in_words(found, said):
    assert moments.response(found, now=NOW)["text"] == said


def test_the_answer_is_what_is_due_until_it_is_given():
    waiting, given = clock(ClockState.RUNNING, hours=1), clock(ClockState.MET, hours=1)
    whole = clock(ClockState.RUNNING, days=2)

    assert moments.next_due(waiting, whole, now=NOW)["text"].startswith("răspuns până")
    assert moments.next_due(given, whole, now=NOW)["text"].startswith("rezolvare până")


def test_hidden_places_are_kept_apart_from_what_people_wrote():
    pieces = hidden.pieces("Cu [CNP ascuns] și [nume ascuns].")

    assert [(each.text, each.is_hidden) for each in pieces] == [
        ("Cu ", False),
        ("[ascuns: CNP]", True),
        (" și ", False),
        ("[ascuns: nume]", True),
        (".", False),
    ]
    assert hidden.counted({"cnp": 2, "name": 1}) == "CNP (2), nume (1)"
