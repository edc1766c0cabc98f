"""Is a report signed on the station's page, kept while a PIN is wrong, and saved whole?"""

import io
import re
import shutil
import threading
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright
from tests.factories import pki, station_pictures, tokens
from tests.factories.pki import Trait

from openpias.core.pki import certificates
from openpias.interop import envelopes
from openpias.interop.envelopes import Opened
from openpias.station.devices.tokens import PinAbandoned, PinState, Token, TokenCertificate
from openpias.station.signing import desk as desks
from openpias.station.signing import sealing
from openpias.station.signing.choosing import Candidate, Standing
from openpias.station.signing.desk import DeskBusy, ReportGone, SigningDesk
from openpias.station.signing.reports import ReportRefused
from openpias.station.unit.errors import UnitUnavailable

NOW = datetime.now(UTC)
CA = pki.authority(moment=NOW)
XML = '<?xml version="1.0" encoding="UTF-8"?>\n<report name="Țărnă"/>\n'.encode()
NAME = "CLIN_11343845_20261125_0809.xml"
CHROMIUM = shutil.which("chromium")
OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
}


class Portal:
    """A portal with one report, which takes what was signed."""

    def __init__(self):
        self.given = {}
        self.is_away = False

    def unsigned(self, report_id, into):  # noqa: ARG002 - there is one
        if self.is_away:
            raise UnitUnavailable
        into.write(XML)
        return NAME

    def hand_in(self, report_id, sealed):
        self.given[report_id] = b"".join(sealed)


@contextmanager
def served(module=None, portal=None):
    """Serve the pages, and give a client that has come in."""
    desk = SigningDesk(module, portal=portal)
    with closing(desk), station_pictures.served(desk=desk) as pages, pages.browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def station():
    """Give a client of a station whose token's module cannot be loaded."""
    with served(Path("/nowhere/absent.so")) as client:
        yield client


@pytest.fixture
def browser(station):
    """Give it with nothing on the desk."""
    station.post("/raportare/gata")
    return station


def give(browser, content=XML, name=NAME, **options):
    files = {"file": (name, content, "text/xml")}
    return browser.post("/raportare/fisier", files=files, follow_redirects=True, **options)


def hidden(answer, name="report"):
    return re.search(rf'name="{name}"[^>]* value="([^"]+)"', answer.text)[1]


def test_without_a_token_the_page_says_what_is_missing():
    with served() as browser:
        text = browser.get("/raportare").text

    assert "token_module" in text
    assert 'type="file"' not in text


def test_a_file_lies_on_the_page_and_the_token_is_told_when_it_fails(browser):
    answer = give(browser)

    assert answer.status_code == 200
    assert NAME in answer.text
    assert "Modulul tokenului (PKCS#11) nu poate fi deschis" in answer.text
    assert 'type="password"' not in answer.text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Fișierul este gol"),
        (b"PK\x03\x04", "Fișierul nu este XML corect"),
        (b"<!DOCTYPE a><a/>", "DOCTYPE"),
    ],
)
def test_a_file_that_is_no_report_is_refused_beside_its_field(browser, content, said):
    answer = give(browser, content)

    assert answer.status_code == 422
    assert said in answer.text
    assert '<a href="#file">' in answer.text
    assert "Ce verifică furnizorul de servicii IT" in answer.text


def test_nothing_chosen_is_told(browser):
    for files in ({"file": ("", b"")}, {"other": ("a.xml", XML)}):
        answer = browser.post("/raportare/fisier", files=files)
        assert (answer.status_code, "Alegeți fișierul raportării." in answer.text) == (422, True)
    assert browser.post("/raportare/fisier", data={"file": "a"}).status_code == 422


def test_a_file_that_is_too_large_is_heard_to_its_end_and_told(browser, monkeypatch):
    monkeypatch.setattr("openpias.station.web.signing.envelopes.LARGEST", 1000)

    answer = give(browser, b"<a>" + b" " * 3_000_000 + b"</a>")

    assert (answer.status_code, "mai mare de 256 MB" in answer.text) == (422, True)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--x",
        b"--x\r\n\r\n",
        b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--",
        b"\xff" * 99,
    ],
)
def test_hostile_uploads_never_break_the_page(browser, body):
    for kind in ("multipart/form-data; boundary=x", "multipart/form-data"):
        headers = {"Content-Type": kind}
        answer = browser.post("/raportare/fisier", content=body, headers=headers)
        assert answer.status_code in {400, 422}


