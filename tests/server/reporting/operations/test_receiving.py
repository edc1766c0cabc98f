"""Is a file taken in, archived and refused as the official interface says?"""

import base64
import io
import zipfile
from datetime import timedelta

import pytest
from tests.factories import pki, reporting, reports
from tests.factories.reports import NOW

from openpias.interop.envelopes import pack
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.outbox.models import OutboxEvent
from openpias.server.reporting.domain.outcomes import ReportingRefused
from openpias.server.reporting.enums import ReportHappening, ReportState, UntakenKind
from openpias.server.reporting.models import ReportPart
from openpias.server.reporting.operations import (
    feedback,
    opening,
    parts,
    periods,
    processing,
    receiving,
)
from openpias.server.reporting.operations.receiving import Received, Refused
from openpias.server.reporting.queries import reports as queries

pytestmark = pytest.mark.django_db


def sent(clinic, text, report_type="CLIN", at=NOW):
    return receiving.receive(text, report_type=report_type, actor=clinic.actor, at=at)


def refused(answer):
    assert isinstance(answer, Refused), answer
    return answer.code, answer.official_code, answer.message


def test_a_report_is_taken_processed_and_answered(clinic, signing, in_process):
    number = reporting.displaced()
    text = signing.seal(reports.record(reports.patient(number)))
    answer = sent(clinic, text)
    assert isinstance(answer, Received), answer
    assert feedback.offer(answer.file_name, actor=clinic.actor, at=NOW) is None

    assert processing.process(answer.report, now=lambda: NOW)

    view = queries.one(answer.report, actor=clinic.operator)
    assert (view.row.state, view.row.counts.valid) == (ReportState.PROCESSED, 1)
    assert (view.row.totals["accepted"], view.row.counts.displaced) == ("95.50", 1)
    assert [each.happening for each in view.events] == [
        ReportHappening.RECEIVED,
        ReportHappening.ACCEPTED,
        ReportHappening.PROCESSING_STARTED,
        ReportHappening.PROCESSED,
    ]
    kept = ReportPart.objects.all()
    assert b"".join(bytes(each.octets) for each in kept) == text.encode()
    offer = feedback.offer(answer.file_name, actor=clinic.actor, at=NOW)
    taken = feedback.take(offer.token, actor=clinic.actor, at=NOW)
    with zipfile.ZipFile(io.BytesIO(b"".join(taken.pieces))) as archive:
        assert archive.namelist() == [answer.file_name]
        assert b"AppID" in archive.read(answer.file_name)
    assert feedback.take(offer.token, actor=clinic.operator, at=NOW) is None
    assert feedback.take(offer.token, actor=clinic.actor, at=NOW + timedelta(hours=1)) is None
    assert feedback.take(offer.token[:-2] + "xx", actor=clinic.actor, at=NOW) is None
    ended = [
        feedback.has_ended(token, actor=actor, at=NOW + timedelta(hours=hours))
        for token, actor, hours in (
            (offer.token, clinic.actor, 1),
            (offer.token, clinic.actor, 0),
            (offer.token, clinic.operator, 1),
            ("invented", clinic.actor, 1),
        )
    ]
    assert ended == [True, False, False, False]


def test_the_same_file_again_gets_the_same_answer(clinic, signing, in_process):
    text = signing.seal(reports.record())
    first = sent(clinic, text)
    events = OutboxEvent.objects.count()
    again = sent(clinic, text)

    assert (again.report, again.is_repeated) == (first.report, True)
    assert OutboxEvent.objects.count() == events

    bad = sent(clinic, "AAAA")
    assert refused(sent(clinic, "AAAA")) == refused(bad)


