"""Does a document open only after the virus scanner judged it, and does Debian's clamd judge it?"""

import pytest
from tests import prepare_machine
from tests.factories import desk
from tests.factories.people import NOW
from tests.factories.word_files import docx, paragraph
from tests.fakes import clamd

from openpias.server.helpdesk.domain.outcomes import DeskRefused
from openpias.server.helpdesk.enums import VirusCheck
from openpias.server.helpdesk.models import AttachedDocument, Incident, IncidentEntry
from openpias.server.helpdesk.operations import documents, viruses
from openpias.server.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
NOWHERE = "/nonexistent/clamd.ctl"
FILE = docx()


@pytest.fixture(scope="module")
def scanner():
    if absent := prepare_machine.missing("clamav-daemon"):
        pytest.skip(f"not installed: {', '.join(absent)}")
    with clamd.clamd() as running:
        yield running


def mailed(*files):
    """Take a mail with these documents; return their rows, which nobody judged yet."""
    desk.mailed(files=files)
    return list(AttachedDocument.objects.order_by("position"))


def opened(row):
    """Return the bytes of a document, or the code of why it does not open."""
    try:
        return documents.take(str(row.public_id), actor=desk.operator(), at=NOW).content
    except DeskRefused as refused:
        return refused.code


def test_without_a_scanner_nothing_waits_for_one():
    [row] = mailed(("a.docx", FILE))

    assert (row.virus_check, opened(row)) == (VirusCheck.NONE, FILE)
    assert viruses.check_waiting(at=NOW) == 0


def test_a_document_stays_closed_while_the_scanner_is_down_and_the_incident_is_there(settings):
    settings.HELPDESK_CLAMD = NOWHERE
    first, second = mailed(("a.docx", FILE), ("b.docx", docx(paragraph("alt text"))))

    assert Incident.objects.count() == 1
    for tried in ([1, 0], [1, 1], [2, 1]):
        assert viruses.check_waiting(at=NOW) == 0
        for row in (first, second):
            row.refresh_from_db()
        # The one that was not judged lets the other go first.
        assert [first.virus_tries, second.virus_tries] == tried
    assert (first.virus_check, opened(first)) == (VirusCheck.WAITING, "document-not-checked")
    # Taking the setting away opens nothing that waited.
    settings.HELPDESK_CLAMD = ""
    assert viruses.check_waiting(at=NOW) == 0
    assert opened(first) == "document-not-checked"


@pytest.mark.parametrize("answer", [b"", b"stream: lstat() failed: ERROR", b"stream: OK?"])
def test_only_a_clear_answer_is_a_judgement(monkeypatch, answer):
    monkeypatch.setattr(viruses, "_asked", lambda _content: answer)

    with pytest.raises(viruses.ScannerUnavailable):
        viruses.is_found_in(b"x")


@pytest.mark.slow
def test_clamd_lets_a_clean_document_open_and_an_infected_one_is_erased(scanner, settings):
    settings.HELPDESK_CLAMD = scanner.address
    infected = docx(paragraph(f"text {clamd.INVENTED_VIRUS}"))
    clean, bad = mailed(("curat.docx", FILE), ("virus.docx", infected))
    assert opened(clean) == opened(bad) == "document-not-checked"

    assert [viruses.check_waiting(at=NOW) for _ in range(2)] == [2, 0]
    clean.refresh_from_db()
    bad.refresh_from_db()
    assert (clean.virus_check, opened(clean)) == (VirusCheck.CLEAN, FILE)
    assert (bad.virus_check, bad.refusal, bad.sealed) == (VirusCheck.INFECTED, "virus", None)
    assert opened(bad) == "document-not-there"
    assert IncidentEntry.objects.get(happening="virus-found").facts["name"] == "virus.docx"
    events = AuditEntry.objects.values_list("event", flat=True)
    assert {"incident-virus-found", "document-checked"} <= set(events)


@pytest.mark.slow
def test_clamd_that_is_too_slow_holds_a_document_until_it_answers(scanner, settings, monkeypatch):
    settings.HELPDESK_CLAMD = scanner.address
    monkeypatch.setattr(viruses, "SECONDS", 0.3)
    [row] = mailed(("a.docx", FILE))

    scanner.halt()
    assert (viruses.check_waiting(at=NOW), opened(row)) == (0, "document-not-checked")
    scanner.go_on()
    monkeypatch.setattr(viruses, "SECONDS", 10.0)
    assert (viruses.check_waiting(at=NOW), opened(row)) == (1, FILE)


@pytest.mark.slow
def test_what_clamd_does_not_judge_for_its_size_waits(scanner, settings):
    settings.HELPDESK_CLAMD = scanner.address

    with pytest.raises(viruses.ScannerUnavailable):
        viruses.is_found_in(bytes(26 * 1024 * 1024))
