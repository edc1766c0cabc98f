"""How does a person come into a house's register of insured persons, and how is that put right?

Each write is repeatable: what stands there already changes nothing and writes nothing.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from openpias.core.findings import Finding
from openpias.core.identifiers import cid
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record
from openpias.server.platform.clock import day_of
from openpias.server.registry import houses
from openpias.server.registry.domain import insured_persons as domain
from openpias.server.registry.domain.changes import (
    ChangeAnswer,
    Changed,
    ChangeRefused,
    NotChanged,
    is_reason,
)
from openpias.server.registry.domain.insured_inputs import InsuredInput
from openpias.server.registry.domain.insured_persons import CheckedInsured
from openpias.server.registry.domain.insured_scope import house_of
from openpias.server.registry.enums import IdentifierKind, InsuredStatus
from openpias.server.registry.models import FamilyDoctor, Identifier, Insurance, InsuredPerson
from openpias.server.registry.operations import insured_versions, lookups
from openpias.server.registry.permissions import Permission
from openpias.server.registry.queries.nomenclatures import vocabulary

_DRAWS = 5


class InsuredRegisterBusyError(Exception):
    """No free CID was drawn; with twenty random digits that is a fault, not chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """The person stands in the house's register; `is_new` says whether this call wrote them.

    `warnings` are findings that were let through.
    """

    insured: str
    is_new: bool
    warnings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotEnrolled:
    """Nothing was written, for these reasons; `known` is the person of this house with that CNP."""

    findings: tuple[Finding, ...]
    known: str = field(default="")


def enrol(typed: InsuredInput, *, house: str, actor: Actor, at: datetime) -> Enrolled | NotEnrolled:
    """Take a person in under a new CID; also writes an audit row and an event.

    The same person typed again by the same house is the same enrolment. A CNP that another house
    has is refused, counted and audited like a look-up that found nothing; raises TooManyLookups.
    """
    checked = domain.check(typed, today=day_of(at), vocabulary=vocabulary())
    refusals = [*may_edit(actor, house=house), *(checked if isinstance(checked, list) else [])]
    if isinstance(checked, list) or refusals:
        return NotEnrolled(findings=tuple(refusals))
    with transaction.atomic():
        row, is_new = insert(checked, house=house, account_id=actor.account_id, at=at)
        if row.house_code != house:
            return _of_another_house(actor=actor, at=at)
        if not is_new and changed_fields(row, checked):
            return NotEnrolled(
                findings=(Finding(code="cnp-enrolled", path="/cnp"),), known=str(row.public_id)
            )
        if is_new:
            insured_versions.tell(
                row, event="insured-enrolled", fields=("cnp",), actor=actor, at=at
            )
    return Enrolled(insured=str(row.public_id), is_new=is_new, warnings=checked.warnings)


def insert(
    checked: CheckedInsured, *, house: str, account_id: int | None, at: datetime
) -> tuple[InsuredPerson, bool]:
    """Insert who is not there yet, and return the row of the CNP, locked; audits nothing.

    Two that enrol one CNP at once wait for each other in the unique index, and one finds the
    other's row. Raises InsuredRegisterBusyError.
    """
    for _ in range(_DRAWS):
        drawn = InsuredPerson(
            **checked.columns(),
            cid=cid.draw(),
            house_code=house,
            person_id=_same_human_being(checked.cnp),
            enrolled_at=at,
            account_id=account_id,
        )
        InsuredPerson.objects.bulk_create([drawn], ignore_conflicts=True)
        row = InsuredPerson.objects.select_for_update(no_key=True).filter(cnp=checked.cnp).first()
        if row is not None:
            return row, row.public_id == drawn.public_id
    raise InsuredRegisterBusyError


def correct(
    public_id: str,
    typed: InsuredInput,
    *,
    version: int,
    reason: str,
    actor: Actor,
    at: datetime,
) -> ChangeAnswer:
    """Replace what is known of somebody, death included, and keep the state before with the reason.

    `version` is the one that was shown; a newer one refuses.
    """
    checked = domain.check(typed, today=day_of(at), vocabulary=vocabulary())
    if isinstance(checked, list):
        return ChangeRefused(reason=NotChanged.UNKNOWN, findings=tuple(checked))
    with transaction.atomic():
        row = locked(public_id, actor=actor)
        if row is None:
            return ChangeRefused(reason=NotChanged.UNKNOWN)
        changed = changed_fields(row, checked)
        if not changed:
            return unchanged(row)
        refusal = refused(row, version=version) or (
            None if is_reason(reason) else NotChanged.REASON_REQUIRED
        )
        if refusal is not None:
            return ChangeRefused(reason=refusal)
        findings = _collisions(row, checked)
        if findings:
            return ChangeRefused(reason=NotChanged.UNKNOWN, findings=tuple(findings))
        before = insured_versions.snapshot(row)
        for name, value in checked.columns().items():
            setattr(row, name, value)
        row.person_id = _same_human_being(checked.cnp)
        return insured_versions.advance(
            row,
            before=before,
            event="insured-corrected",
            fields=changed,
            reason=reason.strip(),
            actor=actor,
            at=at,
        )


