"""Which words say who a patient is: a name, a day of birth, a document, where somebody lives?

All of these are soft: names have no form of their own, and the words around them decide.
A physician is named freely, so a name after the title of one is none of these.
"""

import re
from collections.abc import Iterator

from openpias.core.personal_data.days import DAY
from openpias.core.personal_data.people import people
from openpias.core.personal_data.signs import Find, Kind, soft

_BORN = re.compile(
    rf"(?<![a-zа-яіїєґ])(?:nascut[ai]?|nasterii|nastere|d\.? ?n\.|dn|dob|born|birth ?date|date of birth|народ(?:жен|ив|ил)[а-яіїєґ]{{0,6}}|рожден[а-я]{{0,4}}|д\. ?н\.)(?![a-z])[^0-9]{{0,25}}(?P<day>{DAY})"
)
_CARD = re.compile(
    r"(?<![a-z])(?:c\.? ?i\.?|b\.? ?i\.?|cart(?:e|ea|ii) (?:de )?identitate|buletin[a-z]{0,5}|act(?:ul)? de identitate|permis(?:ul)? de sedere)(?![a-z])"
    r"[^0-9\n]{0,20}?(?P<number>(?:(?<![a-z])[a-z]{2}[^a-z0-9\n]{0,4}(?:(?:nr|numar[a-z]{0,3}|no)[^a-z0-9\n]{0,3})?)?[0-9]{6,9})(?![0-9])"
)
_PASSPORT = re.compile(
    r"(?<![a-zа-яіїєґ])(?:pasaport[a-z]{0,4}|passport|закордонн[а-яіїєґ]{2,4}|паспорт[а-яіїєґ]{0,3})(?![a-zа-яіїєґ])"
    r"[^0-9\n]{0,25}?(?P<number>(?:(?<![a-zа-яіїєґ])[a-zа-яіїєґ]{2} ?(?:nr\.? ?|№ ?)?)?[0-9]{6,9})(?![0-9])"
)
_ADDRESS = re.compile(
    r"(?<![a-z])(?:domicili(?:u|ul|at|ata|ului)?|resedint[aei]{1,2}|locuies[a-z]{2,4}|locuind|adresa (?:de domiciliu|pacient[a-z]{1,4}|asigurat[a-z]{1,4}|titularului|de acasa))(?![a-z])"
    r"(?P<place>[^\n;]{3,120})"
)
# Behind "CNP" fewer or more digits are a CNP too, with a slip.
_SLIP = re.compile(
    r"(?<![a-z])c\.?n\.?p\.?(?:-?ul)?[^a-z0-9\n]{0,6}(?:gresit |este |nr\.? ?)?(?P<number>[0-9]{10,15})(?![0-9])"
)
_NEAR_PERSON = re.compile(
    r"(?<![a-z])(?:pacient|asigurat|nasteri|bolnav)[^\n]{0,80}?(?<![a-z])adresa:? ?(?P<place>(?:str|strada|bd|bulevardul|sos|aleea|calea|sat|com)(?![a-z])[^\n;]{3,80})"
)
_PLACE = re.compile(
    r"(?<![a-z])(?:str|strada|bd|bld|bulevard[a-z]{0,2}|sos|soseaua|aleea|calea|piata|sat|satul|com|comuna|loc|localitatea|oras|orasul|mun|municipiul|jud|judetul)(?![a-z])[^\n]{0,60}|(?<![a-z])(?:nr|bl|ap|sc)\.? ?[0-9]"
)


def words(plain: str, folded: str) -> Iterator[Find]:
    """Yield soft finds of a plain text and the same without case and marks."""
    yield from people(plain, folded)
    for pattern, group, kind in (
        (_BORN, "day", Kind.BIRTH_DATE),
        (_CARD, "number", Kind.IDENTITY_DOCUMENT),
        (_PASSPORT, "number", Kind.PASSPORT),
        (_SLIP, "number", Kind.PERSON_NUMBER),
        (_NEAR_PERSON, "place", Kind.ADDRESS),
    ):
        for match in pattern.finditer(folded):
            yield soft(kind, *match.span(group))
    for match in _ADDRESS.finditer(folded):
        if _PLACE.search(match["place"]):
            yield soft(Kind.ADDRESS, *match.span("place"))
