"""Which outages are planned or under way?"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from openpias.server.platform.outages.models import Outage

ANNOUNCED_BEFORE = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutageView:
    """An outage as people read it."""

    id: uuid.UUID
    starts_at: datetime
    ends_at: datetime
    affects: tuple[str, ...]
    texts: Mapping[str, str]
    version: int

    def text(self, language: str) -> str:
        """Return what people are told, in Romanian where the language is unknown."""
        return self.texts.get(language, self.texts["ro"])

    def is_under_way(self, now: datetime) -> bool:
        """Tell whether it has begun and not ended."""
        return self.starts_at <= now < self.ends_at

    def is_on_every_page(self, now: datetime) -> bool:
        """Tell whether pages announce it: from seven days before until its end."""
        return self.starts_at - ANNOUNCED_BEFORE <= now < self.ends_at


def planned(*, now: datetime) -> list[OutageView]:
    """Return outages that have not ended, the next one first."""
    rows = Outage.objects.filter(ends_at__gt=now, withdrawn_at=None)
    return [_view(row) for row in rows.order_by("starts_at", "pk")]


def find(public_id: uuid.UUID) -> OutageView | None:
    """Return an outage that was not withdrawn."""
    row = Outage.objects.filter(public_id=public_id, withdrawn_at=None).first()
    return _view(row) if row is not None else None


def _view(row: Outage) -> OutageView:
    return OutageView(
        id=row.public_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        affects=tuple(row.affects),
        texts={"ro": row.text_ro, "uk": row.text_uk, "en": row.text_en},
        version=row.version,
    )
