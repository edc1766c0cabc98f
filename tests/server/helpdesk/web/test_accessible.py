"""Can everybody use the pages of the helpdesk, full, empty and refused, wide and on a phone?"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.server.cards.web import shown

from openpias.server.helpdesk.models import Incident
from openpias.server.helpdesk.operations import rating

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
WIDE, PHONE = 1280, 390
DESK = "/asistenta"


def full(seat, scene):
    """Return pages with content, and refused ones under invented addresses where they were sent."""
    lead, contractor, clerk = seat.lead(), seat.contractor(), seat.clerk()
    page = f"{DESK}/incidente/{scene.soft}"
    places = [
        *(DESK, f"{DESK}/incidente", f"{DESK}/telefon", f"{DESK}/telefon?cine=provider"),
        *(f"{DESK}/incidente/{each}" for each in (scene.held, scene.voice, scene.closed)),
        *(f"{DESK}/neprelucrabile", f"{DESK}/raspunsuri", f"{DESK}/raspunsuri/{scene.canned}"),
        *(f"{DESK}/articole", f"{DESK}/articole/{scene.article}", f"{DESK}/situatii", page),
    ]
    kept = {each.replace("?", "-"): lead.get(each).content for each in places}
    kept["/contractor"] = contractor.get(page).content
    closed = Incident.objects.get(public_id=scene.closed)
    kept["/rating"] = clerk.get(rating.path_of(closed)).content
    for each in ("/incidente", f"/incidente/{scene.portal}", "/incidente/nou"):
        kept[each] = clerk.get(each).content
    refused = {
        f"{page}/raspuns": {"answer_text": ""},
        f"{page}/corectare": {"field": "fiscal-code", "value-fiscal-code": "1"},
        f"{page}/comasare": {"merge_other": "x"},
        f"{page}/intrari/{scene.entry}/dezvaluire": {},
        f"{DESK}/telefon/refuz": {},
    }
    for address, sent in refused.items():
        kept[address] = lead.post(address.removesuffix("/refuz"), sent).content
    kept["/own-refused"] = clerk.post("/incidente/nou", {"subject": "", "text": ""}).content
    return kept


def empty(seat):
    """Return pages on which nothing lies."""
    lead, clerk = seat.lead(), seat.clerk()
    places = (DESK, *(f"{DESK}/{each}" for each in ("incidente", "neprelucrabile", "articole")))
    kept = {each: lead.get(each).content for each in (*places, f"{DESK}/situatii")}
    return kept | {each: clerk.get(each).content for each in ("/incidente", "/incidente/articole")}


def faults(kept):
    """Return what is wrong with these pages."""
    found = []
    with shown.opened(kept, width=WIDE) as window:
        for address in kept:
            window.goto(f"{shown.ORIGIN}{address}")
            wrong = Axe().run(window, options=RULES).response["violations"]
            told = [(one["id"], [node["html"] for node in one["nodes"]]) for one in wrong]
            found += [(address, each) for each in told]
            for width in (PHONE, WIDE):
                window.set_viewport_size({"width": width, "height": 900})
                wide = window.evaluate("document.documentElement.scrollWidth")
                found += [(address, f"{wide} wide on {width}")] if wide > width else []
    return found


@pytest.mark.skipif(shown.CHROMIUM is None, reason="Chromium is not installed (`chromium`)")
def test_pages_of_a_full_and_of_an_empty_desk_have_no_violation(seat, houses, request):
    kept = {f"/empty{address}": content for address, content in empty(seat).items()}
    kept |= full(seat, request.getfixturevalue("scene"))

    assert faults(kept) == []


@pytest.mark.skipif(shown.CHROMIUM is None, reason="Chromium is not installed (`chromium`)")
def test_an_answer_is_written_and_sent_with_the_keyboard_alone(seat, scene):
    operator = seat.operator()
    page = f"{DESK}/incidente/{scene.soft}"
    with shown.opened({page: operator.get(page).content}, width=WIDE) as window:
        window.goto(f"{shown.ORIGIN}{page}")
        window.focus("#answer_text")
        window.keyboard.type("Reporniți.")
        met = []
        for _ in range(3):
            window.keyboard.press("Tab")
            met.append(window.evaluate("document.activeElement.textContent.trim()"))
        with window.expect_request("**/raspuns") as sent:
            window.focus("#waits")
            window.keyboard.press("Tab")
            window.keyboard.press("Enter")
        written = sent.value.post_data

    assert "Trimite răspunsul" in met
    assert "answer_text=Reporni" in written
    assert "note_text" not in written
