"""Does a call back stop the response clock where somebody was spoken with, once, and stay written?"""

from datetime import timedelta

import pytest
from tests.factories import desk, mails
from tests.factories.people import NOW

from openpias.server.helpdesk.domain.outcomes import DeskRefused, NotSaved
from openpias.server.helpdesk.enums import ClockState, Happening, IncidentState
from openpias.server.helpdesk.models import Incident, IncidentEntry
from openpias.server.helpdesk.operations import answering, calling_back, handling
from openpias.server.helpdesk.queries import incidents
from openpias.server.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(minutes=10)
LATE = NOW + timedelta(days=9)


@pytest.fixture
def call():
    """Return the id of a call that left no address, in nobody's hands."""
    who, made = desk.operator(), desk.called(caller_email="")
    handling.assign(str(made.public_id), to=None, actor=who, at=NOW)
    return str(made.public_id)


def call_back(call, outcome="spoke", *, at=SOON, actor=None, **fields):
    return calling_back.call_back(
        call, outcome=outcome, actor=actor or desk.operator(), at=at, **fields
    )


def test_to_speak_with_the_caller_is_the_first_answer_and_not_late_later(call):
    actor = desk.operator()
    call_back(call, actor=actor)

    found = incidents.one(call, actor=actor, at=LATE)
    assert (found.response.state, found.first_answer_at) == (ClockState.MET, SOON)
    assert (found.state, found.assignee) == (IncidentState.ANSWERED, actor.account_id)
    call_back(call, at=LATE)
    assert Incident.objects.get().first_answer_at == SOON


def test_a_call_that_nobody_took_is_written_and_changes_no_clock(call):
    before = Incident.objects.get()
    call_back(call, "no-reply")

    after = Incident.objects.get()
    assert (after.first_answer_at, after.state, after.assignee) == (None, before.state, None)
    assert IncidentEntry.objects.get(happening=Happening.CALLED_BACK).facts["outcome"] == "no-reply"
    assert incidents.one(call, actor=desk.operator(), at=LATE).response.state is ClockState.LATE


def test_the_same_form_sent_twice_is_one_call_in_the_trail_without_the_note(call):
    who = desk.operator()
    for is_new in (True, False):
        done = call_back(call, actor=who, note="Sună iar joi.", request_key="k")
        assert done.is_new is is_new

    line = IncidentEntry.objects.get(happening=Happening.CALLED_BACK)
    assert line.facts == {"outcome": "spoke", "note": "Sună iar joi."}
    facts = AuditEntry.objects.get(event="incident-called-back").facts
    assert (facts["outcome"], "note" in facts) == ("spoke", False)


def test_an_outcome_off_the_list_and_a_cnp_are_both_told_and_nothing_is_written(call):
    said = call_back(call, "maybe", note=f"are CNP {mails.CNP}")

    assert isinstance(said, NotSaved)
    assert [(each.code, each.path) for each in said.findings] == [
        ("call-outcome-required", "/outcome"),
        ("typed-personal-data", "/note"),
    ]
    assert not IncidentEntry.objects.filter(happening=Happening.CALLED_BACK).exists()


def test_to_speak_with_the_caller_ends_a_wait(call):
    handling.wait(call, actor=desk.operator(), at=NOW)
    call_back(call)

    found = Incident.objects.get()
    assert (found.state, found.paused_at) == (IncidentState.ANSWERED, None)


def test_whoever_wrote_by_mail_is_not_called_back_and_a_closed_call_neither(call):
    who = desk.operator()
    mailed = str(desk.mailed().public_id)
    answering.close(call, resolution="Gata.", actor=who, at=NOW)

    for one, code in ((mailed, "incident-not-by-telephone"), (call, "incident-closed")):
        with pytest.raises(DeskRefused) as refused:
            call_back(one)
        assert refused.value.code == code
        assert "call-back" not in incidents.one(one, actor=who, at=NOW).may


def test_a_call_back_is_offered_to_an_operator_and_not_to_a_contractor(call):
    assert "call-back" in incidents.one(call, actor=desk.operator(), at=NOW).may
    assert "call-back" not in incidents.one(call, actor=desk.contractor(), at=NOW).may
