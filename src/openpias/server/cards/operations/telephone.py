"""How does a specialist open a case for a provider that telephones?

The result is the same as from the station. The provider is called back on its registered number, and
the holder's name and birth date are compared, before anything is given.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from openpias.core.contracts.management_unit import CaseKind, CaseStatus, StepKind
from openpias.core.smartcard.codes import Code
from openpias.server.cards.domain.outcomes import CaseProblem
from openpias.server.cards.enums import CaseChannel
from openpias.server.cards.models import UNFINISHED, Card, CardCase, Terminal
from openpias.server.cards.operations.cases import CaseReport, card_meant, draw_number
from openpias.server.cards.operations.steps import add_step
from openpias.server.cards.queries import visibility
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.clock import day_of
from openpias.server.providers import api as providers
from openpias.server.providers.api import RegisteredProvider


@dataclass(frozen=True, slots=True, kw_only=True)
class TelephoneCase:
    """What the caller says: which provider and card; the terminal where it is known."""

    kind: CaseKind
    provider: str
    cid: str = ""
    card_number: str = ""
    terminal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedByTelephone:
    """The case is in the specialist's hands; `call_back` is the number to dial."""

    case: str
    number: str
    call_back: str
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherHouse:
    """Another house issued the card; the caller is told which."""

    house: str


def open_case(
    said: TelephoneCase, *, actor: Actor, at: datetime, note: str = ""
) -> OpenedByTelephone | OtherHouse | CaseProblem:
    """Open a case for a caller, or go on with the one that the provider has for this card."""
    if visibility.asks_reason(actor) and not note.strip():
        return CaseProblem.REASON_REQUIRED
    caller = _caller(said.provider, at=at)
    if isinstance(caller, CaseProblem):
        return caller
    meant = CaseReport(
        kind=said.kind,
        code=_CODES[said.kind],
        terminal=said.terminal,
        cid=said.cid,
        card_number=said.card_number,
    )
    card = card_meant(meant, provider=caller.code)
    if isinstance(card, CaseProblem):
        return card
    if not providers.acts_for(card.house_code, actor=actor):
        return OtherHouse(house=card.house_code)
    try:
        with transaction.atomic():
            return _opened(meant, card, caller, actor=actor, at=at, note=note)
    except IntegrityError:
        with transaction.atomic():
            return _opened(meant, card, caller, actor=actor, at=at, note=note)


def _caller(fiscal_code: str, *, at: datetime) -> RegisteredProvider | CaseProblem:
    """Return the provider that can be called back."""
    found = providers.registered(fiscal_code, today=day_of(at))
    if found is None:
        return CaseProblem.PROVIDER_UNKNOWN
    return found if found.phone else CaseProblem.NO_PHONE


_CODES = {
    CaseKind.BLOCKED: int(Code.CARD_BLOCKED),
    CaseKind.INVALID: int(Code.CARD_STATE_INVALID),
}


def _opened(
    meant: CaseReport,
    card: Card,
    caller: RegisteredProvider,
    *,
    actor: Actor,
    at: datetime,
    note: str,
) -> OpenedByTelephone | CaseProblem:
    Card.objects.select_for_update(no_key=True).get(pk=card.pk)
    known = CardCase.objects.filter(
        card=card, provider_code=caller.code, kind=meant.kind, status__in=UNFINISHED
    ).first()
    if known is not None:
        return _answer(known, caller, is_new=False)
    terminal = _terminal(meant.terminal or "", caller.code)
    if meant.terminal and terminal is None:
        return CaseProblem.TERMINAL_UNKNOWN
    case = CardCase.objects.create(
        number=draw_number(),
        kind=meant.kind,
        channel=CaseChannel.TELEPHONE,
        card=card,
        house_code=card.house_code,
        provider_code=caller.code,
        provider_name=caller.name,
        provider_house=caller.houses[0] if caller.houses else "",
        terminal=terminal,
        code=meant.code,
        status=CaseStatus.TAKEN,
        opened_at=at,
        opened_by=actor.account_id,
        taken_at=at,
        taken_by=actor.account_id,
        taken_by_name=actor.display_name,
    )
    add_step(case, StepKind.OPENED, actor=actor, at=at, outcome="telephone", note=note)
    add_step(case, StepKind.TAKEN, actor=actor, at=at)
    return _answer(case, caller, is_new=True)


def _terminal(public_id: str, provider: str) -> Terminal | None:
    reference = visibility.reference(public_id)
    known = Terminal.objects.filter(provider_code=provider)
    return known.filter(public_id=reference).first() if reference else None


def _answer(case: CardCase, caller: RegisteredProvider, *, is_new: bool) -> OpenedByTelephone:
    return OpenedByTelephone(
        case=str(case.public_id), number=case.number, call_back=caller.phone, is_new=is_new
    )
