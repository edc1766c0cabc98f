"""How is the register of resets shown or printed? Names stand in it, so each look is in the trail."""

from datetime import date, datetime

from django.db import transaction

from openpias.server.cards.domain.outcomes import CardProblem
from openpias.server.cards.queries import resets, visibility
from openpias.server.cards.queries.resets import ResetRow
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record

MOST = 500


def take_out(
    *, first: date, last: date, actor: Actor, at: datetime, note: str = ""
) -> tuple[ResetRow, ...] | CardProblem:
    """Return the resets of the actor's house in these days, both included; at most MOST of them."""
    if visibility.asks_reason(actor) and not note.strip():
        return CardProblem.REASON_REQUIRED
    rows = resets.register(actor, first=first, last=last, most=MOST)
    with transaction.atomic():
        record(
            event="reset-register-read",
            actor=actor,
            subject_kind="house",
            subject_ref=actor.provider.house_code,
            facts={
                "first": first.isoformat(),
                "last": last.isoformat(),
                "rows": len(rows),
                "reason-said": bool(note.strip()),
            },
            at=at,
        )
    return rows
