"""Are the authorities there that the door believes, and for how long?"""

from collections.abc import Iterator
from datetime import timedelta

from cryptography import x509
from django.conf import settings

from openpias.server.certificates.operations.trust import trust
from openpias.server.config.env import SettingError
from openpias.server.installation.checks.problems import Check, Place, Problem, error, warning

# Time to fetch the next certificate of a trust service and compare its fingerprint.
_SOON = timedelta(days=30)


def authorities(place: Place) -> Iterator[Problem]:
    """Find a door that lets nobody in: no authority, an unreadable one, or one that ends."""
    if not settings.SECOND_FACTOR:
        return
    try:
        believed = trust()
    except (SettingError, OSError) as reason:
        yield error(
            "authority-unreadable",
            what=f"Nobody can sign in. {reason}",
            do="Put a certificate in PEM in its place, readable by the service, or remove the file.",
        )
        return
    if not believed.anchors:
        yield error(
            "no-authorities",
            what=f"No authority is in {settings.TRUST_DIR / 'anchors'}: no certificate is believed.",
            do="Place the certificates of the trust services there, in PEM.",
        )
    for der in (*believed.anchors, *believed.intermediates):
        yield from _ending(x509.load_der_x509_certificate(der), place)


def _ending(authority: x509.Certificate, place: Place) -> Iterator[Problem]:
    ends = authority.not_valid_after_utc
    name = authority.subject.rfc4514_string()
    if ends < place.now:
        yield error(
            "authority-ended",
            what=f"{name} ended on {ends:%d.%m.%Y}: certificates below it are refused.",
            do="Place the trust service's next certificate beside it, also in nginx's bundle.",
        )
    elif ends - place.now < _SOON:
        yield warning(
            "authority-ends",
            what=f"{name} ends on {ends:%d.%m.%Y}; certificates below it are then refused.",
            do="Place the trust service's next certificate beside it, also in nginx's bundle.",
        )


CHECKS: tuple[Check, ...] = (authorities,)
