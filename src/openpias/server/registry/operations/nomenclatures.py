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
from openpias.server.registry.domain.nomenclature_inputs import CheckedEntry, EntryInput, check
from openpias.server.registry.domain.outcomes import Refused
from openpias.server.registry.enums import NomenclatureList
from openpias.server.registry.models import NomenclatureEntry
from openpias.server.registry.permissions import Permission
from openpias.server.registry.queries import nomenclatures

_TEXTS = ("name_ro", "name_uk", "name_en", "provenance", "kind")
_EDITED = (*_TEXTS, "valid_from", "valid_to")


class ListsNotEditable(Exception):  # noqa: N818 - a refusal, not a fault
    """Somebody who edits no lists tried to; `code` names the texts that say why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


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


def require_editor(actor: Actor) -> None:
    """Raise ListsNotEditable for whoever may not edit; practice changes nothing that is real."""
    if not actor.may(Permission.EDIT_NOMENCLATURES):
        raise ListsNotEditable("not-allowed")
    if actor.practice:
        raise ListsNotEditable("lists-not-in-practice")


def save_entry(
    typed: EntryInput,
    *,
    name: NomenclatureList,
    is_new: bool,
    actor: Actor,
    at: datetime,
    seen: str = "",
) -> EntrySaved | Refused:
    """Add a code to a list, or change its names, validity and provenance; never its meaning.

    Ending a code is giving it a last day: registrations that use it keep it. Saving the same again
    changes nothing and writes nothing. `seen` is the state that was shown; a newer one refuses.
    Also writes an audit row in the same transaction. Raises ListsNotEditable.
    """
    require_editor(actor)
    checked = check(typed, name=name)
    if isinstance(checked, list):
        return Refused(findings=tuple(checked))
    with transaction.atomic():
        _hold(name)
        entry = NomenclatureEntry.objects.filter(list=name, code=checked.code).first()
        changed = [each for each in _EDITED if _differs(entry, checked, each)]
        refusal = _refusal(entry, changes=bool(changed), is_new=is_new, seen=seen)
        if refusal is not None:
            return Refused(findings=(refusal,))
        if changed:
            _write(entry or _appended(name, checked.code), checked)
            _tell(name, checked.code, changed, actor=actor, at=at)
    nomenclatures.forget()
    return EntrySaved(code=checked.code, fields=tuple(changed))


def _hold(name: NomenclatureList) -> None:
    """Let one change of a list follow the other, so that no code and no place is given twice."""
    oldest = NomenclatureEntry.objects.filter(list=name).order_by("pk")[:1]
    list(oldest.select_for_update().values_list("pk"))


def _differs(entry: NomenclatureEntry | None, checked: CheckedEntry, field: str) -> bool:
    return entry is None or getattr(entry, field) != getattr(checked, field)


def _refusal(
    entry: NomenclatureEntry | None, *, changes: bool, is_new: bool, seen: str
) -> Finding | None:
    if entry is None:
        return None if is_new else Finding(code="unknown-code", path="/code")
    if is_new and changes:
        return Finding(code="code-exists", path="/code")
    if changes and seen and seen != nomenclatures.state_of(entry):
        return Finding(code="code-changed-meanwhile", path="/name_ro")
    return None


def _appended(name: NomenclatureList, code: str) -> NomenclatureEntry:
    last = NomenclatureEntry.objects.filter(list=name).aggregate(last=Max("position"))["last"]
    return NomenclatureEntry(list=name.value, code=code, position=(last or 0) + 1)


def _write(entry: NomenclatureEntry, checked: CheckedEntry) -> None:
    for field in _EDITED:
        setattr(entry, field, getattr(checked, field))
    entry.save()


def _tell(
    name: NomenclatureList, code: str, changed: Sequence[str], *, actor: Actor, at: datetime
) -> None:
    record(
        event="nomenclature-changed",
        actor=actor,
        subject_kind="nomenclature",
        subject_ref=f"{name.value}/{code}",
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
