"""How is a card proposed, led through its life, and replaced?

Acts that a card proves of itself (activation, blocking, unblocking) come from `proofs`; the last day
comes from `expiry`; everything else is a specialist's act of the house that issued the card.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from openpias.core.identifiers import card_number
from openpias.core.smartcard.life_cycle import (
    Act,
    ForbiddenActError,
    SuspensionReason,
    may_reissue,
)
from openpias.core.smartcard.states import CardState
from openpias.server.cards.domain.outcomes import CardProblem
from openpias.server.cards.enums import CardHappening
from openpias.server.cards.models import Card, CardEvent
from openpias.server.cards.operations import histories
from openpias.server.cards.operations.histories import Cause
from openpias.server.cards.queries import visibility
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.clock import day_of
from openpias.server.providers import api as providers
from openpias.server.registry import api as registry

# Ours: the term of the law changed several times; a card made today serves so long.
YEARS = 7
SPECIALIST_ACTS = frozenset(
    {
        Act.ENROL,
        Act.DISPATCH,
        Act.RETURN,
        Act.DELIVER,
        Act.REJECT,
        Act.FIND_WRONG_DATA,
        Act.BEGIN_UPDATE,
        Act.END_UPDATE,
        Act.SUSPEND,
        Act.DIE,
        Act.REINSTATE,
        Act.REINSTATE_INACTIVE,
    }
)
_NEEDS_REASON = frozenset(
    {Act.REJECT, Act.FIND_WRONG_DATA, Act.DIE, Act.REINSTATE, Act.REINSTATE_INACTIVE}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The card stands so; `is_new` is false where the same act was done before."""

    card: str
    state: CardState
    is_new: bool


def propose(insured: str, *, request_key: str, actor: Actor, at: datetime) -> Done | CardProblem:
    """Propose the first card of somebody whom the actor's house insures; once for a request."""
    holder = registry.insured(insured)
    if holder is None or not providers.acts_for(holder.house_code, actor=actor):
        return CardProblem.UNKNOWN_HOLDER
    cause = Cause(actor=actor, at=at, request_key=request_key)
    try:
        with transaction.atomic():
            return _proposed(holder.id, holder.house_code, cause=cause)
    except IntegrityError:
        # Somebody else proposed at the same moment: look again.
        with transaction.atomic():
            return _proposed(holder.id, holder.house_code, cause=cause)


def _proposed(holder: int, house: str, *, cause: Cause) -> Done | CardProblem:
    current = Card.objects.filter(insured_id=holder, replaced_at=None).first()
    if current is not None:
        asked = CardEvent.objects.filter(
            card=current, request_key=cause.request_key, happening=CardHappening.PROPOSED
        )
        return _done(current, is_new=False) if asked.exists() else CardProblem.HAS_A_CARD
    card = _new(holder, house, cause=cause)
    return _done(card, is_new=True)


def _new(holder: int, house: str, *, cause: Cause, replaces: Card | None = None) -> Card:
    card = Card.objects.create(
        number=card_number.draw(),
        insured_id=holder,
        house_code=house,
        replaces=replaces,
        created_at=cause.at,
    )
    histories.note(card, CardHappening.PROPOSED, cause=cause)
    return card


def change(
    card_id: str,
    act: Act,
    *,
    actor: Actor,
    at: datetime,
    reason: str = "",
    note: str = "",
    request_key: str | None = None,
) -> Done | CardProblem:
    """Do one act on a card of the actor's house; the same `request_key` again changes nothing.

    SUSPEND takes loss, theft or damage as `reason`; acts that surprise the holder, and every act on
    another house's card, need a `note`.
    """
    if act not in SPECIALIST_ACTS:
        return CardProblem.ACT_FORBIDDEN
    if _lacks_reason(act, reason=reason, note=note) or _is_silent(actor, note):
        return CardProblem.REASON_REQUIRED
    with transaction.atomic():
        card = locked(card_id, actor=actor)
        if card is None:
            return CardProblem.UNKNOWN
        if _was_done(card, request_key, happening=act):
            return _done(card, is_new=False)
        # Only a suspension has a reason from a list; what else a form sends is no code.
        kept = reason if act is Act.SUSPEND else ""
        cause = Cause(actor=actor, at=at, reason=kept, note=note, request_key=request_key)
        try:
            histories.move(card, act, cause=cause)
        except ForbiddenActError:
            return CardProblem.ACT_FORBIDDEN
        if act is Act.ENROL:
            give_validity(card, at=at)
    return _done(card, is_new=True)


def reissue(
    card_id: str, *, note: str, request_key: str, actor: Actor, at: datetime
) -> Done | CardProblem:
    """Propose a new card in the place of one that serves no longer; that one stays as it is.

    The answer is the new card. Two who replace one card at once get the same new card.
    """
    if not note.strip():
        return CardProblem.REASON_REQUIRED
    with transaction.atomic():
        card = locked(card_id, actor=actor)
        if card is None:
            return CardProblem.UNKNOWN
        if card.replaced_at is not None:
            if _was_done(card, request_key, happening=CardHappening.REPLACED):
                return _done(Card.objects.get(replaces=card), is_new=False)
            return CardProblem.REPLACED
        if not may_reissue(CardState(card.state)):
            return CardProblem.NOT_REPLACEABLE
        cause = Cause(actor=actor, at=at, note=note.strip(), request_key=request_key)
        card.replaced_at = at
        card.save(update_fields=["replaced_at"])
        histories.note(card, CardHappening.REPLACED, cause=cause)
        new = _new(card.insured_id, card.house_code, cause=cause, replaces=card)
    return _done(new, is_new=True)


def locked(card_id: str, *, actor: Actor) -> Card | None:
    """Return a card that the actor may change, its row locked; None for one that they may not see."""
    reference = visibility.reference(card_id)
    mine = visibility.cards(actor).select_for_update()
    return mine.filter(public_id=reference).first() if reference else None


def _was_done(card: Card, request_key: str | None, *, happening: Act | CardHappening) -> bool:
    if request_key is None:
        return False
    return CardEvent.objects.filter(
        card=card, request_key=request_key, happening=happening.value
    ).exists()


def _lacks_reason(act: Act, *, reason: str, note: str) -> bool:
    if act is Act.SUSPEND:
        return reason not in set(SuspensionReason)
    return act in _NEEDS_REASON and not note.strip()


def _is_silent(actor: Actor, note: str) -> bool:
    return visibility.asks_reason(actor) and not note.strip()


def give_validity(card: Card, *, at: datetime) -> None:
    """Let a card be valid from this day on, for YEARS."""
    first = day_of(at)
    is_leap = (first.month, first.day) == (2, 29)
    last = date(first.year + YEARS, 3, 1) if is_leap else first.replace(year=first.year + YEARS)
    card.valid_from, card.valid_to = first, last
    card.save(update_fields=["valid_from", "valid_to"])


def _done(card: Card, *, is_new: bool) -> Done:
    return Done(card=str(card.public_id), state=CardState(card.state), is_new=is_new)
