"""Does TLS stand in front of a production server, with a certificate that browsers believe?"""

import socket
import ssl
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

from openpias.server.installation.checks.problems import Check, Place, Problem, error, warning

_PATIENCE_SECONDS = 5.0
_SOON = timedelta(days=14)
_ADDRESSES = ("OPENPIAS_PUBLIC_URL", "OPENPIAS_LOGIN_URL")


def tls(place: Place) -> Iterator[Problem]:
    """Shake hands with each public address, the way a browser does."""
    if not place.is_production:
        return
    for name in _ADDRESSES:
        address = urlsplit(place.environ.get(name, ""))
        if address.scheme == "https" and address.hostname:
            yield from _handshake(name, address.hostname, address.port or 443, place)


def _handshake(name: str, host: str, port: int, place: Place) -> Iterator[Problem]:
    context = ssl.create_default_context()
    try:
        with (
            socket.create_connection((host, port), timeout=_PATIENCE_SECONDS) as plain,
            context.wrap_socket(plain, server_hostname=host) as secured,
        ):
            certificate = secured.getpeercert() or {}
    except ssl.SSLError as reason:
        yield error(
            "front-not-trusted",
            what=f"{host}:{port} ({name}) shows no certificate that is believed: {reason.reason}.",
            do="Give nginx a valid certificate with its intermediate ones (ssl_certificate).",
        )
        return
    except OSError as reason:
        yield error(
            "front-unreachable",
            what=f"{host}:{port} ({name}) does not answer: {reason.strerror or 'no answer'}.",
            do="Start nginx (deploy/nginx.conf), and look at the firewall and the name's address.",
        )
        return
    ends = ssl.cert_time_to_seconds(str(certificate["notAfter"])) - place.now.timestamp()
    if ends < _SOON.total_seconds():
        yield warning(
            "front-expires",
            what=f"The certificate of {host}:{port} ends in {int(ends // 86_400)} days.",
            do="Renew it and reload nginx.",
        )


CHECKS: tuple[Check, ...] = (tls,)
