"""Does a card specialist see what waits, and is each act one button in the right order?"""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories import card_register as cards
from tests.factories.providers import CUI, OTHER_CUI

from openpias.core.contracts.management_unit import CaseKind, CaseStatus
from openpias.core.smartcard.states import CardState
from openpias.server.cards.models import CardCase, ResetAuthorisation
from openpias.server.cards.operations import handling, telephone
from openpias.server.cards.operations.telephone import TelephoneCase
from openpias.server.platform.accounts import door
from openpias.server.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
QUEUE = "/carduri/cazuri"


def text(answer):
    return answer.content.decode()


def blocked(**fields):
    """Report a blocked card now; return its case row."""
    card = fields.pop("card", None) or cards.card(CardState.BLOCKED)
    clerk = fields.pop("clerk", None) or cards.clerk()
    told = cards.reported(card, clerk, at=timezone.now(), **fields)
    return CardCase.objects.get(public_id=told.case)


def unsaid(**fields):
    """Report a blocked card without the holder's name and birth date."""
    return blocked(holder_surname="", holder_birth_date=None, **fields)


def page(case, act=""):
    return f"{QUEUE}/{case.public_id}" + (f"/{act}" if act else "")


def called(card=None):
    """Open a case by telephone; return its row."""
    cards.registered_provider()
    card = card or cards.card(CardState.BLOCKED)
    said = TelephoneCase(kind=CaseKind.BLOCKED, provider=CUI, cid=card.insured.cid)
    opened = telephone.open_case(said, actor=cards.specialist(), at=timezone.now())
    return CardCase.objects.get(public_id=opened.case)


def test_an_empty_queue_says_what_will_come_and_leads_to_the_telephone(house):
    answer = house.specialist().get(QUEUE)

    assert "Niciun caz aici" in text(answer)
    assert 'href="/carduri/telefon"' in text(answer)


def test_the_queue_shows_the_oldest_first_with_how_long_it_waits(house):
    first, second = blocked(), blocked()
    hours = timedelta(hours=3, minutes=5)
    CardCase.objects.filter(pk=second.pk).update(opened_at=timezone.now() - hours)

    answer = text(house.specialist().get(QUEUE))

    assert answer.index(second.number) < answer.index(first.number)
    assert "3 h 5 min" in answer
    assert "nimeni" in answer


@pytest.mark.parametrize("number", [1, 3])
def test_the_queue_takes_the_same_number_of_queries(house, number, django_assert_num_queries):
    for _ in range(number):
        blocked()
    browser = house.specialist()
    browser.get(QUEUE)

    with django_assert_num_queries(7):
        answer = browser.get(QUEUE)

    assert text(answer).count(f'href="{QUEUE}/') == number


@pytest.mark.parametrize(("slug", "shown"), [("asteapta", 0), ("in-lucru", 1), ("incheiate", 0)])
def test_the_queue_is_filtered_by_state(house, slug, shown):
    case = blocked()
    handling.take(str(case.public_id), actor=cards.specialist(), at=timezone.now())

    answer = text(house.specialist().get(f"{QUEUE}?stare={slug}"))

    assert answer.count(case.number) == shown


def test_another_house_and_a_practice_see_no_such_case(house):
    case = blocked()

    assert case.number not in text(house.specialist("CAS-CJ").get(QUEUE))
    assert house.specialist("CAS-CJ").get(page(case)).status_code == 404
    assert house.specialist().get(f"{QUEUE}/{uuid.uuid4()}").status_code == 404
    for act in ("preluare", "apel", "deblocare", "refuz", "repunere"):
        sent = {"reason": "nu", "note": "nu"}
        assert house.specialist("CAS-CJ").post(page(case, act), sent).status_code == 404
    assert house.clerk().get(QUEUE).status_code == 403
    assert house.operator().get(page(case)).status_code == 403


def test_a_case_shows_the_holder_with_the_cid_hidden_and_writes_the_look_down(house):
    case = blocked()
    holder = case.card.insured

    answer = text(house.specialist().get(page(case)))

    assert "Țurcanu Ștefania" in answer
    assert "24-11-1985" in answer
    shown = answer.replace(f"{holder.cid}", "CID", 1)
    assert f"•••• {holder.cid[-4:]}" in answer
    assert answer.count(holder.cid) == 1
    assert "<details" in shown[: shown.index("CID", shown.index("Arată CID-ul"))]
    assert holder.cnp not in answer
    look = AuditEntry.objects.get(event="card-opened")
    assert look.subject_ref == str(case.card.public_id)


