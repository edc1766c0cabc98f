"""Which cards has a house issued, and what happened to one?"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from openpias.core.identifiers import card_number, cid, cnp
from openpias.core.smartcard.states import CardState
from openpias.server.cards.models import Card, CardEvent, CertificateOfReplacement
from openpias.server.cards.queries import visibility
from openpias.server.platform.accounts.actors import Actor
from openpias.server.registry import api as registry
from openpias.server.registry.api import InsuredView

PAGE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """One line of a card's history; nobody acted where `account_id` is None."""

    happening: str
    from_state: CardState
    to_state: CardState
    reason: str
    note: str
    account_id: int | None
    provider_code: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow:
    """A card as a list shows it, without its holder."""

    public_id: str
    number: str
    house: str
    state: CardState
    valid_to: date | None
    is_replaced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacementView:
    """A paper that stood or stands for a card."""

    public_id: str
    number: str
    valid_from: date
    valid_to: date
    issued_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """A card with its history, the newest line first; `holder` is the insured person's opaque id."""

    public_id: str
    number: str
    house: str
    holder: str
    state: CardState
    valid_from: date | None
    valid_to: date | None
    replaces: str
    replaced_by: str
    is_personalised: bool
    reset_requested: bool
    must_change: bool
    resets: int
    pin_changes: int
    history: tuple[EventView, ...]
    papers: tuple[ReplacementView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPage:
    """One page of cards; `number` counts from 1 and `pages` is at least 1."""

    rows: tuple[CardRow, ...]
    total: int
    number: int
    pages: int


def page(
    actor: Actor, *, text: str = "", state: CardState | None = None, number: int = 1
) -> CardPage:
    """Return one page of the cards that the actor may see, the newest first.

    `text` is a whole card number, CID or CNP; anything else finds nothing.
    """
    found = visibility.cards(actor)
    if text.strip():
        found = found.filter(_meant(text))
    if state is not None:
        found = found.filter(state=state.value)
    total = found.count()
    pages = max(1, -(-total // PAGE))
    shown = min(max(1, number), pages)
    rows = found.order_by("-pk")[(shown - 1) * PAGE : shown * PAGE]
    return CardPage(rows=tuple(_row(each) for each in rows), total=total, number=shown, pages=pages)


def of_insured(insured: str, *, actor: Actor) -> tuple[CardRow, ...]:
    """Return every card of somebody, the current one first."""
    reference = visibility.reference(insured)
    if reference is None:
        return ()
    found = visibility.cards(actor).filter(insured__public_id=reference).order_by("-pk")
    return tuple(_row(each) for each in found)


def one(card_id: str, *, actor: Actor) -> CardView | None:
    """Return a card without its holder's data; None for one that the actor may not see."""
    reference = visibility.reference(card_id)
    found = visibility.cards(actor).filter(public_id=reference) if reference else None
    row = found.select_related("insured", "replaces").first() if found is not None else None
    return view(row) if row else None


def view(card: Card) -> CardView:
    """Return a card that the actor may see, with its history."""
    replaced_by = Card.objects.filter(replaces=card).first()
    papers = CertificateOfReplacement.objects.filter(card=card).order_by("-pk")
    return CardView(
        public_id=str(card.public_id),
        number=card.number,
        house=card.house_code,
        holder=str(card.insured.public_id),
        state=CardState(card.state),
        valid_from=card.valid_from,
        valid_to=card.valid_to,
        replaces=str(card.replaces.public_id) if card.replaces else "",
        replaced_by=str(replaced_by.public_id) if replaced_by else "",
        is_personalised=card.personalised_at is not None,
        reset_requested=card.reset_requested,
        must_change=card.must_change,
        resets=card.resets,
        pin_changes=card.pin_changes,
        history=tuple(_event(each) for each in CardEvent.objects.filter(card=card).order_by("-pk")),
        papers=tuple(_paper(each) for each in papers),
    )


def _meant(text: str) -> Q:
    number = card_number.parse(text)
    if not isinstance(number, card_number.Problem):
        return Q(number=number)
    holder = holder_meant(text)
    return Q(insured_id=holder.id) if holder else Q(pk=None)


def holder_meant(text: str) -> InsuredView | None:
    """Return the insured person of a whole CID or CNP, of any house; None for anything else."""
    insured_id = cid.parse(text)
    if not isinstance(insured_id, cid.Problem):
        return registry.insured_by_cid(insured_id)
    person = "".join(text.split())
    return registry.insured_by_cnp(person) if cnp.is_valid(person) else None


def _row(card: Card) -> CardRow:
    return CardRow(
        public_id=str(card.public_id),
        number=card.number,
        house=card.house_code,
        state=CardState(card.state),
        valid_to=card.valid_to,
        is_replaced=card.replaced_at is not None,
    )


def _event(row: CardEvent) -> EventView:
    return EventView(
        happening=row.happening,
        from_state=CardState(row.from_state),
        to_state=CardState(row.to_state),
        reason=row.reason,
        note=row.note,
        account_id=row.account_id,
        provider_code=row.provider_code,
        at=row.at,
    )


def _paper(row: CertificateOfReplacement) -> ReplacementView:
    return ReplacementView(
        public_id=str(row.public_id),
        number=row.number,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        issued_at=row.issued_at,
    )
