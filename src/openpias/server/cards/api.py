"""What may modules above this one ask about cards? Plain data only."""

import uuid

from openpias.server.cards.models import CardCase

__all__ = ["case_numbered"]


def case_numbered(number: str) -> uuid.UUID | None:
    """Return the opaque id of the case with a number, as people read it out; None where there is none."""
    found: uuid.UUID | None = (
        CardCase.objects.filter(number=number).values_list("public_id", flat=True).first()
    )
    return found
