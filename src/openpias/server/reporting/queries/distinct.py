"""What was given to displaced persons, apart from everybody else? Per provider, month and kind.

The circular of March 2022 asks for distinct records with a copy of the identity document of each
person, or of the medical document in its place. Reported services stand here by themselves, those
of kinds that are not taken by hand.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from openpias.core.rules.records import PersonType
from openpias.server.platform.accounts.actors import Actor
from openpias.server.providers import api as providers
from openpias.server.registry import api as registry
from openpias.server.registry.api import KeptProof
from openpias.server.reporting.domain.periods import month
from openpias.server.reporting.models import DistinctEntry, ReportedRecord
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import visibility

PAGE = 100
_CHUNK = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class DistinctFilter:
    """Which part of the register; a house names the provider, a provider sees its own alone."""

    month: date
    kind: str = ""
    provider: str = ""
    house: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DistinctRow:
    """A service to a displaced person; `entry` is the opaque id of what was entered by hand.

    `proof` is None where the register has erased the person, or never knew the identifier.
    """

    provider: str
    kind: str
    given_on: date
    identifier: str
    service_code: str
    what: str
    quantity: Decimal
    value: Decimal | None
    stamp_code: str
    report: str
    entry: str
    proof: KeptProof | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """An entry by hand as it stands, to be changed or taken back."""

    public_id: str
    kind: str
    identifier: str
    given_on: date
    service_code: str
    what: str
    quantity: Decimal
    value: Decimal | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DistinctTotal:
    """What a provider gave in a month under a kind; `value` is in lei, `persons` are different ones."""

    provider: str
    kind: str
    services: int
    persons: int
    value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class DistinctPage:
    """One page of the register by day; totals are those of all pages."""

    rows: Sequence[DistinctRow]
    totals: Sequence[DistinctTotal]
    total: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bare:
    row: DistinctRow
    person: uuid.UUID | None


def page(actor: Actor, *, wanted: DistinctFilter, number: int = 1) -> DistinctPage:
    """Return one page of the register that the actor may see."""
    every = sorted(
        (*_reported(actor, wanted), *_entered(actor, wanted)),
        key=lambda each: (each.row.provider, each.row.given_on, each.row.kind),
    )
    pages = max(1, -(-len(every) // PAGE))
    shown = min(max(1, number), pages)
    return DistinctPage(
        rows=_proved(every[(shown - 1) * PAGE : shown * PAGE]),
        totals=_totals(every),
        total=len(every),
        number=shown,
        pages=pages,
    )


def rows(actor: Actor, *, wanted: DistinctFilter) -> Iterator[DistinctRow]:
    """Yield every row for a file, by provider and day; memory holds a month of bare rows."""
    every = sorted(
        (*_reported(actor, wanted), *_entered(actor, wanted)),
        key=lambda each: (each.row.provider, each.row.given_on, each.row.kind),
    )
    for start in range(0, len(every), _CHUNK):
        yield from _proved(every[start : start + _CHUNK])


def totals(actor: Actor, *, wanted: DistinctFilter) -> Sequence[DistinctTotal]:
    """Return the totals of the register that the actor may see."""
    return _totals([*_reported(actor, wanted), *_entered(actor, wanted)])


def entry(public_id: uuid.UUID, *, actor: Actor) -> EntryView | None:
    """Return an entry that the actor may see and that was not taken back; None otherwise."""
    row = _entries(actor).filter(public_id=public_id, removed_at=None).first()
    if row is None:
        return None
    return EntryView(
        public_id=str(row.public_id),
        kind=row.kind,
        identifier=row.identifier,
        given_on=row.given_on,
        service_code=row.service_code,
        what=row.what,
        quantity=row.quantity,
        value=row.value,
        version=row.version,
    )


def _reported(actor: Actor, wanted: DistinctFilter) -> list[_Bare]:
    first, last = month(wanted.month)
    found = visibility.records(actor).filter(
        person_type=PersonType.OUG15.value,
        given_on__range=(first, last),
        withdrawn_at=None,
        state__gt=0,
    )
    found = found.filter(**_narrowed(wanted))
    return [_of_record(row) for row in found.select_related("report").order_by("given_on", "pk")]


def _entered(actor: Actor, wanted: DistinctFilter) -> list[_Bare]:
    first, last = month(wanted.month)
    found = _entries(actor).filter(given_on__range=(first, last), removed_at=None)
    found = found.filter(**_narrowed(wanted))
    return [_of_entry(row) for row in found.order_by("given_on", "pk")]


def _narrowed(wanted: DistinctFilter) -> dict[str, str]:
    asked = {
        "kind": wanted.kind,
        "provider_code": wanted.provider,
        "house_code": wanted.house,
    }
    return {name: value for name, value in asked.items() if value}


def _entries(actor: Actor) -> QuerySet[DistinctEntry]:
    found = DistinctEntry.objects.all()
    if not actor.may(Permission.READ_QUEUE):
        return found.filter(provider_code=actor.provider.code, house_code=actor.provider.house_code)
    house = providers.house_of(actor)
    return found if house is None else found.filter(house_code=house)


def _of_record(row: ReportedRecord) -> _Bare:
    return _Bare(
        person=row.person,
        row=DistinctRow(
            provider=row.provider_code,
            kind=row.kind,
            given_on=row.given_on,
            identifier=row.identifier or row.cnp,
            service_code=row.service_code,
            what="",
            quantity=row.quantity,
            value=row.value,
            stamp_code=row.stamp_code,
            report=str(row.report.public_id) if row.report else "",
            entry="",
            proof=None,
        ),
    )


def _of_entry(row: DistinctEntry) -> _Bare:
    return _Bare(
        person=row.person,
        row=DistinctRow(
            provider=row.provider_code,
            kind=row.kind,
            given_on=row.given_on,
            identifier=row.identifier,
            service_code=row.service_code,
            what=row.what,
            quantity=row.quantity,
            value=row.value,
            stamp_code="",
            report="",
            entry=str(row.public_id),
            proof=None,
        ),
    )


def _proved(found: Sequence[_Bare]) -> tuple[DistinctRow, ...]:
    proofs = registry.kept_proofs(each.person for each in found if each.person is not None)
    return tuple(
        replace(each.row, proof=proofs.get(each.person)) if each.person else each.row
        for each in found
    )


def _totals(found: Iterable[_Bare]) -> tuple[DistinctTotal, ...]:
    parts: dict[tuple[str, str], list[_Bare]] = {}
    for each in found:
        parts.setdefault((each.row.provider, each.row.kind), []).append(each)
    return tuple(
        DistinctTotal(
            provider=provider,
            kind=kind,
            services=len(some),
            persons=len({each.person for each in some}),
            value=sum((each.row.value or Decimal(0) for each in some), Decimal(0)),
        )
        for (provider, kind), some in sorted(parts.items())
    )
