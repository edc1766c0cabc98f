"""What is an event?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

import msgspec

from openpias.server.platform.ordered_ids import ordered_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A fact in the past tense; its fields are opaque ids and flags, never personal data."""

    name: ClassVar[str]

    def payload(self) -> dict[str, Any]:
        """Return the fields as plain data."""
        fields: dict[str, Any] = msgspec.to_builtins(self)
        return fields

    def as_row(self, at: datetime) -> dict[str, Any]:
        """Return the event as plain data for a database function."""
        return {
            "id": str(ordered_id(at)),
            "at": at.isoformat(),
            "name": self.name,
            "payload": self.payload(),
        }
