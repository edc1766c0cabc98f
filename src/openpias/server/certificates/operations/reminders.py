"""Who is told that a certificate expires soon?

30, 7 and 1 days before, each once; somebody whose renewed certificate is enrolled already, at the same
place, is left in peace.
"""

from datetime import datetime, timedelta

from django.db import transaction

from openpias.server.certificates.models import EnrolledCertificate
from openpias.server.certificates.operations import correspondence

WARNED_DAYS = (30, 7, 1)


def remind(*, at: datetime) -> int:
    """Write the letters that are due; return how many. Harmless to repeat."""
    soon = at + timedelta(days=WARNED_DAYS[0])
    due = EnrolledCertificate.objects.filter(
        ended_at=None, valid_until__gt=at, valid_until__lte=soon
    )
    return sum(_remind(enrolled.pk, at=at) for enrolled in due.order_by("valid_until"))


def _remind(key: int, *, at: datetime) -> int:
    with transaction.atomic():
        enrolled = EnrolledCertificate.objects.select_for_update().get(pk=key)
        days = _warning(enrolled, at=at)
        if days is None or (enrolled.warned_days is not None and enrolled.warned_days <= days):
            return 0
        enrolled.warned_days = days
        enrolled.save(update_fields=["warned_days"])
        if _is_renewed(enrolled):
            return 0
        correspondence.expires(enrolled, days=days, at=at)
    return 1


def _warning(enrolled: EnrolledCertificate, *, at: datetime) -> int | None:
    """Return which of the warnings is due: the smallest number of days that holds the rest."""
    left = enrolled.valid_until - at
    due = [days for days in WARNED_DAYS if left <= timedelta(days=days)]
    return min(due) if due else None


def _is_renewed(enrolled: EnrolledCertificate) -> bool:
    later = EnrolledCertificate.objects.filter(
        owner_code=enrolled.owner_code,
        house=enrolled.house,
        holder=enrolled.holder,
        ended_at=None,
        valid_until__gt=enrolled.valid_until,
    )
    return later.exists()
