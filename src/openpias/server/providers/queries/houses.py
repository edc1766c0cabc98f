"""Which insurance houses are there?"""

from openpias.server.providers.models import InsuranceHouse


def houses() -> list[InsuranceHouse]:
    """Return every house, by code; the county houses come before the others."""
    return sorted(
        InsuranceHouse.objects.all(), key=lambda house: ("-" not in house.code, house.code)
    )


def in_being() -> list[tuple[str, str]]:
    """Return code and name of every house that has not ended, for a list to choose from."""
    return [(each.code, f"{each.code} – {each.name}") for each in houses() if each.valid_to is None]


def house(code: str) -> InsuranceHouse | None:
    """Return one house."""
    return InsuranceHouse.objects.filter(pk=code).first()
