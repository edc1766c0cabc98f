"""Which certificates open the demonstration's door?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from openpias.core.pki import certificates
from openpias.server.certificates.models import EnrolledCertificate


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoEnrolment:
    """A made-up holder; `username` is filled for staff, `pem` is the certificate."""

    pem: str
    holder: str
    owner_kind: str
    owner_code: str
    house: str
    username: str
    role: str


def enrol(enrolments: Sequence[DemoEnrolment], *, at: datetime) -> int:
    """Let these certificates in without a request; return how many were new. Harmless to repeat."""
    return sum(_enrol(each, at=at) for each in enrolments)


def _enrol(each: DemoEnrolment, *, at: datetime) -> int:
    facts = certificates.read(each.pem.encode())
    if isinstance(facts, certificates.Problem):
        return 0
    _row, is_new = EnrolledCertificate.objects.get_or_create(
        key_sha256=facts.key_sha256,
        issuer=facts.issuer,
        serial=facts.serial,
        owner_code=each.owner_code,
        house=each.house,
        ended_at=None,
        defaults={
            "owner_kind": each.owner_kind,
            "username": each.username,
            "holder": each.holder,
            "role": each.role,
            "email": "demo@example.org",
            "der": facts.der,
            "valid_from": facts.valid_from,
            "valid_until": facts.valid_until,
            "enrolled_at": at,
        },
    )
    return int(is_new)
