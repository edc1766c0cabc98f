"""What becomes of a row that may be about somebody who is known?"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from openpias.server.platform.accounts.actors import Actor
from openpias.server.registry.domain.inputs import DocumentInput, RegistrationInput
from openpias.server.registry.domain.outcomes import Answer, Registered
from openpias.server.registry.enums import SetAsideStatus
from openpias.server.registry.models import SetAside
from openpias.server.registry.operations import temporary_numbers
from openpias.server.registry.operations.decisions import DecisionInput


def decide(
    public_id: str, *, decision: DecisionInput | None, actor: Actor, at: datetime
) -> Answer | None:
    """Register a row that was set aside; without a decision the question comes back.

    None where there is no such row that waits at this provider. Deciding twice changes nothing.
    """
    with transaction.atomic():
        row = (
            SetAside.objects.select_for_update()
            .filter(
                public_id=public_id,
                status=SetAsideStatus.OPEN,
                run__provider_code=actor.provider.code,
            )
            .first()
        )
        if row is None:
            return None
        answer = temporary_numbers.issue(
            _typed(row.typed), actor=actor, at=at, key=f"set-aside-{public_id}", decision=decision
        )
        if isinstance(answer, Registered):
            row.status, row.decided_at, row.typed = SetAsideStatus.DECIDED, at, {}
            row.save(update_fields=["status", "decided_at", "typed"])
    return answer


def _typed(kept: Mapping[str, Any]) -> RegistrationInput:
    documents = tuple(DocumentInput(**row) for row in kept["documents"])
    return RegistrationInput(**{**kept, "documents": documents})
