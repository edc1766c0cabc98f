"""Does a practice see how its own cases stand, and report a card without the application?"""

import re
import uuid

import pytest
from django.utils import timezone
from tests.factories import card_register as cards
from tests.factories.providers import OTHER_CUI

from openpias.core.contracts.management_unit import CaseKind, CaseStatus
from openpias.core.smartcard.states import CardState
from openpias.server.cards.models import CardCase, CardDesk, ResetAuthorisation
from openpias.server.cards.operations import handling
from openpias.server.platform.accounts.enums import Role

pytestmark = pytest.mark.django_db
OWN = "/cazuri-card"


def text(answer):
    return answer.content.decode()


def blocked(**fields):
    card = fields.pop("card", None) or cards.card(CardState.BLOCKED)
    told = cards.reported(card, cards.clerk(), at=timezone.now(), **fields)
    return CardCase.objects.get(public_id=told.case)


def sent(**fields):
    return {
        "record": str(uuid.uuid4()),
        "kind": "blocked",
        "cid": "",
        "card_number": "",
        "holder_surname": "",
        "holder_birth_date": "",
        **fields,
    }


@pytest.mark.parametrize("number", [0, 1, 3])
def test_the_list_takes_the_same_number_of_queries(house, number, django_assert_num_queries):
    for _ in range(number):
        blocked()
    browser = house.clerk()
    browser.get(OWN)

    with django_assert_num_queries({0: 6, 1: 10, 3: 10}[number]):
        answer = text(browser.get(OWN))

    assert answer.count(f'href="{OWN}/') - 1 == number
    assert ("Niciun caz" in answer) == (number == 0)


def test_a_case_tells_its_house_telephone_steps_and_what_to_do(house):
    CardDesk.objects.create(
        house_code="CAS-CJ",
        phones=["0264 407 100"],
        extensions="12",
        hours="8–16",
        changed_at=timezone.now(),
        changed_by=1,
    )
    case = blocked(card=cards.card(CardState.BLOCKED, insured=cards.holder(house_code="CAS-CJ")))

    for address in (OWN, f"{OWN}/{case.public_id}"):
        answer = text(house.clerk().get(address))
        assert "Casa de Asigurări de Sănătate Cluj" in answer
        assert "0264 407 100 · interior 12 · 8–16" in answer
        assert "Cazul așteaptă la casă" in answer
    assert "cazul a fost deschis" in answer


def test_what_to_do_follows_the_case(house):
    case = blocked()
    clerk, specialist = house.clerk(), cards.specialist()
    address = f"{OWN}/{case.public_id}"

    handling.take(str(case.public_id), actor=specialist, at=timezone.now())
    assert "Un specialist lucrează la caz" in text(clerk.get(address))
    given = handling.unblock(str(case.public_id), actor=specialist, at=timezone.now())
    shown = text(clerk.get(address))
    assert f"până la ora {timezone.localtime(given.expires_at):%H:%M}" in shown
    assert "Reset PIN eCard" in shown
    ResetAuthorisation.objects.update(expires_at=timezone.now())
    late = text(clerk.get(address))
    assert "Timpul de deblocare a trecut" in late
    assert "timpul a trecut" in late
    assert f'href="{OWN}/nou?fel=blocked"' in late
    assert "Reset PIN eCard" not in late


def test_a_practice_reads_no_holder_and_nobody_of_the_house(house):
    case = blocked()
    specialist = cards.specialist(display_name="Ana Card")
    handling.take(str(case.public_id), actor=specialist, at=timezone.now())

    answer = text(house.clerk().get(f"{OWN}/{case.public_id}"))

    for hidden in ("Țurcanu", "Ana Card", case.card.insured.cid, "se potrivesc"):
        assert hidden not in answer


