"""Who did what to a subject, and is the sealer keeping up?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef

from openpias.server.platform.audit.models import AuditEntry, AuditSeal

MOST_LISTED = 200
LATE_AFTER = timedelta(seconds=10)
# Begins where the sealer's progress stands and stops at the first row: cheap however long the table.
_WAITING = """
    SELECT e.at
      FROM audit_entry e
     WHERE e.transaction >= coalesce((SELECT transaction FROM audit_progress), '3'::xid8)
       AND NOT EXISTS (SELECT FROM audit_seal s WHERE s.entry = e.id)
     ORDER BY e.transaction
     LIMIT 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """One entry as the person it is about may read it."""

    at: datetime
    event: str
    account_id: int | None
    provider_code: str
    facts: Mapping[str, Any]
    subject_ref: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SealingStatus:
    """How far sealing has come; `waiting_since` is None when nothing waits."""

    position: int
    sealed_at: datetime | None
    waiting_since: datetime | None

    def is_late(self, *, now: datetime) -> bool:
        """Tell whether an entry has waited for longer than `audit verify` accepts."""
        return self.waiting_since is not None and now - self.waiting_since > LATE_AFTER


def entries_about(subject_kind: str, subject_ref: str) -> list[Access]:
    """Return all entries about one subject, oldest first: who looked, who changed."""
    rows = AuditEntry.objects.filter(subject_ref=subject_ref, subject_kind=subject_kind)
    return [_access(row) for row in rows.order_by("at", "id").iterator()]


def not_followed(
    event: str, *, followed_by: Iterable[str], providers: Iterable[str] | None, since: datetime
) -> list[Access]:
    """Return entries after which the same provider did none of these to the same subject.

    `providers` None stands for all; the newest come first, at most MOST_LISTED.
    """
    later = AuditEntry.objects.filter(
        subject_ref=OuterRef("subject_ref"),
        provider_code=OuterRef("provider_code"),
        at__gt=OuterRef("at"),
        event__in=list(followed_by),
    )
    found = AuditEntry.objects.filter(event=event, at__gte=since).exclude(facts__own=True)
    if providers is not None:
        found = found.filter(provider_code__in=list(providers))
    rows = found.filter(~Exists(later)).order_by("-at")[:MOST_LISTED]
    return [_access(row) for row in rows]


def sealing_status() -> SealingStatus:
    """Return the last seal and since when the oldest unsealed entry waits."""
    last = AuditSeal.objects.order_by("-position").first()
    with connection.cursor() as cursor:
        cursor.execute(_WAITING)
        waiting = cursor.fetchone()
    return SealingStatus(
        position=last.position if last else 0,
        sealed_at=last.sealed_at if last else None,
        waiting_since=waiting[0] if waiting else None,
    )


def _access(row: AuditEntry) -> Access:
    return Access(
        at=row.at,
        event=row.event,
        account_id=row.account_id,
        provider_code=row.provider_code,
        facts=row.facts,
        subject_ref=row.subject_ref,
    )
