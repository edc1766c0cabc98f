"""With which certificate does the provider's token open sessions, and how does it sign a challenge?"""

from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from openpias.station.devices import tokens
from openpias.station.devices.tokens import TokenAbsent, TokenCertificate


class NoDoorCertificateError(Exception):
    """The token that is plugged in has no certificate for opening sessions (clientAuth)."""


def sign(module: Path, data: bytes, pin: str) -> bytes:
    """Return a detached signature of the first certificate for sessions that is plugged in.

    Raises what `tokens.sign_detached` raises, TokenAbsent where no token is plugged in, and
    NoDoorCertificateError where none has such a certificate.
    """
    return tokens.sign_detached(data, certificate=_found(module), pin=pin, at=datetime.now(UTC))


def _found(module: Path) -> TokenCertificate:
    plugged_in = tokens.tokens(module)
    if not plugged_in:
        raise TokenAbsent
    for token in plugged_in:
        for each in tokens.certificates(token):
            if _opens_doors(each.der):
                return each
    raise NoDoorCertificateError


def _opens_doors(der: bytes) -> bool:
    try:
        certificate = x509.load_der_x509_certificate(der)
        usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except (ValueError, x509.ExtensionNotFound):
        return False
    return ExtendedKeyUsageOID.CLIENT_AUTH in usage.value
