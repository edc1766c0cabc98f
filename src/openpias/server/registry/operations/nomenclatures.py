"""How do codes come into the lists, and how are they edited? A code is ended, never deleted."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from importlib import resources

from django.db import transaction

from openpias.server.registry.enums import NomenclatureList
from openpias.server.registry.models import NomenclatureEntry
from openpias.server.registry.queries import nomenclatures

_TEXTS = ("name_ro", "name_uk", "name_en", "provenance", "kind")


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
