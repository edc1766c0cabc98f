"""Which cards can a trainer put into a reader? Those of invented holders, in several states."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from openpias.core.smartcard.life_cycle import Act
from openpias.core.smartcard.states import CardState
from openpias.server.cards.models import Card
from openpias.server.cards.operations import cards, histories
from openpias.server.cards.operations.cards import Done
from openpias.server.cards.operations.histories import Cause
from openpias.server.platform.accounts.actors import Actor

# From the proposal to each state, as the table leads there.
WAYS = {
    CardState.INACTIVE: (Act.ENROL, Act.DISPATCH, Act.DELIVER),
    CardState.ACTIVE: (Act.ENROL, Act.DISPATCH, Act.DELIVER, Act.ACTIVATE),
    CardState.BLOCKED: (Act.ENROL, Act.DISPATCH, Act.DELIVER, Act.ACTIVATE, Act.BLOCK),
    CardState.SUSPENDED: (Act.ENROL, Act.DISPATCH, Act.DELIVER, Act.ACTIVATE, Act.SUSPEND),
    CardState.WRONG_DATA: (Act.ENROL, Act.DISPATCH, Act.DELIVER, Act.ACTIVATE, Act.FIND_WRONG_DATA),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoCard:
    """A card of the demonstration; `name` is what its file is called."""

    name: str
    number: str
    is_activated: bool
    is_blocked: bool


def enter(
    wanted: Sequence[tuple[str, str, CardState]], *, actor: Actor, at: datetime
) -> tuple[DemoCard, ...]:
    """Give each holder (file name, opaque id, state) a card that came to this state; harmless to repeat.

    A card that was worked with stays as it is now.
    """
    return tuple(_enter(*each, actor=actor, at=at) for each in wanted)


def _enter(name: str, insured: str, state: CardState, *, actor: Actor, at: datetime) -> DemoCard:
    answer = cards.propose(insured, request_key="demo", actor=actor, at=at)
    if not isinstance(answer, Done):
        raise TypeError(f"the demonstration's holder {name} got no card: {answer}")
    with transaction.atomic():
        card = Card.objects.select_for_update(no_key=True).get(public_id=answer.card)
        if answer.is_new:
            for act in WAYS[state]:
                reason = "loss" if act is Act.SUSPEND else ""
                histories.move(card, act, cause=Cause(actor=actor, at=at, reason=reason))
            cards.give_validity(card, at=at)
    return DemoCard(
        name=name,
        number=card.number,
        is_activated=Act.ACTIVATE in WAYS[state],
        is_blocked=state is CardState.BLOCKED,
    )
