"""Which cases wait, and how does one stand?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from openpias.core.contracts.management_unit import (
    AuthorisedStep,
    CaseKind,
    CaseStatus,
    StepKind,
)
from openpias.server.cards.domain.authorisations import Authorisation
from openpias.server.cards.enums import CaseChannel, Identity
from openpias.server.cards.models import CardCase, CaseStep, ResetAuthorisation
from openpias.server.cards.queries import visibility
from openpias.server.platform.accounts.actors import Actor

PAGE = 25
WAITING = (CaseStatus.OPEN, CaseStatus.TAKEN, CaseStatus.CONFIRMED)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One step; `outcome`, `note` and who did it are for the house alone."""

    kind: StepKind
    at: datetime
    account_id: int | None
    outcome: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorisationView:
    """What the provider may do until when; `terminal` is empty until the first use."""

    expires_at: datetime
    steps_left: tuple[AuthorisedStep, ...]
    terminal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A case as a list shows it."""

    public_id: str
    number: str
    kind: CaseKind
    channel: CaseChannel
    status: CaseStatus
    house: str
    provider_code: str
    provider_name: str
    opened_at: datetime
    taken_by: int | None
    taken_by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView(CaseRow):
    """A case with its steps in their order; `card` is an opaque id."""

    card: str
    code: int
    identity: Identity
    wrong_comparisons: int
    called_back_at: datetime | None
    terminal_name: str
    provider_house: str
    reason: str
    closed_at: datetime | None
    steps: tuple[StepView, ...]
    authorisation: AuthorisationView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """One page of cases; `number` counts from 1 and `pages` is at least 1."""

    rows: tuple[CaseRow, ...]
    total: int
    number: int
    pages: int


def page(actor: Actor, *, statuses: Iterable[CaseStatus] = WAITING, number: int = 1) -> CasePage:
    """Return one page of the cases that the actor may see: what waits longest comes first."""
    found = visibility.cases(actor).filter(status__in=[each.value for each in statuses])
    total = found.count()
    pages = max(1, -(-total // PAGE))
    shown = min(max(1, number), pages)
    rows = found.order_by("opened_at", "pk")[(shown - 1) * PAGE : shown * PAGE]
    return CasePage(rows=tuple(_row(each) for each in rows), total=total, number=shown, pages=pages)


def latest(actor: Actor, *, most: int = 50) -> Sequence[CaseView]:
    """Return the latest cases of whoever asks, whole, the newest first; a fixed number of queries."""
    rows = list(_whole(visibility.cases(actor).order_by("-opened_at", "-pk")[:most]))
    return [_view(each) for each in rows]


def one(case_id: str, *, actor: Actor) -> CaseView | None:
    """Return a case; None for one that the actor may not see."""
    reference = visibility.reference(case_id)
    found = visibility.cases(actor).filter(public_id=reference) if reference else None
    row = _whole(found).first() if found is not None else None
    return _view(row) if row else None


def _whole(found: QuerySet[CardCase]) -> QuerySet[CardCase]:
    live = ResetAuthorisation.objects.filter(ended_at=None).select_related("terminal")
    steps = CaseStep.objects.order_by("pk")
    return found.select_related("card", "terminal").prefetch_related(
        Prefetch("steps", queryset=steps, to_attr="in_order"),
        Prefetch("authorisations", queryset=live, to_attr="live"),
    )


def _row(case: CardCase) -> CaseRow:
    return CaseRow(**_shown(case))


def _shown(case: CardCase) -> dict[str, Any]:
    return {
        "public_id": str(case.public_id),
        "number": case.number,
        "kind": CaseKind(case.kind),
        "channel": CaseChannel(case.channel),
        "status": CaseStatus(case.status),
        "house": case.house_code,
        "provider_code": case.provider_code,
        "provider_name": case.provider_name,
        "opened_at": case.opened_at,
        "taken_by": case.taken_by,
        "taken_by_name": case.taken_by_name,
    }


def _view(case: Any) -> CaseView:
    return CaseView(
        **_shown(case),
        card=str(case.card.public_id),
        code=case.code,
        identity=Identity(case.identity),
        wrong_comparisons=case.wrong_comparisons,
        called_back_at=case.called_back_at,
        terminal_name=case.terminal.name if case.terminal else "",
        provider_house=case.provider_house,
        reason=case.reason,
        closed_at=case.closed_at,
        steps=tuple(_step(each) for each in case.in_order),
        authorisation=_authorisation(case.live[0]) if case.live else None,
    )


def _step(row: CaseStep) -> StepView:
    return StepView(
        kind=StepKind(row.kind),
        at=row.at,
        account_id=row.account_id,
        outcome=row.outcome,
        note=row.note,
    )


def _authorisation(row: ResetAuthorisation) -> AuthorisationView:
    return AuthorisationView(
        expires_at=row.expires_at,
        steps_left=decided(row).steps_left,
        terminal=str(row.terminal.public_id) if row.terminal else "",
    )


def decided(row: ResetAuthorisation) -> Authorisation:
    """Return an authorisation as decisions need it."""
    return Authorisation(
        id=row.pk,
        provider=row.provider_code,
        terminal=row.terminal_id,
        given_at=row.given_at,
        expires_at=row.expires_at,
        cryptograms=row.cryptograms,
        reset_at=row.reset_at,
        changed_at=row.changed_at,
    )
