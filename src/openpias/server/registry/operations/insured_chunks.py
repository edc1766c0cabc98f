"""How is a chunk of checked rows written with few round trips, whatever stands there already?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from openpias.core.findings import Finding
from openpias.core.identifiers import cid
from openpias.server.platform.accounts.actors import Actor
from openpias.server.registry.domain import insured_periods as domain
from openpias.server.registry.domain.insured_rows import CheckedRow, RowRefused
from openpias.server.registry.enums import IdentifierKind, InsuredStatus
from openpias.server.registry.models import (
    FamilyDoctor,
    Identifier,
    Insurance,
    InsuredPerson,
    InsuredVersion,
)
from openpias.server.registry.operations import insured_versions
from openpias.server.registry.operations.insured_periods import (
    new_family_doctor,
    new_insurance,
    says_same,
)
from openpias.server.registry.operations.insured_persons import changed_fields
from openpias.server.registry.operations.insured_versions import Snapshot

_Row = TypeVar("_Row", Insurance, FamilyDoctor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of a chunk's rows."""

    added: int
    changed: int
    unchanged: int
    refused: tuple[RowRefused, ...]


@dataclass(slots=True, kw_only=True)
class _Known:
    """Somebody of the chunk, with every period as the rows so far leave it."""

    row: InsuredPerson
    is_new: bool
    before: Snapshot | None = None
    insurances: list[Insurance] = field(default_factory=list)
    family_doctors: list[FamilyDoctor] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)


def write(checked: Sequence[CheckedRow], *, house: str, actor: Actor, at: datetime) -> Written:
    """Write rows in the caller's transaction; the caller audits. The same rows again change nothing."""
    known = _known(checked, house=house, actor=actor, at=at)
    refused: list[RowRefused] = []
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    for row in checked:
        somebody = known[row.insured.cnp]
        was_new = somebody.is_new and somebody.before is None
        findings = _take(row, somebody, house=house)
        if isinstance(findings, list):
            refused.append(RowRefused(place=row.place, findings=tuple(findings)))
        elif was_new:
            counts["added"] += 1
        else:
            counts["changed" if findings else "unchanged"] += 1
    _save(known.values(), actor=actor, at=at)
    return Written(**counts, refused=tuple(refused))


def _known(
    checked: Sequence[CheckedRow], *, house: str, actor: Actor, at: datetime
) -> dict[str, _Known]:
    """Return everybody in the chunk by CNP, locked; whom nobody knew is inserted here."""
    first = {row.insured.cnp: row.insured for row in reversed(checked)}
    people = Identifier.objects.filter(
        kind=IdentifierKind.PERMIT_CNP, value__in=list(first), practice=False
    ).values_list("value", "person_id", "person__canonical_id")
    persons = {value: canonical or person for value, person, canonical in people}
    missing = set(first) - set(
        InsuredPerson.objects.filter(cnp__in=list(first)).values_list("cnp", flat=True)
    )
    drawn = {
        cnp: InsuredPerson(
            **first[cnp].columns(),
            cid=cid.draw(),
            house_code=house,
            person_id=persons.get(cnp),
            enrolled_at=at,
            account_id=actor.account_id,
        )
        for cnp in sorted(missing)
    }
    InsuredPerson.objects.bulk_create(drawn.values(), ignore_conflicts=True)
    rows = InsuredPerson.objects.select_for_update(no_key=True).filter(cnp__in=list(first))
    ours = {each.public_id for each in drawn.values()}
    # In one order for everybody, so that two imports never wait for each other in a circle.
    known = {
        str(row.cnp): _Known(row=row, is_new=row.public_id in ours) for row in rows.order_by("cnp")
    }
    _read_periods(known.values())
    return known


def _read_periods(known: Iterable[_Known]) -> None:
    by_id = {each.row.pk: each for each in known}
    for insurance in Insurance.objects.filter(insured__in=list(by_id)):
        by_id[insurance.insured_id].insurances.append(insurance)
    for doctor in FamilyDoctor.objects.filter(insured__in=list(by_id)):
        by_id[doctor.insured_id].family_doctors.append(doctor)


def _take(row: CheckedRow, somebody: _Known, *, house: str) -> set[str] | list[Finding]:
    """Add a row's periods to somebody in memory; return what changed, or why the row is refused."""
    if somebody.row.house_code != house:
        return [Finding(code="cnp-elsewhere", path="/cnp")]
    if changed_fields(somebody.row, row.insured):
        return [Finding(code="cnp-enrolled", path="/cnp")]
    if somebody.before is None:
        somebody.before = insured_versions.snapshot_of(
            somebody.row, somebody.insurances, somebody.family_doctors
        )
    insurance = new_insurance(somebody.row, row.insurance) if row.insurance else None
    doctor = new_family_doctor(somebody.row, row.family_doctor) if row.family_doctor else None
    fits = (
        _fitted(insurance, somebody.insurances),
        _fitted(doctor, somebody.family_doctors, path="/doctor_valid_from"),
    )
    findings = [each for found in fits if isinstance(found, list) for each in found]
    if findings:
        return findings
    changed = set()
    if insurance and _placed(insurance, somebody.insurances, fits[0]):
        changed.add("insurances")
    if doctor and _placed(doctor, somebody.family_doctors, fits[1]):
        changed.add("family_doctors")
    somebody.fields |= changed
    return changed


def _fitted(
    new: _Row | None, others: list[_Row], *, path: str = "/valid_from"
) -> domain.Fit | list[Finding]:
    if new is None:
        return domain.Fit(is_known=True)
    found = domain.fit(new, others, follows=True, same=says_same)
    if isinstance(found, list):
        return [Finding(code=each.code, path=path, facts=each.facts) for each in found]
    return found


def _placed(new: _Row, others: list[_Row], found: object) -> bool:
    if not isinstance(found, domain.Fit) or found.is_known:
        return False
    for each in found.ended:
        each.valid_to = domain.day_before(new.valid_from)
    others.append(new)
    return True


def _save(known: Iterable[_Known], *, actor: Actor, at: datetime) -> None:
    changed = [each for each in known if each.fields]
    older = [each for each in changed if not each.is_new and each.before is not None]
    InsuredVersion.objects.bulk_create(
        insured_versions.version_of(
            each.row,
            before=each.before or {},
            fields=sorted(each.fields),
            reason="import",
            actor=actor,
            at=at,
        )
        for each in older
        if each.row.status == InsuredStatus.ACTIVE
    )
    for each in older:
        each.row.version += 1
    InsuredPerson.objects.bulk_update([each.row for each in older], ["version"])
    _save_periods(Insurance, [row for each in changed for row in each.insurances])
    _save_periods(FamilyDoctor, [row for each in changed for row in each.family_doctors])


def _save_periods(model: type[_Row], rows: Sequence[_Row]) -> None:
    """Write the ends of periods before new ones begin: no two share a day at any moment."""
    model.objects.bulk_update([row for row in rows if row.pk is not None], ["valid_to"])
    model.objects.bulk_create([row for row in rows if row.pk is None])