@pytest.mark.parametrize("number", [1, 3])
def test_a_case_takes_the_same_number_of_queries(house, number, django_assert_num_queries):
    case = blocked()
    for _ in range(number):
        handling.take(str(case.public_id), actor=cards.specialist(), at=timezone.now())
    browser = house.specialist()
    browser.get(page(case))

    with django_assert_num_queries(21):
        browser.get(page(case))


def test_the_page_leads_from_taking_to_unblocking(house):
    cards.registered_provider(phone="0230 555 999")
    case = unsaid()
    specialist = house.specialist(display_name="Ana Card")
    assert "Cereți furnizorului numele" in text(specialist.get(page(case)))

    specialist.post(page(case, "preluare"))
    assert "Ana Card" in text(specialist.get(page(case)))
    assert "Deblochează cardul" not in text(specialist.get(page(case)))

    said = {"surname": "Turcanu", "birth_date": "24-11-1985"}
    assert specialist.post(page(case, "comparare"), said).status_code == 302
    ready = text(specialist.get(page(case)))
    assert "0230 555 999" in ready
    assert "Deblochează cardul" in ready

    assert specialist.post(page(case, "deblocare")).status_code == 302
    done = text(specialist.get(page(case)))
    given = ResetAuthorisation.objects.get()
    until = f"{timezone.localtime(given.expires_at):%H:%M}"
    assert f"Ce apasă furnizorul, până la ora {until}" in done
    assert "Reset PIN eCard" in done
    assert "Deblochează cardul" not in done
    assert "cardul a fost deblocat" in done


def test_pressing_unblock_twice_gives_one_authorisation(house):
    case = blocked()
    specialist = house.specialist()

    for _press in range(2):
        specialist.post(page(case, "deblocare"))

    assert ResetAuthorisation.objects.count() == 1


def test_what_differs_is_told_with_the_try_and_keeps_what_was_typed(house):
    case = unsaid()
    specialist = house.specialist()
    said = {"surname": "Popescu", "birth_date": "24-11-1985"}

    first = specialist.post(page(case, "comparare"), said)

    assert first.status_code == 422
    assert "încercarea 1 din 3" in text(first)
    assert 'value="Popescu"' in text(first)
    assert 'value="24-11-1985"' in text(first)
    assert 'href="#surname"' in text(first)


def test_after_three_wrong_comparisons_only_refusing_is_left(house):
    case = unsaid()
    specialist = house.specialist()
    for _ in range(3):
        specialist.post(page(case, "comparare"), {"surname": "Popescu", "birth_date": "24-11-1985"})

    answer = text(specialist.get(page(case)))

    assert "cazul mai poate fi doar refuzat" in answer
    assert 'name="surname"' not in answer
    assert specialist.post(page(case, "deblocare")).status_code == 422


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"surname": "", "birth_date": "24-11-1985"}, "surname"),
        ({"surname": "Țurcanu", "birth_date": "31-31-1985"}, "birth_date"),
    ],
)
def test_a_comparison_that_cannot_be_read_counts_as_none(house, said, field):
    case = unsaid()

    answer = house.specialist().post(page(case, "comparare"), said)

    assert answer.status_code == 422
    assert f'href="#{field}"' in text(answer)
    case.refresh_from_db()
    assert (case.identity, case.wrong_comparisons) == ("not-compared", 0)


def test_a_case_by_telephone_is_not_unblocked_before_the_call_back(house):
    case = called()
    specialist = house.specialist()
    said = {"surname": "Țurcanu", "birth_date": "24-11-1985"}
    specialist.post(page(case, "comparare"), said)

    refused = specialist.post(page(case, "deblocare"))
    assert refused.status_code == 422
    assert "Sunați întâi furnizorul" in text(refused)
    assert "0253 223 940" in text(refused)

    specialist.post(page(case, "apel"))
    assert specialist.post(page(case, "deblocare")).status_code == 302


def test_an_invalid_card_is_reinstated_with_a_reason(house):
    card = cards.card(CardState.SUSPENDED, was_active=True)
    case = blocked(card=card, kind=CaseKind.INVALID)
    specialist = house.specialist()
    assert "Repune cardul" in text(specialist.get(page(case)))

    silent = specialist.post(page(case, "repunere"), {"note": ""})
    assert silent.status_code == 422
    assert "Scrieți motivul" in text(silent)
    assert specialist.post(page(case, "repunere"), {"note": "găsit"}).status_code == 302

    card.refresh_from_db()
    case.refresh_from_db()
    assert (card.state, case.status) == (CardState.ACTIVE, CaseStatus.DONE)