def test_a_name_with_another_content_is_refused(clinic, signing, in_process):
    first = sent(clinic, signing.seal(reports.record()))
    assert refused(sent(clinic, signing.seal(reports.record()))) == (
        "report-name-in-work",
        -1,
        "Fisierul este deja raportat si nu poate fi sters!",
    )
    processing.process(first.report, now=lambda: NOW)
    assert refused(sent(clinic, signing.seal(reports.record()))) == (
        "report-name-processed",
        -9,
        f"ACEST FISIER A MAI FOST PROCESAT {first.file_name}",
    )


@pytest.mark.parametrize(
    ("said", "code", "message"),
    [
        (
            {"contract_number": "1/2020"},
            "report-contract-unknown",
            "NU S-A GASIT UN CONTRACT VALID 1/2020",
        ),
        (
            {"provider_code": "90000999"},
            "report-company-unknown",
            "NU S-A GASIT COMPANIA CU CUI 90000999",
        ),
        (
            {"house": "CAS-IS"},
            "report-house-differs",
            "Codul CAS nu corespunde cu cel setat in aplicatie CAS-IS",
        ),
        (
            {"reported_on": "2026-11-24"},
            "report-in-future",
            "DATA DE RAPORTARE ESTE IN VIITOR 24-11-2026",
        ),
        (
            {"starts_on": "2026-10-01", "ends_on": "2026-10-31"},
            "report-period-undefined",
            "NU S-A DEFINIT O PERIOADA DE RAPORTARE PENTRU PERIOADA 01-10-2026 - 31-10-2026",
        ),
    ],
)
def test_a_header_that_does_not_fit_is_refused(clinic, signing, in_process, said, code, message):
    from datetime import date

    fields = {
        name: date.fromisoformat(each) if name.endswith("_on") else each
        for name, each in said.items()
    }
    answer = sent(clinic, signing.seal(reports.record(), said=reports.header(**fields)))

    assert refused(answer) == (code, -9, message)


def test_a_closed_period_is_refused(clinic, signing, in_process):
    periods.close(clinic.period, actor=clinic.operator, at=NOW)
    answer = sent(clinic, signing.seal(reports.record()))

    assert refused(answer)[:2] == ("report-period-closed", -9)
    assert answer.message.startswith("NU SE ACCEPTA RAPORTARI PENTRU PERIOADA 01-11-2026")


def test_kinds_that_are_not_taken_are_refused_by_name(clinic):
    assert refused(sent(clinic, "AAAA", report_type="SPT_DRG"))[:2] == ("report-kind-untaken", -7)
    offer = refused(sent(clinic, "AAAC", report_type="MD_OFFER"))
    assert offer[:2] == ("report-kind-without-services", -7)
    assert refused(sent(clinic, "AAAB", report_type="XYZ"))[:2] == ("report-kind-unknown", -7)


@pytest.mark.parametrize("kind", list(UntakenKind))
def test_a_kind_that_is_not_taken_says_in_both_texts_where_its_services_are_written(clinic, kind):
    answer = sent(clinic, "AAAA", report_type=kind.value)
    told = describe(answer.code, answer.facts)

    assert kind.value in told.practice
    assert "se scriu de mână în portal" in told.practice
    assert kind.value in told.supplier
    assert "/raportare/evidenta/nou" in told.supplier


def two_files():
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w") as archive:
        archive.writestr(str(reports.name()), b"1")
        archive.writestr("other.xml", b"2")
    return base64.b64encode(octets.getvalue()).decode()


@pytest.mark.parametrize(
    ("text", "code", "official"),
    [
        ("\x00\ud800?", "envelope-base64", -2),
        (base64.b64encode(b"no archive").decode(), "envelope-archive", -2),
        (two_files(), "envelope-several-files", -4),
        (base64.b64encode(b"PK\x05\x06" + bytes(18)).decode(), "envelope-no-file", -5),
        (pack(b"<x/>", name=reports.name(prefix="MF")), "envelope-prefix", -9),
        (pack(b"<x/>", name=reports.name()), "signature-unreadable", -9),
    ],
)
def test_a_bad_envelope_is_archived_and_refused(clinic, in_process, text, code, official):
    answer = sent(clinic, text)

    assert refused(answer)[:2] == (code, official)
    assert queries.one(answer.report, actor=clinic.actor).row.state is ReportState.REFUSED
    kept = parts.kept(ReportPart, report__public_id=answer.report)
    assert b"".join(kept) == text.encode("utf-8", "surrogatepass")
    told = AuditEntry.objects.filter(event="report-refused").get()
    assert told.facts["code"] == code


