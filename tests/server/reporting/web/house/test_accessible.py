"""Can everybody use the pages of a house, full, empty and refused, wide and on a phone?"""

import uuid

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories import days, pki, reporting
from tests.factories import house_reports as made
from tests.factories.providers import CUI
from tests.factories.reports import NOW
from tests.server.cards.web import shown

from openpias.server.reporting.enums import ReportState
from openpias.server.reporting.models import DeclaredPause, ReportingPeriod

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
HOUSE, LISTS = "/raportare/casa", "/raportare/liste"
PLACES = (
    HOUSE,
    *(
        f"{HOUSE}/{each}"
        for each in ("rapoarte", "oprite", "perioade", "pauze", "zile", "evidenta")
    ),
)
PAUSE = {
    "kind": "outage",
    "begins_on": "19-11-2026",
    "begins_hour": "08:00",
    "ends_on": "20-11-2026",
    "ends_hour": "16:30",
    "act": "Ordinul 12/2026",
}


def lying_there():
    """Write down one report of each state, with services and findings; return them by state."""
    party = pki.certificate(ca=pki.authority(moment=NOW), moment=NOW)
    signer = str(reporting.enrol(party).public_id)
    there = {each: made.report(each, signer=signer) for each in ReportState}
    counts = {"records_read": 1250, "valid": 1240, "partial": 6, "invalid": 4, "late": 3}
    done = made.report(signer=signer, displaced=40, invoice_number="FV 12", **counts)
    made.answered(done)
    for row in (made.record(done, is_late=True), made.record(done, state=0)):
        made.finding(done, row)
        made.finding(done, row, code="message-too-long", severity="error", facts={"most": "20"})
    return {**there, ReportState.PROCESSED: done}


def filled(sits, *, language):
    """Return pages with content, questions, and refused ones, by the address where each was sent."""
    clinic = reporting.clinic()
    there = lying_there()
    reporting.service("DC-CONS-02", name="Consultație de control", valid_to="2026-12-31")
    operator, national = sits.operator(language=language), sits.administrator(language=language)
    national.post(f"{HOUSE}/pauze/noua", {**PAUSE, "record": str(uuid.uuid4()), "confirmed": "1"})
    pause = f"{HOUSE}/pauze/{DeclaredPause.objects.get().public_id}"
    period = f"{HOUSE}/perioade/{ReportingPeriod.objects.get().public_id}"
    assert clinic.period in period
    kept = {}

    def take(browser, *addresses):
        kept.update({each: browser.get(each).content for each in addresses})

    reports = {state: f"{HOUSE}/rapoarte/{row.public_id}" for state, row in there.items()}
    done, dead = reports[ReportState.PROCESSED], reports[ReportState.DEAD_LETTER]
    record = f"{HOUSE}/inregistrari/{there[ReportState.PROCESSED].records.first().pk}"
    take(operator, *PLACES, *reports.values(), f"{done}/constatari", f"{done}/servicii", record)
    take(operator, f"{dead}/repornire", f"{dead}/fisier", f"{HOUSE}/perioade/luna")
    take(operator, f"{period}/inchidere", f"{period}/deschidere")
    take(national, f"{HOUSE}/pauze/recalculare", pause, f"{pause}/retragere")
    take(national, LISTS, f"{LISTS}/services", f"{LISTS}/services/import")
    take(national, f"{LISTS}/services/incheiere/01-01-2026/DC-CONS-01")
    day = {"record": str(uuid.uuid4()), "day": "23-11-2026", "kind": "free", "act": days.ACT}
    scopes = {"scopes": ["reporting", "helpdesk"]}
    kept["/confirm-day"] = national.post(f"{HOUSE}/zile/noua", {**day, **scopes}).content
    kept["/refused-day"] = national.post(f"{HOUSE}/zile/noua", day).content
    take(national, f"{HOUSE}/zile/{days.declare()}/retragere")
    kept["/days-of-cnas"] = national.get(f"{HOUSE}/zile").content
    register = f"{HOUSE}/evidenta/CAS-SV/{CUI}"
    take(operator, register)
    kept["/refused-register"] = operator.post(register).content
    operator.post(register, {"look_reason": "check"})
    kept["/register"] = operator.get(register).content
    kept["/confirm"] = national.post(
        f"{HOUSE}/pauze/noua", {**PAUSE, "record": str(uuid.uuid4())}
    ).content
    kept["/queue-of-cnas"] = national.get(f"{HOUSE}/rapoarte?stare=toate").content
    kept["/patient"] = operator.post(record, {"look_reason": "check"}).content
    kept["/refused-look"] = operator.post(record).content
    kept["/refused-month"] = operator.post(f"{HOUSE}/perioade/luna").content
    wrong = {"record": str(uuid.uuid4()), "begins_on": "x"}
    kept["/refused-pause"] = national.post(f"{HOUSE}/pauze/noua", wrong).content
    rows = b"code,name,valid_from,valid_to,provenance\nX,,x,,\n"
    sent = {"file": SimpleUploadedFile("lista.csv", rows, content_type="text/csv")}
    kept["/refused-import"] = national.post(f"{LISTS}/packages/import", sent).content
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
@pytest.mark.parametrize(("language", "width"), [("ro", 1280), ("uk", 390)])
def test_filled_and_refused_pages_have_no_violation(sits, language, width):
    refuse_violations(filled(sits, language=language), width=width)


@pytest.mark.skipif(shown.CHROMIUM is None, reason="Chromium is not installed (`chromium`)")
def test_empty_pages_have_no_violation(sits):
    browser = sits.operator("CAS-IS")

    refuse_violations({each: browser.get(each).content for each in (*PLACES, LISTS)}, width=390)