def test_another_practices_case_answers_like_an_unknown_one(house):
    case = blocked()
    stranger = house.clerk(OTHER_CUI)

    assert case.number not in text(stranger.get(OWN))
    assert stranger.get(f"{OWN}/{case.public_id}").status_code == 404
    assert stranger.get(f"{OWN}/{uuid.uuid4()}").status_code == 404
    assert house.specialist().get(OWN).status_code == 403


def test_a_card_is_reported_by_hand_once_and_its_administrator_may_too(house):
    card = cards.card(CardState.BLOCKED)
    clerk = house.clerk(roles=(Role.PROVIDER_ADMINISTRATOR,))
    form = text(clerk.get(f"{OWN}/nou?fel=blocked"))
    drawn = re.search(r'name="record" value="([^"]*)"', form)[1]
    assert re.search(r'value="blocked"\s+checked', form)
    typed = sent(
        record=drawn,
        cid=card.insured.cid,
        holder_surname="Țurcanu",
        holder_birth_date="24-11-1985",
    )

    for _press in range(2):
        answer = clerk.post(f"{OWN}/nou", typed)

    case = CardCase.objects.get()
    assert answer["Location"] == f"{OWN}/{case.public_id}"
    assert (case.terminal, case.identity, case.status) == (None, "agrees", CaseStatus.OPEN)


def test_a_case_reported_by_hand_is_unblocked_for_the_terminal_that_comes_first(house):
    card = cards.card(CardState.BLOCKED)
    clerk = house.clerk()
    clerk.post(
        f"{OWN}/nou",
        sent(cid=card.insured.cid, holder_surname="Țurcanu", holder_birth_date="24-11-1985"),
    )

    house.specialist().post(f"/carduri/cazuri/{CardCase.objects.get().public_id}/deblocare")

    assert ResetAuthorisation.objects.get().terminal is None


def test_an_invalid_card_is_reported_by_its_number(house):
    card = cards.card(CardState.SUSPENDED)

    answer = house.clerk().post(
        f"{OWN}/nou", sent(kind="invalid", card_number=f"{card.number[:4]}-{card.number[4:]}")
    )

    assert answer.status_code == 302
    assert CardCase.objects.get().kind == CaseKind.INVALID


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"kind": ""}, "kind"),
        ({}, "cid"),
        ({"cid": "12"}, "cid"),
        ({"cid": "9" * 20}, "cid"),
        ({"cid": "9" * 19 + "\0"}, "cid"),
        ({"kind": "invalid"}, "card_number"),
        ({"kind": "invalid", "card_number": "1111111111111111"}, "card_number"),
        ({"cid": "9" * 20, "holder_birth_date": "31-31-1985"}, "holder_birth_date"),
    ],
)
def test_what_is_wrong_leads_to_its_field_and_stays_typed(house, typed, field):
    answer = house.clerk().post(f"{OWN}/nou", sent(holder_surname="Scris deja", **typed))

    assert answer.status_code == 422
    assert f'href="#{field}"' in text(answer)
    assert 'value="Scris deja"' in text(answer)
    assert CardCase.objects.count() == 0


def test_a_form_without_its_key_is_refused(house):
    card = cards.card(CardState.BLOCKED)
    typed = {**sent(cid=card.insured.cid), "record": "x"}

    assert house.clerk().post(f"{OWN}/nou", typed).status_code == 400
    assert CardCase.objects.count() == 0


def test_practice_mode_reports_nothing(house):
    card = cards.card(CardState.BLOCKED)
    clerk = house.clerk()
    clerk.post("/exersare", {"practice": "1"})

    assert clerk.post(f"{OWN}/nou", sent(cid=card.insured.cid)).status_code == 403
    assert CardCase.objects.count() == 0


def test_a_report_that_comes_back_after_a_sign_in_is_shown_filled_and_not_sent(house):
    card = cards.card(CardState.BLOCKED)

    answer = house.clerk().post(f"{OWN}/nou", sent(cid=card.insured.cid, _kept="1"))

    assert answer.status_code == 200
    assert f'value="{card.insured.cid}"' in text(answer)
    assert CardCase.objects.count() == 0