@pytest.mark.parametrize("name", ["../../etc/passwd", "<script>alert(1)</script>.xml", "ț" * 400])
def test_a_file_called_otherwise_gets_its_name_from_type_and_code(browser, name):
    answer = give(browser, name=name)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert 'value="12345678"' in answer.text  # of the user name

    key = hidden(answer)
    wrong = browser.post(
        "/raportare/nume", data={"report": key, "report_type": "CLIN", "code": "RO1"}
    )
    assert wrong.status_code == 422
    assert 'value="RO1"' in wrong.text
    assert '<a href="#code">' in wrong.text

    typed = {"report": key, "report_type": "CLIN", "code": "11343845"}
    named = browser.post("/raportare/nume", data=typed, follow_redirects=True)
    assert "Nu se poate semna acum" in named.text  # the token comes next


@pytest.mark.parametrize("path", ["nume", "semnare", "trimite", "gata", "fisier", "din-portal"])
def test_each_write_is_of_the_page_itself(browser, path):
    elsewhere = browser.post(f"/raportare/{path}", headers={"Origin": "https://evil.example"})

    assert elsewhere.status_code == 403
    assert browser.post(f"/raportare/{path}", data={"report": "x"}).status_code in {303, 422}


def test_what_is_gone_leads_back_to_the_page(browser):
    answer = browser.get("/raportare/semnat", params={"raportare": "ț"})

    assert (answer.status_code, answer.headers["location"]) == (303, "/raportare")
    assert browser.get("/raportare/mers").json() == {"percent": None}


def test_another_file_takes_the_place_of_the_one_before(browser):
    give(browser)
    browser.post("/raportare/gata")
    assert 'type="file"' in browser.get("/raportare").text


def test_a_report_stays_as_long_as_it_is_being_signed(monkeypatch, tmp_path):
    desk, asked, goes_on = SigningDesk(tmp_path), threading.Event(), threading.Event()
    report = desk.take(io.BytesIO(XML), file_name=NAME)
    chosen = candidate(has_keys=True)
    monkeypatch.setattr(desks.choosing, "candidates", lambda *_a, **_o: (chosen,))

    def seal(*_arguments, **_options):
        asked.set()
        goes_on.wait(5)
        raise ReportRefused(problem=desks.reports.ReportProblem.EMPTY)

    monkeypatch.setattr(desks.sealing, "seal", seal)
    failed = []

    def sign():
        try:
            desk.sign(report.key, certificate=chosen.key, pin="", at=NOW)
        except ReportRefused as error:
            failed.append(error)

    signing = threading.Thread(target=sign)
    signing.start()
    asked.wait(5)
    for act in (desk.drop, lambda: desk.take(io.BytesIO(XML), file_name=NAME)):
        with pytest.raises(DeskBusy):
            act()
    goes_on.set()
    signing.join(5)

    assert failed
    assert desk.report == report
    desk.drop()
    with pytest.raises(ReportGone):
        desk.sealed(report.key)


def candidate(*, has_keys, name="Țărnă Ștefania"):
    """Return a certificate on a token that nobody plugged in."""
    token = Token(
        module=Path("x"),
        label="Token",
        serial="1",
        manufacturer="",
        model="",
        pin=PinState.USABLE,
        has_keys=has_keys,
    )
    der = pki.certificate(ca=CA, moment=NOW, common_name=name).der
    on_token = TokenCertificate(token=token, key_id=b"1", label="", der=der)
    facts = certificates.read(der)
    return Candidate(on_token=on_token, facts=facts, standing=Standing.USABLE)


@pytest.mark.parametrize(
    ("keys", "asks_here", "said"),
    [
        ([True], False, "tastați PIN-ul pe cititor"),
        ([True, False], True, "Dacă cititorul certificatului ales are taste"),
        ([False], True, "este PIN-ul tokenului dumneavoastră"),
    ],
)
def test_a_pin_is_asked_here_only_where_no_reader_has_keys(
    browser, monkeypatch, keys, asks_here, said
):
    found = tuple(candidate(has_keys=each, name=f"Titular {each}") for each in keys)
    monkeypatch.setattr(desks.choosing, "candidates", lambda *_a, **_o: found)
    given = []

    def seal(_content, *, signer, **_options):
        given.append(signer.pin)
        raise PinAbandoned

    monkeypatch.setattr(desks.sealing, "seal", seal)
    offered = give(browser)
    assert said in offered.text
    assert ('type="password"' in offered.text) == asks_here

    form = {"report": hidden(offered), "certificate": found[0].key}
    wrong = browser.post("/raportare/semnare", data=form)

    assert wrong.status_code == 422
    assert given == ([""] if keys[0] else [])
    told = "nu a fost tastat pe cititor" if keys[0] else "Scrieți PIN-ul tokenului."
    assert told in wrong.text


@pytest.fixture
def soft(tmp_path):
    """Make tokens of SoftHSM."""
    if tokens.soft_missing():
        pytest.skip(tokens.soft_missing())

    def made(*parties, **options):
        return tokens.soft_token(tmp_path, *parties, **options)

    return made


