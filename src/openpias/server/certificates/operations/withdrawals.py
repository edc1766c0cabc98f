"""How does an enrolled certificate stop opening the door, before it expires?"""

from datetime import datetime

from django.db import transaction

from openpias.server.certificates.domain.outcomes import DecisionProblem
from openpias.server.certificates.models import AccessToken
from openpias.server.certificates.operations import correspondence
from openpias.server.certificates.queries import visibility
from openpias.server.platform.accounts import operations as accounts
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record


def withdraw(
    certificate_id: str, *, reason: str, actor: Actor, at: datetime
) -> DecisionProblem | None:
    """End a certificate at once: its sessions and tokens end with it. None when done, or done before."""
    reason = reason.strip()[:300]
    if not reason:
        return DecisionProblem.REASON_REQUIRED
    with transaction.atomic():
        mine = visibility.certificates(actor).select_for_update()
        enrolled = mine.filter(public_id=certificate_id).first()
        if enrolled is None:
            return DecisionProblem.UNKNOWN
        if enrolled.ended_at is not None:
            return None
        enrolled.ended_at, enrolled.ended_by, enrolled.end_reason = at, actor.account_id, reason
        enrolled.save(update_fields=["ended_at", "ended_by", "end_reason"])
        AccessToken.objects.filter(certificate=enrolled).delete()
        accounts.end_sessions_of_certificate(str(enrolled.public_id))
        correspondence.withdrawn(enrolled, at=at)
        record(
            event="certificate-withdrawn",
            actor=actor,
            subject_kind="certificate",
            subject_ref=str(enrolled.public_id),
            facts={"house": enrolled.house},
            at=at,
        )
    return None
