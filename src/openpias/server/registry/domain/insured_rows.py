"""What stands in the file of insured persons that a house imports, row by row?"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from openpias.core.findings import Finding
from openpias.server.registry.domain import insured_periods, insured_persons
from openpias.server.registry.domain.codes import Vocabulary
from openpias.server.registry.domain.insured_inputs import (
    DOCTOR_TEXTS,
    INSURANCE_TEXTS,
    INSURED_TEXTS,
    FamilyDoctorInput,
    InsuranceInput,
    InsuredInput,
)
from openpias.server.registry.domain.insured_periods import (
    CheckedFamilyDoctor,
    CheckedInsurance,
    Life,
)
from openpias.server.registry.domain.insured_persons import CheckedInsured

LONGEST_FIELD = 1000
FIRST_ROW = 2
Row = Mapping[str, str]
REQUIRED = ("cnp", "surname", "given_name", "birth_date", "sex")
_DOCTOR_PREFIX = "doctor_"
COLUMNS = (
    *INSURED_TEXTS,
    *INSURANCE_TEXTS,
    *(_DOCTOR_PREFIX + name for name in DOCTOR_TEXTS),
)


class InsuredFileRefused(Exception):  # noqa: N818 - a refusal, not a fault
    """The file cannot be taken in at all; `finding` names texts that say what to change in it."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedRow:
    """A row that may be kept; `place` is its row in a spreadsheet, where the heading is row 1."""

    place: int
    insured: CheckedInsured
    insurance: CheckedInsurance | None
    family_doctor: CheckedFamilyDoctor | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRefused:
    """A row that may not be kept, and why."""

    place: int
    findings: tuple[Finding, ...]


def read(lines: Iterable[str]) -> Iterator[tuple[int, Mapping[str, str] | None]]:
    """Return rows by their place: None for one with more columns than the heading; blank ones fall out.

    Columns are separated by commas or semicolons. Raises InsuredFileRefused, also on the way.
    """
    csv.field_size_limit(LONGEST_FIELD)
    source = iter(lines)
    heading = next(source, "").lstrip("\ufeff")
    delimiter = ";" if heading.count(";") > heading.count(",") else ","
    table = csv.reader([heading], delimiter=delimiter)
    names = [name.strip() for name in next(table, [])]
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise InsuredFileRefused(
            Finding(code="file-heading", path="/file", facts={"columns": ", ".join(missing)})
        )
    try:
        for place, values in enumerate(csv.reader(source, delimiter=delimiter), start=FIRST_ROW):
            if any(value.strip() for value in values):
                yield place, _named(names, values)
    except csv.Error:
        raise not_a_table() from None


def not_a_table() -> InsuredFileRefused:
    """Return the refusal of what is no table of texts."""
    return InsuredFileRefused(Finding(code="file-not-a-table", path="/file"))


def check(
    place: int, row: Mapping[str, str] | None, *, today: date, vocabulary: Vocabulary
) -> CheckedRow | RowRefused:
    """Return what may be kept of a row, or every finding."""
    if row is None:
        return RowRefused(place=place, findings=(Finding(code="row-too-long", path=""),))
    typed = InsuredInput(**_filled(row, INSURED_TEXTS))
    insured = insured_persons.check(typed, today=today, vocabulary=vocabulary)
    if isinstance(insured, list):
        return RowRefused(place=place, findings=tuple(insured))
    life = Life(born_on=insured.birth_date, died_on=insured.died_on)
    insurance = _insurance(row, life=life, today=today, vocabulary=vocabulary)
    doctor = _family_doctor(row, life=life, today=today)
    refused = [*_findings(insurance), *_findings(doctor)]
    if isinstance(insurance, list) or isinstance(doctor, list):
        return RowRefused(place=place, findings=tuple(refused))
    return CheckedRow(place=place, insured=insured, insurance=insurance, family_doctor=doctor)


def _insurance(
    row: Mapping[str, str], *, life: Life, today: date, vocabulary: Vocabulary
) -> CheckedInsurance | list[Finding] | None:
    values = _filled(row, INSURANCE_TEXTS)
    if not any(values.values()):
        return None
    typed = InsuranceInput(**values, ends_previous=True)
    return insured_periods.check_insurance(typed, life=life, today=today, vocabulary=vocabulary)


def _family_doctor(
    row: Mapping[str, str], *, life: Life, today: date
) -> CheckedFamilyDoctor | list[Finding] | None:
    values = _filled(row, DOCTOR_TEXTS, prefix=_DOCTOR_PREFIX)
    if not any(values.values()):
        return None
    found = insured_periods.check_family_doctor(FamilyDoctorInput(**values), life=life, today=today)
    if isinstance(found, list):
        return [
            Finding(code=each.code, path=f"/{_DOCTOR_PREFIX}{each.path[1:]}", facts=each.facts)
            for each in found
        ]
    return found


def _findings(found: object) -> list[Finding]:
    return found if isinstance(found, list) else []


def _filled(row: Mapping[str, str], names: Sequence[str], *, prefix: str = "") -> dict[str, str]:
    return {name: row.get(prefix + name, "").strip() for name in names}


def _named(names: Sequence[str], values: Sequence[str]) -> Mapping[str, str] | None:
    too_many = any(value.strip() for value in values[len(names) :])
    return None if too_many else dict(zip(names, values, strict=False))
