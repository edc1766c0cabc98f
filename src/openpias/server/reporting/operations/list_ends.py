"""How does a code of a reporting list end? With a last day; it is never deleted."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from openpias.core.findings import Finding
from openpias.server.platform.accounts.actors import Actor
from openpias.server.reporting.domain.outcomes import (
    NotSaved,
    ReportingProblem,
    ReportingRefused,
    Saved,
)
from openpias.server.reporting.domain.typed import Typed
from openpias.server.reporting.enums import ReportingList
from openpias.server.reporting.models import ListedCode, ListedService
from openpias.server.reporting.operations import locks, trail
from openpias.server.reporting.permissions import Permission


def end(
    name: ReportingList,
    *,
    code: str,
    valid_from: date,
    valid_to: str,
    actor: Actor,
    at: datetime,
) -> Saved | NotSaved:
    """Give a row its last day, as typed (zi-luna-an); the day belongs to it. The same writes nothing.

    Also writes an audit row. Raises ReportingRefused.
    """
    if not actor.may(Permission.EDIT_LISTS):
        raise ReportingRefused(ReportingProblem.NOT_ALLOWED)
    if actor.practice:
        raise ReportingRefused(ReportingProblem.PRACTICE)
    read = Typed()
    last = read.day(valid_to, "valid_to")
    if last is not None and last < valid_from:
        read.wrong("list-ends-before-it-starts", "valid_to")
    if last is None or read.findings:
        return NotSaved(findings=read.findings)
    model: Any = ListedService if name is ReportingList.SERVICES else ListedCode
    extra = {} if name is ReportingList.SERVICES else {"list": name.value}
    with transaction.atomic():
        locks.hold("list", name.value)
        row = model.objects.filter(code=code, valid_from=valid_from, **extra).first()
        if row is None:
            raise ReportingRefused(ReportingProblem.UNKNOWN)
        later = model.objects.filter(
            code=code, valid_from__gt=valid_from, valid_from__lte=last, **extra
        )
        if later.exists():
            return NotSaved(findings=[Finding(code="list-code-overlaps", path="/valid_to")])
        if row.valid_to == last:
            return Saved(public_id="")
        row.valid_to = last
        row.save()
        # A code is a text of somebody else's, which no trail takes: the row's number names it.
        facts = {"row": row.pk, "from": valid_from.isoformat(), "to": last.isoformat()}
        trail.tell(
            "reporting-code-ended", "nomenclature", name.value, facts=facts, actor=actor, at=at
        )
    return Saved(public_id="", fields=("valid_to",))
