"""As of when is the certificate of a report judged, and what does a stolen key gain by an early date?"""

from datetime import timedelta

import pytest
from cryptography import x509
from tests.factories import reporting, reports
from tests.factories.reports import NOW

from openpias.server.reporting.operations import receiving
from openpias.server.reporting.operations.receiving import Received, Refused

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def answered(clinic, in_process):
    """Return what becomes of a report that was signed and came at these moments."""

    def answered(signing, *, signed_at, at=NOW):
        text = signing.seal(reports.record(), at=signed_at)
        answer = receiving.receive(text, report_type="CLIN", actor=clinic.actor, at=at)
        return answer.code if isinstance(answer, Refused) else type(answer)

    return answered


def revoked(trust, signing, reason):
    serial = signing.party.certificate.serial_number
    trust.ca.revoked[serial] = NOW - HOUR / 2
    trust.ca.reasons[serial] = reason


@pytest.mark.parametrize(
    ("reason", "checked_at", "found"),
    [
        (x509.ReasonFlags.superseded, "signing", Received),
        (x509.ReasonFlags.superseded, "receipt", "certificate-revoked"),
        (x509.ReasonFlags.key_compromise, "signing", "certificate-revoked"),
    ],
)
def test_a_revocation_after_the_signing_counts_only_where_the_key_may_be_stolen(
    trust, signing, answered, settings, reason, checked_at, found
):
    settings.SIGNATURES_CHECKED_AT = checked_at
    revoked(trust, signing, reason)

    assert answered(signing, signed_at=NOW - HOUR) == found


@pytest.mark.parametrize(
    ("checked_at", "found"), [("signing", Received), ("receipt", "certificate-expired")]
)
def test_a_certificate_that_expired_before_the_sending_still_signed(
    trust, answered, settings, checked_at, found
):
    settings.SIGNATURES_CHECKED_AT = checked_at
    signing = reporting.Signing(trust, enrolled=False)
    signing.party = trust.ca.issue("Țărnă Ștefania", since=NOW - 23 * HOUR, days=1)
    reporting.enrol(signing.party)

    assert answered(signing, signed_at=NOW, at=NOW + 2 * HOUR) == found


@pytest.mark.parametrize(
    ("signed_at", "code"),
    [
        (NOW + timedelta(seconds=301), "signing-time-ahead"),
        (NOW - timedelta(days=31, seconds=1), "signing-time-too-old"),
        (NOW - 3 * HOUR, "certificate-not-yet-valid"),
    ],
)
def test_a_claim_out_of_its_bounds_is_refused(signing, answered, signed_at, code):
    assert answered(signing, signed_at=signed_at) == code


def test_without_a_claim_receipt_counts(trust, signing, clinic, in_process, monkeypatch):
    """Plain CMS without signed attributes claims nothing."""
    revoked(trust, signing, x509.ReasonFlags.superseded)
    real = reporting.opened_here

    def silent(*args, **options):
        return {**real(*args, **options), "signed_at": None}

    monkeypatch.setattr("openpias.server.reporting.operations.opening._ask", silent)
    text = signing.seal(reports.record(), at=NOW - HOUR)
    answer = receiving.receive(text, report_type="CLIN", actor=clinic.actor, at=NOW)

    assert isinstance(answer, Refused)
    assert answer.code == "certificate-revoked"


def test_a_clock_that_is_ahead_is_looked_at_again_with_the_next_sending(
    signing, clinic, in_process
):
    text = signing.seal(reports.record(), at=NOW + HOUR)
    first, second = (
        receiving.receive(text, report_type="CLIN", actor=clinic.actor, at=at)
        for at in (NOW, NOW + HOUR)
    )

    assert (first.code, type(second)) == ("signing-time-ahead", Received)
