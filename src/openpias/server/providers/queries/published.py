"""What do applications get to know of their own provider, and of the physicians of a house?"""

from datetime import date

from django.db.models import Q

from openpias.interop.messages.catalogue_contents import Physician as ListedPhysician
from openpias.interop.messages.personal_files import Employee, OwnContract, OwnProvider
from openpias.server.providers.models import Contract, Physician, Provider

# What the schemas allow; our own rule of stamp codes says the same.
_LONGEST_STAMP = 6


def own_file(
    fiscal_code: str, *, first: date, last: date, stamp_code: str = ""
) -> OwnProvider | None:
    """Return a provider with what shares a day with a period; with one physician where one is named.

    None for a provider, or a physician, that is not known.
    """
    row = Provider.objects.filter(fiscal_code=fiscal_code).first()
    if row is None:
        return None
    contracts = Contract.objects.filter(provider=row, valid_from__lte=last, valid_to__gte=first)
    employees = Physician.objects.filter(_shares(first, last), provider=row)
    if stamp_code:
        employees = employees.filter(stamp_code=stamp_code)
    found = tuple(_employee(each) for each in employees.order_by("valid_from", "pk"))
    if stamp_code and not found:
        return None
    return OwnProvider(
        fiscal_code=row.fiscal_code,
        name=row.name,
        contracts=tuple(_contract(each) for each in contracts.order_by("valid_from", "pk")),
        employees=found,
    )


def physicians_of_house(house: str, *, day: date) -> tuple[ListedPhysician, ...]:
    """Return who works on a day for providers in contract with a house, once each by stamp code."""
    bound = Contract.objects.filter(house=house, valid_from__lte=day, valid_to__gte=day)
    rows = Physician.objects.filter(
        _shares(day, day), provider__in=bound.values("provider_id")
    ).order_by("stamp_code", "valid_from", "pk")
    found = {row.stamp_code: row for row in rows if len(row.stamp_code) <= _LONGEST_STAMP}
    return tuple(
        ListedPhysician(
            code=row.stamp_code, name=row.name, valid_from=row.valid_from, valid_to=row.valid_to
        )
        for row in found.values()
    )


def _shares(first: date, last: date) -> Q:
    return Q(valid_from__lte=last) & (Q(valid_to=None) | Q(valid_to__gte=first))


def _contract(row: Contract) -> OwnContract:
    return OwnContract(
        number=row.number, house=row.house_id, valid_from=row.valid_from, valid_to=row.valid_to
    )


def _employee(row: Physician) -> Employee:
    # Typed as on the stamp: the surname first.
    surname, _, given_name = row.name.partition(" ")
    return Employee(
        stamp_code=row.stamp_code,
        surname=surname,
        given_name=given_name.strip(),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        specialities=tuple(row.specialities),
    )
