"""How is a virtual card made: number, keys, certificate, and the data of somebody who is not?"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from secrets import token_bytes

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

from openpias.core.identifiers.card_number import CardNumber
from openpias.core.smartcard import card_data, cryptograms
from openpias.core.smartcard.card_data import CardData, File
from openpias.station.simulator.card_file import CardMemory

VERSION = "1"
_VALID_FOR = timedelta(days=5 * 365)
_USAGE = x509.KeyUsage(
    digital_signature=True,
    content_commitment=True,
    **dict.fromkeys(
        (
            *("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign"),
            *("crl_sign", "encipher_only", "decipher_only"),
        ),
        False,
    ),
)
_ISSUER = "OpenPIAS virtual card - not valid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """How a card is to be: its number, from which secret its key comes, and the ADR 0025 switch."""

    card_number: CardNumber
    master: bytes | None = None
    forces_change: bool = True


def personalise(data: CardData, making: Making, *, now: datetime) -> CardMemory:
    """Return a card that was never activated, with `data` on it.

    Without a master secret its key is drawn: then no unit can activate, change or reset it.
    Raise TooManyEntriesError where the data do not fit on a card.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    written = replace(data, card_number=making.card_number, version=VERSION)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return CardMemory(
        card_number=making.card_number,
        card_key=_card_key(making),
        forces_change=making.forces_change,
        signing_key=pem.decode("ascii"),
        certificate=_certificate(key, making.card_number, now=now),
        public=card_data.encode(written, File.PUBLIC),
        personal=card_data.encode(written, File.PERSONAL),
    )


def _card_key(making: Making) -> bytes:
    if making.master is None:
        return token_bytes(cryptograms.KEY_LENGTH)
    return cryptograms.card_key(making.master, making.card_number)


def _certificate(key: ec.EllipticCurvePrivateKey, number: str, *, now: datetime) -> bytes:
    """Return a certificate that the card signs itself and that says it is none to be believed."""
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, _ISSUER)])
    subject = x509.Name([x509.NameAttribute(NameOID.SERIAL_NUMBER, number), *issuer])
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + _VALID_FOR)
        .add_extension(_USAGE, critical=True)
        .sign(key, SHA256())
        .public_bytes(Encoding.DER)
    )
