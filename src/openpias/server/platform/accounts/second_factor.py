"""Does somebody who knows a password also hold a certificate that was enrolled for that account?

The module that keeps certificates answers, and plugs itself in with `use`: it lies above this one.
Whether a certificate is asked for at all is the setting SECOND_FACTOR; production always asks.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from django.conf import settings

from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.models import Account


class Refusal(StrEnum):
    """Why a certificate does not open the door; the value is the code of its texts."""

    MISSING = "certificate-missing"
    TOO_LARGE = "certificate-too-large"
    UNREADABLE = "certificate-unreadable"
    SEVERAL = "certificate-several"
    WEAK_KEY = "certificate-weak-key"
    KEY_KIND = "certificate-key-kind"
    REVOKED = "certificate-revoked"
    EXPIRED = "certificate-expired"
    NOT_YET_VALID = "certificate-not-yet-valid"
    UNKNOWN_ISSUER = "certificate-unknown-issuer"
    WRONG_PURPOSE = "certificate-wrong-purpose"
    REVOCATION_UNKNOWN = "certificate-revocation-unknown"
    NOT_ENROLLED = "certificate-not-enrolled"
    ENROLLED_ELSEWHERE = "certificate-enrolled-elsewhere"
    OTHER_THAN_TOKEN = "certificate-other-than-token"  # noqa: S105 - a code, not a secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A certificate that was read and believed; `key_sha256` is hexadecimal."""

    issuer: str
    serial: str
    key_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """The enrolled certificate of an account: its opaque id, who holds it, and the role on it.

    `role` is empty where roles hang on the account itself, as for the staff of a house.
    """

    certificate: str
    holder: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfToken:
    """What one look-up tells of a program's token.

    `is_current` tells whether the credential that goes with it is still the account's.
    """

    factor: Factor
    is_current: bool


class SecondFactor(Protocol):
    """What the module of certificates knows."""

    def examine(self, certificate: bytes, *, at: datetime) -> Shown | Refusal:
        """Read a certificate in PEM or DER, check path and revocation, and keep what was found."""
        ...

    def factor_of(self, shown: Shown, *, account: Account, at: datetime) -> Factor | Refusal:
        """Find it among the certificates that are enrolled for this account."""
        ...

    def still(self, certificate: str, *, account: Account, at: datetime) -> Factor | None:
        """Return the factor while the certificate is neither withdrawn nor expired."""
        ...

    def holders(self, certificates: Iterable[str]) -> Mapping[str, str]:
        """Return who held each of these certificates, by opaque id; unknown ones are left out."""
        ...

    def of_token(
        self, token: str, *, actor: Actor, certificate: bytes | None, at: datetime
    ) -> OfToken | Refusal | None:
        """Return what is behind a program's token; None when it is unknown or has expired.

        `actor` is whom the password verified. `certificate` is the PEM of this call's TLS handshake,
        None without one.
        """
        ...


_ports: list[SecondFactor] = []


def use(port: SecondFactor) -> None:
    """Let this module answer. The last one wins; tests put the same in again."""
    _ports[:] = [port]


def port() -> SecondFactor:
    """Return who answers."""
    return _ports[0]


def is_required() -> bool:
    """Tell whether a password alone opens nothing here."""
    required: bool = settings.SECOND_FACTOR
    return required
