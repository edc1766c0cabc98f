"""What does the register say about an insured person, and are they insured on a day?

A house sees those it insures: `house` is asked in the query itself, so that a person of another
house and one that nobody knows answer alike. None asks every house.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar

from django.db.models import QuerySet

from openpias.core.names.diacritics import fold, normalise
from openpias.server.registry.enums import InsuredState, InsuredStatus
from openpias.server.registry.models import FamilyDoctor, Insurance, InsuredPerson

_Row = TypeVar("_Row", Insurance, FamilyDoctor)


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuranceView:
    """A period of insurance; both days belong to it, and an empty last one is open."""

    public_id: str
    category: str
    state: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyDoctorView:
    """A family doctor whom somebody chose, with the practice, for a period."""

    public_id: str
    stamp_code: str
    surname: str
    given_name: str
    phone: str
    provider_code: str
    valid_from: date
    valid_to: date | None

    @property
    def name(self) -> str:
        """Return surname and given name."""
        return f"{self.surname} {self.given_name}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuredView:
    """An insured person with every period, the newest first; an erased one has no CNP and no birth date.

    `person` is the opaque id of the same human being among displaced persons, empty without one.
    """

    id: int
    public_id: str
    cnp: str
    cnp_reason: str
    cid: str
    surname: str
    given_name: str
    birth_date: date | None
    sex: str
    died_on: date | None
    house_code: str
    person: str
    status: InsuredStatus
    version: int
    enrolled_at: datetime
    insurances: tuple[InsuranceView, ...]
    family_doctors: tuple[FamilyDoctorView, ...]

    @property
    def name(self) -> str:
        """Return surname and given name."""
        return f"{self.surname} {self.given_name}".strip()

    def insurance_on(self, day: date) -> InsuranceView | None:
        """Return the period of insurance that holds on this day."""
        return next((each for each in self.insurances if _holds(each, day)), None)

    def family_doctor_on(self, day: date) -> FamilyDoctorView | None:
        """Return the family doctor on this day."""
        return next((each for each in self.family_doctors if _holds(each, day)), None)

    def state_on(self, day: date) -> InsuredState:
        """Tell whether this person is insured on a day; the day of death still belongs to life."""
        if self.died_on is not None and day > self.died_on:
            return InsuredState.DECEASED
        if self.insurance_on(day) is None:
            return InsuredState.NOT_INSURED
        return InsuredState.INSURED


class _Period(Protocol):
    @property
    def valid_from(self) -> date: ...
    @property
    def valid_to(self) -> date | None: ...


def _holds(period: _Period, day: date) -> bool:
    return period.valid_from <= day and (period.valid_to is None or day <= period.valid_to)


def insured(public_id: str, *, house: str | None = None) -> InsuredView | None:
    """Return the insured person behind an opaque id."""
    try:
        reference = uuid.UUID(public_id)
    except ValueError:
        return None
    return _first(_seen_by(house).filter(public_id=reference))


def insured_by_cnp(cnp: str, *, house: str | None = None) -> InsuredView | None:
    """Return who is insured under this CNP."""
    return _first(_seen_by(house).filter(cnp=cnp)) if cnp else None


def insured_by_cid(cid: str, *, house: str | None = None) -> InsuredView | None:
    """Return whose CID this is, an erased person's included."""
    return _first(_seen_by(house).filter(cid=cid)) if cid else None


def insured_by_name(
    surname: str, *, given_name: str, birth_date: date, house: str | None, most: int
) -> Sequence[InsuredView]:
    """Return who was born on this day under this name, however it is accented; `most` at most.

    The given name may be left out or be the first of several.
    """
    found = _seen_by(house).filter(
        birth_date=birth_date,
        surname_folded=fold(normalise(surname)),
        given_name_folded__startswith=fold(normalise(given_name)),
    )
    return _views(found.order_by("given_name_folded", "pk")[:most])


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuranceAnswer:
    """Whether somebody is insured on a day, as the official check asks it, and through which period.

    The official answer has lists of categories and states; periods of one person never overlap, so
    there is at most one of each.
    """

    state: InsuredState
    cnp: str = ""
    cid: str = ""
    period: InsuranceView | None = None


def insurance_on(day: date, *, cnp: str = "", cid: str = "") -> InsuranceAnswer:
    """Tell whether the holder of a CNP or of a CID is insured on a day; of every house.

    Source: SiuiInsuredWS.getInsured and getInsuredByCID, GetInsuredResponse.
    """
    view = insured_by_cnp(cnp) if cnp else insured_by_cid(cid)
    if view is None or view.status is InsuredStatus.ERASED:
        return InsuranceAnswer(state=InsuredState.UNKNOWN)
    state = view.state_on(day)
    period = view.insurance_on(day) if state is InsuredState.INSURED else None
    return InsuranceAnswer(state=state, cnp=view.cnp, cid=view.cid, period=period)


def _seen_by(house: str | None) -> QuerySet[InsuredPerson]:
    everybody = InsuredPerson.objects.all()
    return everybody if house is None else everybody.filter(house_code=house)


def _first(found: QuerySet[InsuredPerson]) -> InsuredView | None:
    return next(iter(_views(found[:1])), None)


def _views(found: QuerySet[InsuredPerson]) -> Sequence[InsuredView]:
    rows = list(found.select_related("person"))
    periods = _grouped(Insurance.objects.filter(insured__in=rows).order_by("-valid_from"))
    doctors = _grouped(FamilyDoctor.objects.filter(insured__in=rows).order_by("-valid_from"))
    return [_view(row, periods.get(row.pk, ()), doctors.get(row.pk, ())) for row in rows]


def _grouped(rows: Iterable[_Row]) -> dict[int, list[_Row]]:
    by_person: dict[int, list[_Row]] = {}
    for row in rows:
        by_person.setdefault(row.insured_id, []).append(row)
    return by_person


def _view(
    row: InsuredPerson, periods: Iterable[Insurance], doctors: Iterable[FamilyDoctor]
) -> InsuredView:
    return InsuredView(
        id=row.pk,
        public_id=str(row.public_id),
        cnp=row.cnp or "",
        cnp_reason=row.cnp_reason,
        cid=row.cid,
        surname=row.surname,
        given_name=row.given_name,
        birth_date=row.birth_date,
        sex=row.sex,
        died_on=row.died_on,
        house_code=row.house_code,
        person=str(row.person.public_id) if row.person else "",
        status=InsuredStatus(row.status),
        version=row.version,
        enrolled_at=row.enrolled_at,
        insurances=tuple(_insurance(each) for each in periods),
        family_doctors=tuple(_family_doctor(each) for each in doctors),
    )


def _insurance(row: Insurance) -> InsuranceView:
    return InsuranceView(
        public_id=str(row.public_id),
        category=row.category,
        state=row.state,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def _family_doctor(row: FamilyDoctor) -> FamilyDoctorView:
    return FamilyDoctorView(
        public_id=str(row.public_id),
        stamp_code=row.stamp_code,
        surname=row.surname,
        given_name=row.given_name,
        phone=row.phone,
        provider_code=row.provider_code,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )
