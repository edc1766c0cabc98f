"""How are an insured person's fields, periods and family doctors called and shown on pages?"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from openpias.core.calendar import dates
from openpias.core.identifiers import cid as cids
from openpias.server.registry.enums import InsuredState, NomenclatureList
from openpias.server.registry.queries.insured_persons import (
    FamilyDoctorView,
    InsuranceView,
    InsuredView,
)
from openpias.server.registry.web import labels

_CATEGORIES, _STATES = NomenclatureList.INSURANCE_CATEGORIES, NomenclatureList.INSURANCE_STATES


def field_labels() -> dict[str, str]:
    """Return the labels of all fields."""
    return {
        **labels.field_labels(),
        "cid": _("CID"),
        "died_on": _("Data decesului"),
        "cnp_reason": _("De ce CNP-ul nu se potrivește"),
        "house": _("Casa de asigurări"),
        "house_code": _("Casa de asigurări"),
        "category": _("Categoria de asigurat"),
        "state": _("Starea de asigurare"),
        "valid_from": _("Prima zi"),
        "valid_to": _("Ultima zi"),
        "stamp_code": _("Codul de parafă"),
        "phone": _("Telefonul cabinetului"),
        "provider_code": _("Codul fiscal al cabinetului"),
        "insurances": _("Perioade de asigurare"),
        "family_doctors": _("Medici de familie"),
        "file": _("Fișierul CSV"),
        "reason": _("Motivul"),
        "status": _("Starea"),
    }


def state_today(insured: InsuredView, today: date) -> str:
    """Return today's answer to whether somebody is insured, in one sentence."""
    state = insured.state_on(today)
    if state is InsuredState.DECEASED:
        return _("Persoană decedată.")
    period = insured.insurance_on(today)
    if period is None:
        return _("Neasigurat astăzi: nicio perioadă nu cuprinde ziua de azi.")
    category = labels.name_of(_CATEGORIES, period.category)
    if period.valid_to:
        days = {"category": category, "last": dates.typed(period.valid_to)}
        return _("Asigurat astăzi: %(category)s, până la %(last)s.") % days
    return _("Asigurat astăzi: %(category)s.") % {"category": category}


def details(insured: InsuredView) -> list[dict[str, str]]:
    """Return what is known of somebody as rows of a list."""
    names = field_labels()
    rows = [
        (names["cnp"], insured.cnp),
        (names["cid"], cids.grouped(insured.cid)),
        (names["surname"], insured.surname),
        (names["given_name"], insured.given_name),
        (names["birth_date"], day(insured.birth_date)),
        (names["sex"], labels.name_of(NomenclatureList.SEXES, insured.sex)),
        (names["cnp_reason"], insured.cnp_reason),
        (names["died_on"], day(insured.died_on)),
        (names["house"], insured.house_code),
        (_("În evidență din"), f"{timezone.localtime(insured.enrolled_at):%d-%m-%Y}"),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def found_columns() -> Sequence[str]:
    """Return the columns of those who were found."""
    return [_("Persoana"), _("Data nașterii"), _("CNP"), _("Casa")]


def found_row(insured: InsuredView) -> list[Any]:
    """Return somebody who was found; the last digits of the CNP tell namesakes apart."""
    return [
        {"text": insured.name, "href": f"/asigurati/{insured.public_id}"},
        day(insured.birth_date),
        f"…{insured.cnp[-4:]}",
        insured.house_code,
    ]


def insurance_columns() -> Sequence[str]:
    """Return the columns of periods of insurance."""
    return [_("Perioada"), _("Categoria de asigurat"), _("Starea de asigurare")]


def insurance_row(insured: InsuredView, period: InsuranceView, *, may_edit: bool) -> list[Any]:
    """Return a period; it leads to where it is ended or removed."""
    text = span(period.valid_from, period.valid_to)
    href = f"/asigurati/{insured.public_id}/perioade/{period.public_id}"
    return [
        {"text": text, "href": href} if may_edit else text,
        labels.name_of(_CATEGORIES, period.category),
        labels.name_of(_STATES, period.state),
    ]


def doctor_columns() -> Sequence[str]:
    """Return the columns of family doctors."""
    return [_("Perioada"), _("Medicul de familie"), _("Codul de parafă"), _("Cabinetul")]


def doctor_row(insured: InsuredView, doctor: FamilyDoctorView, *, may_edit: bool) -> list[Any]:
    """Return a family doctor; an open one leads to where it is ended."""
    text = span(doctor.valid_from, doctor.valid_to)
    href = f"/asigurati/{insured.public_id}/medici/{doctor.public_id}"
    practice = ", ".join(part for part in (doctor.provider_code, doctor.phone) if part)
    return [
        {"text": text, "href": href} if may_edit else text,
        doctor.name,
        doctor.stamp_code,
        practice,
    ]


def span(first: date, last: date | None) -> str:
    """Return a period in words."""
    if last is None:
        return _("din %(first)s") % {"first": dates.typed(first)}
    return _("%(first)s – %(last)s") % {"first": dates.typed(first), "last": dates.typed(last)}


def day(value: date | None) -> str:
    """Return a day as people read it; empty without one."""
    return dates.typed(value) if value else ""
