"""Is a card found by its number, and is only offered what its state allows?"""

import csv
import io
import re
import uuid
from datetime import UTC, datetime

import pypdfium2
import pytest
from django.utils import timezone
from tests.factories import card_register as cards

from openpias.core.smartcard.life_cycle import REISSUED_FROM, TRANSITIONS, Act
from openpias.core.smartcard.states import CardState
from openpias.server.cards.enums import CardHappening
from openpias.server.cards.models import Card, CardEvent, CertificateOfReplacement
from openpias.server.cards.operations.cards import SPECIALIST_ACTS
from openpias.server.cards.web.card_acts import GRAVE, SLUGS
from openpias.server.platform.accounts import door
from openpias.server.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
REGISTER, SEARCH = "/carduri/registru", "/carduri/registru/cautare"


def text(answer):
    return answer.content.decode()


def page(card, act=""):
    return f"{REGISTER}/{card.public_id}" + (f"/{act}" if act else "")


def words_of(answer):
    assert answer.headers["Content-Type"] == "application/pdf"
    pages = pypdfium2.PdfDocument(answer.content)
    return " ".join(" ".join(each.get_textpage().get_text_bounded() for each in pages).split())


def record():
    return str(uuid.uuid4())


def was_reset(card, at=None):
    """Write down that a card's PIN was reset at a terminal."""
    return CardEvent.objects.create(
        card=card,
        happening=CardHappening.PIN_RESET.value,
        from_state=card.state,
        to_state=card.state,
        at=at or timezone.now(),
    )


@pytest.mark.parametrize("number", [0, 1, 3])
def test_the_list_takes_the_same_number_of_queries(house, number, django_assert_num_queries):
    for _ in range(number):
        cards.card()
    browser = house.specialist()
    browser.get(REGISTER)

    with django_assert_num_queries(7):
        answer = text(browser.get(REGISTER))

    assert len(re.findall(rf'href="{REGISTER}/[0-9a-f-]{{36}}"', answer)) == number
    assert ("Niciun card aici" in answer) == (number == 0)
    assert "Țurcanu" not in answer


def test_the_list_is_filtered_by_state(house):
    blocked, active = cards.card(CardState.BLOCKED), cards.card()

    answer = text(house.specialist().get(f"{REGISTER}?stare={CardState.BLOCKED.value}"))

    assert page(blocked) in answer
    assert page(active) not in answer
    for nonsense in ("?stare=99", "?stare=x", "?pagina=0", "?pagina=x", "?pagina=999999"):
        assert house.specialist().get(REGISTER + nonsense).status_code == 200


@pytest.mark.parametrize("what", ["number", "cid", "cnp"])
def test_a_card_is_found_by_each_number_and_the_search_is_written_down(house, what):
    card = cards.card()
    said = card.number if what == "number" else getattr(card.insured, what)

    answer = house.specialist().post(SEARCH, {"number": f" {said[:4]} {said[4:]} "})

    assert answer["Location"] == page(card)
    entry = AuditEntry.objects.get(event="cards-searched")
    assert entry.facts == {"found": 1, "reason-said": False}


@pytest.mark.parametrize("said", ["", "123", "9" * 16, "x\0y", "9" * 20])
def test_what_is_not_found_stays_typed(house, said):
    cards.card()

    answer = house.specialist().post(SEARCH, {"number": said})

    assert answer.status_code == 422
    assert 'href="#number"' in text(answer)
    assert said.isprintable() is False or f'value="{said}"' in text(answer) or not said


def test_a_card_of_another_house_is_not_found(house):
    card = cards.card(insured=cards.holder(house_code="CAS-CJ"))
    specialist = house.specialist()

    assert specialist.post(SEARCH, {"number": card.number}).status_code == 422
    assert specialist.get(page(card)).status_code == 404
    for slug in (*SLUGS, "reemitere"):
        sent = {"record": record(), "note": "x", "reason": "loss"}
        assert specialist.get(page(card, slug)).status_code == 404
        assert specialist.post(page(card, slug), sent).status_code == 404
    assert specialist.post(page(card, "adeverinta"), {"record": record()}).status_code == 404
    card.refresh_from_db()
    assert card.state == CardState.ACTIVE


def test_somebody_without_a_card_gets_the_first_one_proposed_once(house):
    holder = cards.holder()
    specialist = house.specialist()
    found = text(specialist.post(SEARCH, {"number": holder.cid}))
    assert "asigurat al casei, fără card" in found
    sent = dict(re.findall(r'name="(insured|record)" value="([^"]*)"', found))

    for _press in range(2):
        answer = specialist.post(f"{REGISTER}/propunere", sent)

    card = Card.objects.get()
    assert answer["Location"] == page(card)
    assert card.state == CardState.PROPOSED
    assert card.insured == holder


