"""How does a specialist find and open a card or a case, with the holder's data?

Each look is in the trail; whoever sees every house says why.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from openpias.server.cards.domain.outcomes import CardProblem
from openpias.server.cards.models import Card
from openpias.server.cards.queries import cards, cases, visibility
from openpias.server.cards.queries.cards import CardRow, CardView
from openpias.server.cards.queries.cases import CaseView
from openpias.server.cards.queries.holders import holder_of
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record
from openpias.server.providers import api as providers
from openpias.server.registry.api import InsuredView


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedCard:
    """A card with its history and its holder."""

    card: CardView
    holder: InsuredView


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedCase:
    """A case with its steps, its card and the card's holder."""

    case: CaseView
    card: CardView
    holder: InsuredView


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What a whole number led to; `holder` is somebody of the actor's house who has no card yet."""

    cards: tuple[CardRow, ...]
    holder: InsuredView | None = None


def search(text: str, *, actor: Actor, at: datetime, note: str = "") -> Searched | CardProblem:
    """Seek cards by a whole card number, CID or CNP; each search is in the trail, found or not."""
    if visibility.asks_reason(actor) and not note.strip():
        return CardProblem.REASON_REQUIRED
    rows = cards.page(actor, text=text).rows if text.strip() else ()
    holder = None if rows else _without_card(text, actor)
    with transaction.atomic():
        record(
            event="cards-searched",
            actor=actor,
            subject_kind="insured-person",
            subject_ref=holder.public_id if holder else "",
            facts={"found": len(rows), "reason-said": bool(note.strip())},
            at=at,
        )
    return Searched(cards=rows, holder=holder)


def _without_card(text: str, actor: Actor) -> InsuredView | None:
    holder = cards.holder_meant(text)
    if holder is None or not providers.acts_for(holder.house_code, actor=actor):
        return None
    return None if cards.of_insured(holder.public_id, actor=actor) else holder


def open_card(
    card_id: str, *, actor: Actor, at: datetime, note: str = ""
) -> OpenedCard | CardProblem:
    """Open a card of the actor's house."""
    row = _card(card_id, actor)
    problem = _refused(row, actor, note)
    if row is None or problem is not None:
        return problem or CardProblem.UNKNOWN
    _write(row, actor=actor, at=at, note=note)
    return OpenedCard(card=cards.view(row), holder=holder_of(row))


def open_case(
    case_id: str, *, actor: Actor, at: datetime, note: str = ""
) -> OpenedCase | CardProblem:
    """Open a case of the actor's house, to handle it."""
    case = cases.one(case_id, actor=actor)
    row = _card(case.card, actor) if case else None
    problem = _refused(row, actor, note)
    if case is None or row is None or problem is not None:
        return problem or CardProblem.UNKNOWN
    _write(row, actor=actor, at=at, note=note)
    return OpenedCase(case=case, card=cards.view(row), holder=holder_of(row))


def _card(card_id: str, actor: Actor) -> Card | None:
    reference = visibility.reference(card_id)
    return visibility.cards(actor).filter(public_id=reference).first() if reference else None


def _refused(row: Card | None, actor: Actor, note: str) -> CardProblem | None:
    if row is None:
        return CardProblem.UNKNOWN
    silent = visibility.asks_reason(actor) and not note.strip()
    return CardProblem.REASON_REQUIRED if silent else None


def _write(row: Card, *, actor: Actor, at: datetime, note: str) -> None:
    with transaction.atomic():
        record(
            event="card-opened",
            actor=actor,
            subject_kind="card",
            subject_ref=str(row.public_id),
            facts={"house": row.house_code, "reason-said": bool(note.strip())},
            at=at,
        )
