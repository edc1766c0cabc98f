"""Where does a provider work, and which physicians work for it?"""

import uuid
from dataclasses import dataclass
from datetime import date

from openpias.core.names.diacritics import sort_key
from openpias.server.providers.domain.periods import Period
from openpias.server.providers.models import Physician, WorkSite
from openpias.server.providers.queries.providers import seen_by


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkSiteView:
    """A place of work; without a last day it is open."""

    public_id: str
    name: str
    address: str
    valid_from: date
    valid_to: date | None
    version: int

    def period(self) -> Period:
        """Return its days."""
        return Period(first=self.valid_from, last=self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhysicianView:
    """A physician's time at one provider; without a last day it goes on."""

    public_id: str
    stamp_code: str
    name: str
    valid_from: date
    valid_to: date | None
    specialities: tuple[str, ...]
    version: int

    def period(self) -> Period:
        """Return its days."""
        return Period(first=self.valid_from, last=self.valid_to)


def work_sites(public_id: str, *, house: str | None) -> list[WorkSiteView]:
    """Return the work sites of a provider that the house sees, by name; one query."""
    rows = WorkSite.objects.filter(
        provider__in=seen_by(house).filter(public_id=uuid.UUID(public_id))
    )
    return sorted(map(work_site_view, rows), key=lambda each: sort_key(each.name))


def physicians(public_id: str, *, house: str | None) -> list[PhysicianView]:
    """Return the physicians of a provider that the house sees, by name; one query."""
    rows = Physician.objects.filter(
        provider__in=seen_by(house).filter(public_id=uuid.UUID(public_id))
    )
    return sorted(
        map(physician_view, rows), key=lambda each: (sort_key(each.name), each.valid_from)
    )


def work_site_view(row: WorkSite) -> WorkSiteView:
    """Return a work site as plain data."""
    return WorkSiteView(
        public_id=str(row.public_id),
        name=row.name,
        address=row.address,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        version=row.version,
    )


def physician_view(row: Physician) -> PhysicianView:
    """Return a physician's time as plain data."""
    return PhysicianView(
        public_id=str(row.public_id),
        stamp_code=row.stamp_code,
        name=row.name,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        specialities=tuple(row.specialities),
        version=row.version,
    )
