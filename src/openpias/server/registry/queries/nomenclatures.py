"""Which codes are there, and which may be used today?

Lists change a few times a year and are read at every registration, so each process keeps them for
some seconds.
"""

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass

from openpias.server.registry.domain.codes import Code, Vocabulary
from openpias.server.registry.enums import NomenclatureList
from openpias.server.registry.models import NomenclatureEntry

KEPT_SECONDS = 10.0
_kept: list[tuple[float, Vocabulary]] = []


def vocabulary() -> Vocabulary:
    """Return all lists by name; at most KEPT_SECONDS old."""
    now = time.monotonic()
    if _kept and now - _kept[0][0] < KEPT_SECONDS:
        return _kept[0][1]
    lists: dict[str, dict[str, Code]] = {name.value: {} for name in NomenclatureList}
    for entry in NomenclatureEntry.objects.order_by("list", "position", "code"):
        lists[entry.list][entry.code] = _code(entry)
    _kept[:] = [(now, lists)]
    return lists


def forget() -> None:
    """Read the lists again at the next call; this process changed them."""
    _kept.clear()


def entries(name: NomenclatureList) -> Sequence[Code]:
    """Return one list in its order, entries no longer valid included."""
    return list(vocabulary()[name].values())


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """A code as administrators see it: with who says so, and the state in which they saw it."""

    code: Code
    provenance: str
    state: str


def entries_with_provenance(name: NomenclatureList) -> Sequence[EntryView]:
    """Return one list in its order, read now."""
    rows = NomenclatureEntry.objects.filter(list=name).order_by("position", "code")
    return [
        EntryView(code=_code(row), provenance=row.provenance, state=state_of(row)) for row in rows
    ]


def state_of(entry: NomenclatureEntry) -> str:
    """Return a short digest of what may be edited; another edit gives another one."""
    days = (entry.valid_from, entry.valid_to)
    texts = (entry.name_ro, entry.name_uk, entry.name_en, entry.kind, entry.provenance)
    return hashlib.sha256(repr((texts, [str(day) for day in days])).encode()).hexdigest()[:16]


def _code(entry: NomenclatureEntry) -> Code:
    return Code(
        code=entry.code,
        kind=entry.kind,
        names={"ro": entry.name_ro, "uk": entry.name_uk, "en": entry.name_en},
        valid_from=entry.valid_from,
        valid_to=entry.valid_to,
        position=entry.position,
    )
