"""Do the station's addresses answer whoever works there, whatever is sent to them?"""

import json
import threading
import time

import httpx
import pytest
from tests.factories.cards import NUMBER
from tests.factories.station_pictures import BLOCKED, BLOCKED_LINK, IN, READY, RESET, STATES

from openpias.core.smartcard.pin_entry import Prompt
from openpias.core.smartcard.states import Operation
from openpias.station.web import window
from openpias.station.web.next_steps import OPERATION_ADDRESSES

READS = ["/", "/pacienti", "/cazuri", "/pin-uitat", "/coduri", "/pacienti/noutati?dupa=0"]
WRITES = [
    *OPERATION_ADDRESSES.values(),
    "/pacienti/semnare",
    "/pacienti/pin",
    "/pacienti/renunta",
    "/pacienti/gata",
    "/pacienti/din-nou",
    "/pacienti/terminal",
    "/pacienti/anunta",
    "/limba",
]
HOSTILE = [
    b"",
    b"%",
    b"pin=%00&prompt=current",
    b"pin=1234&prompt=%F0%28%8C%28",
    b"cid=" + b"9" * 5000,
    b"&".join(b"a=b" for _ in range(40)),
    b"service=%7C%7C&day=31-02-2026",
    b"day=99999999999999999999-1-1&service=x",
    b"birth_date=0-0-0&cid=<script>alert(1)</script>",
    "terminal=Їжак&next=//evil.example&language=xx".encode(),
    b"\xff\xfe\x00",
]


@pytest.fixture
def no_moment(monkeypatch):
    """Wait no moment for what comes next, where nothing does."""
    monkeypatch.setattr(window, "MOMENT", 0.01)


@pytest.mark.parametrize("path", READS)
def test_each_page_answers_and_is_not_kept(pages, browser, path):
    pages.shows(**READY)
    answer = browser.get(path, follow_redirects=True)

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"


def test_an_answer_waits_for_no_acknowledgement(pages, browser):
    def seconds():
        began = time.perf_counter()
        browser.get("/pacienti")
        return time.perf_counter() - began

    pages.shows(**READY)

    # Nagle's algorithm holds each back for 40 ms; the quickest of ten is the one not disturbed.
    assert min(seconds() for _ in range(10)) < 0.035


@pytest.mark.usefixtures("no_moment")
@pytest.mark.parametrize("path", WRITES)
def test_each_write_takes_a_form_of_its_own_page_alone(pages, browser, path):
    assert browser.post(path).status_code in {303, 422}
    assert browser.get(path).status_code == 405
    elsewhere = browser.post(path, headers={"Origin": "https://evil.example"})
    assert elsewhere.status_code == 403
    assert "nu s-a făcut nimic" in elsewhere.text


@pytest.mark.usefixtures("no_moment")
@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_forms_never_break_a_page(pages, browser, body):
    pages.shows(**READY | {"status": BLOCKED, "link": BLOCKED_LINK})
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    for path in WRITES:
        answer = browser.post(path, content=body, headers=headers)
        assert answer.status_code in {303, 400, 413, 422}, path
        assert "<script>alert" not in answer.text
        location = answer.headers.get("location", "/")
        assert location.startswith("/")
        assert not location.startswith("//")


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/json", ""])
def test_other_kinds_of_bodies_are_empty_forms(browser, kind):
    answer = browser.post("/pacienti/pin", content=b"{}", headers={"Content-Type": kind})

    assert answer.status_code == 303


def test_a_body_too_large_and_one_of_too_many_fields_are_told_in_a_page(browser):
    large = browser.post("/pacienti/anunta", data={"cid": "9" * 20_000})
    many = browser.post("/pacienti/anunta", data={f"f{nth}": "" for nth in range(60)})

    assert (large.status_code, many.status_code) == (413, 400)
    for answer in (large, many):
        assert "nu s-a făcut nimic" in answer.text


@pytest.mark.parametrize("number", ["-1", "x", "9" * 30, "٣", ""])
def test_news_take_any_number(pages, browser, number):
    pages.shows(**READY)
    assert browser.get("/pacienti/noutati", params={"dupa": number}).status_code in {200, 204}


def test_an_address_that_is_none_leads_back(browser):
    answer = browser.get("/pacienti/altceva")

    assert answer.status_code == 404
    assert 'href="/pacienti"' in answer.text


def test_the_report_keeps_what_was_typed_beside_what_is_wrong(pages, browser):
    pages.shows(**READY | {"status": BLOCKED, "link": BLOCKED_LINK})
    typed = {"cid": "123", "surname": "Țărnă <b>", "birth_date": "31-02-2026"}

    answer = browser.post("/pacienti/anunta", data=typed)

    assert answer.status_code == 422
    assert "Scrieți CID-ul de pe card: 20 de cifre." in answer.text
    assert "Scrieți data nașterii ca zi-luna-an" in answer.text
    for kept in ('value="123"', 'value="Țărnă &lt;b&gt;"', 'value="31-02-2026"'):
        assert kept in answer.text
    assert '<a href="#cid">' in answer.text


