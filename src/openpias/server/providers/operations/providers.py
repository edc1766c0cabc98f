"""How does a provider enter the register of providers, and how do its contracts change?

A provider is one, whatever the number of houses it works with: entering a fiscal code that is known
adds the contract and leaves the rest as it is.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from openpias.core.findings import Finding
from openpias.core.names.diacritics import fold, sort_key
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record
from openpias.server.providers.domain.inputs import CheckedProvider, ProviderInput, check
from openpias.server.providers.domain.scope import acts_for
from openpias.server.providers.models import Contract, InsuranceHouse, Provider
from openpias.server.providers.operations import licences


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """The provider stands in the register with this contract; `is_new` says whether it was unknown."""

    provider: str
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NotEntered:
    """What was typed is refused, for these reasons."""

    findings: tuple[Finding, ...]


def enter(typed: ProviderInput, *, actor: Actor, at: datetime) -> Entered | NotEntered:
    """Enter a provider with a contract, or change the days of a contract that is there.

    Accounts follow: the end of the contract closes them on its day. Harmless to repeat.
    """
    checked = check(typed)
    if isinstance(checked, list):
        return NotEntered(findings=tuple(checked))
    if not acts_for(checked.house, actor=actor) or not _is_house(checked.house):
        return NotEntered(findings=(Finding(code="not-your-house", path="/house"),))
    with transaction.atomic():
        provider, is_new = _provider(checked, at=at)
        if _contract(provider, checked) or is_new:
            record(
                event="provider-entered" if is_new else "contract-changed",
                actor=actor,
                subject_kind="provider",
                subject_ref=str(provider.public_id),
                facts={"house": checked.house},
                at=at,
            )
            licences.follow_contract(provider, house=checked.house, actor=actor, at=at)
    return Entered(provider=str(provider.public_id), is_new=is_new)


def _is_house(code: str) -> bool:
    return InsuranceHouse.objects.filter(pk=code, valid_to=None).exists()


def _provider(checked: CheckedProvider, *, at: datetime) -> tuple[Provider, bool]:
    provider, is_new = Provider.objects.get_or_create(
        fiscal_code=checked.fiscal_code,
        defaults={
            "name": checked.name,
            "sort_key": sort_key(checked.name),
            "folded": fold(checked.name),
            "kinds": [kind.value for kind in checked.kinds],
            "created_at": at,
        },
    )
    # Two houses that enter one provider at once wait here for each other.
    return Provider.objects.select_for_update().get(pk=provider.pk), is_new


def _contract(provider: Provider, checked: CheckedProvider) -> bool:
    """Write the contract; return whether anything changed."""
    days = {"valid_from": checked.valid_from, "valid_to": checked.valid_to}
    contract, is_new = Contract.objects.get_or_create(
        provider=provider, house_id=checked.house, number=checked.contract_number, defaults=days
    )
    changed = [name for name, day in days.items() if getattr(contract, name) != day]
    for name in changed:
        setattr(contract, name, days[name])
    if changed:
        # Other days are a correction: the reason of an early end was about the old ones.
        contract.end_reason = ""
        contract.version += 1
        contract.save(update_fields=[*changed, "end_reason", "version"])
    return is_new or bool(changed)
