"""Does a certificate open this account? The second factor, as the platform's door asks for it."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache

import msgspec
from django.conf import settings
from django.db import transaction

from openpias.core.pki import certificates
from openpias.server.certificates.enums import OwnerKind, TokenWay
from openpias.server.certificates.models import AccessToken, EnrolledCertificate
from openpias.server.certificates.operations import checks
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.models import Account
from openpias.server.platform.accounts.second_factor import Factor, OfToken, Refusal, Shown
from openpias.server.platform.audit.operations import record
from openpias.server.platform.clock import day_of
from openpias.server.platform.database.prepared import PreparedCall

# Each call of a program makes it: prepared, and of the certificate only what is asked for.
_BY_TOKEN = PreparedCall(
    "openpias_token",
    """
    SELECT json_build_object(
      'way', token.way, 'key_sha256', certificate.key_sha256,
      'certificate', certificate.public_id, 'holder', certificate.holder,
      'role', CASE WHEN certificate.owner_kind = 'provider' THEN certificate.role ELSE '' END,
      'is_current', account.is_active AND account.credential_version = $4::int
        AND (account.contract_end IS NULL OR account.contract_end >= $5::date))::text
    FROM certificates_access_token token
    JOIN certificates_enrolled certificate ON certificate.id = token.certificate_id
    JOIN accounts_account account ON account.id = token.account_id
    WHERE token.digest = decode($1, 'hex') AND token.account_id = $2::bigint
      AND token.expires_at > $3::timestamptz
      AND certificate.ended_at IS NULL AND certificate.valid_until > $3::timestamptz
    """,
)


class _TokenRow(msgspec.Struct, frozen=True, kw_only=True):
    """What the look-up of a token answers."""

    way: str
    key_sha256: str
    certificate: str
    holder: str
    role: str
    is_current: bool


_read = msgspec.json.Decoder(_TokenRow).decode


class EnrolledCertificates:
    """The platform's `SecondFactor`, over the certificates that were enrolled."""

    def examine(self, certificate: bytes, *, at: datetime) -> Shown | Refusal:
        """Read and check a certificate."""
        return checks.examine(certificate, at=at)

    def factor_of(self, shown: Shown, *, account: Account, at: datetime) -> Factor | Refusal:
        """Find what was shown among the certificates of this account."""
        known = list(
            EnrolledCertificate.objects.filter(
                key_sha256=shown.key_sha256,
                issuer=shown.issuer,
                serial=shown.serial,
                ended_at=None,
                valid_until__gt=at,
            )
        )
        for enrolled in known:
            if _opens(enrolled, account):
                return _factor(enrolled)
        return Refusal.ENROLLED_ELSEWHERE if known else Refusal.NOT_ENROLLED

    def still(self, certificate: str, *, account: Account, at: datetime) -> Factor | None:
        """Return the factor of a session while it holds."""
        enrolled = EnrolledCertificate.objects.filter(
            public_id=certificate, ended_at=None, valid_from__lte=at, valid_until__gt=at
        ).first()
        if enrolled is None or not _opens(enrolled, account):
            return None
        return _factor(enrolled)

    def holders(self, certificates: Iterable[str]) -> Mapping[str, str]:
        """Return who held each certificate."""
        rows = EnrolledCertificate.objects.filter(public_id__in=set(certificates))
        return {str(row.public_id): row.holder for row in rows}

    def of_token(
        self, token: str, *, actor: Actor, certificate: bytes | None, at: datetime
    ) -> OfToken | Refusal | None:
        """Return what is behind a program's token, and whether its password stands: one look-up."""
        answer = _BY_TOKEN.run(
            [
                _digest(token).hex(),
                str(actor.account_id),
                at.isoformat(),
                str(actor.credential_version),
                day_of(at).isoformat(),
            ]
        )
        if not answer:
            return None
        row = _read(answer)
        if row.way == TokenWay.TLS:
            shown = _key_of(certificate) if certificate is not None else None
            if shown is None:
                return Refusal.MISSING
            if shown != row.key_sha256:
                return Refusal.OTHER_THAN_TOKEN
        factor = Factor(certificate=row.certificate, holder=row.holder, role=row.role)
        return OfToken(factor=factor, is_current=row.is_current)


def open_access(actor: Actor, *, way: TokenWay, at: datetime) -> tuple[str, datetime]:
    """Return a new token for somebody who just showed both factors, and when it expires.

    Only its digest is kept. Tokens that expired are dropped on the way.
    """
    token = secrets.token_urlsafe(32)
    enrolled = EnrolledCertificate.objects.get(public_id=actor.certificate)
    expires = min(at + timedelta(seconds=settings.TOKEN_SECONDS), enrolled.valid_until)
    with transaction.atomic():
        AccessToken.objects.filter(account_id=actor.account_id, expires_at__lte=at).delete()
        AccessToken.objects.create(
            digest=_digest(token),
            account_id=actor.account_id,
            certificate=enrolled,
            way=way,
            issued_at=at,
            expires_at=expires,
        )
        record(
            event="access-opened",
            actor=actor,
            subject_kind="account",
            subject_ref=str(actor.account_id),
            facts={"way": way.value},
            at=at,
        )
    return token, expires


def _opens(enrolled: EnrolledCertificate, account: Account) -> bool:
    if enrolled.owner_kind == OwnerKind.PROVIDER:
        return (enrolled.owner_code, enrolled.house) == (account.provider_code, account.house_code)
    return enrolled.username == account.username


def _factor(enrolled: EnrolledCertificate) -> Factor:
    """Roles hang on a provider's certificate, and on the account of somebody of the staff."""
    shared = enrolled.owner_kind == OwnerKind.PROVIDER
    return Factor(
        certificate=str(enrolled.public_id),
        holder=enrolled.holder,
        role=enrolled.role if shared else "",
    )


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


@lru_cache(maxsize=1024)
def _key_of(pem: bytes) -> str | None:
    facts = certificates.read(pem)
    return None if isinstance(facts, certificates.Problem) else facts.key_sha256
