"""Is a signed file taken for a built report only if it is that one, to the octet, and up to which size?"""

import io
import os
import re
import uuid
import zipfile
from base64 import b64encode

import pytest
from tests.factories import reporting, reports
from tests.factories.typed_services import sent

from openpias.core.pki import signed_files
from openpias.server.reporting.enums import DraftState, ReportState
from openpias.server.reporting.models import BuiltReport, DraftRecord, Report, ReportPart

pytestmark = pytest.mark.django_db
SENDING = "/raportare/trimitere"
CHOSEN = {
    "fel": "CLIN",
    "contract": reports.CONTRACT,
    "de_la": "01-11-2026",
    "pana_la": "30-11-2026",
}


@pytest.fixture
def built(clerk):
    """Build a report of one service, and return its page."""
    clerk.post("/raportare/servicii/nou", sent(reporting.displaced()))
    return clerk.post("/raportare/luna", {**CHOSEN, "record": str(uuid.uuid4())})["Location"]


def text(answer):
    return answer.content.decode()


def upload(browser, address, content, **fields):
    file = io.BytesIO(content.encode() if isinstance(content, str) else content)
    file.name = "raport.xml.b64"
    return browser.post(address, {"file": file, **fields})


def resealed(signing, content=None, *, named=None):
    row = BuiltReport.objects.get()
    name = reports.name_of(named or row.file_name)
    octets = bytes(row.content) if content is None else content(bytes(row.content))
    return reports.sealed(octets, signing.party, named=name)


def test_the_very_octets_are_taken_and_the_services_follow(clerk, built, signing, in_process):
    answer = upload(clerk, f"{built}/semnat", resealed(signing))

    assert (answer.status_code, Report.objects.get().state) == (302, ReportState.QUEUED)
    assert DraftRecord.objects.get().state == DraftState.SENT


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda xml: xml.replace(b"95.50", b"99.50"), "Servicii schimbate"),
        (lambda xml: xml.replace(b"17/2026", b"18/2026"), "Antetul"),
        (lambda xml: xml.replace(b"?>", b"?>\n"), "a fost scris din nou"),
        (lambda _xml: reports.xml(reports.record(app_id="99999")), "Servicii care lipsesc"),
        (lambda _xml: b"<report/>", "Mărimea"),
    ],
)
def test_another_content_is_told_and_archived_and_nothing_follows(
    clerk, built, signing, in_process, change, told
):
    answer = upload(clerk, f"{built}/semnat", resealed(signing, change))

    assert answer.status_code == 422
    assert "Fișierul semnat nu este cel pregătit aici" in text(answer)
    assert told in text(answer)
    assert "Trimite-l ca fișier al programului meu" in text(answer)
    report = Report.objects.get()
    assert (report.state, report.code) == (ReportState.REFUSED, "report-built-differs")
    assert DraftRecord.objects.get().state == DraftState.IN_REPORT
    assert told in text(clerk.get(f"/raportare/rapoarte/{report.public_id}"))


def test_another_name_is_told_too(clerk, built, signing, in_process):
    name = str(reports.name(7))

    answer = upload(clerk, f"{built}/semnat", resealed(signing, named=name))

    assert answer.status_code == 422
    assert re.search(rf"Numele fișierului.*{name}", text(answer), re.DOTALL)


def test_the_right_file_is_taken_after_the_wrong_one(clerk, built, signing, in_process):
    upload(clerk, f"{built}/semnat", resealed(signing, lambda xml: xml.replace(b"95.50", b"99.50")))

    answer = upload(clerk, f"{built}/semnat", resealed(signing))

    assert answer.status_code == 302
    assert DraftRecord.objects.get().state == DraftState.SENT


