"""With which certificates can a report be signed now, and why not with the others?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from openpias.core.pki import certificates
from openpias.core.pki.certificates import CertificateFacts, Problem
from openpias.station.devices import tokens
from openpias.station.devices.tokens import TokenAbsent, TokenCertificate

# As `core.pki.checking.SIGNATURE` asks it of whoever signs.
_USAGE = "content_commitment"


class Standing(StrEnum):
    """Whether a certificate signs now; the value of all but the first is the code of the refusal."""

    USABLE = "usable"
    EXPIRED = "certificate-expired"
    NOT_YET_VALID = "certificate-not-yet-valid"
    OTHER_USE = "certificate-other-use"


class CertificateRefused(Exception):  # noqa: N818 - a refusal is a fact
    """The certificate signs nothing now."""

    def __init__(self, standing: Standing, facts: CertificateFacts) -> None:
        super().__init__(standing.value)
        self.standing = standing
        self.facts = facts


class SigningCertificateAbsent(Exception):  # noqa: N818 - a fact, not a fault
    """No token that is plugged in has a certificate for signatures."""


class CertificateUnknown(Exception):  # noqa: N818 - a fact, not a fault
    """No certificate on the tokens has the serial number that was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A certificate on a token, read; `standing` says whether it signs now."""

    on_token: TokenCertificate
    facts: CertificateFacts
    standing: Standing

    @property
    def key(self) -> str:
        """What finds it again among others: the certificate's digest would be as good."""
        return f"{self.facts.serial}-{self.facts.key_sha256[:16]}"


def standing(facts: CertificateFacts, *, at: datetime) -> Standing:
    """Say whether a certificate signs a report at a moment; its issuer is the platform's question."""
    if _USAGE not in facts.key_usage:
        return Standing.OTHER_USE
    if at < facts.valid_from:
        return Standing.NOT_YET_VALID
    return Standing.EXPIRED if at > facts.valid_until else Standing.USABLE


def candidates(module: Path, *, at: datetime) -> tuple[Candidate, ...]:
    """Return the certificates for signatures on all tokens, those that sign now first.

    Raises TokenAbsent where no token is plugged in, SigningCertificateAbsent where none has such a
    certificate, and what `tokens.certificates` raises. No PIN is needed.
    """
    plugged_in = tokens.tokens(module)
    if not plugged_in:
        raise TokenAbsent
    every = (each for token in plugged_in for each in tokens.certificates(token))
    found = [each for each in _read(every, at) if each.standing is not Standing.OTHER_USE]
    if not found:
        raise SigningCertificateAbsent
    return tuple(sorted(found, key=lambda each: each.standing is not Standing.USABLE))


def _read(found: Iterable[TokenCertificate], at: datetime) -> Iterable[Candidate]:
    for each in found:
        facts = certificates.read(each.der)
        if not isinstance(facts, Problem):
            yield Candidate(on_token=each, facts=facts, standing=standing(facts, at=at))


def with_serial(found: Iterable[Candidate], serial: str) -> Candidate:
    """Return the certificate with a serial number, decimal or hexadecimal; raises CertificateUnknown."""
    wanted = {serial.strip(), str(_number(serial))}
    for each in found:
        if each.facts.serial in wanted:
            return each
    raise CertificateUnknown


def _number(serial: str) -> int:
    try:
        return int(serial.replace(":", "").replace(" ", ""), 16)
    except ValueError:
        return -1
