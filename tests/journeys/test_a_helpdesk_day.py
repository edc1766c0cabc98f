"""Does a day at the helpdesk go from three mails and a night call to the operator's answers?

Mails come by SMTP, the call by SIP; the web server, what takes mails and what reads them are processes
of their own, and the operator sits at a real browser. Letters go to a mail server of the test.
Pictures go to OPENPIAS_PICTURES where that is set.
"""

import json
import os
import re
import shutil
import smtplib
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime

import psycopg
import pytest
from playwright.sync_api import expect, sync_playwright
from tests.factories import mails
from tests.factories.providers import CUI
from tests.factories.word_files import WORD, docx, paragraph
from tests.fakes.mail import MailHouse
from tests.journeys import night_call
from tests.journeys.servers import PASSWORD, Platform

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (`chromium`)"),
]
ADDRESS = "suport.siui@asistenta.example"
PHARMACY, CLINIC, DOCTOR = (f"{who}@exemplu.example" for who in ("farmacia", "clinica", "medic"))
_REGISTER = """
import django; django.setup()
import uuid
from django.utils import timezone
from openpias.server.providers.operations import physicians
from tests.factories import providers
one = uuid.UUID(providers.entered())
physicians.enter(providers.physician(), provider=one, physician=uuid.uuid4(),
                 actor=providers.operator(), at=timezone.now())
"""
GOOD = f"""TIP FURNIZOR: CLINIC
COD FISCAL / DENUMIRE FURNIZOR: {CUI}
COD PARAFA / NUME MEDIC: A12345
CATEGORIE PROBLEME: validare

Bună ziua,
De azi dimineață validarea serviciilor se oprește cu eroarea 17, la toate calculatoarele.
Am repornit aplicația și am încercat de trei ori.

Cu stimă,
Recepția
"""
# What the automatic answer to INCOMPLETE asks for, line by line.
MISSING = [
    (
        "TIP FURNIZOR: medicină de familie, clinic, paraclinic, spital, îngrijiri la domiciliu, "
        "dispozitive medicale, concedii medicale, dializă, PNS, recuperare, stomatologie sau farmacii."
    ),
    "CATEGORIE PROBLEME: alegeți una din categoriile publicate pentru această adresă.",
    "COD FISCAL / DENUMIRE FURNIZOR: scrieți codul fiscal sau denumirea.",
]
INCOMPLETE = """Bună ziua,
Nu ne putem conecta la SIUI de ieri după-amiază. Apare mesajul „sesiune expirată”.
Mulțumim
"""
ANSWER = "Actualizați aplicația la versiunea 3.7.1, apoi retrimiteți serviciile de azi."
NOTE = "Versiunea 3.7.0 are problema cunoscută; mai sună două clinici din Suceava."
RESOLUTION = "S-a actualizat aplicația la versiunea 3.7.1."


