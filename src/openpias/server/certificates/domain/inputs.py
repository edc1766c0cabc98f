"""What was typed in an enrolment request, and may it be kept?

Only form is judged here: whether such a provider exists is nobody's business before the decision.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from openpias.core.findings import Finding
from openpias.core.identifiers import fiscal_code
from openpias.core.names.diacritics import normalise
from openpias.core.pki import certificates
from openpias.core.pki.certificates import CertificateFacts
from openpias.server.certificates.domain import roles
from openpias.server.certificates.enums import OwnerKind

LONGEST_NAME = 200
LONGEST_EMAIL = 254
# What nobody doubts about an address; whether it receives letters shows itself.
_EMAIL = re.compile(r"[^@\s<>\"(),;:\\]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentInput:
    """A request, as texts; `certificate` is the file in PEM or DER."""

    owner_kind: str = OwnerKind.PROVIDER
    fiscal_code: str = ""
    house: str = ""
    holder: str = ""
    role: str = ""
    email: str = ""
    certificate: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedEnrolment:
    """A request that may be kept."""

    owner_kind: OwnerKind
    fiscal_code: str
    house: str
    holder: str
    role: str
    email: str
    certificate: CertificateFacts


def check(
    typed: EnrolmentInput, *, houses: frozenset[str], at: datetime
) -> CheckedEnrolment | list[Finding]:
    """Return what may be kept, or every finding."""
    if typed.owner_kind not in set(OwnerKind):
        return [Finding(code="required", path="/owner_kind")]
    kind = OwnerKind(typed.owner_kind)
    findings: list[Finding] = []
    code = _fiscal_code(typed, kind, findings)
    house = typed.house if kind in {OwnerKind.PROVIDER, OwnerKind.HOUSE} else ""
    if kind in {OwnerKind.PROVIDER, OwnerKind.HOUSE} and house not in houses:
        findings.append(Finding(code="required", path="/house"))
    holder = _holder(typed, findings)
    if not roles.fits(typed.role, kind=kind):
        findings.append(Finding(code="required", path="/role"))
    email = _email(typed, findings)
    facts = _certificate(typed.certificate, findings, at=at)
    if findings or facts is None:
        return findings
    return CheckedEnrolment(
        owner_kind=kind,
        fiscal_code=code,
        house=house,
        holder=holder,
        role=typed.role,
        email=email,
        certificate=facts,
    )


def _fiscal_code(typed: EnrolmentInput, kind: OwnerKind, findings: list[Finding]) -> str:
    if kind is not OwnerKind.PROVIDER:
        return ""
    code = fiscal_code.parse(typed.fiscal_code)
    if isinstance(code, fiscal_code.Problem):
        findings.append(Finding(code=code, path="/fiscal_code"))
        return ""
    return str(code)


def _holder(typed: EnrolmentInput, findings: list[Finding]) -> str:
    holder = normalise(typed.holder)
    if not holder:
        findings.append(Finding(code="required", path="/holder"))
    elif len(holder) > LONGEST_NAME:
        facts = {"limit": str(LONGEST_NAME)}
        findings.append(Finding(code="too-long", path="/holder", facts=facts))
    elif not holder.isprintable():
        findings.append(Finding(code="bad-characters", path="/holder"))
    return holder


def _email(typed: EnrolmentInput, findings: list[Finding]) -> str:
    email = typed.email.strip()
    if len(email) > LONGEST_EMAIL or not email.isascii() or not _EMAIL.fullmatch(email):
        findings.append(Finding(code="email-shape", path="/email"))
    return email


def _certificate(data: bytes, findings: list[Finding], *, at: datetime) -> CertificateFacts | None:
    if not data:
        findings.append(Finding(code="certificate-missing", path="/certificate"))
        return None
    read = certificates.read(data)
    if isinstance(read, certificates.Problem):
        findings.append(Finding(code=read, path="/certificate"))
        return None
    if read.valid_until <= at:
        findings.append(Finding(code="certificate-expired", path="/certificate"))
        return None
    return read
