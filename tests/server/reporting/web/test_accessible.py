"""Can everybody use a provider's pages of reporting, full, empty and refused, wide and on a phone?"""

import io
import uuid

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.factories import people, reporting, reports
from tests.factories.reports import NOW
from tests.factories.typed_services import sent
from tests.server.cards.web import shown

from openpias.server.reporting.models import (
    BuiltReport,
    DistinctEntry,
    DraftRecord,
    Report,
    ReportedRecord,
)
from openpias.server.reporting.operations import processing

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
ROOT = "/raportare"
PLACES = (
    ROOT,
    *(f"{ROOT}/{each}" for each in ("servicii", "servicii/nou", "luna", "rapoarte", "trimitere")),
    *(f"{ROOT}/evidenta", f"{ROOT}/evidenta/nou"),
)
# Of these a page of the same parts is judged.
ALIKE = {
    *(f"{ROOT}/servicii/nou", f"{ROOT}/luna", f"{ROOT}/trimitere", f"{ROOT}/evidenta/nou"),
    *("/new-HC", "/number", "/unsigned", "/no-choice", f"/empty{ROOT}/rapoarte"),
    *(f"/empty{ROOT}/trimitere", f"/empty{ROOT}/luna"),
}
CHOSEN = f"?fel=CLIN&contract={reports.CONTRACT}&de_la=01-11-2026&pana_la=30-11-2026"


def worked(clerk, signing):
    """Let a month be typed, one report be answered with findings, and one wait for its signature."""
    said = reports.record(reports.patient("9123456789012"), app_id="8")
    good = reports.record(reports.patient(reporting.displaced()))
    _upload(clerk, f"{ROOT}/trimitere", signing.seal(said, good, minute=7), kind="CLIN")
    processing.process(str(Report.objects.get().public_id), now=lambda: NOW)
    _upload(clerk, f"{ROOT}/trimitere", "UEsDBA==", kind="CLIN")
    new = f"{ROOT}/servicii/nou"
    clerk.post(new, of_somebody("Коваленко", "Kovalenko", born=1961))
    chosen = dict(pair.split("=") for pair in CHOSEN[1:].split("&"))
    clerk.post(f"{ROOT}/luna", {**chosen, "record": str(uuid.uuid4())})
    clerk.post(new, of_somebody("Мельник", "Melnyk", born=1964))
    clerk.post(new, sent("9123456789012", given_on="10-11-2026", presentation="", diagnosis=""))
    paper = people.document(type="MEDICAL_DOCUMENT", number="FO-77", issuer="Clinica")
    number = reporting.displaced(
        surname="Ткачук",
        given_name="Іван",
        sex="M",
        birth_date="1971-03-02",
        documents=(paper,),
        no_identity_reason="acte pierdute la frontieră",
    )
    clerk.post(f"{ROOT}/evidenta/nou", hand_entry(number))


def of_somebody(surname, latin, *, born):
    """Register another displaced person, and return the filled form of a consultation."""
    number = reporting.displaced(
        surname=surname,
        birth_date=f"{born}-05-04",
        documents=(people.document(number=f"FB{born}"),),
    )
    whole = {"surname": latin, "birth_date": f"04-05-{born}", "given_on": "20-11-2026"}
    return sent(number, **whole)


def hand_entry(number, **fields):
    """Return the filled form of a service that is reported elsewhere."""
    return {
        "record": str(uuid.uuid4()),
        "kind": "FARME",
        "identifier": number,
        "given_on": "19-11-2026",
        "what": "Rețetă compensată, tratament cronic",
        "quantity": "1",
        "value": "31,50",
        **fields,
    }


def pages(clerk, signing):
    """Return every page with content, questions, and refused ones, by where each was sent."""
    found = DraftRecord.objects.order_by("pk")
    drafts = [f"{ROOT}/servicii/{found[place].public_id}" for place in (0, 2)]
    entry = f"{ROOT}/evidenta/{DistinctEntry.objects.get().public_id}"
    built = f"{ROOT}/construite/{BuiltReport.objects.get().public_id}"
    sent_ones = [f"{ROOT}/rapoarte/{each.public_id}" for each in Report.objects.order_by("pk")]
    asked = [*PLACES, *drafts, f"{drafts[-1]}/retragere", built, *sent_ones]
    asked += [entry, f"{entry}/stergere"]
    services = ReportedRecord.objects.order_by("state")
    asked += [f"{ROOT}/inregistrari/{each.pk}" for each in (services.first(), services.last())]
    kept = {each: clerk.get(each).content for each in asked}
    kept["/chosen"] = clerk.get(f"{ROOT}/luna{CHOSEN}").content
    new = f"{ROOT}/servicii/nou"
    for kind in ("HC", "SICK"):
        kept[f"/new-{kind}"] = clerk.get(f"{new}?fel={kind}").content
    verified = sent("", action="verify", given_on="x", presentation="")
    kept["/verified"] = clerk.post(new, verified).content
    kept["/number"] = clerk.post(new, sent("9123456789012", action="number")).content
    kept["/unsigned"] = _upload(clerk, f"{built}/semnat", "<report/>").content
    other = signing.seal(reports.record(), minute=9)
    kept["/other-file"] = _upload(clerk, f"{built}/semnat", other).content
    kept["/refused"] = _upload(clerk, f"{ROOT}/trimitere", "UEsDBA==", kind="CLIN").content
    kept["/no-choice"] = clerk.post(f"{ROOT}/luna", {"record": "x", "fel": "?"}).content
    kept["/untaken"] = _upload(clerk, f"{ROOT}/trimitere", "AAAA", kind="FARME").content
    kept["/no-entry"] = clerk.post(f"{ROOT}/evidenta/nou", hand_entry("12", what="")).content
    return kept


def refuse_violations(kept, *, width, judged):
    """Hold each page against the width of the window, and those that are judged against axe."""
    with shown.opened(kept, width=width) as window:
        for address in kept:
            window.goto(f"{shown.ORIGIN}{address}")
            wide = window.evaluate("document.documentElement.scrollWidth")
            assert (address, wide) == (address, min(wide, width))
            if address in judged:
                found = Axe().run(window, options=RULES).response["violations"]
                told = [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
                assert (address, told) == (address, [])


@pytest.mark.skipif(shown.CHROMIUM is None, reason="Chromium is not installed (`chromium`)")
def test_full_empty_and_refused_pages_have_no_violation(clerk, signing, in_process):
    empty = {f"/empty{each}": clerk.get(each).content for each in (ROOT, *PLACES[3:7])}
    worked(clerk, signing)
    kept = {**empty, **pages(clerk, signing)}
    refuse_violations(kept, width=1280, judged=set(kept) - ALIKE)

    clerk.cookies["openpias-language"] = "uk"
    # What a phone changes are menu, tabs, tables and rows of fields.
    refuse_violations(
        pages(clerk, signing), width=390, judged={ROOT, f"{ROOT}/rapoarte", "/verified"}
    )


def _upload(browser, address, content, **fields):
    file = io.BytesIO(content.encode())
    file.name = "raport.xml.b64"
    return browser.post(address, {"file": file, **fields})
