"""What does the operator compare before a certificate is let in?"""

from dataclasses import dataclass
from enum import StrEnum

from openpias.core.identifiers import fiscal_code as fiscal_codes
from openpias.core.names.diacritics import fold
from openpias.core.pki.certificates import CertificateFacts


class Same(StrEnum):
    """Whether what was typed agrees with the certificate."""

    YES = "yes"
    NO = "no"
    NOT_SAID = "not-said"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What was typed, held against what the certificate says."""

    holder: Same
    fiscal_code: Same


def compare(*, holder: str, fiscal_code: str, certificate: CertificateFacts) -> Comparison:
    """Compare the holder's name, in any order of its words, and the fiscal code in VATRO-…."""
    return Comparison(
        holder=_same_words(holder, named(certificate)),
        fiscal_code=_same_code(fiscal_code, certificate.subject.organization_identifier),
    )


def named(certificate: CertificateFacts) -> str:
    """Return the holder's name as the certificate says it: surname and given name, else as it is called."""
    subject = certificate.subject
    parts = (subject.surname, subject.given_name)
    return " ".join(parts) if all(parts) else subject.common_name


def certified_code(certificate: CertificateFacts) -> str:
    """Return the fiscal code that a certificate names as VATRO-…; empty where it names none."""
    code = fiscal_codes.parse(certificate.subject.organization_identifier.rpartition("-")[2])
    return "" if isinstance(code, fiscal_codes.Problem) else str(code)


def _same_words(typed: str, certified: str) -> Same:
    if not certified:
        return Same.NOT_SAID
    return Same.YES if _words(typed) == _words(certified) else Same.NO


def _words(name: str) -> list[str]:
    return sorted(fold(name).replace("-", " ").split())


def _same_code(typed: str, identifier: str) -> Same:
    if not typed or not identifier:
        return Same.NOT_SAID
    body = identifier.rpartition("-")[2]
    code = fiscal_codes.parse(body)
    return Same.YES if str(code) == typed else Same.NO