class Day:
    """A platform with its processes, the mail server that gets its letters, and the desk's browser."""

    def __init__(self, platform, house, port):
        self.platform, self.house, self.port = platform, house, port

    def send(self, raw, *, sender):
        """Send a mail as any mail program does."""
        with smtplib.SMTP("127.0.0.1", self.port) as line:
            line.sendmail(sender, [ADDRESS], raw)

    def letter(self, to, *, many=1):
        """Wait for so many letters to an address; return the last and from whom its envelope was."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            found = [n for n, each in enumerate(self.house.recipients) if each == to]
            if len(found) >= many:
                return self.house.received[found[-1]], self.house.senders[found[-1]]
            time.sleep(0.1)
        raise AssertionError(f"{self.house.recipients}")

    def audited(self, event):
        """Return what the trail says of an event, the latest last."""
        with psycopg.connect(self.platform.cluster.dsn()) as database:
            rows = database.execute(
                "SELECT facts FROM audit_entry WHERE event = %s ORDER BY at", [event]
            )
            return [facts for (facts,) in rows]


@contextmanager
def started(platform, name, *command):
    """Run a process of the platform until the block ends."""
    with (platform.home / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *command], env=platform._env(), stdout=log, stderr=log
        )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def day():
    house = MailHouse()
    house.open()
    settings = {
        "OPENPIAS_MAIL_URL": f"smtp://127.0.0.1:{house.port}",
        "OPENPIAS_MAIL_FROM": "platforma@asistenta.example",
        "OPENPIAS_HELPDESK_ADDRESSES": f"siui={ADDRESS}",
    }
    platform = Platform("helpdesk", settings=settings)
    settings["OPENPIAS_PUBLIC_URL"] = f"http://127.0.0.1:{platform.port}"
    try:
        platform.prepare(dana=["helpdesk-operator"])
        platform._python("-c", _REGISTER)
        platform.start_web()
        with (
            started(platform, "mail-in", "django", "mail_in"),
            started(platform, "mail-read", "django", "mail_read"),
        ):
            yield Day(platform, house, _port_of(platform.home / "mail-in.json"))
    finally:
        platform.stop()
        house.close()


def _port_of(file):
    until = time.monotonic() + 60
    while not file.exists():
        assert time.monotonic() < until, "mail-in does not listen"
        time.sleep(0.1)
    return json.loads(file.read_text())["smtp"]


class Desk:
    """The desk as an operator uses it."""

    def __init__(self, page, origin):
        self.page, self.origin = page, origin

    def sign_in(self, username):
        self.page.goto(f"{self.origin}/asistenta")
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", PASSWORD)
        self.page.press("[name=password]", "Enter")
        expect(self.page.locator("h1")).to_have_text("Biroul")

    def open(self, text):
        """Open an incident of the queue by words of its line."""
        self.page.goto(f"{self.origin}/asistenta/incidente")
        self.page.get_by_role("link", name=text).click()

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()

    def unfold(self, name, *, within="body"):
        self.page.locator(within).locator("summary", has_text=name).first.click()

    def says(self, text):
        expect(self.page.get_by_text(text).first).to_be_visible()

    def picture(self, name):
        """Keep the page as it is, wide and on a phone, in Romanian and Ukrainian."""
        folder = os.environ.get("OPENPIAS_PICTURES")
        if not folder:
            return
        for language in ("ro", "uk"):
            cookie = {"name": "openpias-language", "value": language, "url": self.origin}
            self.page.context.add_cookies([cookie])
            self.page.reload()
            for width in (1280, 390):
                self.page.set_viewport_size({"width": width, "height": 900})
                file = f"{folder}/day-{name}-{language}-{width}.png"
                self.page.screenshot(path=file, full_page=True)
        self.page.set_viewport_size({"width": 1280, "height": 900})
        cookie["value"] = "ro"
        self.page.context.add_cookies([cookie])
        self.page.reload()


@pytest.fixture(scope="module")
def desk(day):
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = opened.new_context(locale="ro-RO").new_page()
        yield Desk(page, f"http://127.0.0.1:{day.platform.port}")
        opened.close()


def listed(letter, after):
    """Return the lines of a list in a letter that follow a sentence."""
    lines = letter.get_content().replace("\r\n", "\n").partition(after)[2].split("\n\n")[0]
    return re.findall(r"^ *- (.+)$", lines, re.MULTILINE)


def answers_by_itself(letter, envelope, *, to):
    """Hold an automatic answer against RFC 3834, and the thread that it answers."""
    assert (envelope, letter["Auto-Submitted"]) == ("<>", "auto-replied")
    assert (letter["In-Reply-To"], letter["References"]) == (to, to)
    assert letter["From"].addresses[0].addr_spec == ADDRESS


def test_a_day_at_the_helpdesk(day, desk):
    three_mails_are_answered(day)
    a_night_call_is_recorded(day)
    desk.sign_in("dana")
    the_morning_shows_what_came(desk)
    the_good_one_is_answered_and_closed(day, desk)
    the_incomplete_one_is_completed(day, desk)
    the_held_one_is_read_without_what_is_hidden(day, desk)
    the_call_is_heard(day, desk)
    whoever_wrote_says_how_it_was(day, desk)


def three_mails_are_answered(day):
    comment = (
        f'<w:comments xmlns:w="{WORD}"><w:comment w:id="0">'
        f"{paragraph(f'pacientul cu CNP {mails.CNP}')}</w:comment></w:comments>"
    )
    file = docx(paragraph("Mesajul apare la al doilea pas."), parts={"word/comments.xml": comment})
    held_text = GOOD.replace("validarea serviciilor se oprește cu", "încărcarea decontului dă")
    sent = (
        (PHARMACY, GOOD, "Validarea se oprește cu eroarea 17", ()),
        (CLINIC, INCOMPLETE, "Nu ne putem conecta", ()),
        (DOCTOR, held_text, "Decontul nu se încarcă", [("descriere.docx", file)]),
    )
    for number, (sender, text, subject, files) in enumerate(sent):
        raw = mails.mail(
            text=text,
            subject=subject,
            sender=sender,
            message_id=f"<{number}@x.example>",
            files=files,
        )
        day.send(raw, sender=sender)

    good, envelope = day.letter(PHARMACY)
    answers_by_itself(good, envelope, to="<0@x.example>")
    assert "lipsește" not in good.get_content()

    incomplete, envelope = day.letter(CLINIC)
    answers_by_itself(incomplete, envelope, to="<1@x.example>")
    assert listed(incomplete, "cu ce lipsește:") == MISSING
    held, envelope = day.letter(DOCTOR)
    answers_by_itself(held, envelope, to="<2@x.example>")
    assert listed(held, "nu trebuie trimise la asistență:") == ["un CNP"]
    assert all(mails.CNP not in each.as_string() for each in day.house.received)


def a_night_call_is_recorded(day):
    home = day.platform.home
    with night_call.service(home / "voice", home / "voice" / "spool") as address:
        heard = night_call.leave_message(address, fiscal_code=CUI)
    assert heard[-4:] == ["fiscal-code-right:ro", "warning:ro", "message:ro", "thanks:ro"]
    until = time.monotonic() + 30
    while list((home / "voice" / "spool").glob("*.json")) and time.monotonic() < until:
        time.sleep(0.2)


def the_morning_shows_what_came(desk):
    desk.page.goto(f"{desk.origin}/asistenta")
    # By day only the call came while the desk was closed; at night everything did.
    overnight = 4 if night_call.is_night(datetime.now(UTC)) else 1
    desk.says(f"Venite cât biroul a fost închis: {overnight}")
    desk.says("Mesaj vocal lăsat în afara programului")
    desk.picture("1-morning")
    desk.page.goto(f"{desk.origin}/asistenta/incidente")
    desk.says("Incidente: 4")
    desk.picture("2-queue")


def the_good_one_is_answered_and_closed(day, desk):
    desk.open("Validarea se oprește cu eroarea 17")
    desk.picture("3-good")
    desk.press("Preiau incidentul")
    desk.says("Incidentul este al dumneavoastră.")
    desk.page.fill("#note_text", NOTE)
    desk.press("Păstrează nota")
    desk.says("Nota internă este scrisă")
    desk.page.fill("#answer_text", ANSWER)
    desk.press("Trimite răspunsul")
    desk.says("Răspunsul este scris și pleacă acum.")
    desk.picture("4-answered")

    answer, envelope = day.letter(PHARMACY, many=2)
    assert ANSWER in answer.get_content()
    assert NOTE not in "".join(each.get_content() for each in day.house.received)
    assert (answer["Auto-Submitted"], envelope) == (None, ADDRESS)
    assert answer["In-Reply-To"] == "<0@x.example>"

    desk.unfold("Închide incidentul")
    desk.page.fill("#resolution", RESOLUTION)
    desk.press("Închide incidentul")
    desk.says("Incidentul este închis.")


def the_incomplete_one_is_completed(day, desk):
    desk.open("Nu ne putem conecta")
    desk.picture("5-incomplete")
    field = desk.page.locator("dd", has=desk.page.locator("[name=value-fiscal-code]"))
    field.locator("summary").click()
    desk.page.fill("#value-fiscal-code", "123")
    desk.press("Corectează Codul fiscal")
    expect(desk.page.locator("#value-fiscal-code")).to_have_value("123")
    desk.picture("6-wrong-code")
    desk.page.fill("#value-fiscal-code", CUI)
    desk.press("Corectează Codul fiscal")
    desk.says("Câmpul este corectat.")
    desk.says("Clinica Știința")
    assert [each["field"] for each in day.audited("incident-corrected")] == ["fiscal-code"]


def the_held_one_is_read_without_what_is_hidden(day, desk):
    desk.open("Decontul nu se încarcă")
    desk.says("Mesajul este reținut: conține date personale")
    desk.unfold("Textul documentului")
    desk.says("[ascuns: CNP]")
    desk.picture("7-held")
    assert mails.CNP not in desk.page.content()
    desk.unfold("Șterge originalul acum")
    desk.page.fill("#erase_reason", "a trimis din nou fără CNP")
    desk.press("Șterge originalul")
    desk.says("Originalul este șters.")
    assert len(day.audited("incident-erased")) == 1


def the_call_is_heard(day, desk):
    desk.open("Mesaj vocal lăsat")
    player = desk.page.locator("audio")
    assert day.audited("recording-heard") == []
    with desk.page.expect_response("**/*.wav") as heard:
        player.evaluate("each => each.play()")
    assert heard.value.status in {200, 206}
    length = player.evaluate("each => each.duration")
    assert 5 < length < 9
    desk.picture("8-call")
    assert len(day.audited("recording-heard")) >= 1
    desk.says("Clinica Știința")


def whoever_wrote_says_how_it_was(day, desk):
    closing, _envelope = day.letter(PHARMACY, many=3)
    assert RESOLUTION in closing.get_content()
    link = re.search(r"http://127\S+/asistenta/parere/\S+", closing.get_content())[0]
    page = desk.page.context.browser.new_context(locale="ro-RO").new_page()
    writer = Desk(page, desk.origin)
    page.goto(link)
    writer.picture("9-rating")
    page.get_by_label("5", exact=False).last.check()
    writer.press("Trimite părerea")
    writer.says("Mulțumim")
    desk.page.goto(f"{desk.origin}/asistenta/incidente?stare=toate")
    desk.page.get_by_role("link", name="Validarea se oprește cu eroarea 17").click()
    desk.says("5 din 5")
    desk.picture("10-rated")
