"""What does the card specialist of the issuing house do with a case?

Identity is compared before anything is given. Two specialists who act at once find one result: each
act holds the card's row first, then the case.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from openpias.core.contracts.management_unit import CaseKind, CaseStatus, StepKind
from openpias.core.smartcard.life_cycle import Act
from openpias.core.smartcard.states import CardState
from openpias.server.cards.domain import identity
from openpias.server.cards.domain.outcomes import CaseProblem
from openpias.server.cards.enums import CaseChannel, Identity
from openpias.server.cards.models import UNFINISHED, Card, CardCase, CardEvent
from openpias.server.cards.operations import authorisations, histories
from openpias.server.cards.operations.histories import Cause
from openpias.server.cards.operations.steps import add_step, finish
from openpias.server.cards.queries import visibility
from openpias.server.cards.queries.holders import holder_of
from openpias.server.platform.accounts.actors import Actor

# Ours: a caller who misses the holder's name and birth date so often guesses.
MOST_COMPARISONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Handled:
    """The case stands so; `expires_at` is filled where the provider may reset and change the PIN."""

    status: CaseStatus
    is_new: bool = True
    expires_at: datetime | None = None


@dataclass(slots=True, kw_only=True)
class _Held:
    """A case with its card, both locked."""

    case: CardCase
    card: Card


def take(case_id: str, *, actor: Actor, at: datetime, note: str = "") -> Handled | CaseProblem:
    """Take a case into one's hands; a colleague's case too, which the steps show."""
    with transaction.atomic():
        held = _hold(case_id, actor=actor, note=note)
        if isinstance(held, CaseProblem):
            return held
        if held.case.taken_by == actor.account_id:
            return Handled(status=CaseStatus(held.case.status), is_new=False)
        _take(held.case, actor=actor, at=at, note=note)
        return Handled(status=CaseStatus(held.case.status))


def call_back(case_id: str, *, actor: Actor, at: datetime, note: str = "") -> Handled | CaseProblem:
    """Note that the provider was called back on its registered number; once is enough."""
    with transaction.atomic():
        held = _hold(case_id, actor=actor, note=note)
        if isinstance(held, CaseProblem):
            return held
        case = held.case
        if case.called_back_at is not None:
            return Handled(status=CaseStatus(case.status), is_new=False)
        _take(case, actor=actor, at=at)
        case.called_back_at = at
        case.save(update_fields=["called_back_at"])
        add_step(case, StepKind.CALLED_BACK, actor=actor, at=at)
        return Handled(status=CaseStatus(case.status))


def compare(
    case_id: str,
    *,
    surname: str,
    birth_date: date | None,
    actor: Actor,
    at: datetime,
    note: str = "",
) -> Identity | CaseProblem:
    """Compare what was said with the card's holder; what was said is not kept.

    After MOST_COMPARISONS that differ, the case can only be refused.
    """
    with transaction.atomic():
        held = _hold(case_id, actor=actor, note=note)
        if isinstance(held, CaseProblem):
            return held
        case = held.case
        if case.wrong_comparisons >= MOST_COMPARISONS:
            return CaseProblem.TOO_MANY_COMPARISONS
        holder = holder_of(held.card)
        result = identity.compare(
            surname=surname,
            birth_date=birth_date,
            of_surname=holder.surname,
            of_birth_date=holder.birth_date,
        )
        if result is Identity.NOT_COMPARED:
            return result
        _take(case, actor=actor, at=at)
        case.identity = result
        case.wrong_comparisons += result is Identity.DIFFERS
        case.save(update_fields=["identity", "wrong_comparisons"])
        add_step(case, StepKind.IDENTITY_COMPARED, actor=actor, at=at, outcome=result.value)
        return result


def unblock(case_id: str, *, actor: Actor, at: datetime, note: str = "") -> Handled | CaseProblem:
    """Let the provider of a case reset and change the PIN, once, within fifteen minutes.

    Done again while that lasts, it gives nothing new; done after it, it gives it anew.
    """
    with transaction.atomic():
        held = _hold(case_id, actor=actor, note=note)
        if isinstance(held, CaseProblem):
            return held
        case, card = held.case, held.card
        live = authorisations.live_of(case, at=at)
        if live is not None:
            return Handled(status=CaseStatus(case.status), is_new=False, expires_at=live.expires_at)
        problem = _not_ready(case) or _not_to_unblock(case, card)
        if problem is not None:
            return problem
        _take(case, actor=actor, at=at)
        if card.state == CardState.ACTIVE:
            cause = Cause(actor=actor, at=at, reason="reported", note=note)
            histories.move(card, Act.BLOCK, cause=cause)
        given = authorisations.give(case, card, actor=actor, at=at)
        case.status = CaseStatus.CONFIRMED
        case.save(update_fields=["status"])
        add_step(case, StepKind.UNBLOCKED, actor=actor, at=at, note=note)
        return Handled(status=CaseStatus.CONFIRMED, expires_at=given.expires_at)


def reinstate(case_id: str, *, note: str, actor: Actor, at: datetime) -> Handled | CaseProblem:
    """Let an invalid card work again, with the PIN that it had (seed 003); closes the case."""
    if not note.strip():
        return CaseProblem.REASON_REQUIRED
    with transaction.atomic():
        held = _hold(case_id, actor=actor, note=note)
        if isinstance(held, CaseProblem):
            return held
        case, card = held.case, held.card
        problem = _not_ready(case)
        if problem is not None:
            return problem
        if card.state not in _REINSTATED or card.replaced_at is not None:
            return CaseProblem.WRONG_ACT
        _take(case, actor=actor, at=at)
        cause = Cause(actor=actor, at=at, reason="reported", note=note)
        histories.move(card, _reinstating(card), cause=cause)
        add_step(case, StepKind.REINSTATED, actor=actor, at=at, note=note)
        finish(case, CaseStatus.DONE, kind=StepKind.DONE, actor=actor, at=at)
        return Handled(status=CaseStatus.DONE)


def refuse(case_id: str, *, reason: str, actor: Actor, at: datetime) -> Handled | CaseProblem:
    """Refuse a case; the provider reads the reason. Refused once, it stays so."""
    reason = " ".join(reason.split())[:300]
    if not reason:
        return CaseProblem.REASON_REQUIRED
    with transaction.atomic():
        held = _hold(case_id, actor=actor, note=reason)
        if isinstance(held, CaseProblem):
            return held
        case = held.case
        authorisations.withdraw(case, at=at)
        _take(case, actor=actor, at=at)
        case.reason = reason
        finish(case, CaseStatus.REFUSED, kind=StepKind.REFUSED, actor=actor, at=at, note=reason)
        return Handled(status=CaseStatus.REFUSED)


_REINSTATED = frozenset({CardState.WRONG_DATA, CardState.SUSPENDED})


def _reinstating(card: Card) -> Act:
    """Return the act that leads back to where the card was: one that was never activated, to that."""
    was_active = CardEvent.objects.filter(card=card, happening=Act.ACTIVATE.value).exists()
    return Act.REINSTATE if was_active else Act.REINSTATE_INACTIVE


def _hold(case_id: str, *, actor: Actor, note: str) -> _Held | CaseProblem:
    """Return a case of the actor's house that is not finished, locked after its card."""
    reference = visibility.reference(case_id)
    mine = visibility.cases(actor)
    seen = mine.filter(public_id=reference).first() if reference else None
    if seen is None:
        return CaseProblem.UNKNOWN
    if visibility.asks_reason(actor) and not note.strip():
        return CaseProblem.REASON_REQUIRED
    card = Card.objects.select_for_update(no_key=True).get(pk=seen.card_id)
    case = CardCase.objects.select_for_update().get(pk=seen.pk)
    if case.status not in UNFINISHED:
        return CaseProblem.FINISHED
    return _Held(case=case, card=card)


