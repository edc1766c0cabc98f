"""How does an insured person's record move to its next version, and what is kept of the one before?"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record
from openpias.server.platform.outbox.operations import announce
from openpias.server.registry.domain.changes import Changed
from openpias.server.registry.events import InsuredPersonChanged
from openpias.server.registry.models import FamilyDoctor, Insurance, InsuredPerson, InsuredVersion

Snapshot = Mapping[str, Any]
_TEXTS = ("cnp", "cnp_reason", "surname", "given_name", "sex", "house_code", "status")
_INSURANCE = ("category", "state")
_DOCTOR = ("stamp_code", "surname", "given_name", "phone", "provider_code")


def snapshot(row: InsuredPerson) -> Snapshot:
    """Return the state of an insured person with every period, as plain data."""
    return snapshot_of(
        row, Insurance.objects.filter(insured=row), FamilyDoctor.objects.filter(insured=row)
    )


def snapshot_of(
    row: InsuredPerson, insurances: Iterable[Insurance], family_doctors: Iterable[FamilyDoctor]
) -> Snapshot:
    """Return the same from periods that were read already."""
    return {
        **{name: getattr(row, name) for name in _TEXTS},
        "birth_date": _day(row.birth_date),
        "died_on": _day(row.died_on),
        "insurances": _periods(insurances, _INSURANCE),
        "family_doctors": _periods(family_doctors, _DOCTOR),
    }


def advance(
    row: InsuredPerson,
    *,
    before: Snapshot,
    event: str,
    fields: Sequence[str],
    actor: Actor,
    at: datetime,
    reason: str = "",
) -> Changed:
    """Save the changed row as the next version, keep the one before, audit and announce.

    The caller holds the row's lock and took `before` under it.
    """
    version_of(row, before=before, fields=fields, reason=reason, actor=actor, at=at).save()
    row.version += 1
    row.save()
    tell(row, event=event, fields=fields, actor=actor, at=at)
    return Changed(person=str(row.public_id), version=row.version, fields=tuple(fields))


def version_of(
    row: InsuredPerson,
    *,
    before: Snapshot,
    fields: Sequence[str],
    reason: str,
    actor: Actor,
    at: datetime,
) -> InsuredVersion:
    """Return what is kept of the version before a change, not written yet."""
    return InsuredVersion(
        insured=row,
        version=row.version,
        snapshot=before,
        changed_fields=list(fields),
        reason=reason,
        changed_at=at,
        account_id=actor.account_id,
        house_code=actor.provider.house_code,
    )


def tell(
    row: InsuredPerson, *, event: str, fields: Sequence[str], actor: Actor, at: datetime
) -> None:
    """Write the audit row and the event of a change."""
    record(
        event=event,
        actor=actor,
        subject_kind="insured",
        subject_ref=str(row.public_id),
        facts={"fields": list(fields), "version": row.version, "house": row.house_code},
        at=at,
    )
    announce(InsuredPersonChanged(insured=str(row.public_id)), at=at)


def _periods(
    rows: Iterable[Insurance | FamilyDoctor], names: Sequence[str]
) -> list[dict[str, Any]]:
    return [
        {
            **{name: getattr(each, name) for name in names},
            "valid_from": _day(each.valid_from),
            "valid_to": _day(each.valid_to),
        }
        for each in sorted(rows, key=lambda row: row.valid_from)
    ]


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
