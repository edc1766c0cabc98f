"""Does the desk show what waits, and is each act one button that says what it did?"""

import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from tests.factories import desk, desk_scene, mails

from openpias.server.helpdesk.enums import EntryKind, IncidentState
from openpias.server.helpdesk.models import Incident, IncidentEntry, RawMessage
from openpias.server.helpdesk.queries import mornings
from openpias.server.helpdesk.queries.hours import hours
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.platform.mail.models import Letter

pytestmark = pytest.mark.django_db
QUEUE = "/asistenta/incidente"


def text(answer):
    return answer.content.decode()


def words(answer):
    """Return what a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(answer)))


def form(**fields):
    return {"record": str(uuid.uuid4()), **fields}


@pytest.fixture
def incident(houses):
    """Return an incident of a mail."""
    return desk.taken(mails.mail(), at=timezone.now())


@pytest.fixture
def page(incident):
    """Return the address of the incident."""
    return f"{QUEUE}/{incident.incident.public_id}"


@pytest.fixture
def one_late(scene):
    """Let one incident alone be late, whatever the hour of the test."""
    now, hour = timezone.now(), timedelta(hours=1)
    Incident.objects.update(response_due_at=now + hour, resolution_due_at=now + hour)
    late = Incident.objects.filter(public_id=scene.soft)
    late.update(resolution_due_at=now - hour)


def test_the_morning_counts_what_came_overnight_by_channel_and_what_is_late(seat, scene, one_late):
    shown = words(seat.operator().get("/asistenta"))

    assert "1 Întârziate" in shown
    assert "1 Reținute: date personale" in shown
    assert "1 Neprelucrabile" in shown
    assert "Mesaj vocal lăsat în afara programului" in shown


def test_the_night_is_from_closing_to_opening_and_no_incident_of_the_day_is_in_it(db):
    morning = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)
    actor = desk.operator()
    for after in (-17, -12, -2, 1):
        id_ = f"<{after}@exemplu.invalid>"
        desk.taken(mails.mail(message_id=id_), at=morning + timedelta(hours=after))

    # 26 November is a Thursday: from 18:01 on Wednesday to 08:00, both in Romania.
    dark = mornings.last_night(morning + timedelta(hours=2), hours())
    night = mornings.overnight(actor, dark)
    assert (night["mail"], sum(night.values())) == (2, 2)


def test_a_queue_is_narrowed_by_what_is_chosen_and_nonsense_is_left_out(seat, scene, one_late):
    operator = seat.operator()

    def many(**asked):
        return re.search(r"Incidente: (\d+)", text(operator.get(QUEUE, asked)))[1]

    assert many() == "6"
    assert many(stare="toate") == "7"
    assert many(cutie="ceas") == "3"
    assert many(canal="voice") == "1"
    assert many(intarziate="1") == "1"
    assert many(retinute="1") == "1"
    assert many(prioritate="high") == "1"
    assert many(categorie="settlement") == "1"
    assert many(categorie="none") == "1"
    assert many(responsabil="none") == "3"
    assert many(text="decontul lunii") == "1"
    assert many(furnizor="RO900000018") == many(furnizor="900000018")
    assert many(cutie="x", stare="y", prioritate="z", pagina="0", text="\x00") == "6"


def test_lists_and_pages_take_a_fixed_number_of_queries(seat, scene, django_assert_max_num_queries):
    operator = seat.operator()
    operator.get("/asistenta")
    for address, most in (("/asistenta", 14), (QUEUE, 9), (f"{QUEUE}/{scene.soft}", 19)):
        with django_assert_max_num_queries(most):
            operator.get(address)


def test_an_incident_shows_fields_with_how_surely_they_were_read_and_what_is_missing(seat, scene):
    shown = words(seat.operator().get(f"{QUEUE}/{scene.incomplete}"))

    assert "Categoria sigur conectare" in shown
    assert "Codul fiscal lipsește" in shown
    assert "Ce lipsește" in shown


def test_the_name_of_a_provider_known_by_its_code_comes_from_the_register(seat, scene):
    shown = words(seat.operator().get(f"{QUEUE}/{scene.voice}"))

    assert "Denumirea furnizorului Clinica" in shown


def test_an_insured_person_is_asked_for_no_field_of_a_provider(seat, scene):
    operator = seat.operator()
    shown = text(operator.get(f"{QUEUE}/{scene.call}"))
    asked = text(operator.get("/asistenta/telefon?cine=insured-person"))

    assert "value-fiscal-code" not in shown
    assert 'name="fiscal_code"' not in asked
    assert 'name="fiscal_code"' in text(operator.get("/asistenta/telefon?cine=provider"))


def test_hidden_places_say_what_was_there_and_are_shown_with_a_reason_that_stays(seat, scene):
    operator, page = seat.operator(), f"{QUEUE}/{scene.soft}"
    shown = text(operator.get(page))
    address = f"{page}/intrari/{scene.entry}/dezvaluire"
    reason, note = f"reason-{scene.entry}", f"note-{scene.entry}"
    refused = operator.post(address, {reason: " ", note: "caut medicul"})
    revealed = operator.post(address, {reason: "reporter", note: "caut medicul"})

    assert '<mark class="op-hidden">[ascuns: nume]</mark>' in shown
    assert (refused.status_code, "Popescu" in text(refused)) == (422, False)
    assert 'value="caut medicul"' in text(refused)
    assert "Popescu Maria" in text(revealed)
    told = "au fost văzute: trebuie știut cine a scris; caut medicul"
    assert told in text(operator.get(page))
    assert AuditEntry.objects.filter(event="incident-revealed").count() == 1


def test_a_note_differs_from_an_answer_by_class_word_and_form(seat, scene):
    shown = text(seat.operator().get(f"{QUEUE}/{scene.soft}"))

    note = shown.index("op-entry op-entry--note")
    assert "Notă internă · nu se trimite nimănui" in shown[note : note + 300]
    assert "op-entry op-entry--answer" in shown
    answers = re.search(r'action="([^"]*)/raspuns".*?</form>', shown, re.DOTALL)[0]
    notes = re.search(r'action="([^"]*)/nota".*?</form>', shown, re.DOTALL)[0]
    assert "note_text" not in answers
    assert "answer_text" not in notes
    assert "farmacia@exemplu.invalid" in shown[: shown.index(answers)][-500:]


def test_an_answer_pressed_twice_leaves_once_and_a_note_never(seat, incident, page):
    operator = seat.operator()
    answered = form(answer_text="Reporniți aplicația.", waits="1")
    for _ in range(2):
        answer = operator.post(f"{page}/raspuns", answered)
    operator.post(f"{page}/nota", form(note_text="Sunat, revine."))

    assert answer["Location"] == page
    assert Letter.objects.filter(kind="helpdesk.answer").count() == 1
    assert not Letter.objects.filter(body__contains="Sunat, revine").exists()
    assert "Răspunsul este scris" not in text(operator.get(page))
    incident.incident.refresh_from_db()
    assert incident.incident.state == IncidentState.WAITING


def test_a_refused_answer_keeps_what_was_typed_and_sends_nothing(seat, page):
    operator = seat.operator()
    answer = operator.post(f"{page}/raspuns", form(answer_text=f"CNP-ul {mails.CNP} e greșit."))

    assert answer.status_code == 422
    assert f"CNP-ul {mails.CNP} e greșit." in text(answer)
    assert "Ștergeți-le" in text(answer)
    assert not Letter.objects.filter(kind="helpdesk.answer").exists()


def test_a_ready_answer_is_put_into_the_form_behind_what_was_typed(seat, scene):
    page = f"{QUEUE}/{scene.soft}"
    sent = form(answer_text="Bună ziua.", insert="1", canned=scene.canned)
    answer = seat.operator().post(f"{page}/raspuns", sent)

    assert "Bună ziua.\n\nVă rugăm să actualizați aplicația" in text(answer)
    assert Letter.objects.filter(kind="helpdesk.answer").count() == 1


ACTS = {
    "preluare": ({}, "Incidentul este al dumneavoastră."),
    "asteptare": ({}, "Se așteaptă răspunsul; termenele sunt oprite."),
    "prioritate": ({"priority": "urgent"}, "Schimbarea este făcută."),
    "categorie": ({"category": "settlement"}, "Schimbarea este făcută."),
    "cutie": ({"mailbox": "ceas"}, "Schimbarea este făcută."),
    "corectare": ({"field": "sub-unit", "value-sub-unit": "Secția 2"}, "Câmpul este corectat."),
    "inchidere": ({"resolution": "S-a reînnoit licența."}, "Incidentul este închis."),
}


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_one_button_that_says_what_it_did(seat, page, act):
    operator, (fields, told) = seat.operator(), ACTS[act]
    answer = operator.post(f"{page}/{act}", fields)

    assert answer["Location"] == page
    assert told in text(operator.get(page))
    assert told not in text(operator.get(page))


UNDONE = {
    "asteptare": ("reluare", {}, "Termenele curg din nou."),
    "inchidere": (
        "redeschidere",
        {"resolution": "Gata.", "reopen_reason": "returned", "reopen_note": "Sună iar."},
        "Incidentul este redeschis.",
    ),
}


@pytest.mark.parametrize("act", UNDONE)
def test_what_was_stopped_or_closed_goes_on_by_one_button(seat, page, act):
    operator, (back, fields, told) = seat.operator(), UNDONE[act]
    assert f"{page}/{back}" not in text(operator.get(page))
    operator.post(f"{page}/{act}", fields)
    assert f"{page}/{back}" in text(operator.get(page))
    operator.post(f"{page}/{back}", fields)

    assert told in text(operator.get(page))


def test_an_incident_is_not_open_again_without_a_reason_and_what_was_typed_stays(seat, page):
    operator = seat.operator()
    operator.post(f"{page}/inchidere", {"resolution": "Gata."})
    refused = operator.post(f"{page}/redeschidere", {"reopen_note": "Sună iar."})

    assert (refused.status_code, 'href="#reopen_reason"' in text(refused)) == (422, True)
    assert 'value="Sună iar."' in text(refused)
    operator.post(f"{page}/redeschidere", {"reopen_reason": "asked", "reopen_note": "Sună iar."})
    assert "a fost redeschis: cere cel care a scris; Sună iar." in words(operator.get(page))


def test_a_call_back_is_chosen_once_and_stands_in_the_life_of_the_incident(seat, houses):
    call, operator = desk.called(), seat.operator()
    address = f"{QUEUE}/{call.public_id}"

    refused = operator.post(f"{address}/apel", form(call_note="Sună joi."))
    assert refused.status_code == 422
    assert 'value="Sună joi."' in text(refused)
    sent = form(call_outcome="spoke", call_note="Sună joi.")
    for _ in range(2):
        shown = words(operator.post(f"{address}/apel", sent, follow=True))
    assert shown.count("sunat înapoi: s-a vorbit cu cel care a sunat; Sună joi.") == 1


def test_an_incident_is_given_to_a_colleague_by_name_and_back_to_nobody(seat, page):
    operator, colleague = seat.operator(), seat.operator(display_name="Rusu Ilinca").account
    operator.post(f"{page}/atribuire", {"assign_to": str(colleague.pk)})

    shown = words(operator.get(page))
    assert "Îl are Rusu Ilinca" in shown
    assert "incidentul a fost dat altcuiva: Rusu Ilinca" in shown
    operator.post(f"{page}/atribuire", {"assign_to": ""})
    assert "Îl are nimeni" in words(operator.get(page))


def test_an_incident_that_is_not_there_answers_every_act_alike(seat, houses):
    operator, nowhere = seat.operator(), f"{QUEUE}/{uuid.uuid4()}"
    acts = ("preluare", "nota", "raspuns", "inchidere", "comasare", "corectare", "asteptare")
    sent = form(note_text="x", answer_text="x", resolution="x", field="phone")

    answers = [operator.get(nowhere)] + [operator.post(f"{nowhere}/{act}", sent) for act in acts]

    assert {each.status_code for each in answers} == {404}


@pytest.mark.parametrize(
    ("act", "fields"),
    [
        ("atribuire", {"assign_to": "x"}),
        ("atribuire", {"assign_to": "99999999"}),
        ("reluare", {}),
        ("inchidere", {"resolution": " "}),
        ("comasare", {}),
        ("comasare", {"merge_other": "SIUI-2026-999999"}),
        ("caz-card", {"case_number": "AAAA-AAAA"}),
        ("caz-card", {}),
        ("categorie", {"category": "operation"}),
        ("prioritate", {"priority": "\x00"}),
        ("cutie", {"mailbox": "x"}),
        ("corectare", {"field": "fiscal-code", "value-fiscal-code": mails.CNP}),
        ("corectare", {"field": "x"}),
        ("nota", {"note_text": ""}),
        ("raspuns", {"answer_text": ""}),
        ("raspuns", {"insert": "1", "canned": "x"}),
    ],
)
def test_a_refused_act_is_told_and_changes_nothing(seat, incident, page, act, fields):
    before = IncidentEntry.objects.count()
    answer = seat.operator().post(f"{page}/{act}", form(**fields))

    assert answer.status_code == 422
    assert 'class="govuk-error-summary' in text(answer)
    assert IncidentEntry.objects.count() == before


def test_two_incidents_become_one_by_the_reference_that_was_chosen(seat, scene):
    operator = seat.operator()
    other = Incident.objects.get(public_id=scene.held)
    answer = operator.post(
        f"{QUEUE}/{scene.soft}/comasare", {"merge_other": f"[{other.reference}]"}
    )

    shown = words(operator.get(f"{QUEUE}/{scene.soft}"))
    assert answer.status_code == 302
    assert f"Unit cu {other.reference}" in shown
    assert "Răspunde" not in shown


def test_a_held_mail_is_released_by_the_lead_alone_and_erased_with_a_reason(seat, scene):
    page = f"{QUEUE}/{scene.held}"
    operator, lead = seat.operator(), seat.lead()

    assert "/eliberare" not in text(operator.get(page))
    assert operator.post(f"{page}/original").status_code == 403
    unreasoned = lead.post(f"{page}/original", {"peek_note": "De verificat."})
    assert (unreasoned.status_code, "Textul întreg" in text(unreasoned)) == (422, False)
    assert 'value="De verificat."' in text(unreasoned)
    asked = {"peek_reason": "false-find", "peek_note": "De verificat."}
    assert "Textul întreg" in text(lead.post(f"{page}/original", asked))
    assert AuditEntry.objects.get(event="incident-original-read").facts["reason"] == "false-find"
    line = "originalul reținut a fost citit: par ascunse din greșeală; De verificat."
    assert line in words(lead.get(page))
    assert operator.post(f"{page}/eliberare", {"release_reason": "x"}).status_code == 403
    assert lead.post(f"{page}/eliberare", {"release_reason": ""}).status_code == 422
    assert operator.post(f"{page}/stergere", {"erase_reason": ""}).status_code == 422
    assert operator.post(f"{page}/stergere", {"erase_reason": "trimis din nou"}).status_code == 302
    assert "trimis din nou" in text(operator.get(page))


def test_documents_and_recordings_open_audited_and_a_player_may_ask_for_a_part(seat, scene):
    operator = seat.operator()
    document = operator.get(f"{QUEUE}/{scene.soft}/documente/{scene.document}")
    address = f"{QUEUE}/{scene.voice}/inregistrari/{scene.recording}.wav"
    whole, part = operator.get(address), operator.get(address, headers={"range": "bytes=4-7"})

    assert document["Content-Disposition"].startswith("attachment; filename=")
    assert whole.content == desk_scene.sound()
    assert (part.status_code, part.content) == (206, desk_scene.sound()[4:8])
    assert operator.get(address, headers={"range": "bytes=9-"}).status_code == 206
    assert operator.get(address, headers={"range": "bytes=9999999-"}).status_code == 200
    # What belongs to another incident is not there.
    assert operator.get(address.replace(scene.voice, scene.soft)).status_code == 404
    events = list(AuditEntry.objects.values_list("event", flat=True))
    assert (events.count("document-opened"), events.count("recording-heard")) == (1, 4)


def test_the_page_of_a_call_has_a_player_that_loads_nothing_by_itself(seat, scene):
    shown = text(seat.operator().get(f"{QUEUE}/{scene.voice}"))

    assert re.search(r"<audio [^>]*controls preload=\"none\"", shown)
    assert "op-write--answer" not in shown
    assert "nu se știe adresa" in shown


def test_a_call_opens_an_incident_once_and_says_its_reference(seat, houses):
    operator = seat.operator()
    sent = form(
        reporter_kind="provider",
        mailbox="ceas",
        category="connection",
        subject="Nu citește cardul",
        text="Codul -11 la fiecare card.",
    )
    for _ in range(2):
        answer = operator.post("/asistenta/telefon", sent)

    assert Incident.objects.count() == 1
    assert "Spuneți referința" in text(operator.get(answer["Location"]))
    assert "0800 800 950" in text(operator.get("/asistenta/telefon"))


def test_a_call_without_what_is_needed_lists_all_of_it_and_keeps_the_rest(seat, houses):
    sent = form(reporter_kind="provider", mailbox="siui", fiscal_code="12", caller_name="Ana")
    answer = seat.operator().post("/asistenta/telefon", sent)

    told = words(answer)
    assert answer.status_code == 422
    for each in ("Scrieți subiectul", "Scrieți ce se întâmplă", "Codul fiscal nu se verifică"):
        assert each in told
    assert 'value="Ana"' in text(answer)


def test_an_unreadable_message_is_read_again_saved_and_erased(seat, scene):
    operator = seat.operator()
    place = f"/asistenta/neprelucrabile/{scene.message}"
    reason, erase = f"save_reason-{scene.message}", f"erase_reason-{scene.message}"
    refused = operator.post(f"{place}/descarcare")
    saved = operator.post(f"{place}/descarcare", {reason: "check"})

    assert (refused.status_code, "Alegeți motivul din listă" in text(refused)) == (422, True)
    assert AuditEntry.objects.get(event="mail-opened").facts["reason"] == "check"
    assert saved.content == b"nothing that a mail has"
    assert saved["Content-Type"] == "message/rfc822"
    assert operator.post(f"{place}/stergere").status_code == 422
    assert RawMessage.objects.get(public_id=scene.message).erased_at is None
    for lacking in ({erase: "unwanted"}, {f"erase-{scene.message}": "1"}):
        refused = text(operator.post(f"{place}/stergere", lacking))
        kept = (" checked" in refused, 'value="unwanted" selected' in refused)
        assert kept == (erase not in lacking, erase in lacking)
    sent = {erase: "unwanted", f"erase-{scene.message}": "1"}
    assert operator.post(f"{place}/stergere", sent).status_code == 302
    assert AuditEntry.objects.get(event="mail-erased").facts["reason"] == "unwanted"
    assert RawMessage.objects.get(public_id=scene.message).erased_at is not None
    assert "Mesajul este șters" in text(operator.get("/asistenta/neprelucrabile"))
    assert "Toate mesajele au fost citite" in text(operator.get("/asistenta/neprelucrabile"))


def test_reading_again_puts_the_message_back_to_be_read(seat, scene):
    seat.operator().post(f"/asistenta/neprelucrabile/{scene.message}/recitire")

    assert RawMessage.objects.get(public_id=scene.message).state == "stored"


def test_the_lead_changes_a_ready_answer_and_a_second_lead_is_told(seat, scene):
    lead, place = seat.lead(), f"/asistenta/raspunsuri/{scene.canned}"
    sent = {"seen": "1", "mailbox": "siui", "language": "ro", "title": "Versiune", "text": "Nou."}
    first, second = lead.post(place, sent), lead.post(place, {**sent, "text": "Altfel."})

    assert first.status_code == 302
    assert (second.status_code, "Altfel." in text(second)) == (422, True)
    assert seat.operator().post(place, sent).status_code == 403
    assert lead.post(f"{place}/retragere").status_code == 302
    assert "Niciun răspuns gata" in text(lead.get("/asistenta/raspunsuri"))


def test_an_article_is_written_found_and_withdrawn(seat, scene):
    lead = seat.lead()
    sent = {"title": "Certificat expirat", "text": "Se reînnoiește la casă.", "is_public": "1"}
    made = lead.post("/asistenta/articole/nou", sent)

    assert "Se reînnoiește la casă." in text(lead.get(made["Location"]))
    assert "Certificat expirat" in text(lead.get("/asistenta/articole?text=reinnoieste"))
    assert "Certificat expirat" not in text(lead.get("/asistenta/articole?text=altceva"))
    lead.post(f"{made['Location']}/retragere")
    assert lead.get(made["Location"]).status_code == 404


def test_the_month_is_shown_drawn_and_given_as_a_file_of_counts(seat, scene):
    lead, today = seat.lead(), timezone.localtime()
    shown = words(lead.get("/asistenta/situatii"))
    file = b"".join(lead.get("/asistenta/situatii.csv")).decode("utf-8-sig")
    plot = lead.get("/asistenta/situatii/zile.svg")

    assert "Cu date personale ascunse" in shown
    assert f"Pe zile;{today:%d-%m-%Y};" in file
    assert (plot["Content-Type"], b"<script" in plot.content) == ("image/svg+xml", False)
    assert lead.get("/asistenta/situatii/altele.svg").status_code == 404
    assert "Niciun incident" in text(lead.get("/asistenta/situatii?luna=2020-01"))
    assert lead.get("/asistenta/situatii?luna=2020-13").status_code == 200


def test_an_auditor_reads_the_desk_without_senders_and_does_nothing(seat, scene):
    auditor = seat.auditor()
    shown = text(auditor.get(f"{QUEUE}/{scene.soft}"))

    assert "farmacia@exemplu.invalid" not in shown
    assert "<textarea" not in shown
    assert auditor.post(f"{QUEUE}/{scene.soft}/preluare").status_code == 403


def test_every_kind_of_entry_has_its_word(seat, scene):
    entries = IncidentEntry.objects.filter(incident__public_id=scene.soft)
    shown = text(seat.operator().get(f"{QUEUE}/{scene.soft}"))

    kinds = set(entries.values_list("kind", flat=True))
    assert kinds >= {EntryKind.INCOMING, EntryKind.ANSWER, EntryKind.NOTE, EntryKind.EVENT}
    assert all(f"op-entry--{each}" in shown for each in kinds)