@pytest.mark.slow
def test_a_token_signs_and_the_report_stays_while_the_pin_is_wrong(soft, monkeypatch):
    monkeypatch.setattr(sealing, "LONGEST_TEXT", 100)
    party = pki.certificate(Trait.RSA, ca=CA, moment=NOW)
    with soft(party, asks_each_time=True) as module, served(module) as browser:
        offered = give(browser)
        form = {"report": hidden(offered), "certificate": hidden(offered, "certificate")}
        for pin, said in (("", "Scrieți PIN-ul tokenului."), ("000000", "este greșit")):
            wrong = browser.post("/raportare/semnare", data={**form, "pin": pin})
            assert (wrong.status_code, said in wrong.text) == (422, True)
            assert NAME in wrong.text
            assert "000000" not in wrong.text

        done = browser.post(
            "/raportare/semnare", data={**form, "pin": tokens.PIN}, follow_redirects=True
        )
        key = hidden(done, "raportare")
        saved = browser.get("/raportare/semnat", params={"raportare": key})

    assert "Raportarea este semnată." in done.text
    assert "mai mare decât primește platforma de obicei" in done.text
    assert f"{party.certificate.serial_number:X}" in done.text
    assert saved.headers["content-disposition"] == f'attachment; filename="{NAME}.b64"'
    assert int(saved.headers["content-length"]) == len(saved.content)
    opened = envelopes.open_signed(saved.text, prefix="CLIN")
    assert isinstance(opened, Opened)
    assert (str(opened.name), opened.content, opened.signer) == (NAME, XML, party.der)


@pytest.mark.slow
def test_a_certificate_that_signs_nothing_now_is_said_and_not_offered(soft):
    good = pki.certificate(ca=CA, moment=NOW)
    old = pki.certificate(Trait.EXPIRED, ca=CA, moment=NOW, common_name="Vechi")
    with soft(old, good) as module, served(module) as browser:
        text = give(browser).text

    assert "Vechi, Cabinet de probă: a expirat la" in text
    assert text.count('type="radio"') == 1


@pytest.mark.slow
def test_a_report_of_the_portal_goes_back_signed(soft):
    party, portal = pki.certificate(ca=CA, moment=NOW), Portal()
    with soft(party) as module, served(module, portal) as browser:
        portal.is_away = True
        away = browser.post("/raportare/din-portal", data={"report_id": "R-17"})
        portal.is_away = False
        offered = browser.post(
            "/raportare/din-portal", data={"report_id": "R-17"}, follow_redirects=True
        )
        form = {"report": hidden(offered), "certificate": hidden(offered, "certificate")}
        done = browser.post(
            "/raportare/semnare", data={**form, "pin": tokens.PIN}, follow_redirects=True
        )
        sent = browser.post(
            "/raportare/trimite", data={"report": form["report"]}, follow_redirects=True
        )

    assert (away.status_code, 'value="R-17"' in away.text) == (422, True)
    assert 'action="/raportare/trimite"' in done.text
    assert "a fost trimisă portalului" in sent.text
    given = portal.given["R-17"].decode("ascii")
    assert envelopes.open_signed(given, prefix="CLIN").signer == party.der


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_with_the_keyboard_alone_a_report_is_signed_and_each_step_is_accessible(soft, tmp_path):
    (tmp_path / NAME).write_bytes(XML)
    parties = [
        pki.certificate(ca=CA, moment=NOW),
        pki.certificate(Trait.EXPIRED, ca=CA, moment=NOW),
    ]
    with (
        soft(*parties) as module,
        closing(SigningDesk(module)) as desk,
        station_pictures.served(desk=desk) as pages,
        sync_playwright() as playwright,
    ):
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": 375, "height": 800})
        page.set_default_timeout(5_000)
        page.goto(pages.entrance())
        page.goto(f"{pages.address}/raportare")
        looked_at(page)
        page.locator("#file").set_input_files(tmp_path / NAME)
        page.keyboard.press("Tab")
        page.locator("form[enctype] button").press("Enter")
        page.locator("#pin").fill("000000")
        page.keyboard.press("Enter")
        expect(page.locator(".govuk-error-summary")).to_be_focused()
        looked_at(page)
        page.locator("#pin").fill(tokens.PIN)
        page.keyboard.press("Enter")
        expect(page.locator(".govuk-notification-banner--success")).to_be_visible()
        looked_at(page)
        with page.expect_download() as saved:
            page.locator('form[action="/raportare/semnat"] button').press("Enter")
        name, text = saved.value.suggested_filename, saved.value.path().read_text("ascii")
        chromium.close()

    assert name == f"{NAME}.b64"
    assert envelopes.open_signed(text, prefix="CLIN").content == XML


def looked_at(page):
    """Hold what is shown against WCAG 2.2 AA and the width of a phone."""
    results = Axe().run(page, options=OPTIONS)
    assert [each["id"] for each in results.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