def test_it_is_taken_as_a_file_of_the_own_software_without_the_services(
    clerk, built, signing, in_process
):
    upload(clerk, f"{built}/semnat", resealed(signing, lambda xml: xml.replace(b"95.50", b"99.50")))
    report = Report.objects.get()
    own = f"/raportare/rapoarte/{report.public_id}/program-propriu"

    answers = [clerk.post(own) for _press in range(2)]

    assert {each["Location"] for each in answers} == {f"/raportare/rapoarte/{report.public_id}"}
    assert Report.objects.get().state == ReportState.QUEUED
    assert DraftRecord.objects.get().state == DraftState.IN_REPORT


def test_what_was_refused_for_another_reason_is_not_taken_as_own(clerk, built, in_process):
    upload(clerk, f"{built}/semnat", "UEsDBA==")
    report = Report.objects.get()

    clerk.post(f"/raportare/rapoarte/{report.public_id}/program-propriu")

    assert Report.objects.get().code == "envelope-archive"
    assert clerk.post(f"/raportare/rapoarte/{uuid.uuid4()}/program-propriu").status_code == 404


def test_services_follow_no_other_file_of_the_same_name(clerk, built, signing, in_process):
    text_ = resealed(signing, lambda xml: xml.replace(b"95.50", b"99.50"))

    answer = upload(clerk, SENDING, text_, kind="CLIN")

    assert answer.status_code == 302
    assert DraftRecord.objects.get().state == DraftState.IN_REPORT


@pytest.mark.slow
def test_a_signed_file_of_thirty_megabytes_is_taken(clerk, signing, in_process):
    content = reports.xml(reports.record(reports.patient(reporting.displaced())))
    padded = content + b"<!--" + os.urandom(11_300_000).hex().encode() + b"-->"
    sealed = _stored(padded, signing)
    assert len(sealed) > 30_000_000

    answer = upload(clerk, SENDING, sealed, kind="CLIN")

    report = Report.objects.get()
    assert (answer.status_code, report.state) == (302, ReportState.QUEUED)
    assert (report.size, report.unpacked_size) == (len(sealed), len(padded))
    kept = b"".join(bytes(each) for each in _parts(report))
    assert kept == sealed.encode()


def test_a_file_beyond_the_limit_is_told_and_not_kept(clerk, settings):
    settings.REPORT_TEXT_BYTES = 1024 * 1024
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1024

    answer = upload(clerk, SENDING, "A" * (1024 * 1024 + 70_000), kind="CLIN")

    assert answer.status_code == 422
    assert "cel mult 1 MB" in text(answer)
    assert Report.objects.count() == 0


@pytest.mark.parametrize("address", [SENDING, "/verificare"])
def test_only_pages_that_take_reports_write_a_large_file_to_disk(
    clerk, settings, monkeypatch, address
):
    from openpias.server.platform.http import uploads

    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1024
    written = []
    file_complete = uploads.DeclaredFileHandler.file_complete

    def complete(handler, size):
        found = file_complete(handler, size)
        written.append(found is not None)
        return found

    monkeypatch.setattr(uploads.DeclaredFileHandler, "file_complete", complete)

    upload(clerk, address, "A" * 4096, kind="CLIN")

    assert written == [address == SENDING]


def test_nobody_who_is_not_signed_in_writes_to_disk(settings, monkeypatch):
    from django.test import Client

    from openpias.server.platform.http import uploads

    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1024
    seen = []
    original = uploads.DeclaredFileHandler.file_complete
    monkeypatch.setattr(
        uploads.DeclaredFileHandler,
        "file_complete",
        lambda handler, size: seen.append(original(handler, size)),
    )

    upload(Client(headers={"host": "localhost"}, enforce_csrf_checks=True), SENDING, "A" * 4096)

    assert [each for each in seen if each is not None] == []


def _parts(report):
    rows = ReportPart.objects.filter(report=report).order_by("number")
    return rows.values_list("octets", flat=True)


def _stored(content, signing):
    """Seal a file without pressing it: what it weighs is what is sent."""
    key, certificate = signing.party.key, signing.party.certificate
    signed = signed_files.sign(content, key=key, certificate=certificate, at=reports.NOW)
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(str(reports.name()), signed)
    return b64encode(into.getvalue()).decode()
