"""What may modules above this one ask about certificates?"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from openpias.core.pki import certificates, checking
from openpias.core.pki.checking import State
from openpias.server.certificates.domain import signing_times
from openpias.server.certificates.domain.signing_times import (
    CheckedAt,
    SigningTimePolicy,
    SigningTimeProblem,
)
from openpias.server.certificates.enums import OwnerKind
from openpias.server.certificates.models import EnrolledCertificate
from openpias.server.certificates.operations import checks
from openpias.server.platform.accounts.second_factor import Refusal

__all__ = [
    "CertificateFacts",
    "Refusal",
    "Signer",
    "SigningTimeProblem",
    "certificate",
    "signer",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """The enrolled certificate that made a signature: its opaque id, and who holds it."""

    certificate: str
    holder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFacts:
    """An enrolled certificate as a page names it; `serial` is in hexadecimal, without blanks."""

    holder: str
    serial: str
    issuer: str
    valid_until: datetime


def certificate(public_id: str) -> CertificateFacts | None:
    """Return how the certificate of a signer is named, ended ones too; None for an unknown id."""
    try:
        reference = uuid.UUID(public_id)
    except ValueError:
        return None
    row = EnrolledCertificate.objects.filter(public_id=reference).first()
    if row is None:
        return None
    return CertificateFacts(
        holder=row.holder,
        serial=f"{int(row.serial):X}",
        issuer=row.issuer,
        valid_until=row.valid_until,
    )


def signer(
    der: bytes, *, provider: str, house: str, signed_at: datetime | None, at: datetime
) -> Signer | Refusal | SigningTimeProblem:
    """Return whose certificate signed, if a provider may sign with it for a house; the check is kept.

    `signed_at` is what the signer claims, `at` when the signature came. Path, validity and purpose
    (non-repudiation) are those of the claimed moment, within the policy of the installation; what is
    known of revocation is that of `at`, as `checking.check` weighs it. Without a claim all is of `at`.
    A certificate that was withdrawn here signs nothing more, whatever is claimed. Nothing is looked
    up outside for one that is not enrolled.
    """
    facts = certificates.read(der)
    if isinstance(facts, certificates.Problem):
        return Refusal(facts)
    known = EnrolledCertificate.objects.filter(
        owner_kind=OwnerKind.PROVIDER,
        key_sha256=facts.key_sha256,
        issuer=facts.issuer,
        serial=facts.serial,
        ended_at=None,
    )
    enrolled = known.filter(owner_code=provider, house=house).first()
    if enrolled is None:
        return Refusal.ENROLLED_ELSEWHERE if known.exists() else Refusal.NOT_ENROLLED
    used_at = signing_times.used_at(signed_at, received_at=at, policy=_policy())
    if isinstance(used_at, SigningTimeProblem):
        return used_at
    if signed_at is not None and signed_at < enrolled.valid_from:
        return Refusal.NOT_YET_VALID
    checked = checks.check(facts, purpose=checking.SIGNATURE, at=at, used_at=used_at)
    if checked.state is not State.GOOD:
        return checks.REFUSALS[checked.state]
    return Signer(certificate=str(enrolled.public_id), holder=enrolled.holder)


def _policy() -> SigningTimePolicy:
    return SigningTimePolicy(
        checked_at=CheckedAt(settings.SIGNATURES_CHECKED_AT),
        within=timedelta(days=settings.SIGNED_WITHIN_DAYS),
        ahead=timedelta(seconds=settings.SIGNING_AHEAD_SECONDS),
    )