@pytest.mark.parametrize("insured", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_nobody_gets_no_card(house, insured):
    sent = {"insured": insured, "record": record()}

    assert house.specialist().post(f"{REGISTER}/propunere", sent).status_code == 422
    assert house.operator().post(f"{REGISTER}/propunere", sent).status_code == 403
    assert Card.objects.count() == 0


@pytest.mark.parametrize("state", list(CardState))
def test_a_card_offers_what_the_table_allows_in_its_state_and_nothing_else(house, state):
    card = cards.card(state, was_active=True)

    answer = text(house.specialist().get(page(card)))

    shown = {slug for slug in SLUGS if f'href="{page(card, slug)}"' in answer}
    allowed = {
        slug
        for slug, act in SLUGS.items()
        if (state, act) in TRANSITIONS and act is not Act.REINSTATE_INACTIVE
    }
    assert shown == allowed
    assert (f'href="{page(card, "reemitere")}"' in answer) == (state in REISSUED_FROM)
    assert set(SLUGS.values()) == SPECIALIST_ACTS


def test_a_card_that_was_never_activated_goes_back_to_that(house):
    card = cards.card(CardState.SUSPENDED)

    answer = text(house.specialist().get(page(card)))

    assert page(card, "repunere-inactiv") in answer
    assert f'href="{page(card, "repunere")}"' not in answer


def test_an_act_is_done_once_and_told_with_who_and_why(house):
    card = cards.card()
    specialist = house.specialist(display_name="Ana Card")
    form = text(specialist.get(page(card, "suspendare")))
    sent = dict(re.findall(r'name="(record)" value="([^"]*)"', form))

    for _press in range(2):
        specialist.post(
            page(card, "suspendare"), {**sent, "reason": "theft", "note": "plângerea nr. 4"}
        )

    card.refresh_from_db()
    assert card.state == CardState.SUSPENDED
    answer = text(specialist.get(page(card)))
    assert "activ → suspendat" in answer
    assert "furat; plângerea nr. 4" in answer
    assert "Ana Card" in answer
    assert CardEvent.objects.filter(card=card, happening="suspend").count() == 1


@pytest.mark.parametrize(
    ("slug", "sent", "field"),
    [
        ("suspendare", {"reason": "", "note": "ceva"}, "reason"),
        ("date-gresite", {"note": ""}, "note"),
        ("deces", {"note": " "}, "note"),
        ("livrare-necunoscuta", None, ""),
        ("predare", {"note": "nu este în transport"}, "note"),
        ("reemitere", {"note": "activ"}, "note"),
    ],
)
def test_an_act_that_is_refused_keeps_what_was_typed(house, slug, sent, field):
    card = cards.card()
    specialist = house.specialist()
    if sent is None:
        assert specialist.get(page(card, slug)).status_code == 404
        return

    answer = specialist.post(page(card, slug), {"record": record(), **sent})

    assert answer.status_code == 422
    assert f'href="#{field}"' in text(answer)
    assert not sent["note"].strip() or f'value="{sent["note"]}"' in text(answer)
    card.refresh_from_db()
    assert card.state == CardState.ACTIVE


@pytest.mark.parametrize("slug", [slug for slug, act in SLUGS.items() if act in GRAVE])
def test_grave_acts_ask_for_the_certificate_again(house, monkeypatch, slug):
    card = cards.card(CardState.SUSPENDED)
    specialist = house.specialist()
    monkeypatch.setattr(door, "_confirmed_lately", lambda _request: False)

    answer = specialist.post(page(card, slug), {"record": record(), "note": "x"})

    assert answer["Location"].startswith("/confirmare?")
    assert specialist.get(page(card, "deces"))["Location"].startswith("/confirmare?")
    card.refresh_from_db()
    assert card.state == CardState.SUSPENDED


def test_a_card_is_reissued_and_the_two_name_each_other(house):
    card = cards.card(CardState.SUSPENDED)
    specialist = house.specialist()
    sent = {"record": record(), "note": "cererea nr. 9"}

    for _press in range(2):
        answer = specialist.post(page(card, "reemitere"), sent)

    new = Card.objects.get(replaces=card)
    assert answer["Location"] == page(new)
    assert f'href="{page(card)}"' in text(specialist.get(page(new)))
    assert f'href="{page(new)}"' in text(specialist.get(page(card)))


def test_a_paper_is_issued_once_and_printed_for_its_holder(house):
    card = cards.card(CardState.SUSPENDED)
    specialist = house.specialist()
    form = text(specialist.get(page(card)))
    sent = dict(re.findall(r'name="(record)" value="([^"]*)"', form))
    for _press in range(2):
        specialist.post(page(card, "adeverinta"), sent)
    paper = CertificateOfReplacement.objects.get()
    address = f"/carduri/adeverinte/{paper.public_id}.pdf"
    assert address in text(specialist.get(page(card)))

    words = words_of(specialist.get(address))

    for part in (
        "ADEVERINȚĂ",
        paper.number,
        "Țurcanu Ștefania",
        "24-11-1985",
        "Casa de Asigurări de Sănătate Suceava",
        f"{paper.valid_to:%d-%m-%Y}",
    ):
        assert part in words
    assert card.number in words.replace(" ", "")
    assert AuditEntry.objects.filter(event="replacement-certificate-printed").count() == 1
    assert house.specialist("CAS-CJ").get(address).status_code == 404
    assert house.clerk().get(address).status_code == 403


def test_a_working_card_gets_no_paper(house):
    card = cards.card()
    specialist = house.specialist()

    assert "Emite o adeverință" not in text(specialist.get(page(card)))
    answer = specialist.post(page(card, "adeverinta"), {"record": record()})

    assert answer.status_code == 422
    assert CertificateOfReplacement.objects.count() == 0


def test_an_operator_reads_and_does_not_change_and_an_auditor_sees_no_holder(house):
    card = cards.card()
    operator, auditor = house.operator(), house.auditor()

    assert "Țurcanu" in text(operator.get(page(card)))
    assert "suspendare" not in text(operator.get(page(card)))
    assert operator.post(page(card, "suspendare"), {"reason": "loss"}).status_code == 403
    assert "Țurcanu" not in text(auditor.get(page(card)))
    assert auditor.get(page(card)).status_code == 200
    assert auditor.post(SEARCH, {"number": card.number}).status_code == 403


def test_who_sees_every_house_searches_and_opens_with_a_reason(house):
    card = cards.card()
    administrator = house.administrator()
    assert administrator.post(SEARCH, {"number": card.number}).status_code == 422
    assert "De ce deschideți?" in text(administrator.get(page(card)))

    answer = administrator.post(SEARCH, {"number": card.number, "note": "sesizarea nr. 3"})

    assert answer["Location"] == page(card)
    assert "Țurcanu" in text(administrator.get(page(card)))


def test_hostile_words_stay_words_on_a_card_and_on_paper(house):
    row = cards.holder(surname="<script>alert(1)</script>", given_name="#panic() $x$")
    card = cards.card(CardState.SUSPENDED, insured=row)
    specialist = house.specialist()
    specialist.post(page(card, "adeverinta"), {"record": record()})
    paper = CertificateOfReplacement.objects.get()

    assert "<script>alert" not in text(specialist.get(page(card)))
    words = words_of(specialist.get(f"/carduri/adeverinte/{paper.public_id}.pdf"))
    # A word without a place to break is given some.
    assert "<script>alert(1)</script> #panic() $x$" in words.replace("\u200b", "")


def test_the_register_of_resets_is_shown_printed_and_saved(house):
    row = cards.holder(surname="=Țurcanu")
    card = cards.card(insured=row)
    was_reset(card)
    specialist = house.specialist()

    shown = text(specialist.get("/carduri/resetari"))
    words = words_of(specialist.get("/carduri/resetari.pdf"))
    saved = b"".join(specialist.get("/carduri/resetari.csv")).decode("utf-8-sig")

    assert "=Țurcanu Ștefania" in shown
    for part in ("Registrul resetărilor de PIN", "=Țurcanu Ștefania", "Semnătura titularului"):
        assert part in words
    assert card.number in words.replace(" ", "")
    rows = list(csv.reader(io.StringIO(saved), delimiter=";"))
    assert rows[1][3] == "'=Țurcanu Ștefania"
    assert AuditEntry.objects.filter(event="reset-register-read").count() == 3


def test_an_empty_register_says_so_on_screen_and_paper(house):
    specialist = house.specialist()

    assert "Nicio resetare" in text(specialist.get("/carduri/resetari"))
    assert "Nicio resetare în această perioadă" in words_of(specialist.get("/carduri/resetari.pdf"))


@pytest.mark.parametrize("number", [1, 3])
def test_the_register_takes_the_same_number_of_queries(house, number, django_assert_num_queries):
    for _ in range(number):
        was_reset(cards.card())
    browser = house.specialist()
    browser.get("/carduri/resetari")

    with django_assert_num_queries(10):
        answer = text(browser.get("/carduri/resetari"))

    assert answer.count("Țurcanu Ștefania") == number


def test_the_register_holds_the_days_that_are_asked_and_the_own_house(house):
    was_reset(cards.card(), at=datetime(2026, 3, 1, 12, tzinfo=UTC))
    was_reset(cards.card(insured=cards.holder(house_code="CAS-CJ", surname="Străinu")))
    specialist = house.specialist()

    asked = text(specialist.get("/carduri/resetari?de_la=01-03-2026&pana_la=01-03-2026"))

    assert "Țurcanu Ștefania" in asked
    assert "Străinu" not in text(specialist.get("/carduri/resetari"))


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("?de_la=x", "de_la"),
        ("?pana_la=%00", "pana_la"),
        ("?de_la=02-03-2026&pana_la=01-03-2026", "pana_la"),
        ("?de_la=01-03-2020&pana_la=01-03-2026", "pana_la"),
    ],
)
def test_a_wrong_period_leads_to_its_field(house, query, field):
    answer = house.specialist().get(f"/carduri/resetari{query}")

    assert answer.status_code == 422
    assert f'href="#{field}"' in text(answer)


def test_who_sees_every_house_reads_the_register_with_a_reason(house):
    was_reset(cards.card())
    administrator = house.administrator()
    assert "De ce deschideți?" in text(administrator.get("/carduri/resetari"))

    administrator.post("/carduri/motiv", {"what": "resetari", "reference": "", "reason": "control"})

    assert "Țurcanu Ștefania" in text(administrator.get("/carduri/resetari"))
