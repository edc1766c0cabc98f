"""What do the responders of a trust service answer, asked over HTTP?

Addresses stand in certificates that an authority we believe has signed. Answers are small, and a
responder that is silent must not hold a clinic: three seconds, then it counts as unreachable, and
is not asked again for half a minute.
"""

import threading
import time
import urllib.error
import urllib.request
from collections.abc import Sequence

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from openpias.core.pki import certificates
from openpias.core.pki.checking import Unreachable

SECONDS = 3.0
REST_SECONDS = 30.0
LARGEST_ANSWER = 64 * 1024
LARGEST_LIST = 20 * 1024 * 1024
_resting: dict[str, float] = {}
_lock = threading.Lock()


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A responder answers itself; where it would lead is not in the certificate."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        """Follow nothing."""


_opener = urllib.request.build_opener(_NoRedirect)


def ocsp_answer(certificate: bytes, *, issuer: bytes) -> bytes:
    """Ask about a DER certificate; raises `Unreachable`."""
    facts = certificates.read(certificate)
    addresses = () if isinstance(facts, certificates.Problem) else facts.ocsp_addresses
    subject, authority = (x509.load_der_x509_certificate(each) for each in (certificate, issuer))
    asked = ocsp.OCSPRequestBuilder().add_certificate(subject, authority, SHA1()).build()  # noqa: S303 - RFC 6960: names the issuer, protects nothing
    return _first(addresses, body=asked.public_bytes(Encoding.DER), largest=LARGEST_ANSWER)


def revocation_list(certificate: bytes) -> bytes:
    """Fetch the list that a DER certificate names; raises `Unreachable`."""
    facts = certificates.read(certificate)
    addresses = () if isinstance(facts, certificates.Problem) else facts.crl_addresses
    return _first(addresses, body=None, largest=LARGEST_LIST)


def _first(addresses: Sequence[str], *, body: bytes | None, largest: int) -> bytes:
    for address in addresses:
        if not address.startswith(("http://", "https://")) or _is_resting(address):
            continue
        try:
            return _fetched(address, body=body, largest=largest)
        except (urllib.error.URLError, OSError, ValueError):
            with _lock:
                _resting[address] = time.monotonic() + REST_SECONDS
    raise Unreachable


def _fetched(address: str, *, body: bytes | None, largest: int) -> bytes:
    headers = {"Content-Type": "application/ocsp-request"} if body is not None else {}
    asked = urllib.request.Request(address, data=body, headers=headers)  # noqa: S310 - scheme checked above
    with _opener.open(asked, timeout=SECONDS) as response:
        content: bytes = response.read(largest + 1)
    if response.status != 200 or len(content) > largest:
        raise ValueError(address)
    return content


def _is_resting(address: str) -> bool:
    return time.monotonic() < _resting.get(address, 0.0)


def forget_rest() -> None:
    """Ask every responder again at once; for tests."""
    with _lock:
        _resting.clear()
