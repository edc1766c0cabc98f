"""Is a day declared once, by whom it may be, with its act, and taken back without a trace lost?"""

import uuid
from datetime import date, timedelta

import pytest
from tests.factories import days, people
from tests.factories.people import NOW

from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.platform.outbox import consumers
from openpias.server.platform.outbox.models import OutboxEvent
from openpias.server.platform.working_days import operations, queries
from openpias.server.platform.working_days.enums import DayScope
from openpias.server.platform.working_days.events import DaysChanged
from openpias.server.platform.working_days.inputs import check
from openpias.server.platform.working_days.models import DeclaredDay
from openpias.server.platform.working_days.operations import (
    DaysNotEditable,
    DayUnknown,
    Refused,
)

BRIDGE = date(2026, 11, 27)


def codes(typed):
    return [(each.code, each.path) for each in check(typed)]


def test_everything_that_is_wrong_is_said_at_once():
    wrong = days.typed(day="31-02-2026", kind="half", scopes=("moon",), act=" ")

    assert codes(wrong) == [
        ("working-day-date", "/day"),
        ("working-day-kind", "/kind"),
        ("working-day-scope", "/scopes"),
        ("working-day-act-missing", "/act"),
    ]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"day": "28-11-2026"}, "working-day-free-anyway"),
        ({"day": "01-12-2026"}, "working-day-free-anyway"),
        ({"kind": "worked"}, "working-day-worked-anyway"),
        ({"day": "27-11-2199"}, "working-day-year"),
        ({"act": "x" * 301}, "working-day-act-long"),
        ({"scopes": ()}, "working-day-scope"),
    ],
)
def test_what_declares_nothing_is_refused(fields, code):
    assert [each.code for each in check(days.typed(**fields))] == [code]


@pytest.mark.django_db
def test_a_form_sent_twice_declares_once_and_tells_once():
    public_id, actor = uuid.uuid4(), days.administrator()
    said = {"public_id": public_id, "actor": actor, "at": NOW}

    answers = [operations.declare(days.typed(), **said) for _ in range(2)]
    other = operations.declare(days.typed(act="HG 9/2026"), **said)

    assert [each.is_new for each in answers] == [True, False]
    assert [each.code for each in other.findings] == ["working-day-changed-meanwhile"]
    row = AuditEntry.objects.get(subject_kind="declared-day")
    assert (row.event, row.facts["day"], row.facts["kind"]) == (
        "day-declared",
        "2026-11-27",
        "free",
    )
    event = OutboxEvent.objects.get(name=DaysChanged.name)
    assert event.payload == {"declared": str(public_id)}


@pytest.mark.django_db
def test_a_day_is_declared_once_for_each_clock():
    days.declare(scopes=("reporting",))

    again = operations.declare(
        days.typed(), public_id=uuid.uuid4(), actor=days.administrator(), at=NOW
    )
    days.declare(scopes=("helpdesk",))

    assert isinstance(again, Refused)
    assert [each.code for each in again.findings] == ["working-day-declared"]
    assert DeclaredDay.objects.count() == 2
    assert AuditEntry.objects.filter(event="day-declared").count() == 2


@pytest.mark.django_db
def test_each_clock_follows_the_days_declared_for_it(django_assert_num_queries):
    days.declare(scopes=("reporting",))
    days.declare(day="28-11-2026", kind="worked", scopes=("helpdesk",))

    with django_assert_num_queries(2):
        reporting, helpdesk = (queries.calendar(each) for each in DayScope)

    saturday = BRIDGE + timedelta(days=1)
    assert [reporting.is_working(each) for each in (BRIDGE, saturday)] == [False, False]
    assert [helpdesk.is_working(each) for each in (BRIDGE, saturday)] == [True, True]


@pytest.mark.django_db
def test_a_withdrawn_day_moves_nothing_stays_listed_and_may_be_declared_anew():
    public_id = days.declare()
    said = {"public_id": public_id, "actor": days.administrator(), "at": NOW}

    answers = [operations.withdraw(**said) for _ in range(2)]

    assert [each.is_new for each in answers] == [True, False]
    assert queries.calendar(DayScope.REPORTING).is_working(BRIDGE)
    assert [each.withdrawn_at for each in queries.every()] == [NOW]
    assert AuditEntry.objects.filter(event="day-withdrawn").count() == 1
    late = operations.declare(days.typed(), **said)
    assert [each.code for each in late.findings] == ["working-day-changed-meanwhile"]
    days.declare()
    assert not queries.calendar(DayScope.HELPDESK).is_working(BRIDGE)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("actor", "code"),
    [
        ({"roles": [Role.HOUSE_OPERATOR]}, "not-allowed"),
        ({"roles": [Role.HELPDESK_LEAD]}, "not-allowed"),
        ({"roles": [Role.ADMINISTRATOR], "practice": True}, "working-days-not-in-practice"),
    ],
)
def test_others_declare_and_withdraw_nothing(actor, code):
    public_id, who = days.declare(), people.actor(**actor)
    declaring = {"public_id": uuid.uuid4(), "actor": who, "at": NOW}

    with pytest.raises(DaysNotEditable) as refused:
        operations.declare(days.typed(day="04-12-2026"), **declaring)
    with pytest.raises(DaysNotEditable):
        operations.withdraw(public_id=public_id, actor=who, at=NOW)

    assert refused.value.code == code
    assert DeclaredDay.objects.get().withdrawn_at is None


@pytest.mark.django_db
def test_a_day_that_nobody_declared_cannot_be_withdrawn():
    with pytest.raises(DayUnknown):
        operations.withdraw(public_id=uuid.uuid4(), actor=days.administrator(), at=NOW)


def test_both_clocks_hear_of_a_change():
    assert set(consumers.registered()[DaysChanged.name]) == {
        "reporting.follow-days",
        "helpdesk.follow-days",
    }
