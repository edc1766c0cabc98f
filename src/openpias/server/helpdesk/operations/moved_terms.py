"""Which declared days moved the terms of an incident, as its life tells them?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openpias.server.helpdesk.enums import Happening
from openpias.server.helpdesk.models import Incident, IncidentEntry
from openpias.server.helpdesk.operations import trail
from openpias.server.platform.clock import day_of
from openpias.server.platform.working_days import queries as working_days
from openpias.server.platform.working_days.enums import DayScope
from openpias.server.platform.working_days.queries import DayView


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An incident whose terms moved, and the latest moment that a term of it had before or has now."""

    incident: Incident
    until: datetime


def tell(moved: Sequence[Moved], *, at: datetime) -> None:
    """Write one line into each incident, in the transaction that is open; three queries for all.

    A line names the days between opening and terms that were declared or withdrawn since it was
    opened, and that no earlier line of it told. Where none is left, as for an incident that was
    opened while a day was declared, all of them between that no line told.
    """
    days = [each for each in working_days.every() if DayScope.HELPDESK in each.scopes]
    told = _told(each.incident.pk for each in moved)
    IncidentEntry.objects.bulk_create(
        trail.line(
            each.incident,
            Happening.TERMS_MOVED,
            facts={"days": _days(each, days, told[each.incident.pk])},
            actor=None,
            at=at,
        )
        for each in moved
    )


def _told(keys: Iterable[int]) -> Mapping[int, set[tuple[str, bool]]]:
    """Return by incident which days its lines told, and whether as withdrawn."""
    told: defaultdict[int, set[tuple[str, bool]]] = defaultdict(set)
    lines = IncidentEntry.objects.filter(incident__in=list(keys), happening=Happening.TERMS_MOVED)
    for key, facts in lines.values_list("incident_id", "facts"):
        told[key] |= {(each["id"], each["withdrawn"]) for each in facts["days"]}
    return told


def _days(
    moved: Moved, days: Sequence[DayView], told: set[tuple[str, bool]]
) -> list[dict[str, Any]]:
    opened_at = moved.incident.opened_at
    between = [
        each
        for each in sorted(days, key=lambda each: each.day)
        if day_of(opened_at) <= each.day <= day_of(moved.until)
        and (str(each.public_id), _is_withdrawn(each)) not in told
    ]
    since = [each for each in between if (each.withdrawn_at or each.declared_at) >= opened_at]
    return [_said(each) for each in since or between]


def _is_withdrawn(day: DayView) -> bool:
    return day.withdrawn_at is not None


def _said(day: DayView) -> dict[str, Any]:
    return {
        "id": str(day.public_id),
        "day": day.day.isoformat(),
        "kind": str(day.kind),
        "act": day.act,
        "withdrawn": _is_withdrawn(day),
    }
