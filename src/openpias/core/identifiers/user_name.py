"""Who signs in: which provider, at which insurance house?

The user name is the fiscal code (or the CNP of a physician who works in their own name), "_" and the
code of the house: 123456789_CAS-SV. The manual of e-PIAS writes the fiscal code alone; then the house
is the provider's only one, or has to be asked.
"""

import re
from dataclasses import dataclass

from openpias.core.identifiers import fiscal_code
from openpias.core.identifiers.fiscal_code import FiscalCode

_HOUSE = re.compile(r"CAS(?:-[A-Z]{1,2}|[A-Z]{2,10})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class UserName:
    """A provider and a house; the house is empty where it was left out."""

    provider: FiscalCode
    house: str

    def __str__(self) -> str:
        """Write the full form."""
        return f"{self.provider}_{self.house}" if self.house else self.provider


def read(text: str) -> UserName | None:
    """Return who is meant; None for every other user name, such as that of an operator."""
    code, _, house = "".join(text.split()).upper().partition("_")
    provider = fiscal_code.parse(code)
    if isinstance(provider, fiscal_code.Problem) or (house and not _HOUSE.fullmatch(house)):
        return None
    return UserName(provider=provider, house=house)
