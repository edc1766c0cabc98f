"""Can everybody use the pages of cards, full, empty and refused, wide and on a phone?"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from tests.factories import card_register as cards
from tests.server.cards.web import shown

from openpias.core.contracts.management_unit import CaseKind
from openpias.core.smartcard.states import CardState
from openpias.server.cards.enums import CardHappening
from openpias.server.cards.models import CardCase, CardEvent
from openpias.server.cards.operations import handling

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
EMPTY = {
    "specialist": (
        "/carduri/cazuri",
        "/carduri/telefon",
        "/carduri/registru",
        "/carduri/resetari",
        "/carduri/birou/CAS-SV",
        "/carduri/birou/CAS-SV/anunt",
    ),
    "clerk": ("/cazuri-card", "/cazuri-card/nou"),
    "administrator": ("/carduri/birou", "/carduri/resetari"),
}


def case_of(state, *, kind=CaseKind.BLOCKED, **fields):
    card = cards.card(state, was_active=True)
    told = cards.reported(card, cards.clerk(), kind=kind, at=timezone.now(), **fields)
    return CardCase.objects.get(public_id=told.case)


def filled(house, *, language):
    """Return pages with content and refused ones, under invented addresses where they were sent."""
    cards.registered_provider()
    specialist, clerk = house.specialist(display_name="Ana Card"), house.clerk()
    for browser in (specialist, clerk):
        browser.cookies["openpias-language"] = language
    waiting = case_of(CardState.BLOCKED, holder_surname="", holder_birth_date=None)
    given, invalid = case_of(CardState.BLOCKED), case_of(CardState.SUSPENDED, kind=CaseKind.INVALID)
    handling.unblock(str(given.public_id), actor=cards.specialist(), at=timezone.now())
    CardEvent.objects.create(
        card=given.card,
        happening=CardHappening.PIN_RESET.value,
        from_state=10,
        to_state=10,
        at=timezone.now(),
    )
    addresses = ["/carduri/cazuri", "/carduri/registru", "/carduri/resetari"]
    addresses += [f"/carduri/cazuri/{each.public_id}" for each in (waiting, given, invalid)]
    card = f"/carduri/registru/{invalid.card.public_id}"
    addresses += [card, f"{card}/repunere", f"/carduri/registru/{given.card.public_id}/suspendare"]
    kept = {address: specialist.get(address).content for address in addresses}
    for address in ("/cazuri-card", f"/cazuri-card/{given.public_id}"):
        kept[address] = clerk.get(address).content
    refused = {
        f"/carduri/cazuri/{waiting.public_id}/comparare": {"surname": "", "birth_date": "x"},
        "/carduri/telefon": {"provider": "", "cid": "12"},
        "/carduri/registru/cautare": {"number": "12"},
        "/carduri/birou/CAS-SV": {"phones": "x"},
    }
    for address, sent in refused.items():
        kept[address] = specialist.post(address, sent).content
    sent = {"record": "", "cid": "12", "holder_birth_date": "x"}
    kept["/cazuri-card/nou"] = clerk.post("/cazuri-card/nou", sent).content
    return kept


def refuse_violations(kept, *, width):
    with shown.opened(kept, width=width) as window:
        for address in kept:
            window.goto(f"{shown.ORIGIN}{address}")
            found = Axe().run(window, options=RULES).response["violations"]
            told = [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
            assert (address, told) == (address, [])
            wide = window.evaluate("document.documentElement.scrollWidth")
            assert (address, wide) == (address, min(wide, width))


@pytest.mark.skipif(shown.CHROMIUM is None, reason="Chromium is not installed (`chromium`)")
@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("language", ["ro", "uk"])
def test_filled_and_refused_pages_have_no_violation(house, language, width):
    refuse_violations(filled(house, language=language), width=width)


@pytest.mark.skipif(shown.CHROMIUM is None, reason="Chromium is not installed (`chromium`)")
@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("who", sorted(EMPTY))
def test_empty_pages_have_no_violation(house, who, width):
    browser = getattr(house, who)()

    refuse_violations({each: browser.get(each).content for each in EMPTY[who]}, width=width)
