"""Does the desk bring an incident to its end, and does each act happen once?"""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from tests.factories import desk, mails, people, providers
from tests.factories.people import NOW

from openpias.server.helpdesk.domain.inputs import CannedAnswerInput
from openpias.server.helpdesk.domain.outcomes import DeskRefused, NotSaved
from openpias.server.helpdesk.enums import ClockState, EntryKind, Happening, IncidentState
from openpias.server.helpdesk.models import Incident, IncidentEntry, RawMessage, Satisfaction
from openpias.server.helpdesk.operations import (
    answering,
    canned,
    correcting,
    handling,
    held,
    merging,
    opening,
    rating,
)
from openpias.server.helpdesk.queries import figures, incidents, own
from openpias.server.helpdesk.queries.incidents import Filters
from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.platform.mail.models import Letter

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_an_answer_leaves_once_in_its_thread_and_stops_the_response_clock():
    incident, actor = desk.mailed(), desk.operator()
    for _ in range(2):
        answering.answer(
            str(incident.public_id),
            text="Reporniți aplicația.",
            request_key="k",
            actor=actor,
            at=NOW,
        )

    letter = Letter.objects.get(kind="helpdesk.answer")
    assert letter.in_reply_to == "<unu@exemplu.invalid>"
    assert letter.manner == "human"
    assert "suport.siui@" in letter.sender
    seen = incidents.one(str(incident.public_id), actor=actor, at=NOW)
    assert (seen.state, seen.response.state, seen.assignee) == (
        "answered",
        ClockState.MET,
        actor.account_id,
    )


def test_an_answer_with_a_cnp_is_refused_and_nothing_leaves():
    incident, actor = desk.mailed(), desk.operator()
    said = answering.answer(
        str(incident.public_id), text=f"CNP-ul {mails.CNP} este greșit.", actor=actor, at=NOW
    )

    assert isinstance(said, NotSaved)
    assert said.findings[0].code == "typed-personal-data"
    assert not Letter.objects.filter(kind="helpdesk.answer").exists()


def test_a_note_has_no_letter_and_the_database_refuses_one():
    incident, actor = desk.mailed(), desk.operator()
    answering.note(str(incident.public_id), text="De întrebat casa.", actor=actor, at=NOW)
    note = IncidentEntry.objects.get(kind=EntryKind.NOTE)

    assert note.letter is None
    note.letter = Letter.objects.get().pk
    with pytest.raises(IntegrityError), transaction.atomic():
        note.save()


def test_a_second_automatic_answer_is_refused_by_the_database():
    incident = desk.mailed()
    with pytest.raises(IntegrityError), transaction.atomic():
        IncidentEntry.objects.create(incident=incident, kind=EntryKind.AUTOMATIC_ANSWER, at=NOW)


def test_waiting_for_the_reporter_stops_the_clocks_in_human_hours():
    # Friday 17:01 in Romania: until 18:01, and Saturday from 8:00.
    friday = datetime(2026, 11, 20, 15, 1, tzinfo=UTC)
    incident = desk.taken(mails.mail(), at=friday).incident
    actor = desk.operator()
    due = incident.resolution_due_at
    handling.wait(str(incident.public_id), actor=actor, at=friday)
    handling.wait(str(incident.public_id), actor=actor, at=friday + HOUR)
    sent = Letter.objects.get().message_id
    saturday_nine = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
    answer = mails.mail(message_id="<2@x>", headers=[("In-Reply-To", sent)], text="Am încercat.")
    desk.taken(answer, at=saturday_nine)

    incident.refresh_from_db()
    assert incident.state == "new"
    assert incident.paused_seconds == 2 * 3600
    assert incident.resolution_due_at > due
    assert IncidentEntry.objects.filter(happening=Happening.RESUMED).count() == 1


def test_a_closed_incident_is_rated_by_its_link_alone_and_reopens_by_a_mail():
    incident, actor = desk.mailed(), desk.operator()
    for _ in range(2):
        answering.close(
            str(incident.public_id), resolution="Licența reînnoită.", actor=actor, at=NOW
        )
    closing = Letter.objects.get(kind="helpdesk.closing")
    token = closing.body.split(rating.PATH)[1].split()[0]

    rating.rate(token, mark=5, comment="Mulțumesc", at=NOW)
    rating.rate(token, mark=4, at=NOW)
    assert Satisfaction.objects.get().mark == 4
    with pytest.raises(DeskRefused):
        rating.rate(token[:-1] + ("0" if token[-1] != "0" else "1"), mark=1, at=NOW)
    again = [("In-Reply-To", closing.message_id)]
    desk.taken(mails.mail(message_id="<2@x>", headers=again, text="Tot nu merge."), at=NOW + HOUR)
    incident.refresh_from_db()
    assert (incident.state, incident.closed_at) == ("new", None)