def _take(case: CardCase, *, actor: Actor, at: datetime, note: str = "") -> None:
    """Put the case into the actor's hands where it is not there yet."""
    if case.taken_by == actor.account_id:
        return
    case.taken_by, case.taken_by_name, case.taken_at = actor.account_id, actor.display_name, at
    if case.status == CaseStatus.OPEN:
        case.status = CaseStatus.TAKEN
    case.save(update_fields=["taken_by", "taken_by_name", "taken_at", "status"])
    add_step(case, StepKind.TAKEN, actor=actor, at=at, note=note)


def _not_ready(case: CardCase) -> CaseProblem | None:
    if case.channel == CaseChannel.TELEPHONE and case.called_back_at is None:
        return CaseProblem.NOT_CALLED_BACK
    if case.identity == Identity.NOT_COMPARED:
        return CaseProblem.NOT_COMPARED
    return CaseProblem.IDENTITY_DIFFERS if case.identity == Identity.DIFFERS else None


def _not_to_unblock(case: CardCase, card: Card) -> CaseProblem | None:
    blocked = card.state == CardState.BLOCKED
    # The unit may not have been reached when the card blocked itself: the provider saw -15.
    reported = card.state == CardState.ACTIVE and case.kind == CaseKind.BLOCKED
    return None if blocked or reported else CaseProblem.WRONG_ACT
