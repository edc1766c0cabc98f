"""How is the enrolment of a certificate asked for?

The public page answers a receipt and nothing else: whether the provider, the house's contract or the
certificate is known shows only in the operator's queue.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from openpias.core.findings import Finding
from openpias.core.identifiers.licence_key import ALPHABET
from openpias.server.certificates.domain import inputs
from openpias.server.certificates.domain.inputs import CheckedEnrolment, EnrolmentInput
from openpias.server.certificates.models import EnrolmentRequest
from openpias.server.certificates.operations import correspondence
from openpias.server.platform.audit.operations import record
from openpias.server.providers import api as providers

# Ours: more than a practice needs on the worst day, and too few to bury an operator.
PER_KEY_AND_DAY = 5
PER_PROVIDER_AND_DAY = 20
PER_HOUR = 300


class TooManyRequestsError(Exception):
    """So many requests came that no more are taken for now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """The request waits for the operator; `receipt` names it, as XXXX-XXXX-XXXX."""

    receipt: str


def submit(
    typed: EnrolmentInput, *, request_key: str, language: str, at: datetime
) -> Received | list[Finding]:
    """Take a request, or return every finding; the same `request_key` gets the same receipt.

    Raises TooManyRequestsError.
    """
    checked = inputs.check(typed, houses=providers.house_codes(), at=at)
    if isinstance(checked, list):
        return checked
    with transaction.atomic():
        known = EnrolmentRequest.objects.filter(request_key=request_key).first()
        if known is not None:
            return Received(receipt=known.receipt)
        _refuse_a_flood(checked, at=at)
        row = _row(checked, request_key=request_key, language=language, at=at)
        correspondence.asked(row, at=at)
        record(
            event="enrolment-requested",
            actor=None,
            subject_kind="enrolment-request",
            subject_ref=str(row.public_id),
            facts={"house": checked.house, "owner": checked.owner_kind},
            at=at,
        )
    return Received(receipt=row.receipt)


def _row(
    checked: CheckedEnrolment, *, request_key: str, language: str, at: datetime
) -> EnrolmentRequest:
    facts = checked.certificate
    return EnrolmentRequest.objects.create(
        receipt=_receipt(),
        request_key=request_key,
        owner_kind=checked.owner_kind,
        fiscal_code=checked.fiscal_code,
        house=checked.house,
        holder=checked.holder,
        role=checked.role,
        email=checked.email,
        language=language,
        der=facts.der,
        issuer=facts.issuer,
        serial=facts.serial,
        key_sha256=facts.key_sha256,
        valid_until=facts.valid_until,
        created_at=at,
    )


def _refuse_a_flood(checked: CheckedEnrolment, *, at: datetime) -> None:
    day, hour = at - timedelta(days=1), at - timedelta(hours=1)
    came = EnrolmentRequest.objects
    key = checked.certificate.key_sha256
    too_many = (
        came.filter(key_sha256=key, created_at__gt=day).count() >= PER_KEY_AND_DAY
        or came.filter(created_at__gt=hour).count() >= PER_HOUR
        or (
            checked.fiscal_code
            and came.filter(fiscal_code=checked.fiscal_code, created_at__gt=day).count()
            >= PER_PROVIDER_AND_DAY
        )
    )
    if too_many:
        raise TooManyRequestsError


def _receipt() -> str:
    """Draw a number that nobody guesses and nobody misreads: 60 bits in three groups."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))
