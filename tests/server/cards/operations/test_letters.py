"""Is the house told of each case that begins to wait, and of nobody's data?"""

from datetime import timedelta

import pytest
from django.conf import settings
from tests.factories import card_register as cards
from tests.factories import people
from tests.factories.card_register import AT

from openpias.core.smartcard.states import CardState
from openpias.server.cards.models import CardCase
from openpias.server.cards.operations import authorisations, handling
from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.mail.models import Letter
from openpias.server.providers.operations.houses import HouseContact, save_contact

pytestmark = pytest.mark.django_db
HOUSE = "carduri@casa.example"


@pytest.fixture
def blocked():
    return cards.card(CardState.BLOCKED)


@pytest.fixture
def terminal():
    return cards.terminal(cards.clerk())


def address(email):
    administrator = people.actor(roles=(Role.ADMINISTRATOR,), provider="CNAS", house_code="CNAS")
    contact = HouseContact(address="", email=email, phone="", it_contact="")
    save_contact("CAS-SV", contact, actor=administrator, at=AT)


def letters():
    return list(Letter.objects.filter(kind="cards.case-waits").order_by("pk"))


def report(row, terminal, at=AT):
    return cards.reported(row, cards.clerk(), where=terminal, at=at)


def test_a_new_case_is_told_once_with_its_reference_and_link_alone(blocked, terminal):
    address(HOUSE)
    case = report(blocked, terminal)
    report(blocked, terminal)

    (letter,) = letters()
    owner = blocked.insured
    assert (letter.recipient, letter.language) == (HOUSE, "ro")
    assert case.number in letter.subject
    assert f"{settings.PUBLIC_URL}/carduri/cazuri/{case.case}" in letter.body
    told = f"{letter.subject} {letter.body}".casefold()
    known = [owner.cnp, owner.cid, blocked.number, owner.surname, owner.given_name]
    known.append(CardCase.objects.get().provider_name)
    assert [each for each in known if each.casefold() in told] == []


def test_a_case_that_waits_again_is_told_again(blocked, terminal):
    address(HOUSE)
    case = report(blocked, terminal)
    handling.unblock(case.case, actor=cards.specialist(), at=AT)
    later = AT + timedelta(minutes=16)
    authorisations.expire(at=later)

    report(blocked, terminal, at=later)

    assert len(letters()) == 2


@pytest.mark.parametrize("email", ["", "fără-adresă@ș"])
def test_a_house_without_an_address_has_its_case_all_the_same(blocked, terminal, email):
    from openpias.server.providers.models import InsuranceHouse

    InsuranceHouse.objects.filter(code="CAS-SV").update(email=email)

    assert report(blocked, terminal).is_new
    assert letters() == []
