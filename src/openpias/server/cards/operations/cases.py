"""How does a provider report a blocked or an invalid card, and report it again?

The case goes to the house that issued the card. A case that is not finished is found again, one whose
authorisation ended is reopened, so that no card is left without a way on.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from openpias.core.contracts.management_unit import CaseKind, CaseStatus, StepKind
from openpias.core.identifiers.licence_key import ALPHABET
from openpias.server.cards.domain import identity
from openpias.server.cards.domain.outcomes import CardProblem, CaseProblem
from openpias.server.cards.enums import CaseChannel
from openpias.server.cards.models import UNFINISHED, Card, CardCase, Terminal
from openpias.server.cards.operations import authorisations, correspondence
from openpias.server.cards.operations.steps import add_step
from openpias.server.cards.queries import visibility
from openpias.server.cards.queries.holders import holder_of
from openpias.server.platform.accounts.actors import Actor
from openpias.server.registry import api as registry

# Ours: within a day the holder who stands there is taken for the one who was confirmed.
REOPENED_WITHIN = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReport:
    """What a provider reports; a blocked card by CID, an invalid one by card number.

    `terminal` is None where it is reported by hand: the authorisation is then bound to the terminal
    that uses it first.
    """

    kind: CaseKind
    code: int
    terminal: str | None
    cid: str = ""
    card_number: str = ""
    holder_surname: str = ""
    holder_birth_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """The case waits for the house; `own_house` says whether that is the provider's own."""

    case: str
    number: str
    status: CaseStatus
    house: str
    own_house: bool
    is_new: bool


def report(
    reported: CaseReport, *, request_key: str, actor: Actor, at: datetime
) -> Reported | CaseProblem | CardProblem:
    """Open a case, or find or reopen the provider's case of this card.

    Also writes a letter to the house whenever a case begins to wait there.
    The same `request_key` finds the same case; for another card it is refused.
    """
    key = _digest(actor, request_key)
    try:
        with transaction.atomic():
            return _reported(reported, key=key, actor=actor, at=at)
    except IntegrityError:
        # The same card was reported twice at once: the second finds the first.
        with transaction.atomic():
            return _reported(reported, key=key, actor=actor, at=at)


def _reported(
    reported: CaseReport, *, key: bytes | None, actor: Actor, at: datetime
) -> Reported | CaseProblem | CardProblem:
    by_hand = reported.terminal is None
    terminal = None if reported.terminal is None else _terminal(reported.terminal, actor)
    if terminal is None and not by_hand:
        return CaseProblem.TERMINAL_UNKNOWN
    found = card_meant(reported, provider=actor.provider.code)
    if isinstance(found, CaseProblem):
        return found
    # Whoever acts on a card or its cases waits here.
    card = Card.objects.select_for_update(no_key=True).get(pk=found.pk)
    known = CardCase.objects.filter(request_key=key).first() if key else None
    if known is not None:
        is_same = (known.card_id, known.kind) == (card.pk, reported.kind)
        return _answer(known, actor, is_new=False) if is_same else CardProblem.KEY_REUSED
    earlier = _earlier(card, reported.kind, provider=actor.provider.code, at=at)
    if earlier is not None:
        return _again(earlier, terminal, key=key, actor=actor, at=at)
    case = open_case(reported, card=card, terminal=terminal, key=key, actor=actor, at=at)
    return _answer(case, actor, is_new=True)


def open_case(
    reported: CaseReport,
    *,
    card: Card,
    terminal: Terminal | None,
    key: bytes | None,
    actor: Actor,
    at: datetime,
) -> CardCase:
    """Write a case that a station reported, with what the comparison of the holder says."""
    holder = holder_of(card)
    compared = identity.compare(
        surname=reported.holder_surname,
        birth_date=reported.holder_birth_date,
        of_surname=holder.surname,
        of_birth_date=holder.birth_date,
    )
    case = CardCase.objects.create(
        number=draw_number(),
        kind=reported.kind,
        channel=CaseChannel.STATION,
        card=card,
        house_code=card.house_code,
        provider_code=actor.provider.code,
        provider_name=actor.provider.name[:200],
        provider_house=actor.provider.house_code,
        terminal=terminal,
        code=reported.code,
        identity=compared,
        opened_at=at,
        opened_by=actor.account_id,
        request_key=key,
    )
    add_step(case, StepKind.OPENED, actor=actor, at=at, outcome=compared.value)
    correspondence.waits(case, at=at)
    return case


