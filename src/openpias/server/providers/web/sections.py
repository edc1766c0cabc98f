"""Which tables of contracts, work sites and physicians does a provider's page show?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.utils.translation import gettext as _

from openpias.core.calendar import dates
from openpias.server.providers.domain.periods import Period, ends_soon
from openpias.server.providers.queries.providers import ContractView, ProviderView
from openpias.server.providers.queries.records import PhysicianView, WorkSiteView

Cell = str | dict[str, str]
Row = TypeVar("Row", WorkSiteView, PhysicianView)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A table: its columns and rows, as the macro wants them."""

    columns: list[dict[str, str | bool]]
    rows: list[list[Cell]]


def contracts(provider: ProviderView, *, today: date, base: str = "") -> Section:
    """Return the contracts; those that have not ended lead to their page below `base`."""
    return Section(
        columns=[
            {"text": _("Numărul")},
            {"text": _("Casa"), "nowrap": True},
            {"text": _("Starea")},
        ],
        rows=[
            [
                _cell(
                    each.number,
                    f"{base}/contracte/{each.public_id}" if base and each.valid_to >= today else "",
                ),
                each.house,
                _contract_state(each, today),
            ]
            for each in provider.contracts
        ],
    )


def work_sites(sites: Sequence[WorkSiteView], *, today: date, base: str = "") -> Section:
    """Return the work sites, those that are closed at the end."""
    return Section(
        columns=_columns(_("Punctul de lucru"), _("Adresa"), _("Starea")),
        rows=[
            [
                _cell(each.name, f"{base}/puncte-de-lucru/{each.public_id}" if base else ""),
                each.address,
                _state(each.period(), today, now=_("deschis"), next_=_("se deschide")),
            ]
            for each in _ended_last(sites, today)
        ],
    )


def physicians(found: Sequence[PhysicianView], *, today: date, base: str = "") -> Section:
    """Return the physicians, those who have left at the end."""
    return Section(
        columns=_columns(_("Medicul"), _("Cod de parafă"), _("Starea")),
        rows=[
            [
                _cell(each.name, f"{base}/medici/{each.public_id}" if base else ""),
                each.stamp_code,
                _state(each.period(), today, now=_("lucrează"), next_=_("urmează")),
            ]
            for each in _ended_last(found, today)
        ],
    )


def endings(provider: ProviderView, *, today: date) -> list[tuple[str, str]]:
    """Return the houses whose contracts end within 30 days without a next one, and the last day."""
    houses = dict.fromkeys(each.house for each in provider.contracts)
    found = []
    for house in houses:
        days = [each.run() for each in provider.contracts if each.house == house]
        last = ends_soon(days, today=today)
        if last is not None:
            found.append((house, dates.typed(last)))
    return found


def _ended_last(rows: Sequence[Row], today: date) -> list[Row]:
    """Return the rows in their order, with what has ended behind the others."""
    return sorted(rows, key=lambda row: _has_ended(row.period(), today))


def _has_ended(period: Period, today: date) -> bool:
    return period.last is not None and period.last < today


def _state(period: Period, today: date, *, now: str, next_: str) -> str:
    """Return in words how it stands today, and its days."""
    word = next_ if period.first > today else now
    if _has_ended(period, today):
        word = _("încheiat")
    return f"{word}, {_days(period)}"


def _contract_state(contract: ContractView, today: date) -> str:
    period = Period(first=contract.valid_from, last=contract.valid_to)
    if not contract.end_reason:
        return _state(period, today, now=_("în vigoare"), next_=_("urmează"))
    facts = {"days": _days(period), "reason": contract.end_reason}
    if _has_ended(period, today):
        return _("încheiat înainte de termen, %(days)s: %(reason)s") % facts
    return _("se încheie înainte de termen, %(days)s: %(reason)s") % facts


def _days(period: Period) -> str:
    first = dates.typed(period.first)
    if period.last is None:
        return _("de la %(first)s") % {"first": first}
    return _("%(first)s – %(last)s") % {"first": first, "last": dates.typed(period.last)}


def _cell(text: str, href: str) -> Cell:
    return {"text": text, "href": href} if href else text


def _columns(*texts: str) -> list[dict[str, str | bool]]:
    return [{"text": each} for each in texts]
