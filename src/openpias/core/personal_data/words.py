"""Which words say who a patient is: a name, a day of birth, a document, where somebody lives?

All of these are soft: names have no form of their own, and the words around them decide.
A physician is named freely, so a name after the title of one is none of these.
"""

import re
from collections.abc import Iterator

from openpias.core.personal_data.no_names import OTHER_WORDS, PHYSICIANS
from openpias.core.personal_data.signs import Find, Kind, Strength

_PATIENT = (
    r"(?:pacient(?:ul|a|ei|ului|ii|elor|ilor)?|asigurat(?:ul|a|ei|ului)?|bolnav(?:ul|a|ului|ei)?"
    r"|beneficiar(?:ul|a|ei|ului)?|numit(?:ul|a|ului|ei)|subsemnat(?:ul|a)|minor(?:ul|a|ului|ei)|titular(?:ul|a|ului|ei)?(?: cardului)?"
    r"|copil(?:ul|ului)|refugiat(?:ul|a|ei|ului)|persoan(?:a|ei)(?: asigurat(?:a|ei))?|patient|пацієнт(?:ка|ки|а|ці|у)?|пациент(?:ка|ки|а)?|хвор(?:ий|а|ого|ої))"
)
_TRIGGER = re.compile(
    rf"(?<![a-zа-яіїєґ])(?:(?:nume(?:le)?(?: (?:si )?prenume(?:le)?)?(?: ale?)?|prenume(?:le)?) )?{_PATIENT}(?![a-zа-яіїєґ])"
)
_TITLES = r"(?:(?:pe nume|cu numele(?: de)?|numit(?:ul|a)?|domnul(?:ui)?|doamn(?:a|ei)|dna|d-na|dl|d-l|dnul|minor(?:ul|a)|copilul|este|fiind|на ім'я)[ .:]{1,3})"
_AFTER = re.compile(rf"[ \t]{{0,3}}(?:[:,(„\"“–-]|\r?\n)?[ \t(„\"“]{{0,3}}{_TITLES}{{0,2}}")
_NAME = re.compile(r"[^\W\d_]\.?(?:[^\W\d_]|['’\-](?=[^\W\d_]))*\.?")
_BLANK = re.compile(r"[ \t]{1,3}")
_MOST_NAMES = 4
_DAY = (
    r"(?:[0-3]?[0-9][ ./\-]{1,3}(?:[01]?[0-9]|[a-zа-яіїєґ]{3,10})[ ./\-]{1,3}(?:(?:18|19|20)[0-9]{2}|[0-9]{2})|(?:18|19|20)[0-9]{2}[./\-][01]?[0-9][./\-][0-3]?[0-9]|[0-3][0-9][01][0-9](?:19|20)[0-9]{2})"
    r"(?![0-9])"
)
_BORN = re.compile(
    rf"(?<![a-zа-яіїєґ])(?:nascut[ai]?|nasterii|nastere|d\.? ?n\.|dn|dob|born|birth ?date|date of birth|народжен[а-яіїєґ]{{0,6}}|рожден[а-я]{{0,4}}|д\. ?н\.)(?![a-z])[^0-9]{{0,25}}(?P<day>{_DAY})"
)
_DAY_AFTER_NAME = re.compile(rf"[ ,;(|\t–-]{{1,4}}(?:n\.|nasc\.?|data)?[ ]{{0,2}}(?P<day>{_DAY})")
_CARD = re.compile(
    r"(?<![a-z])(?:c\.? ?i\.?|b\.? ?i\.?|carte[ai]? (?:de )?identitate|buletin[a-z]{0,5}|act(?:ul)? de identitate|permis(?:ul)? de sedere)(?![a-z])"
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
_PLACE = re.compile(
    r"(?<![a-z])(?:str|strada|bd|bld|bulevard[a-z]{0,2}|sos|soseaua|aleea|calea|piata|sat|satul|com|comuna|loc|localitatea|oras|orasul|mun|municipiul|jud|judetul)(?![a-z])[^\n]{0,60}|(?<![a-z])(?:nr|bl|ap|sc)\.? ?[0-9]"
)


def words(plain: str, folded: str) -> Iterator[Find]:
    """Yield soft finds of a plain text and the same without case and marks."""
    yield from _people(plain, folded)
    for pattern, group, kind in (
        (_BORN, "day", Kind.BIRTH_DATE),
        (_CARD, "number", Kind.IDENTITY_DOCUMENT),
        (_PASSPORT, "number", Kind.PASSPORT),
    ):
        for match in pattern.finditer(folded):
            yield _soft(kind, *match.span(group))
    for match in _ADDRESS.finditer(folded):
        if _PLACE.search(match["place"]):
            yield _soft(Kind.ADDRESS, *match.span("place"))


def _soft(kind: Kind, start: int, end: int) -> Find:
    return Find(kind=kind, strength=Strength.SOFT, start=start, end=end)


def _people(plain: str, folded: str) -> Iterator[Find]:
    for trigger in _TRIGGER.finditer(folded):
        after = _AFTER.match(folded, trigger.end())
        begin = after.end() if after else trigger.end()
        if begin == trigger.end():
            continue
        names = _names(plain, folded, begin)
        shouted = plain[trigger.start() : trigger.end()].isupper()
        fewest = 2 if shouted or "\n" in plain[trigger.end() : begin] else 1
        if len(names) < fewest:
            continue
        end = names[-1][1]
        yield _soft(Kind.NAME, names[0][0], end)
        if day := _DAY_AFTER_NAME.match(folded, end):
            yield _soft(Kind.BIRTH_DATE, *day.span("day"))


def _names(plain: str, folded: str, begin: int) -> list[tuple[int, int]]:
    """Return the spans of words in capitals from a place on, as a name has them."""
    found: list[tuple[int, int]] = []
    place = begin
    while len(found) < _MOST_NAMES and (word := _NAME.match(plain, place)):
        read = folded[word.start() : word.end()].strip(".")
        if read in PHYSICIANS:
            return []
        if not word.group()[0].isupper() or read in OTHER_WORDS:
            break
        found.append((word.start(), word.start() + len(word.group().rstrip("."))))
        blank = _BLANK.match(plain, word.end())
        if blank is None or (word.group().endswith(".") and len(read) > 1):
            break
        place = blank.end()
    if found and max(end - start for start, end in found) < 3:
        return []
    return found
