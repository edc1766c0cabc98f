"""Does this program hold the key of the certificate that it names?

A challenge is a text that names the server and carries our own mark, so that nothing is kept until
it is answered; its first answer uses it up, good or bad (ADR 0020).
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from django.core import signing
from django.db import IntegrityError, transaction

from openpias.core.pki import signatures
from openpias.core.pki.signatures import State
from openpias.server.certificates.models import UsedChallenge
from openpias.server.platform.accounts import second_factor
from openpias.server.platform.accounts.second_factor import Refusal, Shown

LIFE = timedelta(minutes=5)
LONGEST = 600
_TITLE = "OpenPIAS session challenge, version 1"
_SALT = "openpias.certificates.challenge"


class ChallengeProblem(StrEnum):
    """Why a challenge is not answered; the value is the code of its texts."""

    NOT_OURS = "challenge-not-ours"
    EXPIRED = "challenge-expired"
    USED = "challenge-used"


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """The text whose UTF-8 bytes are signed, and until when."""

    text: str
    expires_at: datetime


def challenge(*, server: str, at: datetime) -> Challenge:
    """Make a challenge in the name of this server (host, with its port unless it is 443)."""
    expires = (at + LIFE).astimezone(UTC).replace(microsecond=0)
    nonce = secrets.token_urlsafe(32)
    lines = [_TITLE, f"server: {server}", f"nonce: {nonce}", f"expires: {expires.isoformat()}"]
    text = signing.Signer(salt=_SALT, sep="\nmark: ").sign("\n".join(lines))
    return Challenge(text=text, expires_at=expires)


def answered(
    text: str, signature: bytes, *, at: datetime
) -> Shown | Refusal | State | ChallengeProblem:
    """Use the challenge up, and return the certificate that signed it, or why it opens nothing."""
    problem = _use_up(text, at=at)
    if problem is not None:
        return problem
    verified = signatures.verify(signature, data=text.encode())
    if verified.state is not State.GOOD:
        return verified.state
    return second_factor.port().examine(verified.signer, at=at)


def forget(*, at: datetime) -> None:
    """Delete what would have expired anyway."""
    UsedChallenge.objects.filter(expires_at__lt=at).delete()


def _use_up(text: str, *, at: datetime) -> ChallengeProblem | None:
    try:
        lines = signing.Signer(salt=_SALT, sep="\nmark: ").unsign(text)
    except signing.BadSignature:
        return ChallengeProblem.NOT_OURS
    expires = datetime.fromisoformat(lines.rpartition("expires: ")[2])
    if at >= expires:
        return ChallengeProblem.EXPIRED
    try:
        with transaction.atomic():
            UsedChallenge.objects.create(
                digest=hashlib.sha256(text.encode()).digest(), expires_at=expires
            )
    except IntegrityError:
        return ChallengeProblem.USED
    return None