def card_meant(reported: CaseReport, *, provider: str) -> Card | CaseProblem:
    """Return the card that a report means; a blocked one needs its holder's CID, an invalid one its number.

    A blocked card that this provider reported before is found by its number too: a card that waits
    for the change of its PIN tells nothing else.
    """
    by_number = Card.objects.filter(number=reported.card_number).first()
    if reported.card_number and by_number is None:
        return CaseProblem.CARD_UNKNOWN
    if not reported.cid:
        return _by_number_alone(by_number, reported.kind, provider=provider)
    holder = registry.insured_by_cid(reported.cid)
    if holder is None:
        return CaseProblem.CARD_UNKNOWN
    if by_number is not None:
        return by_number if by_number.insured_id == holder.id else CaseProblem.CARD_MISMATCH
    if reported.kind is CaseKind.INVALID:
        return CaseProblem.CARD_NUMBER_REQUIRED
    current = Card.objects.filter(insured_id=holder.id, replaced_at=None).first()
    return current or CaseProblem.CARD_UNKNOWN


def _by_number_alone(card: Card | None, kind: CaseKind, *, provider: str) -> Card | CaseProblem:
    if kind is CaseKind.INVALID:
        return card or CaseProblem.CARD_NUMBER_REQUIRED
    if card is None:
        return CaseProblem.CID_REQUIRED
    known = CardCase.objects.filter(card=card, provider_code=provider, kind=kind)
    return card if known.exists() else CaseProblem.CID_REQUIRED


def _terminal(public_id: str, actor: Actor) -> Terminal | None:
    reference = visibility.reference(public_id)
    own = Terminal.objects.filter(
        provider_code=actor.provider.code, house_code=actor.provider.house_code
    )
    return own.filter(public_id=reference).first() if reference else None


def _earlier(card: Card, kind: str, *, provider: str, at: datetime) -> CardCase | None:
    latest = (
        CardCase.objects.select_for_update()
        .filter(card=card, provider_code=provider, kind=kind)
        .order_by("-opened_at")
        .first()
    )
    if latest is None or latest.status in UNFINISHED:
        return latest
    lately = latest.closed_at is not None and latest.closed_at > at - REOPENED_WITHIN
    return latest if latest.status == CaseStatus.EXPIRED and lately else None


def _again(
    case: CardCase, terminal: Terminal | None, *, key: bytes | None, actor: Actor, at: datetime
) -> Reported:
    """Go on with a case: as it stands, or opened again where its authorisation serves no longer."""
    is_moved = terminal is not None and case.terminal_id not in {None, terminal.pk}
    is_over = case.status == CaseStatus.CONFIRMED and authorisations.live_of(case, at=at) is None
    is_reopened = case.status == CaseStatus.EXPIRED or is_over
    if case.status == CaseStatus.CONFIRMED and is_moved:
        is_reopened = True
    if key is not None:
        case.request_key = key
    case.terminal = terminal or case.terminal
    if is_reopened:
        authorisations.withdraw(case, at=at)
        case.status, case.closed_at = CaseStatus.OPEN, None
        case.taken_at = case.taken_by = case.called_back_at = None
        case.taken_by_name = ""
    case.save()
    if is_reopened:
        add_step(case, StepKind.REOPENED, actor=actor, at=at)
        correspondence.waits(case, at=at)
    return _answer(case, actor, is_new=False)


def _answer(case: CardCase, actor: Actor, *, is_new: bool) -> Reported:
    return Reported(
        case=str(case.public_id),
        number=case.number,
        status=CaseStatus(case.status),
        house=case.house_code,
        own_house=case.house_code == actor.provider.house_code,
        is_new=is_new,
    )


def draw_number() -> str:
    """Draw what people read out for a case: XXXX-XXXX of letters and digits that are not mistaken."""
    halves = ("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(2))
    return "-".join(halves)


def _digest(actor: Actor, request_key: str) -> bytes | None:
    if not request_key:
        return None
    return hashlib.sha256(f"{actor.provider.code}\0{request_key}".encode()).digest()
