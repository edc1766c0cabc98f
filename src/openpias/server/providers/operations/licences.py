"""How does a provider get its licence series, and lose it?

A series is drawn, shown once and kept nowhere: its Argon2id digest is the password of the account
`CUI_CAS-XX`. One is valid for a provider and a house; a new one cancels the old at its next call.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from openpias.core.identifiers import licence_key
from openpias.core.identifiers.licence_key import LicenceKey
from openpias.server.platform.accounts import operations as accounts
from openpias.server.platform.accounts import queries
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.accounts.operations import AccountFacts
from openpias.server.platform.audit.operations import record
from openpias.server.platform.clock import day_of
from openpias.server.providers.domain import periods
from openpias.server.providers.domain.outcomes import LicenceProblem
from openpias.server.providers.domain.periods import Run
from openpias.server.providers.domain.scope import acts_for
from openpias.server.providers.models import Contract, InsuranceHouse, Licence, Provider


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceIssued:
    """A new series, to be shown now and never again, and the user name that it belongs to."""

    key: LicenceKey
    username: str


def issue(
    provider_id: str, *, house: str, request_key: str, actor: Actor, at: datetime
) -> LicenceIssued | LicenceProblem:
    """Give a provider a series at a house; one that was valid there is cancelled.

    The same `request_key` gives no second series: the first was shown, and cannot be shown again.
    """
    if not acts_for(house, actor=actor):
        return LicenceProblem.NOT_YOUR_HOUSE
    with transaction.atomic():
        provider = Provider.objects.select_for_update().filter(public_id=provider_id).first()
        if provider is None:
            return LicenceProblem.UNKNOWN
        if Licence.objects.filter(request_key=request_key).exists():
            return LicenceProblem.GIVEN_ALREADY
        end = contract_end(provider, house=house, today=day_of(at))
        if end is None:
            return LicenceProblem.NO_CONTRACT
        _cancel_valid(provider, house=house, reason="replaced", at=at)
        key, username = licence_key.draw(), username_of(provider, house=house)
        licence = Licence.objects.create(
            provider=provider,
            house_id=house,
            username=username,
            request_key=request_key,
            issued_at=at,
            issued_by=actor.account_id,
        )
        facts = _facts(provider, house=InsuranceHouse.objects.get(pk=house), end=end)
        accounts.open_account(username=username, password=key, facts=facts, actor=actor, at=at)
        _tell(licence, event="licence-issued", actor=actor, at=at)
    return LicenceIssued(key=key, username=username)


def cancel(
    provider_id: str, *, house: str, reason: str, actor: Actor, at: datetime
) -> LicenceProblem | None:
    """Cancel the valid series and close its account at once; None when it is done or was before."""
    if not acts_for(house, actor=actor):
        return LicenceProblem.NOT_YOUR_HOUSE
    if not reason.strip():
        return LicenceProblem.REASON_REQUIRED
    with transaction.atomic():
        provider = Provider.objects.select_for_update().filter(public_id=provider_id).first()
        if provider is None:
            return LicenceProblem.UNKNOWN
        licence = _cancel_valid(provider, house=house, reason=reason.strip()[:300], at=at)
        if licence is not None:
            accounts.deactivate(username=licence.username, actor=actor, at=at)
            _tell(licence, event="licence-cancelled", actor=actor, at=at)
    return None


def follow_contract(provider: Provider, *, house: str, actor: Actor | None, at: datetime) -> None:
    """Let the account end with the contracts; the caller holds the transaction."""
    licence = Licence.objects.filter(provider=provider, house=house, cancelled_at=None).first()
    if licence is None:
        return
    end = periods.door_end(_runs(provider, house=house), today=day_of(at))
    if end is not None:
        accounts.set_contract_end(username=licence.username, end=end, actor=actor, at=at)


def follow_begun(*, at: datetime) -> None:
    """Open the accounts whose next contract began after days without one. Harmless to repeat."""
    today = day_of(at)
    in_force = Contract.objects.filter(
        provider=OuterRef("provider"),
        house=OuterRef("house"),
        valid_from__lte=today,
        valid_to__gte=today,
    )
    shut = Licence.objects.filter(
        Exists(in_force), cancelled_at=None, username__in=queries.ended(today=today)
    )
    for provider_id, house in shut.values_list("provider_id", "house_id"):
        with transaction.atomic():
            provider = Provider.objects.select_for_update().get(pk=provider_id)
            follow_contract(provider, house=house, actor=None, at=at)


def contract_end(provider: Provider, *, house: str, today: date) -> date | None:
    """Return until when an account opens; None where no contract is in force or to come."""
    found = _runs(provider, house=house)
    if all(each.last < today for each in found):
        return None
    return periods.door_end(found, today=today)


def _runs(provider: Provider, *, house: str) -> list[Run]:
    found = Contract.objects.filter(provider=provider, house=house)
    return [Run(first=each.valid_from, last=each.valid_to) for each in found]


def username_of(provider: Provider, *, house: str) -> str:
    """Return the user name of a provider at a house: CUI_CAS-XX."""
    return f"{provider.fiscal_code}_{house}"


def _cancel_valid(provider: Provider, *, house: str, reason: str, at: datetime) -> Licence | None:
    valid = Licence.objects.filter(provider=provider, house=house, cancelled_at=None).first()
    if valid is not None:
        valid.cancelled_at, valid.cancel_reason = at, reason
        valid.save(update_fields=["cancelled_at", "cancel_reason"])
    return valid


def _facts(provider: Provider, *, house: InsuranceHouse, end: date) -> AccountFacts:
    return AccountFacts(
        display_name=provider.name,
        provider_code=provider.fiscal_code,
        provider_name=provider.name,
        house_code=house.code,
        house_name=house.name,
        house_contact=house.contact(),
        roles=(Role.CLERK.value,),
        contract_end=end,
    )


def _tell(licence: Licence, *, event: str, actor: Actor, at: datetime) -> None:
    record(
        event=event,
        actor=actor,
        subject_kind="provider",
        subject_ref=str(licence.provider.public_id),
        facts={"house": licence.house_id, "licence": str(licence.public_id)},
        at=at,
    )