def test_a_card_that_allows_no_act_sends_the_specialist_to_its_page(house):
    case = blocked(card=cards.card(CardState.EXPIRED), kind=CaseKind.INVALID)

    answer = text(house.specialist().get(page(case)))

    assert "starea „expirat”" in answer
    assert f'href="/carduri/registru/{case.card.public_id}"' in answer
    assert "Repune cardul" not in answer


def test_a_refusal_needs_a_reason_and_the_practice_reads_it(house):
    case = blocked()
    specialist = house.specialist()
    assert specialist.post(page(case, "refuz"), {"reason": " "}).status_code == 422

    specialist.post(page(case, "refuz"), {"reason": "Cardul este expirat."})

    assert "Cardul este expirat." in text(house.clerk().get(f"/cazuri-card/{case.public_id}"))
    assert "De făcut, în ordine" not in text(specialist.get(page(case)))


@pytest.mark.parametrize("act", ["deblocare", "repunere"])
def test_grave_acts_ask_for_the_certificate_again(house, monkeypatch, act):
    case = blocked()
    specialist = house.specialist()
    # Without a second factor nothing is asked again; here the certificate was shown long ago.
    monkeypatch.setattr(door, "_confirmed_lately", lambda _request: False)

    answer = specialist.post(page(case, act), {"note": "găsit"})

    assert answer["Location"].startswith("/confirmare?")
    assert ResetAuthorisation.objects.count() == 0
    assert specialist.post(page(case, "preluare"))["Location"] == page(case)


def test_who_sees_every_house_says_why_before_the_holder_is_shown(house):
    case = blocked()
    administrator = house.administrator()
    asked = text(administrator.get(page(case)))
    assert "De ce deschideți?" in asked
    assert "Țurcanu" not in asked

    sent = {"what": "caz", "reference": str(case.public_id)}
    assert administrator.post("/carduri/motiv", {**sent, "reason": ""}).status_code == 422
    said = administrator.post("/carduri/motiv", {**sent, "reason": "sesizarea nr. 12"})

    assert said["Location"] == page(case)
    assert "Țurcanu" in text(administrator.get(page(case)))
    administrator.post(page(case, "preluare"))
    assert "sesizarea nr. 12" in text(administrator.get(page(case)))


@pytest.mark.parametrize("what", ["caz", "//evil.example", ""])
def test_a_reason_leads_to_places_of_cards_only(house, what):
    sent = {"what": what, "reference": "//evil.example", "reason": "x"}

    assert house.administrator().post("/carduri/motiv", sent).status_code == 404


def test_an_auditor_sees_the_steps_and_no_holder(house):
    case = blocked()

    answer = text(house.auditor().get(page(case)))

    assert "cazul a fost deschis" in answer
    assert "Țurcanu" not in answer
    assert case.card.insured.cid[-4:] not in re.sub(r"[0-9a-f-]{36}", "", answer)
    assert "Preiau" not in answer
    assert house.auditor().post(page(case, "preluare")).status_code == 403


def test_hostile_words_stay_words(house):
    row = cards.holder(surname="<script>alert(1)</script>", given_name="<b>")
    card = cards.card(CardState.BLOCKED, insured=row)
    case = blocked(card=card, clerk=cards.clerk(provider_name="<img src=x onerror=y>"))
    CardCase.objects.filter(pk=case.pk).update(taken_by_name="<i>x")

    for address in (QUEUE, page(case)):
        answer = text(house.specialist().get(address))
        assert "<script>alert" not in answer
        assert "<img src=x" not in answer
        assert "<i>x" not in answer
    assert "&lt;script&gt;alert" in text(house.specialist().get(page(case)))


def test_a_form_without_its_token_changes_nothing(house):
    from django.test import Client

    case = blocked()
    browser = house.specialist()
    strict = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    strict.cookies = browser.cookies

    assert strict.post(page(case, "preluare")).status_code == 403
    case.refresh_from_db()
    assert case.status == CaseStatus.OPEN


def caller(**fields):
    return {"provider": CUI, "kind": "blocked", "cid": "", "card_number": "", **fields}


def test_a_call_opens_a_case_in_the_specialists_hands(house):
    cards.registered_provider()
    card = cards.card(CardState.BLOCKED)

    answer = house.specialist().post(
        "/carduri/telefon", caller(cid=f"{card.insured.cid[:10]} {card.insured.cid[10:]}")
    )

    case = CardCase.objects.get()
    assert answer["Location"] == page(case)
    assert (case.channel, case.status) == ("telephone", CaseStatus.TAKEN)