def test_what_was_closed_long_ago_does_not_go_on():
    incident, actor = desk.mailed(), desk.operator()
    answering.close(str(incident.public_id), resolution="Gata.", actor=actor, at=NOW)
    sent = Letter.objects.get(kind="helpdesk.closing").message_id
    later = NOW + timedelta(days=40)
    desk.taken(mails.mail(message_id="<2@x>", headers=[("In-Reply-To", sent)]), at=later)

    assert Incident.objects.count() == 2
    incident.refresh_from_db()
    assert incident.state == "closed"


def test_merged_incidents_are_one_and_later_mails_go_to_it():
    one, other = (
        desk.mailed(),
        desk.mailed(message_id="<2@x>", text="Același lucru, alt mesaj aici."),
    )
    actor = desk.operator()
    for _ in range(2):
        merging.merge(str(one.public_id), into=str(other.public_id), actor=actor, at=NOW)
    with pytest.raises(DeskRefused):
        merging.merge(str(other.public_id), into=str(one.public_id), actor=actor, at=NOW)
    with pytest.raises(DeskRefused):
        answering.answer(str(one.public_id), text="Răspuns.", actor=actor, at=NOW)
    first = Letter.objects.order_by("created_at").first().message_id
    desk.taken(mails.mail(message_id="<3@x>", headers=[("In-Reply-To", first)], text="Și încă."))

    assert IncidentEntry.objects.filter(incident=other, kind=EntryKind.INCOMING).count() == 2
    seen = incidents.one(str(other.public_id), actor=actor, at=NOW)
    assert [each.reference for each in seen.merged] == [one.reference]


def test_a_corrected_fiscal_code_brings_name_and_house(houses):
    providers.entered()
    incident, actor = desk.mailed(), desk.operator()
    wrong = correcting.correct(
        str(incident.public_id), field="fiscal-code", value="123", actor=actor, at=NOW
    )
    correcting.correct(
        str(incident.public_id),
        field="fiscal-code",
        value=f"RO {providers.CUI}",
        actor=actor,
        at=NOW,
    )

    assert isinstance(wrong, NotSaved)
    incident.refresh_from_db()
    assert (incident.provider_name, incident.house_code) == ("Clinica Știința", "CAS-SV")
    seen = incidents.one(str(incident.public_id), actor=actor, at=NOW)
    field = next(each for each in seen.fields if each.field == "fiscal-code")
    assert (field.found, field.value) == ("900001013", providers.CUI)


def test_priority_moves_both_terms_and_what_is_late_is_found():
    incident, actor = desk.mailed(), desk.operator()
    before = incident.response_due_at
    handling.prioritise(str(incident.public_id), priority="urgent", actor=actor, at=NOW)
    incident.refresh_from_db()

    assert incident.response_due_at < before
    later = incident.response_due_at + HOUR
    late = incidents.page(actor, Filters(late_only=True), at=later)
    assert [each.response.state for each in late.rows] == [ClockState.LATE]
    assert incidents.page(actor, Filters(late_only=True), at=NOW).rows == ()
    assert incidents.escalated(at=later) == {"response": 1, "resolution": 0}


def test_only_the_lead_releases_a_held_mail_and_erasing_leaves_nothing():
    text = f"{mails.HEADER}\nPacientul cu CNP {mails.CNP} nu apare ca asigurat."
    incident, lead = desk.mailed(text=text), desk.lead()
    with pytest.raises(DeskRefused):
        held.release(str(incident.public_id), reason="x", actor=desk.operator(), at=NOW)
    held.release(str(incident.public_id), reason="Nu este un CNP.", actor=lead, at=NOW)
    assert mails.CNP in IncidentEntry.objects.get(kind=EntryKind.INCOMING).text

    second = desk.mailed(text=text + " Iar.", message_id="<2@x>")
    held.erase(str(second.public_id), reason="Reformulat.", actor=desk.operator(), at=NOW)
    row = RawMessage.objects.get(incident=second)
    assert (row.sealed, row.sealed_envelope) == (None, None)
    second.refresh_from_db()
    assert not second.is_held


def test_a_soft_find_is_hidden_and_shown_to_an_operator_who_is_noted():
    text = f"{mails.HEADER}\nPacienta Popescu Maria nu apare ca asigurată, deși are adeverință."
    incident, actor = desk.mailed(text=text), desk.operator()
    entry = IncidentEntry.objects.get(incident=incident, kind=EntryKind.INCOMING)

    assert not incident.is_held
    assert "Popescu" not in entry.text
    who = {"actor": actor, "at": NOW}
    one = str(entry.public_id)
    for reason, note in (("", ""), ("because", ""), ("reporter", f"vezi {mails.CNP}")):
        assert isinstance(held.reveal(one, reason=reason, note=note, **who), NotSaved)
    assert not AuditEntry.objects.filter(event="incident-revealed").exists()
    assert "Popescu Maria" in held.reveal(one, reason="reporter", note="Sună Ana.", **who)
    assert AuditEntry.objects.get(event="incident-revealed").facts["reason"] == "reporter"
    told = IncidentEntry.objects.get(incident=incident, happening="revealed")
    assert (told.facts["reason"], told.facts["note"]) == ("reporter", "Sună Ana.")
    with pytest.raises(DeskRefused):
        held.reveal(one, reason="reporter", actor=desk.contractor(), at=NOW)


