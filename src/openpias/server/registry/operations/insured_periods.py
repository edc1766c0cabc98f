"""How do periods of insurance and family doctors of a person begin, change and end?

All of it is a change of the person: one lock, one version, one audit row.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from openpias.core.findings import Finding
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.clock import day_of
from openpias.server.registry.domain import insured_periods as domain
from openpias.server.registry.domain.changes import (
    ChangeAnswer,
    ChangeRefused,
    NotChanged,
    is_reason,
)
from openpias.server.registry.domain.insured_inputs import FamilyDoctorInput, InsuranceInput
from openpias.server.registry.domain.insured_periods import (
    CheckedFamilyDoctor,
    CheckedInsurance,
    Life,
)
from openpias.server.registry.models import FamilyDoctor, Insurance, InsuredPerson
from openpias.server.registry.operations import insured_versions
from openpias.server.registry.operations.insured_persons import locked, refused, unchanged
from openpias.server.registry.queries.nomenclatures import vocabulary

Period = Insurance | FamilyDoctor
_SAYS: Mapping[type[Period], Sequence[str]] = {
    Insurance: ("category", "state", "valid_from", "valid_to"),
    FamilyDoctor: (
        *("stamp_code", "surname", "given_name"),
        *("phone", "provider_code", "valid_from"),
    ),
}
_Write = Callable[[InsuredPerson], "Sequence[str] | list[Finding]"]


def insure(
    public_id: str, typed: InsuranceInput, *, version: int, actor: Actor, at: datetime
) -> ChangeAnswer:
    """Add a period of insurance; one that stands so already changes nothing.

    With `ends_previous`, an open period that began before ends on the day before.
    """

    def write(row: InsuredPerson) -> Sequence[str] | list[Finding]:
        checked = domain.check_insurance(
            typed, life=life(row), today=day_of(at), vocabulary=vocabulary()
        )
        return (
            checked
            if isinstance(checked, list)
            else _add(row, new_insurance(row, checked), follows=checked.ends_previous)
        )

    return _change(public_id, write, event="insurance-added", version=version, actor=actor, at=at)


def end_insurance(
    public_id: str, period: str, *, last: str, version: int, actor: Actor, at: datetime
) -> ChangeAnswer:
    """Give a period of insurance its last day, earlier or later than the one it had."""

    def write(row: InsuredPerson) -> Sequence[str] | list[Finding]:
        return _end(row, _found(Insurance, row, period), last, today=day_of(at))

    return _change(public_id, write, event="insurance-ended", version=version, actor=actor, at=at)


def remove_insurance(
    public_id: str, period: str, *, reason: str, version: int, actor: Actor, at: datetime
) -> ChangeAnswer:
    """Take away a period that never was; the version before keeps it, with the reason."""
    if not is_reason(reason):
        return ChangeRefused(reason=NotChanged.REASON_REQUIRED)

    def write(row: InsuredPerson) -> Sequence[str] | list[Finding]:
        found = _found(Insurance, row, period)
        if found is None:
            return ()
        found.delete()
        return ("insurances",)

    return _change(
        public_id,
        write,
        event="insurance-removed",
        version=version,
        reason=reason.strip(),
        actor=actor,
        at=at,
    )


def choose_family_doctor(
    public_id: str, typed: FamilyDoctorInput, *, version: int, actor: Actor, at: datetime
) -> ChangeAnswer:
    """Write which family doctor somebody chose; the one before ends on the day before."""

    def write(row: InsuredPerson) -> Sequence[str] | list[Finding]:
        checked = domain.check_family_doctor(typed, life=life(row), today=day_of(at))
        return (
            checked
            if isinstance(checked, list)
            else _add(row, new_family_doctor(row, checked), follows=True)
        )

    return _change(
        public_id, write, event="family-doctor-chosen", version=version, actor=actor, at=at
    )


def end_family_doctor(
    public_id: str, doctor: str, *, last: str, version: int, actor: Actor, at: datetime
) -> ChangeAnswer:
    """Write the last day on which somebody is on the list of a family doctor."""

    def write(row: InsuredPerson) -> Sequence[str] | list[Finding]:
        return _end(row, _found(FamilyDoctor, row, doctor), last, today=day_of(at))

    return _change(
        public_id, write, event="family-doctor-ended", version=version, actor=actor, at=at
    )


def life(row: InsuredPerson) -> Life:
    """Return between which days somebody may be insured; an erased person was born today or never."""
    return Life(born_on=row.birth_date or date.max, died_on=row.died_on)


def new_insurance(row: InsuredPerson, checked: CheckedInsurance) -> Insurance:
    """Return a period of somebody, not written yet."""
    return Insurance(
        insured=row,
        category=checked.category,
        state=checked.state,
        valid_from=checked.valid_from,
        valid_to=checked.valid_to,
    )


def new_family_doctor(row: InsuredPerson, checked: CheckedFamilyDoctor) -> FamilyDoctor:
    """Return a family doctor of somebody, not written yet."""
    return FamilyDoctor(
        insured=row,
        stamp_code=checked.stamp_code,
        surname=checked.surname,
        given_name=checked.given_name,
        phone=checked.phone,
        provider_code=checked.provider_code,
        valid_from=checked.valid_from,
    )


def says_same(one: Period, other: Period) -> bool:
    """Tell whether two periods say the same; a doctor chosen again may have been ended since."""
    return all(getattr(one, name) == getattr(other, name) for name in _SAYS[type(one)])


def _add(row: InsuredPerson, new: Period, *, follows: bool) -> Sequence[str] | list[Finding]:
    others: list[Period] = list(type(new).objects.filter(insured=row))
    found = domain.fit(new, others, follows=follows, same=says_same)
    if isinstance(found, list):
        return found
    if found.is_known:
        return ()
    for each in found.ended:
        each.valid_to = domain.day_before(new.valid_from)
        each.save(update_fields=["valid_to"])
    new.save(force_insert=True)
    return (_name(new),)


def _end(
    row: InsuredPerson, found: Period | None, typed: str, *, today: date
) -> Sequence[str] | list[Finding]:
    if found is None:
        return [Finding(code="period-unknown", path="/valid_to")]
    last = domain.check_last_day(typed, first=found.valid_from, today=today)
    if isinstance(last, list):
        return last
    if found.valid_to == last:
        return ()
    found.valid_to = last
    others = type(found).objects.filter(insured=row).exclude(pk=found.pk)
    findings = domain.overlapping(found, others)
    if findings:
        return [Finding(code=each.code, path="/valid_to", facts=each.facts) for each in findings]
    found.save(update_fields=["valid_to"])
    return (_name(found),)


def _name(period: Period) -> str:
    return "insurances" if isinstance(period, Insurance) else "family_doctors"


def _found(model: type[Period], row: InsuredPerson, public_id: str) -> Period | None:
    try:
        reference = uuid.UUID(public_id)
    except ValueError:
        return None
    return model.objects.filter(insured=row, public_id=reference).first()


def _change(
    public_id: str,
    write: _Write,
    *,
    event: str,
    version: int,
    actor: Actor,
    at: datetime,
    reason: str = "",
) -> ChangeAnswer:
    with transaction.atomic():
        row = locked(public_id, actor=actor)
        if row is None:
            return ChangeRefused(reason=NotChanged.UNKNOWN)
        refusal = refused(row, version=version)
        if refusal is NotChanged.NOT_ACTIVE:
            return ChangeRefused(reason=refusal)
        before = insured_versions.snapshot(row)
        with transaction.atomic():
            written = write(row)
            if written and refusal is not None:
                transaction.set_rollback(True)
        if any(isinstance(each, Finding) for each in written):
            findings = tuple(each for each in written if isinstance(each, Finding))
            return ChangeRefused(reason=NotChanged.UNKNOWN, findings=findings)
        if not written:
            return unchanged(row)
        if refusal is not None:
            return ChangeRefused(reason=refusal)
        return insured_versions.advance(
            row,
            before=before,
            event=event,
            fields=[str(each) for each in written],
            reason=reason,
            actor=actor,
            at=at,
        )
