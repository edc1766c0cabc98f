"""Which answer about revocation serves now: one that is kept, or one that is fetched?

A kept answer that is younger than ten minutes serves without asking. Later the responder is asked
again; while it cannot be reached, the kept answer serves up to its own next update.
Nothing is kept before the check believed it.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.x509 import ocsp

from openpias.core.pki.checking import Checked, State, Unreachable
from openpias.server.certificates.models import RevocationEvidence
from openpias.server.certificates.operations import responders

FRESH = timedelta(minutes=10)
_OCSP, _CRL = "ocsp", "crl"


@dataclass(slots=True, kw_only=True)
class CachedSource:
    """A source of answers for one check; what it fetched is kept by `keep`, if it was believed.

    `kept_only` asks nobody.
    """

    at: datetime
    kept_only: bool = False
    _fetched: dict[bytes, tuple[str, str]] = field(default_factory=dict)

    def ocsp(self, certificate: bytes, *, issuer: bytes) -> bytes:
        """Return an answer about a certificate; raises `Unreachable`."""
        about = _sha256(certificate)
        return self._served(
            _OCSP, about, lambda: responders.ocsp_answer(certificate, issuer=issuer)
        )

    def crl(self, certificate: bytes, *, issuer: bytes) -> bytes:
        """Return the list of a certificate's issuer; raises `Unreachable`."""
        return self._served(_CRL, _sha256(issuer), lambda: responders.revocation_list(certificate))

    @property
    def has_fetched(self) -> bool:
        """Tell whether somebody was asked, and answered."""
        return bool(self._fetched)

    def keep(self, checked: Checked) -> None:
        """Keep what was fetched and believed; the caller holds the transaction."""
        if checked.state not in {State.GOOD, State.REVOKED}:
            return
        believed = {*checked.crls, *([checked.ocsp] if checked.ocsp else [])}
        for der in believed & self._fetched.keys():
            kind, about = self._fetched[der]
            until = next_update(der, kind=kind)
            if until is not None and until > self.at:
                RevocationEvidence.objects.update_or_create(
                    sha256=_sha256(der),
                    defaults={
                        "kind": kind,
                        "about": about,
                        "der": der,
                        "fetched_at": self.at,
                        "next_update": until,
                    },
                )

    def _served(self, kind: str, about: str, fetch: Callable[[], bytes]) -> bytes:
        kept = (
            RevocationEvidence.objects.filter(kind=kind, about=about, next_update__gt=self.at)
            .order_by("-fetched_at")
            .first()
        )
        if kept is not None and (self.kept_only or self.at - kept.fetched_at < FRESH):
            return bytes(kept.der)
        if self.kept_only:
            raise Unreachable
        try:
            der = fetch()
        except Unreachable:
            if kept is None:
                raise
            return bytes(kept.der)
        self._fetched[der] = (kind, about)
        return der


def digests(checked: Checked) -> list[str]:
    """Return the SHA-256 of everything that a check stands on."""
    return [_sha256(each) for each in (checked.ocsp, *checked.crls) if each]


def next_update(der: bytes, *, kind: str) -> datetime | None:
    """Return until when an answer or a list serves; None for one that says nothing or is unreadable."""
    try:
        if kind == _OCSP:
            return ocsp.load_der_ocsp_response(der).next_update_utc
        return x509.load_der_x509_crl(der).next_update_utc
    except ValueError:
        return None


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
