"""What held for a provider on a day? Each answer is one query."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from openpias.server.providers.models import Contract, Physician, WorkSite
from openpias.server.providers.queries.providers import ContractView, contract_view
from openpias.server.providers.queries.records import (
    PhysicianView,
    WorkSiteView,
    physician_view,
    work_site_view,
)


def physicians_on(fiscal_code: str, *, day: date) -> dict[str, PhysicianView]:
    """Return the physicians who worked for a provider on a day, by stamp code."""
    rows = Physician.objects.filter(_holds_on(day), provider__fiscal_code=fiscal_code)
    return {each.stamp_code: physician_view(each) for each in rows}


def stamps_on(named: Iterable[tuple[str, str]], *, day: date) -> frozenset[tuple[str, str]]:
    """Return those of these pairs of fiscal code and stamp code of whom one works for the other."""
    pairs = frozenset(named)
    codes, stamps = {code for code, _ in pairs}, {stamp for _, stamp in pairs}
    rows = Physician.objects.filter(
        _holds_on(day), provider__fiscal_code__in=codes, stamp_code__in=stamps
    )
    return pairs & frozenset(rows.values_list("provider__fiscal_code", "stamp_code"))


def work_sites_on(fiscal_code: str, *, day: date) -> tuple[WorkSiteView, ...]:
    """Return the work sites that a provider had open on a day."""
    rows = WorkSite.objects.filter(_holds_on(day), provider__fiscal_code=fiscal_code)
    return tuple(work_site_view(each) for each in rows.order_by("pk"))


def contracts_on(
    fiscal_code: str, *, day: date, house: str | None = None
) -> tuple[ContractView, ...]:
    """Return the contracts that covered a day, with one house or with every one.

    Several may: contracts under different numbers share days.
    """
    rows = Contract.objects.filter(
        provider__fiscal_code=fiscal_code, valid_from__lte=day, valid_to__gte=day
    )
    named: dict[str, Any] = {} if house is None else {"house": house}
    return tuple(contract_view(each) for each in rows.filter(**named).order_by("pk"))


def contracts_between(
    fiscal_code: str, *, house: str, first: date, last: date
) -> tuple[ContractView, ...]:
    """Return the contracts of a provider with a house that covered at least one of these days."""
    rows = Contract.objects.filter(
        provider__fiscal_code=fiscal_code, house=house, valid_from__lte=last, valid_to__gte=first
    )
    return tuple(contract_view(each) for each in rows.order_by("pk"))


def contract_named(
    fiscal_code: str, *, house: str, number: str
) -> tuple[ContractView, tuple[str, ...]] | None:
    """Return a contract, past ones included, with what the provider does (values of ProviderKind)."""
    rows = Contract.objects.filter(provider__fiscal_code=fiscal_code, house=house, number=number)
    row = rows.select_related("provider").first()
    return (contract_view(row), tuple(row.provider.kinds)) if row else None


def physicians_stamped(fiscal_code: str, *, stamps: Iterable[str]) -> tuple[PhysicianView, ...]:
    """Return every time of the physicians with these stamp codes at a provider, the first one first."""
    rows = Physician.objects.filter(provider__fiscal_code=fiscal_code, stamp_code__in=list(stamps))
    return tuple(physician_view(each) for each in rows.order_by("valid_from", "pk"))


def _holds_on(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day))