def move(
    public_id: str, *, house: str, version: int, reason: str, actor: Actor, at: datetime
) -> ChangeAnswer:
    """Give an insured person to another house, which alone sees and changes them from then on."""
    with transaction.atomic():
        row = locked(public_id, actor=actor)
        if row is None:
            return ChangeRefused(reason=NotChanged.UNKNOWN)
        if row.house_code == house:
            return unchanged(row)
        if not houses.is_house(house):
            finding = Finding(code="unknown-code" if house else "required", path="/house")
            return ChangeRefused(reason=NotChanged.UNKNOWN, findings=(finding,))
        refusal = refused(row, version=version) or (
            None if is_reason(reason) else NotChanged.REASON_REQUIRED
        )
        if refusal is not None:
            return ChangeRefused(reason=refusal)
        before = insured_versions.snapshot(row)
        row.house_code = house
        return insured_versions.advance(
            row,
            before=before,
            event="insured-moved",
            fields=("house_code",),
            reason=reason.strip(),
            actor=actor,
            at=at,
        )


def locked(public_id: str, *, actor: Actor) -> InsuredPerson | None:
    """Return the row of somebody whom the actor may change, held until the transaction ends."""
    try:
        reference = uuid.UUID(public_id)
    except ValueError:
        return None
    if not actor.may(Permission.EDIT_INSURED) or actor.practice:
        return None
    rows = InsuredPerson.objects.select_for_update(no_key=True).filter(public_id=reference)
    house = house_of(actor)
    return (rows if house is None else rows.filter(house_code=house)).first()


def refused(row: InsuredPerson, *, version: int) -> NotChanged | None:
    """Say why a change of this row is refused, whatever it is."""
    if row.status != InsuredStatus.ACTIVE:
        return NotChanged.NOT_ACTIVE
    return None if row.version == version else NotChanged.CHANGED_MEANWHILE


def unchanged(row: InsuredPerson) -> Changed:
    """Answer somebody who asks for what is there already."""
    return Changed(person=str(row.public_id), version=row.version, fields=())


def may_edit(actor: Actor, *, house: str) -> list[Finding]:
    """Return why the actor takes nobody in for this house; empty where they may."""
    if actor.practice:
        return [Finding(code="insured-not-in-practice", path="")]
    if not actor.may(Permission.EDIT_INSURED) or house_of(actor) not in {None, house}:
        return [Finding(code="not-your-insured", path="/house")]
    return [] if houses.is_house(house) else [Finding(code="unknown-code", path="/house")]


def changed_fields(row: InsuredPerson, checked: CheckedInsured) -> Sequence[str]:
    """Name the columns in which the row differs from what was typed."""
    columns: dict[str, Any] = checked.columns()
    return [name for name, value in columns.items() if getattr(row, name) != value]


def _collisions(row: InsuredPerson, checked: CheckedInsured) -> list[Finding]:
    """Say where corrected data meet what is there: another person's CNP, periods before birth."""
    if InsuredPerson.objects.filter(cnp=checked.cnp).exclude(pk=row.pk).exists():
        return [Finding(code="cnp-of-another-insured", path="/cnp")]
    for model in (Insurance, FamilyDoctor):
        periods = model.objects.filter(insured=row)
        if periods.filter(valid_from__lt=checked.birth_date).exists():
            return [Finding(code="born-after-period", path="/birth_date")]
        if checked.died_on and periods.filter(valid_from__gt=checked.died_on).exists():
            return [Finding(code="died-before-period", path="/died_on")]
    return []


def _same_human_being(cnp: str) -> int | None:
    """Return the displaced person whose residence permit carries this CNP."""
    permits = Identifier.objects.filter(
        kind=IdentifierKind.PERMIT_CNP, value=cnp, practice=False
    ).order_by("-pk")
    found = permits.values_list("person_id", "person__canonical_id").first()
    return (found[1] or found[0]) if found else None


def _of_another_house(*, actor: Actor, at: datetime) -> NotEnrolled:
    lookups.count(actor, at=at)
    record(
        event="insured-enrolment-refused",
        actor=actor,
        subject_kind="nobody",
        subject_ref="",
        facts={"code": "cnp-elsewhere"},
        at=at,
    )
    return NotEnrolled(findings=(Finding(code="cnp-elsewhere", path="/cnp"),))
