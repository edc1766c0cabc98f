"""What does a patient sign with the card for a service, and does a signature fit?

Main specification, 3.6.3: the values joined by "|", signed by the card, in Base64. Which values is
said by the template of each message; `cid|cardNo|date|service` is the everyday one. Encoding and
hash are not published: ours are UTF-8 and ECDSA with SHA-256 (DER).
"""

import base64

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import load_der_x509_certificate

from openpias.core.smartcard.health_card import HealthCard

_SEPARATOR = "|"


def joined(*values: str) -> bytes:
    """Return what is signed; raise ValueError where a value is empty or holds the separator."""
    if not values or any(not value or _SEPARATOR in value for value in values):
        raise ValueError('each value is there and without "|"')
    return _SEPARATOR.join(values).encode()


def sign(card: HealthCard, *values: str) -> str:
    """Return the card's signature of the joined values in Base64; the PIN was verified."""
    return base64.b64encode(card.sign(joined(*values))).decode("ascii")


def is_signature(text: str, *values: str, certificate: bytes) -> bool:
    """Tell whether the key of a certificate (DER) signed these values.

    Whether the certificate is one to be believed is another question.
    """
    key = load_der_x509_certificate(certificate).public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey):
        return False
    try:
        signature = base64.b64decode(text, validate=True)
        key.verify(signature, joined(*values), ec.ECDSA(SHA256()))
    except (ValueError, InvalidSignature):
        return False
    return True
