"""How does a demonstration certificate leave with its key, for a browser, a server or a folder?

Only bytes are made and read here; the caller writes them, keys with mode 0600.
"""

from collections.abc import Sequence

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    pkcs12,
)

from openpias.core.pki.demo_certificates import Party

# A browser opens the file once; the key inside is worth nothing outside the demonstration.
_ROUNDS = 10_000


def browser_file(party: Party, *, password: str, authorities: Sequence[x509.Certificate]) -> bytes:
    """Return PKCS#12 in AES-256, which Chromium, Firefox and Windows since 10 (1709) import."""
    encryption = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(_ROUNDS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(password.encode())
    )
    name = party.certificate.subject.rfc4514_string().encode()
    return pkcs12.serialize_key_and_certificates(
        name, party.key, party.certificate, authorities, encryption
    )


def certificates_pem(*certificates: x509.Certificate) -> bytes:
    """Return certificates one after another, the holder's first, as a server wants them."""
    return b"".join(each.public_bytes(Encoding.PEM) for each in certificates)


def key_pem(party: Party) -> bytes:
    """Return the private key, without a password."""
    return party.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def party(certificate_pem: bytes, *, key_pem: bytes) -> Party:
    """Read what was written; raises `ValueError` when it is no pair of ours."""
    certificate = x509.load_pem_x509_certificate(certificate_pem)
    key = load_pem_private_key(key_pem, password=None)
    is_own = key.public_key() == certificate.public_key()
    if is_own and isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        return Party(certificate=certificate, key=key)
    raise ValueError("the key does not belong to the certificate")
