"""Whom did a provider register?"""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from openpias.core.names.diacritics import sort_key
from openpias.core.names.transliteration import latin_ua
from openpias.server.registry.enums import PersonStatus
from openpias.server.registry.models import Person
from openpias.server.registry.queries.persons import PersonView, person_by_id

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage:
    """One page of registrations, newest first; `number` counts from 1 and `pages` is at least 1."""

    rows: tuple[PersonView, ...]
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
        found = found.filter(Q(sort_key__startswith=beginning) | Q(identifiers__value=digits))
    if day is not None:
        found = found.filter(registered_at__date=day)
    ids = found.order_by("-id").values_list("id", flat=True).distinct()
    total = ids.count()
    pages = max(1, -(-total // PAGE_SIZE))
    shown = min(max(1, number), pages)
    chosen = ids[(shown - 1) * PAGE_SIZE : shown * PAGE_SIZE]
    return OwnPage(rows=tuple(person_by_id(each) for each in chosen), number=shown, pages=pages)


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
