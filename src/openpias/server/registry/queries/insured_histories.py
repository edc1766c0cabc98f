"""What was an insured person's record before each change, and why was it changed?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openpias.server.registry.models import InsuredVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuredChange:
    """One change: the state that it replaced, which fields, why, when and by which house."""

    version: int
    before: Mapping[str, Any]
    fields: tuple[str, ...]
    reason: str
    changed_at: datetime
    house_code: str


def changes(insured_id: int) -> Sequence[InsuredChange]:
    """Return the changes of an insured person, the latest first."""
    rows = InsuredVersion.objects.filter(insured=insured_id).order_by("-version")
    return [
        InsuredChange(
            version=row.version,
            before=row.snapshot,
            fields=tuple(row.changed_fields),
            reason=row.reason,
            changed_at=row.changed_at,
            house_code=row.house_code,
        )
        for row in rows
    ]
