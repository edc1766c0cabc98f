"""Do the hours of the helpdesk, and the clocks of open incidents, follow declared days?"""

from datetime import UTC, datetime, timedelta

import pytest
from tests.factories import days, desk, mails

from openpias.core.calendar.helpdesk_hours import Service
from openpias.server.helpdesk.enums import Happening
from openpias.server.helpdesk.models import Incident
from openpias.server.helpdesk.operations import answering, following
from openpias.server.helpdesk.queries import incidents, mornings
from openpias.server.helpdesk.queries.hours import hours
from openpias.server.helpdesk.queries.incidents import Filters
from openpias.server.helpdesk.web import timeline
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.platform.working_days import operations

pytestmark = pytest.mark.django_db
# Thursday, 14:00 in Romania; the day after is declared free, and people leave at 16:01 then.
THURSDAY = datetime(2026, 11, 26, 12, tzinfo=UTC)
FRIDAY = THURSDAY + timedelta(days=1)


def mailed(**fields):
    """Return the incident that a mail of Thursday opened."""
    return desk.taken(mails.mail(**fields), at=THURSDAY).incident


def test_a_day_declared_free_is_answered_by_people_until_four():
    at_five = FRIDAY + timedelta(hours=3)
    assert hours().service_at(at_five) is Service.HUMAN

    days.declare()

    assert hours().service_at(at_five) is Service.IVR
    assert mornings.last_night(at_five, hours()).began == FRIDAY + timedelta(hours=2, minutes=1)


def test_a_day_declared_for_reporting_alone_leaves_the_helpdesk_as_it_is():
    days.declare(scopes=("reporting",))

    assert hours().service_at(FRIDAY + timedelta(hours=3)) is Service.HUMAN


def test_open_incidents_follow_a_day_and_its_withdrawal_once():
    incident = mailed()
    before = Incident.objects.get().resolution_due_at
    declared = days.declare()

    moved = [following.follow_days(at=THURSDAY) for _ in range(2)]
    after = Incident.objects.get().resolution_due_at
    operations.withdraw(public_id=declared, actor=days.administrator(), at=THURSDAY)
    following.follow_days(at=THURSDAY)

    assert moved == [1, 0]
    assert after > before
    assert Incident.objects.get(pk=incident.pk).resolution_due_at == before
    assert AuditEntry.objects.filter(event="clocks-moved").count() == 2


def lines(incident):
    """Return the lines of moved terms as the desk reads them."""
    who = desk.operator()
    found = incidents.one(str(incident.public_id), actor=who, at=THURSDAY)
    return [
        timeline.shown(each, now=THURSDAY, address="", errors={}, actor=desk.contractor())["line"]
        for each in found.entries
        if each.happening == Happening.TERMS_MOVED
    ]


def test_a_moved_term_says_its_day_and_act_once_and_again_when_it_is_withdrawn():
    incident = mailed()
    declared = days.declare(at=THURSDAY)
    days.declare(at=THURSDAY, day="24-12-2026", act="HG 9/2026")
    days.declare(at=THURSDAY, day="28-11-2026", scopes=("reporting",), kind="worked")
    for _ in range(2):
        following.follow_days(at=THURSDAY)
    operations.withdraw(public_id=declared, actor=days.administrator(), at=THURSDAY)
    following.follow_days(at=THURSDAY)

    assert lines(incident) == [
        "termenele s-au mutat: 27-11-2026 este zi liberă, HG 1234/2026",
        "termenele s-au mutat: 27-11-2026 nu mai este declarată, HG 1234/2026",
    ]


def test_days_that_were_declared_before_an_incident_was_opened_moved_nothing_of_it():
    days.declare(at=THURSDAY - timedelta(days=1))
    incident = mailed()
    days.declare(at=THURSDAY, day="28-11-2026", kind="worked", act="HG 9/2026")
    following.follow_days(at=THURSDAY)

    assert lines(incident) == ["termenele s-au mutat: 28-11-2026 este zi lucrătoare, HG 9/2026"]


def test_an_incident_opened_while_a_day_was_declared_says_the_day_all_the_same():
    days.declare(at=THURSDAY - timedelta(seconds=1))
    incident = mailed()
    Incident.objects.update(resolution_due_at=THURSDAY + timedelta(days=3))
    following.follow_days(at=THURSDAY)

    assert lines(incident) == ["termenele s-au mutat: 27-11-2026 este zi liberă, HG 1234/2026"]


@pytest.mark.parametrize("number", [1, 3])
def test_lines_are_written_with_a_fixed_number_of_queries(number, django_assert_num_queries):
    for place in range(number):
        mailed(message_id=f"<{place}@exemplu.invalid>")
    days.declare(at=THURSDAY)

    with django_assert_num_queries(10):
        assert following.follow_days(at=THURSDAY) == number


def test_a_closed_incident_keeps_its_due_moments():
    incident, actor = mailed(), desk.operator()
    answering.answer(
        str(incident.public_id), text="Reporniți.", request_key="k", actor=actor, at=THURSDAY
    )
    answering.close(str(incident.public_id), resolution="Rezolvat.", actor=actor, at=THURSDAY)
    before = Incident.objects.get().resolution_due_at
    days.declare()

    assert following.follow_days(at=THURSDAY) == 0
    assert Incident.objects.get().resolution_due_at == before


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_asks_for_declared_days_once(number, django_assert_num_queries):
    for place in range(number):
        mailed(message_id=f"<{place}@exemplu.invalid>")
    actor = desk.operator()

    with django_assert_num_queries(3):
        found = incidents.page(actor, Filters(), at=THURSDAY)
    assert len(found.rows) == number
