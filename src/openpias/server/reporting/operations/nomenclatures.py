"""How do services, diagnoses, specialities and packages come into the lists? As files of CNAS.

A row is known by its code and first day; a file adds rows and changes those that it names, and takes
none away: what ends gets a last day.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib import resources
from typing import Any

from django.db import transaction

from openpias.core.findings import Finding
from openpias.server.platform.accounts.actors import Actor
from openpias.server.reporting.domain import list_rows
from openpias.server.reporting.domain.list_rows import CodeRow, ServiceRow
from openpias.server.reporting.domain.outcomes import (
    NotSaved,
    ReportingProblem,
    ReportingRefused,
)
from openpias.server.reporting.enums import ReportingList
from openpias.server.reporting.models import ListedCode, ListedService
from openpias.server.reporting.operations import locks, trail
from openpias.server.reporting.permissions import Permission

_BATCH = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of a file's rows."""

    added: int
    changed: int
    unchanged: int


def import_csv(
    text: str, *, name: ReportingList, actor: Actor, at: datetime
) -> Imported | NotSaved:
    """Bring a list to what a file says, all of it or nothing; the same file again changes nothing.

    Columns are `domain.list_rows.columns(name)`. Also writes an audit row. Raises ReportingRefused.
    """
    if not actor.may(Permission.EDIT_LISTS):
        raise ReportingRefused(ReportingProblem.NOT_ALLOWED)
    if actor.practice:
        raise ReportingRefused(ReportingProblem.PRACTICE)
    rows = list_rows.read(text, name=name)
    wrong = [each for each in rows if isinstance(each, Finding)]
    if wrong:
        return NotSaved(findings=wrong)
    with transaction.atomic():
        done = _write(name, rows)
        facts = {"added": done.added, "changed": done.changed}
        trail.tell(
            "reporting-list-imported", "nomenclature", name.value, facts=facts, actor=actor, at=at
        )
    return done


def load_demo(*, at: datetime) -> int:
    """Add the invented entries that ship with the platform and are not there; return how many.

    What an administrator changed stays. Harmless to repeat.
    """
    added = 0
    for name in ReportingList:
        file = resources.files("openpias.server.reporting.data") / f"{name.value}.csv"
        rows = list_rows.read(file.read_text(encoding="utf-8"), name=name)
        with transaction.atomic():
            added += _write(name, rows, change=False).added
            if added:
                facts = {"added": added}
                trail.tell(
                    "reporting-list-imported",
                    "nomenclature",
                    name.value,
                    facts=facts,
                    actor=None,
                    at=at,
                )
    return added


def _write(name: ReportingList, rows: Sequence[Any], *, change: bool = True) -> Imported:
    locks.hold("list", name.value)
    model: Any = ListedService if name is ReportingList.SERVICES else ListedCode
    extra = {} if name is ReportingList.SERVICES else {"list": name.value}
    standing: dict[Any, Any] = {
        (row.code, row.valid_from): row for row in model.objects.filter(**extra)
    }
    news, changed = [], []
    for row in rows:
        known: Any = standing.get((row.code, row.valid_from))
        if known is None:
            news.append(model(**asdict(row), **extra))
        elif change and _differs(known, row):
            changed.append(known)
    model.objects.bulk_create(news, batch_size=_BATCH)
    if changed:
        fields = [each for each in asdict(rows[0]) if each not in {"code", "valid_from"}]
        model.objects.bulk_update(changed, fields, batch_size=_BATCH)
    return Imported(
        added=len(news), changed=len(changed), unchanged=len(rows) - len(news) - len(changed)
    )


def _differs(known: Any, row: CodeRow | ServiceRow) -> bool:
    """Bring a row to what the file says; tell whether it said something else."""
    wanted = asdict(row)
    differing = [name for name, value in wanted.items() if getattr(known, name) != value]
    for name in differing:
        setattr(known, name, wanted[name])
    return bool(differing)
