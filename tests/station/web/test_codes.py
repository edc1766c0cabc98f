"""Does each of the 71 codes say what happened, its number, and what to do next?"""

import html
import re

import pytest
from tests.factories import station_pictures as pictures
from tests.factories.station_pictures import READY, STATES, ended

from openpias.core.smartcard import texts
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.outcomes import Outcome
from openpias.core.smartcard.states import Operation

FAILURES = [code for code in Code if code is not Code.OK]
REPORT, FORGOTTEN = 'href="#report"', 'href="/pin-uitat"'
AGAIN, CHANGE = 'action="/pacienti/din-nou"', 'action="/pacienti/schimba-pin"'


def panel(text):
    """Return the panel of a code, as it is read."""
    found = re.search(r'<section class="govuk-error-summary".*?</section>', text, re.DOTALL)
    assert found, text
    return html.unescape(found[0])


def test_there_are_71_codes():
    assert len(Code) == 71


def test_each_code_that_ends_an_operation_says_text_number_and_next_step(pages, browser):
    for code in FAILURES:
        pages.shows(**READY | {"procedure": ended(Operation.CHANGE_PIN, Outcome(code=code))})
        answer = browser.get("/pacienti")

        assert answer.status_code == 200
        shown = panel(answer.text)
        said = texts.TEXTS[code]
        assert said.message.rstrip(".") in shown
        assert f"({int(code)})" in shown
        assert said.practice in shown
        assert said.supplier in shown
        assert re.search(r'(href|action)="[#/]', shown), code


def test_success_is_told_as_success(pages, browser):
    pages.shows(**STATES["changed"])

    text = browser.get("/pacienti").text

    assert "PIN-ul a fost schimbat cu succes." in text
    assert "govuk-error-summary" not in text


@pytest.mark.parametrize(
    ("state", "code", "parts"),
    [
        ("blocked", -15, [REPORT, FORGOTTEN]),
        ("authorisation-ended", -36, [REPORT, "apăsați Schimbă PIN eCard"]),
        (
            "wrong-pin",
            -14,
            ['action="/pacienti/verificare-pin"', FORGOTTEN, "Încercări rămase: 3."],
        ),
        ("two-terminals", -10, ['href="#terminal"']),
        ("no-terminal", -9, [AGAIN, "Caută terminalul din nou"]),
        ("no-card", -8, [AGAIN, "Citește cardul din nou"]),
        ("offline", -29, [AGAIN, "Încearcă din nou legătura"]),
        ("unit-timeout", -16, [AGAIN, "Încearcă din nou legătura"]),
        ("invalid", -5, [REPORT]),
        ("no-service", -9, ["Serviciul de carduri inteligente (PC/SC) nu rulează"]),
        ("not-installed", -9, ["Componenta pentru carduri (pyscard) lipsește"]),
    ],
)
def test_the_codes_of_every_day_lead_on(pages, browser, state, code, parts):
    pages.shows(**STATES[state])

    shown = panel(browser.get("/pacienti").text)

    assert f"({code})" in shown
    assert [part for part in parts if part not in shown] == []


def test_a_unit_that_has_not_been_heard_yet_is_no_fault(pages, browser):
    pages.shows(**STATES["going-online"])

    shown = browser.get("/pacienti").text

    assert "se întreabă" in shown
    assert "(-29)" not in shown


@pytest.mark.parametrize(
    ("code", "part"),
    [
        (Code.PIN_RESET_CARD_NOT_BLOCKED, CHANGE),
        (Code.PIN_LENGTH_INVALID, CHANGE),
        (Code.PIN_NOT_CONFIRMED, CHANGE),
    ],
)
def test_what_can_be_done_at_once_has_its_button(pages, browser, code, part):
    pages.shows(**READY | {"procedure": ended(Operation.CHANGE_PIN, Outcome(code=code))})

    assert part in panel(browser.get("/pacienti").text)


def test_a_confirmed_report_leads_to_the_house_again_while_it_waits(pages, browser):
    waiting = STATES["reported"]
    refused = ended(Operation.RESET_PIN, Outcome(code=Code.PIN_RESET_NOT_CONFIRMED))
    pages.shows(**waiting | {"procedure": refused})

    shown = panel(browser.get("/pacienti").text)

    assert 'action="/pacienti/gata"' in shown
    assert "Întreabă casa din nou" in shown


def test_every_link_into_the_window_has_its_target(pages, browser):
    for name in STATES:
        pages.shows(**STATES[name])
        text = browser.get("/pacienti").text
        for target in re.findall(r'href="#([a-z-]+)"', text):
            assert f'id="{target}"' in text, (name, target)


def test_the_list_of_codes_has_each_with_an_anchor(browser):
    text = html.unescape(browser.get("/coduri").text)

    for code in Code:
        assert f'id="code{int(code)}"' in text
        assert texts.TEXTS[code].message.rstrip(".") in text


def test_pictures_name_states_that_differ(pages, browser):
    shown = set()
    for name in STATES:
        pages.shows(**STATES[name])
        shown.add(re.sub(r'data-live="\d+"', "", browser.get("/pacienti").text))

    assert len(shown) == len(pictures.STATES)
