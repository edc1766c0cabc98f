"""Whom did a provider register?"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from openpias.core.calendar.dates import PartialDate, Precision
from openpias.core.names.diacritics import sort_key
from openpias.core.names.transliteration import latin_ua
from openpias.server.registry.domain.latin_forms import BAR
from openpias.server.registry.enums import PersonStatus
from openpias.server.registry.models import Person
from openpias.server.registry.queries.persons import PersonView, main_numbers, person_by_id

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One line of the list."""

    public_id: str
    name: str
    number: str
    birth: PartialDate
    registered_at: datetime
    status: PersonStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage:
    """One page of registrations, newest first; `number` counts from 1 and `pages` is at least 1."""

    rows: tuple[PersonRow, ...]
    number: int
    pages: int


def page(*, provider: str, practice: bool, text: str, day: date | None, number: int) -> OwnPage:
    """Return one page; `text` is the beginning of a name in any script, or a whole number."""
    found = Person.objects.filter(provider_code=provider, practice=practice).exclude(
        status=PersonStatus.ERASED
    )
    if text:
        beginning = sort_key(latin_ua(text))
        digits = "".join(text.split())
        found = found.filter(
            Q(sort_key__startswith=beginning)
            | Q(sort_key__contains=BAR + beginning)
            | Q(identifiers__value=digits)
        )
    if day is not None:
        found = found.filter(registered_at__date=day)
    ids = found.order_by("-id").values_list("id", flat=True).distinct()
    total = ids.count()
    pages = max(1, -(-total // PAGE_SIZE))
    shown = min(max(1, number), pages)
    chosen = list(ids[(shown - 1) * PAGE_SIZE : shown * PAGE_SIZE])
    return OwnPage(rows=_rows(chosen), number=shown, pages=pages)


def _rows(chosen: list[int]) -> tuple[PersonRow, ...]:
    persons = Person.objects.in_bulk(chosen)
    # A merged record shows the number of the one that stands for it.
    roots = {each.pk: each.canonical_id or each.pk for each in persons.values()}
    numbers = main_numbers(roots.values())
    return tuple(
        PersonRow(
            public_id=str(persons[each].public_id),
            name=f"{persons[each].surname} {persons[each].given_name}".strip(),
            number=numbers.get(roots[each], ""),
            birth=PartialDate(
                value=persons[each].birth_date, precision=Precision(persons[each].birth_precision)
            ),
            registered_at=persons[each].registered_at,
            status=PersonStatus(persons[each].status),
        )
        for each in chosen
    )


def family(reference: str, *, provider: str, practice: bool) -> list[PersonView]:
    """Return the members of a family that this provider registered together, oldest entry first."""
    try:
        key = uuid.UUID(reference)
    except ValueError:
        return []
    ids = Person.objects.filter(
        family=key, provider_code=provider, practice=practice, status=PersonStatus.ACTIVE
    ).order_by("id")
    return [person_by_id(each) for each in ids.values_list("id", flat=True)[:30]]