def test_whoever_left_no_address_is_answered_by_nobody_s_letter():
    who = {"actor": desk.operator(), "at": NOW}
    call = desk.called(caller_email="")

    with pytest.raises(DeskRefused) as refused:
        answering.answer(str(call.public_id), text="Da.", **who)
    assert refused.value.code == "incident-without-address"
    found = incidents.one(str(call.public_id), **who)
    assert "answer" not in found.may


def test_an_incident_is_open_again_for_a_reason_of_the_list_that_stays():
    incident, who = desk.mailed(), {"actor": desk.operator(), "at": NOW}
    one = str(incident.public_id)
    answering.close(one, resolution="Gata.", **who)

    assert isinstance(handling.reopen(one, reason="", **who), NotSaved)
    incident.refresh_from_db()
    assert incident.state == IncidentState.CLOSED
    for is_new in (True, False):
        assert handling.reopen(one, reason="returned", note="Iar.", **who).is_new is is_new
    told = IncidentEntry.objects.get(incident=incident, happening="reopened")
    assert (told.facts["reason"], told.facts["note"]) == ("returned", "Iar.")
    facts = AuditEntry.objects.get(event="incident-reopened").facts
    assert (facts["reason"], "note" in facts) == ("returned", False)


def test_a_call_opens_one_incident_in_the_hands_of_whoever_took_it():
    actor = desk.operator()
    one, again = desk.called(actor), desk.called(actor)
    bad = opening.from_call(
        desk.said(mailbox="x", category="", text="", caller_email="@"),
        request_key="two",
        actor=actor,
        at=NOW,
    )

    assert one == again
    assert (one.assignee, one.channel) == (actor.account_id, "telephone")
    assert {each.path for each in bad.findings} == {"/mailbox", "/text", "/caller_email"}


def test_a_provider_sees_its_own_incidents_and_no_note():
    mine = people.actor(provider=providers.CUI)
    other = people.actor(provider=providers.OTHER_CUI)
    done = opening.from_portal(desk.said(), request_key="k", actor=mine, at=NOW)
    actor = desk.operator()
    answering.note(done.incident, text="Nota noastră.", actor=actor, at=NOW)
    answering.answer(done.incident, text="Încercați din nou.", actor=actor, at=NOW)
    # A mail that only says that it is of this provider proves nothing.
    desk.mailed(text=mails.HEADER.replace("900001013", providers.CUI) + mails.SAID)

    assert [each.public_id for each in own.page(mine).rows] == [done.incident]
    kinds = [each.kind for each in own.one(done.incident, actor=mine).entries]
    assert kinds == [EntryKind.INCOMING, EntryKind.ANSWER]
    assert own.one(done.incident, actor=other) is None
    with pytest.raises(DeskRefused):
        opening.reply_from_portal(done.incident, text="Alt.", actor=other, at=NOW)
    opening.reply_from_portal(done.incident, text="Merge.", actor=mine, at=NOW)
    assert len(own.one(done.incident, actor=mine).entries) == 3


def test_a_ready_answer_that_was_changed_meanwhile_is_refused():
    lead = desk.lead()
    said = CannedAnswerInput(mailbox="siui", title="Licență", text="Reînnoiți licența.")
    one = canned.save_answer(said, actor=lead, at=NOW)
    assert isinstance(canned.save_answer(said, actor=lead, at=NOW), NotSaved)
    canned.save_answer(said, public_id=one.public_id, seen=1, actor=lead, at=NOW)
    with pytest.raises(DeskRefused):
        canned.save_answer(said, public_id=one.public_id, seen=1, actor=lead, at=NOW)
    with pytest.raises(DeskRefused):
        canned.save_answer(said, actor=desk.operator(), at=NOW)


def test_the_month_counts_what_was_opened_and_how_the_clocks_did():
    incident, lead = desk.mailed(), desk.lead()
    answering.answer(str(incident.public_id), text="Gata.", actor=lead, at=NOW + HOUR)
    found = figures.month(lead, first=NOW.date().replace(day=1))

    assert (found.opened, found.by_mailbox, found.by_category) == (
        1,
        {"siui": 1},
        {"validation": 1},
    )
    assert (found.response.met, found.response.median_seconds) == (1, 3600)
    assert figures.month(desk.operator(), first=NOW.date()) is None


@pytest.mark.parametrize("role", [Role.CLERK, Role.ADMINISTRATOR, Role.AUDITOR])
def test_whoever_does_not_work_at_the_desk_changes_nothing(role):
    incident, actor = desk.mailed(), desk.operator(role)
    reopen = partial(handling.reopen, reason="returned")
    for act in (handling.take, handling.wait, handling.resume, reopen):
        with pytest.raises(DeskRefused):
            act(str(incident.public_id), actor=actor, at=NOW)
    with pytest.raises(DeskRefused):
        answering.answer(str(incident.public_id), text="Da.", actor=actor, at=NOW)
