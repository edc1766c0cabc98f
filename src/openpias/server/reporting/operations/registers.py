"""How is the register of distinct records shown or printed? Names stand in it, so each look is kept.

The provider whose register it is gives no reason. Everybody else names one of RecordLookReason, for
the register of one provider at one house.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from openpias.core.findings import Finding
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.entries import Fact
from openpias.server.reporting.domain.outcomes import (
    NotSaved,
    ReportingProblem,
    ReportingRefused,
)
from openpias.server.reporting.enums import RecordLookReason
from openpias.server.reporting.operations import trail
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import distinct
from openpias.server.reporting.queries.distinct import DistinctFilter, DistinctPage, DistinctRow


def look(actor: Actor, *, wanted: DistinctFilter, number: int, at: datetime) -> DistinctPage:
    """Return a page of the provider's own register. Also writes an audit row.

    Raises ReportingRefused.
    """
    _require(actor, Permission.READ_OWN)
    return _looked(actor, wanted, number=number, reason="", at=at)


def take_out(actor: Actor, *, wanted: DistinctFilter, at: datetime) -> tuple[DistinctRow, ...]:
    """Return every row of the provider's own register for a file. Also writes an audit row.

    Raises ReportingRefused.
    """
    _require(actor, Permission.READ_OWN)
    return _taken(actor, wanted, reason="", at=at)


def look_at(
    actor: Actor, *, wanted: DistinctFilter, number: int, reason: str, at: datetime
) -> DistinctPage | NotSaved:
    """Return a page of the register of the provider that is wanted, to its house or CNAS.

    Also writes an audit row with the reason. Raises ReportingRefused.
    """
    findings = _may_not(actor, wanted, reason)
    if findings:
        return NotSaved(findings=findings)
    return _looked(actor, wanted, number=number, reason=reason, at=at)


def take_out_of(
    actor: Actor, *, wanted: DistinctFilter, reason: str, at: datetime
) -> tuple[DistinctRow, ...] | NotSaved:
    """Return every row of that register for a file. Also writes an audit row with the reason.

    Raises ReportingRefused.
    """
    findings = _may_not(actor, wanted, reason)
    if findings:
        return NotSaved(findings=findings)
    return _taken(actor, wanted, reason=reason, at=at)


def _may_not(actor: Actor, wanted: DistinctFilter, reason: str) -> Sequence[Finding]:
    _require(actor, Permission.OPEN_RECORDS)
    if not wanted.provider or not wanted.house:
        raise ReportingRefused(ReportingProblem.UNKNOWN)
    if reason in set(RecordLookReason):
        return ()
    return [Finding(code="record-look-reason", path="/reason")]


def _require(actor: Actor, permission: Permission) -> None:
    if not actor.may(permission):
        raise ReportingRefused(ReportingProblem.NOT_ALLOWED)
    if actor.practice:
        raise ReportingRefused(ReportingProblem.PRACTICE)


def _looked(
    actor: Actor, wanted: DistinctFilter, *, number: int, reason: str, at: datetime
) -> DistinctPage:
    page = distinct.page(actor, wanted=wanted, number=number)
    if page.rows:
        _tell(actor, wanted, rows=len(page.rows), reason=reason, at=at)
    return page


def _taken(
    actor: Actor, wanted: DistinctFilter, *, reason: str, at: datetime
) -> tuple[DistinctRow, ...]:
    rows = tuple(distinct.rows(actor, wanted=wanted))
    _tell(actor, wanted, rows=len(rows), reason=reason, at=at)
    return rows


def _tell(actor: Actor, wanted: DistinctFilter, *, rows: int, reason: str, at: datetime) -> None:
    facts: dict[str, Fact] = {"month": f"{wanted.month:%Y-%m}", "kind": wanted.kind, "rows": rows}
    if reason:
        facts |= {"reason": reason, "provider": wanted.provider}
    house = wanted.house or actor.provider.house_code or actor.provider.code
    with transaction.atomic():
        trail.tell("distinct-read", "house", house, facts=facts, actor=actor, at=at)