def test_a_provider_is_found_by_a_part_of_its_name_and_chosen_among_several(house):
    from tests.factories import providers

    cards.registered_provider()
    providers.entered(fiscal_code=OTHER_CUI, name="Clinica Știința Mare")
    card = cards.card(CardState.BLOCKED)
    specialist = house.specialist()
    sent = caller(provider="stiinta", cid=card.insured.cid)

    several = specialist.post("/carduri/telefon", sent)
    assert several.status_code == 422
    assert f'value="{CUI}"' in text(several)
    assert f'value="{OTHER_CUI}"' in text(several)
    assert f'value="{card.insured.cid}"' in text(several)
    chosen = specialist.post("/carduri/telefon", {**sent, "provider_code": CUI})

    assert chosen.status_code == 302
    assert CardCase.objects.get().provider_code == CUI


def test_a_card_of_another_house_is_told_with_its_telephone(house):
    from openpias.server.cards.models import CardDesk

    cards.registered_provider()
    CardDesk.objects.create(
        house_code="CAS-CJ",
        phones=["0264 407 100"],
        extensions="12",
        hours="8-16",
        changed_at=timezone.now(),
        changed_by=1,
    )
    card = cards.card(CardState.BLOCKED, insured=cards.holder(house_code="CAS-CJ"))

    answer = house.specialist().post("/carduri/telefon", caller(cid=card.insured.cid))

    assert "Casa de Asigurări de Sănătate Cluj" in text(answer)
    assert "0264 407 100" in text(answer)
    assert CardCase.objects.count() == 0


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"provider": ""}, "provider"),
        ({"provider": "nimeni cu acest nume"}, "provider"),
        ({"kind": ""}, "kind"),
        ({"kind": "x\0"}, "kind"),
        ({"cid": ""}, "cid"),
        ({"cid": "123"}, "cid"),
        ({"cid": "x" * 20}, "cid"),
        ({"cid": "9" * 20}, "cid"),
        ({"kind": "invalid"}, "card_number"),
        ({"kind": "invalid", "card_number": "1" * 16}, "card_number"),
        ({"kind": "invalid", "card_number": "12"}, "card_number"),
        ({"provider": "\0"}, "provider"),
    ],
)
def test_what_is_wrong_with_a_call_leads_to_its_field(house, sent, field):
    cards.registered_provider()

    answer = house.specialist().post("/carduri/telefon", caller(**sent))

    assert answer.status_code == 422
    assert f'href="#{field}"' in text(answer)
    assert CardCase.objects.count() == 0


def test_a_provider_without_a_registered_telephone_is_refused(house):
    cards.registered_provider(phone="")
    card = cards.card(CardState.BLOCKED)

    answer = house.specialist().post("/carduri/telefon", caller(cid=card.insured.cid))

    assert "nu are telefon înregistrat" in text(answer)


@pytest.mark.parametrize("act", ["comparare", "deblocare", "repunere", "refuz"])
def test_a_form_that_comes_back_after_a_sign_in_is_shown_and_not_carried_out(house, act):
    case = blocked()
    typed = {"_kept": "1", "surname": "Popescu", "birth_date": "x", "reason": "r", "note": "n"}

    answer = house.specialist().post(page(case, act), typed)

    assert answer.status_code == 200
    case.refresh_from_db()
    assert (case.status, case.wrong_comparisons) == (CaseStatus.OPEN, 0)


def test_practice_mode_neither_shows_nor_changes_cards(house):
    case = blocked()
    specialist = house.specialist()
    specialist.post("/exersare", {"practice": "1"})

    for address in (QUEUE, page(case), "/carduri/registru", "/carduri/resetari.pdf"):
        answer = specialist.get(address)
        assert answer.status_code == 403
        assert "modul de exersare" in text(answer)
    assert specialist.post(page(case, "deblocare")).status_code == 403
    assert ResetAuthorisation.objects.count() == 0


def test_a_specialist_arrives_at_the_queue(house):
    assert house.specialist().get("/")["Location"] == QUEUE
    assert house.specialist().get("/carduri")["Location"] == QUEUE
    assert house.operator().get("/carduri")["Location"] == "/carduri/registru"
    assert house.clerk().get("/carduri")["Location"] == "/cazuri-card"


def test_the_menu_shows_cards_to_whom_they_concern(house):
    specialist = text(house.specialist().get(QUEUE))
    clerk = text(house.clerk().get("/cazuri-card"))

    assert f'href="{QUEUE}"' in specialist
    assert 'href="/cazuri-card"' not in specialist
    assert 'href="/cazuri-card"' in clerk
    assert 'href="/carduri/' not in clerk
