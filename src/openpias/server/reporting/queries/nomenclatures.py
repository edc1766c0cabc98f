"""Which services, diagnoses, specialities and packages may be reported on a day?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from openpias.core.names.diacritics import fold, normalise
from openpias.server.reporting.enums import ReportingList
from openpias.server.reporting.models import ListedCode, ListedService

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeView:
    """A code in one validity; both days belong to it."""

    code: str
    name: str
    valid_from: date
    valid_to: date | None
    provenance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceView(CodeView):
    """A service in one validity; `tariff` is in lei."""

    kinds: Sequence[str]
    packages: Sequence[str]
    tariff: Decimal | None
    needs_referral: bool
    needs_card: bool
    most_per_day: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """One page of a list, by code."""

    rows: Sequence[CodeView]
    total: int
    number: int
    pages: int


def services(*, day: date | None = None, kind: str = "") -> Sequence[ServiceView]:
    """Return the services that may be given on a day (on any, without one), of one kind or all."""
    found = ListedService.objects.filter(_on(day))
    if kind:
        found = found.filter(kinds__contains=[kind])
    return tuple(map(_service, found.order_by("code", "valid_from")))


def service_name(code: str, *, day: date) -> str:
    """Return what a service is called, as the list had it on a day; empty where it has none."""
    found = ListedService.objects.filter(code=code, valid_from__lte=day).order_by("-valid_from")
    return found.values_list("name", flat=True).first() or ""


def codes(name: ReportingList, *, day: date | None = None) -> Sequence[CodeView]:
    """Return the codes of a list that hold on a day; on any, without one."""
    if name is ReportingList.SERVICES:
        return services(day=day)
    found = ListedCode.objects.filter(_on(day), list=name.value)
    return tuple(map(_code, found.order_by("code", "valid_from")))


def page(
    name: ReportingList, *, text: str = "", day: date | None = None, number: int = 1
) -> ListPage:
    """Return one page of a list; `text` is part of a code or name, without case and marks."""
    sought = fold(normalise(text)).strip()
    found = [
        each
        for each in codes(name, day=day)
        if not sought or sought in fold(each.code) or sought in fold(each.name)
    ]
    pages = max(1, -(-len(found) // PAGE))
    shown = min(max(1, number), pages)
    return ListPage(
        rows=found[(shown - 1) * PAGE : shown * PAGE],
        total=len(found),
        number=shown,
        pages=pages,
    )


def _on(day: date | None) -> Q:
    if day is None:
        return Q()
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day))


def _code(row: ListedCode) -> CodeView:
    return CodeView(
        code=row.code,
        name=row.name,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        provenance=row.provenance,
    )


def _service(row: ListedService) -> ServiceView:
    return ServiceView(
        code=row.code,
        name=row.name,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        provenance=row.provenance,
        kinds=tuple(row.kinds),
        packages=tuple(row.packages),
        tariff=row.tariff,
        needs_referral=row.needs_referral,
        needs_card=row.needs_card,
        most_per_day=row.most_per_day,
    )
