"""How does somebody get the paper that stands for a card that does not work?"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from openpias.core.smartcard.states import CardState
from openpias.server.cards.domain.outcomes import CardProblem
from openpias.server.cards.models import Card, CertificateOfReplacement
from openpias.server.cards.operations.cards import locked
from openpias.server.cards.operations.cases import draw_number
from openpias.server.cards.queries import visibility
from openpias.server.cards.queries.holders import holder_of
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record
from openpias.server.platform.clock import day_of
from openpias.server.registry.api import InsuredView

# Ours: as long as making and delivering a card takes.
DAYS = 60
_WITH_A_CARD = frozenset({CardState.ACTIVE, CardState.DECEASED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """The paper that was issued; both days belong to its validity."""

    certificate: str
    number: str
    valid_from: date
    valid_to: date
    is_new: bool


def issue(
    card_id: str, *, request_key: str, actor: Actor, at: datetime, note: str = ""
) -> Issued | CardProblem:
    """Issue the paper for a card that serves no patient now; the same `request_key` gives the same paper."""
    if visibility.asks_reason(actor) and not note.strip():
        return CardProblem.REASON_REQUIRED
    with transaction.atomic():
        card = locked(card_id, actor=actor)
        if card is None:
            return CardProblem.UNKNOWN
        known = CertificateOfReplacement.objects.filter(request_key=request_key).first()
        if known is not None:
            return _issued(known, is_new=False) if known.card_id == card.pk else _reused()
        if card.state in _WITH_A_CARD:
            return CardProblem.ACT_FORBIDDEN
        return _issued(_write(card, request_key, actor=actor, at=at), is_new=True)


def _write(card: Card, key: str, *, actor: Actor, at: datetime) -> CertificateOfReplacement:
    first = day_of(at)
    row = CertificateOfReplacement.objects.create(
        number=draw_number(),
        card=card,
        house_code=card.house_code,
        valid_from=first,
        valid_to=first + timedelta(days=DAYS - 1),
        issued_at=at,
        issued_by=actor.account_id,
        request_key=key,
    )
    record(
        event="replacement-certificate-issued",
        actor=actor,
        subject_kind="card",
        subject_ref=str(card.public_id),
        facts={"certificate-id": str(row.public_id)},
        at=at,
    )
    return row


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What the paper says, and whose it is."""

    number: str
    house: str
    card_number: str
    valid_from: date
    valid_to: date
    issued_at: datetime
    holder: InsuredView


def take_out(certificate_id: str, *, actor: Actor, at: datetime) -> Paper | None:
    """Return a paper of the actor's house to be printed, which is in the trail; None for any other."""
    reference = visibility.reference(certificate_id)
    if reference is None:
        return None
    mine = CertificateOfReplacement.objects.filter(card__in=visibility.cards(actor).values("pk"))
    row = mine.select_related("card__insured").filter(public_id=reference).first()
    if row is None:
        return None
    with transaction.atomic():
        record(
            event="replacement-certificate-printed",
            actor=actor,
            subject_kind="card",
            subject_ref=str(row.card.public_id),
            facts={"certificate-id": str(row.public_id)},
            at=at,
        )
    return Paper(
        number=row.number,
        house=row.house_code,
        card_number=row.card.number,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        issued_at=row.issued_at,
        holder=holder_of(row.card),
    )


def _issued(row: CertificateOfReplacement, *, is_new: bool) -> Issued:
    return Issued(
        certificate=str(row.public_id),
        number=row.number,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        is_new=is_new,
    )


def _reused() -> CardProblem:
    return CardProblem.KEY_REUSED
