"""How do codes come into the lists, and how are they edited? A code is ended, never deleted."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib import resources

from django.db import transaction
from django.db.models import Max

from openpias.core.findings import Finding
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record
from openpias.server.registry.domain.nomenclature_inputs import EntryInput, check
from openpias.server.registry.domain.outcomes import Refused
from openpias.server.registry.enums import NomenclatureList
from openpias.server.registry.models import NomenclatureEntry
from openpias.server.registry.queries import nomenclatures

_TEXTS = ("name_ro", "name_uk", "name_en", "provenance", "kind")
_EDITED = (*_TEXTS, "valid_from", "valid_to")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySaved:
    """The code stands in its list; `fields` are those that changed, none when it stood so before."""

    code: str
    fields: tuple[str, ...]


def load() -> int:
    """Add the codes that ship with the platform and are not there yet; return how many.

    What an administrator edited stays. Harmless to repeat.
    """
    rows = [_entry(name, row) for name in NomenclatureList for row in _shipped(name)]
    with transaction.atomic():
        before = NomenclatureEntry.objects.count()
        NomenclatureEntry.objects.bulk_create(rows, ignore_conflicts=True)
        added = NomenclatureEntry.objects.count() - before
    nomenclatures.forget()
    return added


def save_entry(
    typed: EntryInput, *, name: NomenclatureList, is_new: bool, actor: Actor, at: datetime
) -> EntrySaved | Refused:
    """Add a code to a list, or change its names, validity and provenance; never its meaning.

    Ending a code is giving it a last day: registrations that use it keep it. Saving the same again
    changes nothing and writes nothing.
    """
    checked = check(typed, name=name)
    if isinstance(checked, list):
        return Refused(findings=tuple(checked))
    columns = {each: getattr(checked, each) for each in _EDITED}
    with transaction.atomic():
        rows = NomenclatureEntry.objects.select_for_update().filter(list=name, code=checked.code)
        entry = rows.first()
        if entry is None and not is_new:
            return Refused(findings=(Finding(code="unknown-code", path="/code"),))
        changed = [each for each in _EDITED if entry and getattr(entry, each) != columns[each]]
        if is_new and changed:
            return Refused(findings=(Finding(code="code-exists", path="/code"),))
        if entry is None:
            position = NomenclatureEntry.objects.filter(list=name).aggregate(last=Max("position"))
            entry = NomenclatureEntry(
                list=name.value, code=checked.code, position=(position["last"] or 0) + 1
            )
            changed = list(_EDITED)
        if changed:
            for each in changed:
                setattr(entry, each, columns[each])
            entry.save()
            _tell(entry, changed, actor=actor, at=at)
    nomenclatures.forget()
    return EntrySaved(code=checked.code, fields=tuple(changed))


def _tell(entry: NomenclatureEntry, changed: Sequence[str], *, actor: Actor, at: datetime) -> None:
    record(
        event="nomenclature-changed",
        actor=actor,
        subject_kind="nomenclature",
        subject_ref=f"{entry.list}/{entry.code}",
        facts={"fields": list(changed)},
        at=at,
    )


def _shipped(name: NomenclatureList) -> Iterator[Mapping[str, str]]:
    file = resources.files("openpias.server.registry.data") / f"{name.value}.csv"
    with file.open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


def _entry(name: NomenclatureList, row: Mapping[str, str]) -> NomenclatureEntry:
    return NomenclatureEntry(
        list=name.value,
        code=row["code"],
        position=int(row["position"]),
        valid_from=_date(row["valid_from"]),
        valid_to=_date(row["valid_to"]),
        **{text: row[text] for text in _TEXTS},
    )


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