def test_what_is_no_report_of_the_kind_is_refused(clinic, signing, in_process):
    wrong_root = signing.seal(content=b'<?xml version="1.0"?><other/>')
    wrong_namespace = signing.seal(content=b'<report xmlns="urn:x" AppID="1"/>', minute=1)
    bomb = signing.seal(
        content=b'<!DOCTYPE r [<!ENTITY a "aaaa">]><report xmlns="http://www.cnas.ro/siui/2.0"/>',
        minute=2,
    )

    codes = [refused(sent(clinic, each))[0] for each in (wrong_root, wrong_namespace, bomb)]
    assert codes[2] == "message-document-type"
    assert set(codes[:2]) <= {"message-root", "message-namespace"}


@pytest.mark.parametrize(
    ("trait", "enrolled", "code"),
    [
        (pki.Trait.VALID, False, "certificate-not-enrolled"),
        (pki.Trait.EXPIRED, True, "certificate-expired"),
        (pki.Trait.REVOKED, True, "certificate-revoked"),
        (pki.Trait.UNKNOWN_ISSUER, True, "certificate-unknown-issuer"),
    ],
)
def test_a_certificate_that_may_not_sign_is_refused(
    clinic, trust, in_process, trait, enrolled, code
):
    signing = reporting.Signing(trust, trait, enrolled=enrolled)

    assert refused(sent(clinic, signing.seal(reports.record())))[0] == code


def test_another_providers_certificate_is_refused(clinic, trust, in_process):
    signing = reporting.Signing(trust, enrolled=False)
    reporting.enrol(signing.party, code="90000999")

    answer = sent(clinic, signing.seal(reports.record()))
    assert refused(answer)[0] == "certificate-enrolled-elsewhere"


def test_an_opening_that_breaks_is_tried_again_with_the_next_sending(
    clinic, signing, in_process, monkeypatch
):
    text = signing.seal(reports.record())

    def broken(*_args, **_options):
        raise opening.OpeningFailedError

    with monkeypatch.context() as patch:
        patch.setattr(opening, "_ask", broken)
        assert refused(sent(clinic, text))[:2] == ("report-opening-failed", -8)
    assert isinstance(sent(clinic, text), Received)


def test_what_is_too_long_is_not_kept(clinic, settings):
    settings.REPORT_TEXT_BYTES = 3
    answer = sent(clinic, "AAAA")

    assert (refused(answer)[:2], answer.report) == (("report-text-too-large", -8), "")
    assert ReportPart.objects.count() == 0


def test_whoever_does_not_report_and_whoever_practises_sends_nothing(clinic):
    from dataclasses import replace

    for actor in (clinic.operator, replace(clinic.actor, practice=True)):
        with pytest.raises(ReportingRefused):
            receiving.receive("AAAA", report_type="CLIN", actor=actor, at=NOW)


def test_what_was_refused_for_something_outside_is_looked_at_again(clinic, signing, in_process):
    text = signing.seal(reports.record())
    periods.close(clinic.period, actor=clinic.operator, at=NOW)
    first = sent(clinic, text)
    assert refused(sent(clinic, text)) == refused(first)
    assert len(queries.one(first.report, actor=clinic.actor).events) == 2

    reporting.opened(clinic.operator)
    assert sent(clinic, text).report == first.report
    assert queries.one(first.report, actor=clinic.actor).row.state is ReportState.QUEUED
