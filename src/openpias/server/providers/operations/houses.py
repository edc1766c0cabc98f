"""How do the insurance houses come in, and how are they changed?"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import resources

from django.db import transaction

from openpias.server.platform.accounts import operations as accounts
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record
from openpias.server.providers.models import InsuranceHouse
from openpias.server.providers.queries import contacts

_EDITED = ("address", "email", "phone", "it_contact")


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseContact:
    """How a house is reached; `it_contact` stands on every page of its providers."""

    address: str
    email: str
    phone: str
    it_contact: str


def load() -> int:
    """Add the 43 houses that are not there yet; return how many. What was edited stays."""
    houses = [InsuranceHouse(**row) for row in _shipped()]
    with transaction.atomic():
        before = InsuranceHouse.objects.count()
        InsuranceHouse.objects.bulk_create(houses, ignore_conflicts=True)
        transaction.on_commit(contacts.forget)
        return InsuranceHouse.objects.count() - before


def save_contact(code: str, contact: HouseContact, *, actor: Actor, at: datetime) -> bool:
    """Change how a house is reached; False where there is no such house.

    The same again changes nothing and writes nothing.
    """
    with transaction.atomic():
        house = InsuranceHouse.objects.select_for_update().filter(pk=code).first()
        if house is None:
            return False
        changed = [name for name in _EDITED if getattr(house, name) != getattr(contact, name)]
        if changed:
            for name in changed:
                setattr(house, name, getattr(contact, name))
            house.save(update_fields=changed)
            accounts.set_house_contact(house_code=code, contact=house.contact())
            transaction.on_commit(contacts.forget)
            record(
                event="house-changed",
                actor=actor,
                subject_kind="house",
                subject_ref=code,
                facts={"fields": changed},
                at=at,
            )
    return True


def _shipped() -> Iterator[Mapping[str, str]]:
    file = resources.files("openpias.server.providers.data") / "houses.csv"
    with file.open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)
