"""Who lets the first ones in, when there is nobody yet to approve anything?

Somebody with a shell on the server, once: afterwards every account is approved by another one.
"""

import secrets
from datetime import datetime

from django.db import transaction

from openpias.core.pki import certificates
from openpias.server.certificates.enums import OwnerKind
from openpias.server.certificates.models import EnrolledCertificate
from openpias.server.certificates.operations import checks
from openpias.server.platform.accounts import operations as accounts
from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.accounts.operations import AccountFacts
from openpias.server.platform.accounts.second_factor import Refusal
from openpias.server.platform.audit.operations import record

_NAME = "Casa Națională de Asigurări de Sănătate"


class NotTheFirstError(Exception):
    """There is an administrator already, who approves the next one."""


def create(
    *, username: str, holder: str, email: str, certificate: bytes, at: datetime
) -> str | Refusal:
    """Open the first CNAS administrator's account with a certificate; return its first password.

    Raises NotTheFirstError, and ValueError for a user name that is taken.
    """
    facts = certificates.read(certificate)
    if isinstance(facts, certificates.Problem):
        return Refusal(facts)
    shown = checks.examine(certificate, at=at)
    if isinstance(shown, Refusal):
        return shown
    password = secrets.token_urlsafe(16)
    with transaction.atomic():
        if EnrolledCertificate.objects.filter(role=Role.ADMINISTRATOR).exists():
            raise NotTheFirstError
        accounts.open_staff_account(
            username=username, password=password, facts=_account(holder), actor=None, at=at
        )
        enrolled = _enrol(facts, username=username, holder=holder, email=email, at=at)
        record(
            event="first-administrator-created",
            actor=None,
            subject_kind="certificate",
            subject_ref=str(enrolled.public_id),
            facts={},
            at=at,
        )
    return password


def _account(holder: str) -> AccountFacts:
    return AccountFacts(
        display_name=holder,
        provider_code="CNAS",
        provider_name=_NAME,
        house_code="CNAS",
        house_name=_NAME,
        house_contact="",
        roles=(Role.ADMINISTRATOR.value,),
        contract_end=None,
    )


def _enrol(
    facts: certificates.CertificateFacts, *, username: str, holder: str, email: str, at: datetime
) -> EnrolledCertificate:
    return EnrolledCertificate.objects.create(
        owner_kind=OwnerKind.NATIONAL_HOUSE,
        owner_code="CNAS",
        username=username,
        holder=holder,
        role=Role.ADMINISTRATOR,
        email=email,
        der=facts.der,
        issuer=facts.issuer,
        serial=facts.serial,
        key_sha256=facts.key_sha256,
        valid_from=facts.valid_from,
        valid_until=facts.valid_until,
        enrolled_at=at,
    )