def test_a_signature_form_keeps_what_was_typed(pages, browser):
    pages.shows(**STATES["verified"])

    answer = browser.post("/pacienti/semnare", data={"service": "A|B", "day": "azi"})

    assert answer.status_code == 422
    assert 'value="A|B"' in answer.text
    assert 'value="azi"' in answer.text


@pytest.mark.parametrize("pin", ["", "12", "12345", "12a4"])
def test_a_pin_of_a_wrong_length_is_told_and_never_shown_again(pages, browser, pin):
    pages.shows(**STATES["asking-pin"])

    answer = browser.post("/pacienti/pin", data={"prompt": "current", "pin": pin})

    assert answer.status_code == 422
    assert "PIN-ul trebuie să fie format din 4 cifre. (-40)" in answer.text
    assert not pin or f'value="{pin}"' not in answer.text


def test_the_field_for_a_pin_is_kept_by_no_browser(pages, browser):
    pages.shows(**STATES["asking-pin"])

    text = browser.get("/pacienti").text
    field = text[text.index('id="pin"') : text.index(">", text.index('id="pin"'))]

    for part in ('type="password"', 'inputmode="numeric"', 'autocomplete="off"'):
        assert part in field


def test_a_pin_reaches_the_operation_that_asks_and_no_other(pages, browser):
    pages.shows(**STATES["asking-pin"])
    desk, given = pages.workplace._desk, []
    asking = threading.Thread(target=lambda: given.append(desk.ask(Prompt.CURRENT)))
    asking.start()
    while desk.asked is None:
        pass

    browser.post("/pacienti/pin", data={"prompt": "new", "pin": "1111"})
    browser.post("/pacienti/pin", data={"prompt": "current", "pin": "4821"})
    asking.join(5)

    assert bytes(given[0].block()[1:3]).hex() == "4821"


def test_the_language_is_switched_and_kept(pages, browser):
    pages.shows(**READY)
    answer = browser.post("/limba", data={"language": "uk", "next": "/coduri"})
    page = browser.get(answer.headers["location"])

    assert answer.headers["location"] == "/coduri"
    assert page.headers["content-language"] == "uk"
    assert '<html lang="uk"' in page.text
    assert "Coduri de eroare" not in page.text


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil", ""])
def test_the_language_switch_leads_nowhere_else(browser, target):
    answer = browser.post("/limba", data={"language": "en", "next": target})

    assert answer.headers["location"] == "/pacienti"


def test_news_come_when_something_changes_and_only_then(pages, browser):
    pages.shows(**STATES["no-card"])
    number = pages.workplace.picture.number
    told = []
    waiting = threading.Thread(
        target=lambda: told.append(browser.get("/pacienti/noutati", params={"dupa": number}))
    )
    waiting.start()
    pages.shows(**READY)
    waiting.join(5)

    news = json.loads(told[0].text)
    assert news["number"] == number + 1
    assert sorted(news["regions"]) == ["situation", "work"]
    assert "Verifică PIN-ul" in news["regions"]["work"]


def test_whoever_waits_for_news_is_let_go_when_the_station_ends(pages, browser):
    pages.workplace.hang_up()

    assert browser.get("/pacienti/noutati", params={"dupa": 10**6}).status_code == 204


def test_a_terminal_that_is_chosen_is_remembered_and_an_unknown_one_is_not(browser, pages):
    pages.shows(**STATES["two-terminals"])
    name = IN.terminals[0].name

    browser.post("/pacienti/terminal", data={"terminal": "altul"})
    assert pages.workplace.picture.terminal == ""
    browser.post("/pacienti/terminal", data={"terminal": name})
    assert pages.workplace.picture.terminal == name


@pytest.mark.parametrize(
    ("state", "first"),
    [
        ("ready", Operation.AUTHENTICATE),
        ("confirmed", Operation.RESET_PIN),
        ("reset", Operation.CHANGE_PIN),
        ("inactive", Operation.ACTIVATE),
    ],
)
def test_one_button_stands_out_and_it_is_the_next_one(pages, browser, state, first):
    pages.shows(**STATES[state])

    text = browser.get("/pacienti").text
    text = text[text.index('<h2 class="govuk-heading-m">Cardul</h2>') :]
    blue = text.index("op-button--blue")
    form = text.rindex("<form", 0, blue)

    assert OPERATION_ADDRESSES[first] in text[form:blue]


def test_a_card_after_a_reset_is_asked_to_change_alone(pages, browser):
    pages.shows(**READY | {"status": RESET, "link": STATES["reset"]["link"]})

    text = browser.get("/pacienti").text

    assert 'action="/pacienti/schimba-pin"' in text
    assert 'action="/pacienti/citire"' not in text


def test_the_card_number_is_in_groups(pages, browser):
    pages.shows(**READY)

    grouped = " ".join(NUMBER[start : start + 4] for start in range(0, 16, 4))
    assert grouped in browser.get("/pacienti").text


def test_a_stranger_sees_nothing(pages):
    pages.shows(**READY)
    answer = httpx.get(f"{pages.address}/pacienti")

    assert answer.status_code == 401
    assert NUMBER[:4] not in answer.text
