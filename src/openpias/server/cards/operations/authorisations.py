"""How is an authorisation to reset a PIN given, found and ended?

The card's row is locked by the caller; the database itself keeps two live ones of a card apart.
"""

from datetime import datetime

from django.db import transaction

from openpias.core.contracts.management_unit import CaseStatus, StepKind
from openpias.server.cards.domain.authorisations import expiry
from openpias.server.cards.enums import AuthorisationEnd
from openpias.server.cards.models import Card, CardCase, ResetAuthorisation, Terminal
from openpias.server.cards.operations.steps import finish
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record


def live_of(case: CardCase, *, at: datetime) -> ResetAuthorisation | None:
    """Return the authorisation of a case whose time is not over."""
    found = ResetAuthorisation.objects.filter(case=case, ended_at=None).first()
    return found if found is not None and at < found.expires_at else None


def give(case: CardCase, card: Card, *, actor: Actor, at: datetime) -> ResetAuthorisation:
    """Give the provider of a case an authorisation; one of another case of this card ends."""
    for before in ResetAuthorisation.objects.filter(card=card, ended_at=None):
        _end(before, _why(before, at=at), at=at)
        if before.case_id != case.pk:
            other = CardCase.objects.get(pk=before.case_id)
            finish(other, CaseStatus.EXPIRED, kind=StepKind.EXPIRED, actor=None, at=at)
    given = ResetAuthorisation.objects.create(
        card=card,
        case=case,
        provider_code=case.provider_code,
        terminal_id=case.terminal_id or _only_terminal(case.provider_code),
        given_at=at,
        given_by=actor.account_id,
        expires_at=expiry(at),
    )
    card.reset_requested = True
    card.save(update_fields=["reset_requested"])
    record(
        event="authorisation-given",
        actor=actor,
        subject_kind="authorisation",
        subject_ref=str(given.public_id),
        facts={"card": str(card.public_id), "case": str(case.public_id)},
        at=at,
    )
    return given


def _only_terminal(provider: str) -> int | None:
    known = Terminal.objects.filter(provider_code=provider).values_list("pk", flat=True)[:2]
    return known[0] if len(known) == 1 else None


def withdraw(case: CardCase, *, at: datetime) -> None:
    """End the authorisation of a case, where there is one."""
    for given in ResetAuthorisation.objects.filter(case=case, ended_at=None):
        _end(given, _why(given, at=at), at=at)


def end_spent(card: Card, *, at: datetime) -> None:
    """End the authorisation of a card that blocked itself again after its one reset.

    The provider reports again at once, instead of waiting for the time to pass.
    """
    spent = ResetAuthorisation.objects.filter(card=card, ended_at=None, reset_at__isnull=False)
    for given in spent:
        _end(given, AuthorisationEnd.USED, at=at)
        case = CardCase.objects.get(pk=given.case_id)
        if case.status == CaseStatus.CONFIRMED:
            finish(case, CaseStatus.EXPIRED, kind=StepKind.EXPIRED, actor=None, at=at)


def _why(given: ResetAuthorisation, *, at: datetime) -> AuthorisationEnd:
    is_over = at >= given.expires_at
    return AuthorisationEnd.EXPIRED if is_over else AuthorisationEnd.SUPERSEDED


def expire(*, at: datetime) -> int:
    """End every authorisation whose time is over, and its case; return how many. Harmless to repeat."""
    over = ResetAuthorisation.objects.filter(ended_at=None, expires_at__lte=at)
    return sum(_expire(pk, card, at=at) for pk, card in over.values_list("pk", "card_id"))


def _expire(pk: int, card: int, *, at: datetime) -> bool:
    with transaction.atomic():
        Card.objects.select_for_update(no_key=True).get(pk=card)
        given = ResetAuthorisation.objects.filter(pk=pk, ended_at=None).first()
        if given is None:
            return False
        _end(given, AuthorisationEnd.EXPIRED, at=at)
        case = CardCase.objects.select_for_update().get(pk=given.case_id)
        if case.status == CaseStatus.CONFIRMED:
            finish(case, CaseStatus.EXPIRED, kind=StepKind.EXPIRED, actor=None, at=at)
    return True


def _end(given: ResetAuthorisation, reason: AuthorisationEnd, *, at: datetime) -> None:
    given.ended_at, given.end_reason = at, reason.value
    given.save(update_fields=["ended_at", "end_reason"])
    record(
        event="authorisation-ended",
        actor=None,
        subject_kind="authorisation",
        subject_ref=str(given.public_id),
        facts={"reason": reason.value},
        at=at,
    )
