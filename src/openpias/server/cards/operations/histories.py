"""How does a card come to another state, with its history, its trail and its event?

Every caller holds the card's row locked, so that two acts on one card follow each other.
"""

from dataclasses import dataclass
from datetime import datetime

from openpias.core.smartcard.life_cycle import Act, after
from openpias.core.smartcard.states import CardState
from openpias.server.cards.enums import CardHappening
from openpias.server.cards.events import CardChanged
from openpias.server.cards.models import Card, CardEvent
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record
from openpias.server.platform.outbox.operations import announce


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Who does it, when and why; `reason` is a code, `note` what was typed, and never in the trail.

    `request_key` makes the same act harmless to repeat.
    """

    actor: Actor | None
    at: datetime
    reason: str = ""
    note: str = ""
    request_key: str | None = None


def move(card: Card, act: Act, *, cause: Cause) -> None:
    """Bring the card to where the act leads, and write it down; raises ForbiddenActError."""
    before = CardState(card.state)
    card.state = after(before, act)
    card.version += 1
    card.save(update_fields=["state", "version"])
    note(card, act, cause=cause, before=before)
    announce(CardChanged(card=str(card.public_id), state=int(card.state)), at=cause.at)


def note(
    card: Card, happening: Act | CardHappening, *, cause: Cause, before: CardState | None = None
) -> None:
    """Write a line of the card's history, and the trail."""
    actor = cause.actor
    start = card.state if before is None else before
    CardEvent.objects.create(
        card=card,
        happening=happening.value,
        from_state=start,
        to_state=card.state,
        reason=cause.reason,
        note=cause.note[:300],
        account_id=actor.account_id if actor else None,
        provider_code=actor.provider.code if actor else "",
        at=cause.at,
        request_key=cause.request_key,
    )
    facts: dict[str, str | int | bool | list[str]] = {"from": int(start), "to": int(card.state)}
    if cause.reason:
        facts["reason"] = cause.reason
    record(
        event=f"card-{happening}",
        actor=actor,
        subject_kind="card",
        subject_ref=str(card.public_id),
        facts=facts,
        at=cause.at,
    )
