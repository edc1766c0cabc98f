"""How does what a card proved reach the register, the authorisation and the case?

The card's row is locked by the caller. What was done late, after its authorisation ended, is
recorded all the same: the card did it.
"""

from openpias.core.contracts.management_unit import AuthorisedStep, CaseStatus, StepKind
from openpias.core.smartcard.card_status import CardStatus
from openpias.core.smartcard.life_cycle import Act
from openpias.core.smartcard.states import CardState
from openpias.server.cards.domain.proven import Consequences
from openpias.server.cards.enums import AuthorisationEnd, CardHappening
from openpias.server.cards.models import Card, ResetAuthorisation
from openpias.server.cards.operations import authorisations, histories
from openpias.server.cards.operations.held_sessions import HeldSession
from openpias.server.cards.operations.histories import Cause
from openpias.server.cards.operations.steps import add_step, finish
from openpias.server.platform.audit.operations import record


def record_proven(
    held: HeldSession, judged: Consequences, *, status: CardStatus, cause: Cause
) -> CardState:
    """Write what a proof says about its card; return the card's state after it."""
    card = Card.objects.get(pk=held.card)
    card.pin_changes, card.resets = status.pin_changes, status.resets
    card.must_change = status.must_change
    card.reset_requested = status.blocked or status.must_change
    card.save(update_fields=["pin_changes", "resets", "must_change", "reset_requested"])
    if judged.was_reset:
        histories.note(card, CardHappening.PIN_RESET, cause=cause)
        _use(card, AuthorisedStep.RESET, cause=cause)
    if judged.is_blocked and not judged.was_reset:
        authorisations.end_spent(card, at=cause.at)
    if judged.was_changed and Act.ACTIVATE not in judged.acts:
        histories.note(card, CardHappening.PIN_CHANGED, cause=cause)
    for act in judged.acts:
        histories.move(card, act, cause=cause)
    # A card personalised without the duty to change is open again as soon as it is reset.
    if judged.was_changed or Act.UNBLOCK in judged.acts:
        _use(card, AuthorisedStep.CHANGE, cause=cause)
    return CardState(card.state)


def _use(card: Card, step: AuthorisedStep, *, cause: Cause) -> None:
    """Note the step in the authorisation under which it was done, and in its case."""
    is_reset = step is AuthorisedStep.RESET
    unused = {"reset_at": None} if is_reset else {"changed_at": None}
    given = ResetAuthorisation.objects.filter(card=card, **unused).order_by("-given_at").first()
    if given is None or (not is_reset and given.ended_at is not None):
        return
    if is_reset:
        given.reset_at = cause.at
    else:
        given.changed_at = given.ended_at = cause.at
        given.end_reason = AuthorisationEnd.USED
    given.save(update_fields=["reset_at", "changed_at", "ended_at", "end_reason"])
    record(
        event="authorisation-used",
        actor=cause.actor,
        subject_kind="authorisation",
        subject_ref=str(given.public_id),
        facts={"step": step.value, "case": str(given.case.public_id)},
        at=cause.at,
    )
    kind = StepKind.RESET_DONE if is_reset else StepKind.CHANGE_DONE
    add_step(given.case, kind, actor=cause.actor, at=cause.at)
    if not is_reset:
        finish(given.case, CaseStatus.DONE, kind=StepKind.DONE, actor=cause.actor, at=cause.at)
