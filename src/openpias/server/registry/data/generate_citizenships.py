"""Which citizenships are there, in three languages?

Run by hand after an update of Babel, from the root of the repository:
`.venv/bin/python -m openpias.server.registry.data.generate_citizenships`; it writes
citizenships.csv beside itself.
Codes are ISO 3166-1 alpha-2, with the names that the Unicode CLDR gives them, and the codes of ICAO
Doc 9303 part 3 section 5 for persons without a nationality.
"""

import csv
from pathlib import Path

from babel import Locale

from openpias.core.names.diacritics import sort_key

_HEADER = (
    *("code", "name_ro", "name_uk", "name_en"),
    *("valid_from", "valid_to", "provenance", "kind", "position"),
)
# Most displaced persons hold one of these; the list begins with them.
_FIRST = ("UA", "MD")
_WITHOUT_NATIONALITY = (
    ("XXA", "Apatrid", "Особа без громадянства", "Stateless person"),
    (
        "XXB",
        "Refugiat (Convenția din 1951)",
        "Біженець (Конвенція 1951 року)",
        "Refugee (1951 Convention)",
    ),
    ("XXC", "Refugiat (alt temei)", "Біженець (інша підстава)", "Refugee (other ground)"),
    ("XXX", "Cetățenie necunoscută", "Громадянство невідоме", "Unknown citizenship"),
)
# Codes of CLDR that ISO 3166-1 does not assign, and territories where nobody is a citizen.
_NOT_ASSIGNED = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
)
_NOBODY_LIVES_THERE = frozenset({"AQ", "BV", "HM", "IO", "TF", "UM"})
_USER_ASSIGNED = {"XK": "Kosovo: user-assigned code of ISO 3166-1, as the European Union uses it"}
_ISO = "ISO 3166-1 alpha-2; names of Unicode CLDR"
_ICAO = "ICAO Doc 9303 part 3 section 5; names are ours"


def rows() -> list[list[str]]:
    """Return the rows in the order of the list: the first ones, then by Romanian name."""
    names = [_territories(language) for language in ("ro", "uk", "en")]
    states = sorted(
        filter(_is_offered, names[0]),
        key=lambda code: (_rank(code), sort_key(names[0][code])),
    )
    found = [
        [code, *(each[code] for each in names), "", "", _USER_ASSIGNED.get(code, _ISO), "country"]
        for code in states
    ]
    found += [[*row, "", "", _ICAO, "icao"] for row in _WITHOUT_NATIONALITY]
    return [[*row, str(position)] for position, row in enumerate(found, 1)]


def _territories(language: str) -> dict[str, str]:
    return {str(code): str(name) for code, name in Locale.parse(language).territories.items()}


def _is_offered(code: str) -> bool:
    two_letters = len(code) == 2 and code.isalpha()
    return two_letters and code not in _NOT_ASSIGNED | _NOBODY_LIVES_THERE


def _rank(code: str) -> int:
    return _FIRST.index(code) if code in _FIRST else len(_FIRST)


def main() -> None:
    """Write the file."""
    path = Path(__file__).with_name("citizenships.csv")
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([_HEADER, *rows()])


if __name__ == "__main__":
    main()
