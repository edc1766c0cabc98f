"""Who signs: a token after its PIN, or a key in a file after its password?"""

import io
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from openpias.core.pki import certificates, signatures
from openpias.core.pki.certificates import CertificateFacts, Problem
from openpias.core.pki.signatures import Key
from openpias.station.devices import tokens
from openpias.station.devices.tokens import CertificateUnusable
from openpias.station.signing import choosing
from openpias.station.signing.choosing import Candidate, CertificateRefused, Standing


class Signer(Protocol):
    """Whoever has a certificate and signs files with its key."""

    @property
    def facts(self) -> CertificateFacts:
        """The certificate, read."""
        ...

    def sign(self, content: io.BufferedIOBase, *, at: datetime) -> bytes:
        """Return a detached CAdES signature over a file."""
        ...


class KeyPasswordWrong(Exception):  # noqa: N818 - a fact, not a fault
    """The key's file needs a password, and this is not it."""


class KeyUnreadable(Exception):  # noqa: N818 - a fact, not a fault
    """The file is no private key in PEM that signs reports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenSigner:
    """A key on a token; its PIN is kept as long as this object, and told to nobody but the token."""

    chosen: Candidate
    pin: str = field(repr=False)

    @property
    def facts(self) -> CertificateFacts:
        """The certificate, read."""
        return self.chosen.facts

    def sign(self, content: io.BufferedIOBase, *, at: datetime) -> bytes:
        """Let the token sign; raises what `tokens.sign_detached` raises."""
        return tokens.sign_detached(content, certificate=self.chosen.on_token, pin=self.pin, at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySigner:
    """A key of a file, for trying out and for programs that sign by themselves."""

    facts: CertificateFacts
    key: Key = field(repr=False)

    def sign(self, content: io.BufferedIOBase, *, at: datetime) -> bytes:
        """Sign with the key; raises KeyMismatchError."""
        certificate = x509.load_der_x509_certificate(self.facts.der)
        return signatures.sign_detached(content, key=self.key, certificate=certificate, at=at)


def certificate_in(file: Path) -> CertificateFacts:
    """Read a certificate in PEM or DER; raises CertificateUnusable, OSError."""
    facts = certificates.read(file.read_bytes())
    if isinstance(facts, Problem):
        raise CertificateUnusable(facts)
    return facts


def key_in(file: Path, *, password: str) -> Key:
    """Read a private key in PEM; raises KeyPasswordWrong, KeyUnreadable, OSError."""
    content = file.read_bytes()
    try:
        key = load_pem_private_key(content, password.encode() or None)
    except TypeError:
        # A password for a key without one is no reason to refuse, the other way round is.
        if not password:
            raise KeyPasswordWrong from None
        return key_in(file, password="")
    except ValueError:
        if b"ENCRYPTED" in content:
            raise KeyPasswordWrong from None
        raise KeyUnreadable from None
    if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise KeyUnreadable
    return key


def needs_password(file: Path) -> bool:
    """Say whether a key's file is encrypted; raises OSError."""
    return b"ENCRYPTED" in file.read_bytes()


def ready(facts: CertificateFacts, *, at: datetime) -> None:
    """Refuse a certificate that nobody would believe now, before a PIN is asked; CertificateRefused."""
    found = choosing.standing(facts, at=at)
    if found is not Standing.USABLE:
        raise CertificateRefused(found, facts)
