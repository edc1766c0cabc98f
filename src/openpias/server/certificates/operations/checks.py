"""May this certificate be believed now, and on what does the answer stand?"""

from datetime import datetime, timedelta

from django.db import transaction

from openpias.core.pki import certificates, checking
from openpias.core.pki.certificates import CertificateFacts
from openpias.core.pki.checking import Checked, State
from openpias.server.certificates.models import CertificateCheck, RevocationEvidence
from openpias.server.certificates.operations import evidence
from openpias.server.certificates.operations.evidence import CachedSource
from openpias.server.certificates.operations.trust import trust
from openpias.server.platform.accounts.second_factor import Refusal, Shown

# How long checks and the evidence that they stand on are kept: ours, as no act says it.
KEPT = timedelta(days=90)
REFUSALS = {
    State.REVOKED: Refusal.REVOKED,
    State.EXPIRED: Refusal.EXPIRED,
    State.NOT_YET_VALID: Refusal.NOT_YET_VALID,
    State.UNKNOWN_ISSUER: Refusal.UNKNOWN_ISSUER,
    State.WRONG_PURPOSE: Refusal.WRONG_PURPOSE,
    State.REVOCATION_UNKNOWN: Refusal.REVOCATION_UNKNOWN,
}


def examine(data: bytes, *, at: datetime) -> Shown | Refusal:
    """Read a certificate in PEM or DER and check it for signing in; the check is kept."""
    facts = certificates.read(data)
    if isinstance(facts, certificates.Problem):
        return Refusal(facts)
    checked = check(facts, purpose=checking.LOGIN, at=at)
    if checked.state is not State.GOOD:
        return REFUSALS[checked.state]
    return Shown(issuer=facts.issuer, serial=facts.serial, key_sha256=facts.key_sha256)


def check(
    facts: CertificateFacts,
    *,
    purpose: checking.Purpose,
    at: datetime,
    used_at: datetime | None = None,
) -> Checked:
    """Check path, purpose and revocation, and keep the result with what it was based on.

    `used_at` is when it signed, where that was before `at`.
    """
    source = CachedSource(at=at)
    checked = _checked(facts, purpose, source, at, used_at)
    if checked.state is State.REVOCATION_UNKNOWN and source.has_fetched:
        # What came cannot be believed, as from a responder out of order: what is kept may still serve.
        source = CachedSource(at=at, kept_only=True)
        checked = _checked(facts, purpose, source, at, used_at)
    with transaction.atomic():
        source.keep(checked)
        CertificateCheck.objects.create(
            at=at,
            key_sha256=facts.key_sha256,
            serial=facts.serial,
            state=checked.state,
            path=[each[:400] for each in checked.path],
            evidence=evidence.digests(checked),
        )
    return checked


def _checked(
    facts: CertificateFacts,
    purpose: checking.Purpose,
    source: CachedSource,
    at: datetime,
    used_at: datetime | None,
) -> Checked:
    believed = trust()
    return checking.check(
        facts.der,
        anchors=believed.anchors,
        intermediates=believed.intermediates,
        purpose=purpose,
        source=source,
        moment=at,
        used_at=used_at,
    )


def forget(*, at: datetime) -> None:
    """Delete checks, and evidence, that are past their term."""
    CertificateCheck.objects.filter(at__lt=at - KEPT).delete()
    RevocationEvidence.objects.filter(next_update__lt=at - KEPT).delete()
