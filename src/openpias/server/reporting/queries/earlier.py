"""Which records were taken before: with the same id, or the same person, day and service?"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from openpias.core.rules.facts import EarlierRecord
from openpias.server.reporting.domain.columns import key_of

Key = tuple[str, str]
"""List and app_id of a record of one provider and kind."""

# More of one service for one person on one day change nothing any more.
_MOST = 100
_CLOSED = """
    EXISTS (SELECT FROM reporting_period period
             WHERE period.house_code = record.house_code AND period.kind = record.kind
               AND period.starts_on <= record.given_on AND period.ends_on >= record.given_on
               AND period.state = 'closed')
"""
_SAME_ID = f"""
    SELECT record.list, record.app_id, record.id, record.arrived_at, record.content,
           COALESCE(report.public_id::text, ''), {_CLOSED}, record.withdrawn_at IS NOT NULL,
           record.state, record.given_on, record.ends_on, record.is_late, record.person,
           record.service_code
      FROM reporting_record record
      LEFT JOIN reporting_report report ON report.id = record.report_id
     WHERE record.key = ANY(%s::uuid[]) AND record.superseded_at IS NULL
"""  # noqa: S608 - our own text
_COLUMNS = (
    *("row", "arrived_at", "content", "report", "closed", "withdrawn", "state"),
    *("given_on", "ends_on", "is_late", "person", "service_code"),
)
# Looked up one by one through the index, whatever the planner thinks of tables that just grew.
_SAME_SERVICE = f"""
    SELECT asked.place, record.provider_code, record.kind, record.app_id,
           COALESCE(report.public_id::text, ''), {_CLOSED}, record.content
      FROM unnest(%s::int[], %s::uuid[], %s::date[], %s::text[], %s::text[])
           AS asked(place, person, day, code, list)
     CROSS JOIN LATERAL (
       SELECT * FROM reporting_record standing
        WHERE standing.person = asked.person AND standing.given_on = asked.day
          AND standing.service_code = asked.code AND standing.list = asked.list
          AND standing.superseded_at IS NULL AND standing.withdrawn_at IS NULL
          AND standing.state > 0
        LIMIT {_MOST}) record
      LEFT JOIN reporting_report report ON report.id = record.report_id
"""  # noqa: S608 - our own text


# Asked of keys whose day is corrected, and of no others.
_SAID_ON = """
    SELECT asked.place, min(past.arrived_at)
      FROM unnest(%s::int[], %s::uuid[], %s::date[], %s::date[]) AS asked(place, key, given, last)
      JOIN reporting_record past
        ON past.key = asked.key AND past.superseded_at IS NOT NULL
       AND past.given_on = asked.given AND greatest(past.given_on, past.ends_on) = asked.last
     GROUP BY asked.place
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Current:
    """The record that stands under a key now: its row, the arrival that counts, what was said.

    `person` is the opaque id under which it was kept; `is_late` is about the day that it said.
    """

    row: int
    arrived_at: datetime
    state: int
    is_withdrawn: bool
    said: EarlierRecord
    given_on: date
    last_day: date
    is_late: bool
    person: uuid.UUID | None
    service_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A record whose days are no longer those that stand under its key."""

    place: int
    key: Key
    given_on: date
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Something that was given: to whom (every id of the person), when, what, in which list."""

    place: int
    persons: Collection[uuid.UUID]
    day: date
    code: str
    list: str


def current(provider: str, kind: str, keys: Iterable[Key]) -> dict[Key, Current]:
    """Return what stands under each key of a provider; one query."""
    wanted = [key_of(provider, kind, *key) for key in dict.fromkeys(keys)]
    if not wanted:
        return {}
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(_SAME_ID, [wanted])
        for name, app_id, *columns in cursor:
            found[name, app_id] = _current(app_id, dict(zip(_COLUMNS, columns, strict=True)))
    return found


def _current(app_id: str, said: Mapping[str, Any]) -> Current:
    given_on: date = said["given_on"]
    return Current(
        row=said["row"],
        arrived_at=said["arrived_at"],
        state=said["state"],
        is_withdrawn=said["withdrawn"],
        said=EarlierRecord(
            app_id=app_id,
            own=True,
            report=said["report"],
            closed=said["closed"],
            content=said["content"],
        ),
        given_on=given_on,
        last_day=max(given_on, said["ends_on"] or given_on),
        is_late=said["is_late"],
        person=said["person"],
        service_code=said["service_code"],
    )


def said_before(provider: str, kind: str, moved: Sequence[Moved]) -> dict[int, datetime]:
    """Return by place when a record first said its days, where it said them before; one query."""
    if not moved:
        return {}
    columns: list[Any] = [
        [each.place for each in moved],
        [key_of(provider, kind, *each.key) for each in moved],
        [each.given_on for each in moved],
        [each.last_day for each in moved],
    ]
    with connection.cursor() as cursor:
        cursor.execute(_SAID_ON, columns)
        return dict(cursor.fetchall())


def same_service(
    given: Sequence[Given], *, provider: str, kind: str, keys: Mapping[int, Key]
) -> dict[int, tuple[EarlierRecord, ...]]:
    """Return by place the records of anybody that say the same, but the one of the same key."""
    rows = [(each, person) for each in given for person in each.persons]
    if not rows:
        return {}
    columns: list[Any] = [
        [each.place for each, _ in rows],
        [person for _, person in rows],
        [each.day for each, _ in rows],
        [each.code for each, _ in rows],
        [each.list for each, _ in rows],
    ]
    lists = {each.place: each.list for each in given}
    found: defaultdict[int, list[EarlierRecord]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_SAME_SERVICE, columns)
        for place, of_provider, of_kind, app_id, report, closed, content in cursor:
            own = of_provider == provider
            if own and of_kind == kind and keys[place] == (lists[place], app_id):
                continue
            found[place].append(
                EarlierRecord(app_id=app_id, own=own, report=report, closed=closed, content=content)
            )
    return {place: tuple(each) for place, each in found.items()}
