"""How are the data of an insured person erased, on request or when their time has come?

What identifies goes, with every period and version; the CID stays taken, so that nobody else ever
gets it, and the audit trail stays, because it holds no personal data.
"""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record
from openpias.server.platform.clock import day_of
from openpias.server.platform.outbox.operations import announce
from openpias.server.registry.domain.changes import (
    ChangeAnswer,
    Changed,
    ChangeRefused,
    NotChanged,
    is_reason,
)
from openpias.server.registry.enums import InsuredStatus
from openpias.server.registry.events import InsuredPersonChanged
from openpias.server.registry.models import FamilyDoctor, Insurance, InsuredPerson, InsuredVersion
from openpias.server.registry.permissions import Permission

_EMPTY = {
    "cnp": None,
    "cnp_reason": "",
    "surname": "",
    "given_name": "",
    "surname_folded": "",
    "given_name_folded": "",
    "birth_date": None,
    "sex": "",
    "died_on": None,
    "person": None,
}


def erase(public_id: str, *, reason: str, actor: Actor, at: datetime) -> ChangeAnswer:
    """Erase an insured person on request. Harmless to repeat.

    Refused while somebody is insured: a house needs the data for as long as it insures.
    """
    if not actor.may(Permission.ERASE) or actor.practice:
        return ChangeRefused(reason=NotChanged.UNKNOWN)
    if not is_reason(reason):
        return ChangeRefused(reason=NotChanged.REASON_REQUIRED)
    with transaction.atomic():
        row = _locked(public_id)
        if row is None:
            return ChangeRefused(reason=NotChanged.UNKNOWN)
        if row.status == InsuredStatus.ERASED:
            return Changed(person=public_id, version=row.version, fields=())
        if row.died_on is None and _insured_after(at).filter(insured=row).exists():
            return ChangeRefused(reason=NotChanged.STILL_INSURED)
        _remove(row, event="insured-erased", actor=actor, at=at)
    return Changed(person=public_id, version=row.version, fields=("status",))


def forget(before: datetime, *, at: datetime, most: int) -> int:
    """Erase those who died, or whose last insurance ended, before a moment; return how many.

    Somebody enrolled or changed since then stays. Called in the transaction of the retention.
    """
    day = day_of(before)
    touched = InsuredVersion.objects.filter(insured=OuterRef("pk"), changed_at__gte=before)
    since = Insurance.objects.filter(insured=OuterRef("pk")).filter(
        Q(valid_to=None) | Q(valid_to__gte=day)
    )
    old = InsuredPerson.objects.select_for_update(no_key=True, skip_locked=True).filter(
        Q(died_on__lt=day) | (Q(died_on=None) & ~Exists(since)),
        ~Exists(touched),
        status=InsuredStatus.ACTIVE,
        enrolled_at__lt=before,
    )
    rows = list(old[:most])
    for row in rows:
        _remove(row, event="insured-forgotten", actor=None, at=at)
    return len(rows)


def _remove(row: InsuredPerson, *, event: str, actor: Actor | None, at: datetime) -> None:
    for model in (Insurance, FamilyDoctor, InsuredVersion):
        model.objects.filter(insured=row).delete()
    for name, value in _EMPTY.items():
        setattr(row, name, value)
    row.status = InsuredStatus.ERASED
    row.version += 1
    row.save()
    record(
        event=event,
        actor=actor,
        subject_kind="insured",
        subject_ref=str(row.public_id),
        facts={"version": row.version},
        at=at,
    )
    announce(InsuredPersonChanged(insured=str(row.public_id)), at=at)


def _insured_after(at: datetime) -> QuerySet[Insurance]:
    return Insurance.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day_of(at)))


def _locked(public_id: str) -> InsuredPerson | None:
    try:
        reference = uuid.UUID(public_id)
    except ValueError:
        return None
    rows = InsuredPerson.objects.select_for_update(no_key=True)
    return rows.filter(public_id=reference).first()
