"""Which words are the name of an insured person, by the words beside them?

Names have no form of their own, so they are found softly: after "pacientul" and its like, before
"CNP" or "născut", and next to the number of a person. A physician is named freely.
"""

import re
from collections.abc import Iterable, Iterator

from openpias.core.personal_data.days import DAY
from openpias.core.personal_data.no_names import OTHER_WORDS, PHYSICIANS
from openpias.core.personal_data.signs import Find, Kind, soft

_PATIENT = (
    r"(?:pacient(?:ul|a|ei|ului|ii|elor|ilor)?|asigurat(?:ul|a|ei|ului)?|bolnav(?:ul|a|ului|ei)?"
    r"|beneficiar(?:ul|a|ei|ului)?|numit(?:ul|a|ului|ei)|subsemnat(?:ul|a)|minor(?:ul|a|ului|ei)|titular(?:ul|a|ului|ei)?(?: cardului)?"
    r"|copil(?:ul|ului)|refugiat(?:ul|a|ei|ului)|persoan(?:a|ei)(?: asigurat(?:a|ei))?|patient|пацієнт(?:ка|ки|а|ці|у)?|пациент(?:ка|ки|а)?|хвор(?:ий|а|ого|ої))"
)
_TRIGGER = re.compile(
    rf"(?<![a-zа-яіїєґ])(?:(?:nume(?:le)?(?: (?:si )?prenume(?:le)?)?(?: ale?)?|prenume(?:le)?) )?(?:{_PATIENT}|se numeste|(?:consultat|internat|examinat|tratat|investigat)(?:-o|-l)? pe)(?![a-zа-яіїєґ])"
)
_TITLES = r"(?:(?:pe nume|cu numele(?: de)?|numit(?:ul|a)?|domnul(?:ui)?|doamn(?:a|ei)|dna|d-na|dl|d-l|dnul|minor(?:ul|a)|copilul|este|fiind|на ім'я)[ .:]{1,3})"
_AFTER = re.compile(rf"[ \t]{{0,3}}(?:[:,(„\"“–-]|\r?\n)?[ \t(„\"“]{{0,3}}{_TITLES}{{0,2}}")
_NAME = re.compile(r"[^\W\d_]\.?(?:[^\W\d_]|['’\-](?=[^\W\d_]))*\.?")
_BLANK = re.compile(r"[ \t]{1,3}")
_MOST_NAMES = 4
_DAY_AFTER_NAME = re.compile(rf"[ ,;(|\t–-]{{1,4}}(?:n\.|nasc\.?|data)?[ ]{{0,2}}(?P<day>{DAY})")
# What stands behind the name of a person whose number, birth or document follows.
_BEHIND = re.compile(
    r"[ ,(–-]{1,3}(?:cu |avand |are |e )?(?:c\.?n\.?p(?![a-z])|nascut|n\. ?[0-9]|asigurat[a]?(?![a-z])|data nasterii"
    r"|pasaport|passport|паспорт|народ)"
)
_BOTH = re.compile(
    r"(?<![a-z])nume[ ]?[:=][ \t]*(?P<surname>[^\n:;,]{2,40})[\n;,]\s*prenume[ ]?[:=][ \t]*(?P<given>[^\n:;,]{2,40})"
)
_CAPITALS = re.compile(
    r"[^\W\d_](?:[^\W\d_]|['’\-](?=[^\W\d_]))+(?:[ ]{1,2}[^\W\d_](?:[^\W\d_]|['’\-](?=[^\W\d_]))+){1,3}"
)
_BESIDE, _MOST_SIGNS, _SIGNS = 48, 3, " ,:-–()\t"


def people(plain: str, folded: str) -> Iterator[Find]:
    """Yield names after words about patients, with a day of birth behind; and before such words."""
    yield from _before(plain, folded)
    for match in _BOTH.finditer(folded):
        if match["surname"] not in OTHER_WORDS:
            yield soft(Kind.NAME, *match.span("surname"))
            yield soft(Kind.NAME, *match.span("given"))
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
        yield soft(Kind.NAME, names[0][0], end)
        if day := _DAY_AFTER_NAME.match(folded, end):
            yield soft(Kind.BIRTH_DATE, *day.span("day"))


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


def _before(plain: str, folded: str) -> Iterator[Find]:
    for match in _BEHIND.finditer(folded):
        yield from _ending_at(plain, folded, match.start())


def beside(plain: str, folded: str, numbers: Iterable[Find]) -> Iterator[Find]:
    """Yield names right before and right behind the number of a person."""
    for number in numbers:
        before = plain[max(0, number.start - _MOST_SIGNS) : number.start]
        yield from _ending_at(
            plain, folded, number.start - len(before) + len(before.rstrip(_SIGNS))
        )
        behind = plain[number.end : number.end + _MOST_SIGNS]
        begin = number.end + len(behind) - len(behind.lstrip(_SIGNS))
        found = _names(plain, folded, begin)
        if len(found) > 1:
            yield soft(Kind.NAME, found[0][0], found[-1][1])


def _ending_at(plain: str, folded: str, end: int) -> Iterator[Find]:
    """Yield the last two to four words in capitals before a place, unless a physician's."""
    begin = max(0, end - _BESIDE)
    for match in _CAPITALS.finditer(plain, begin, end):
        if match.end() != end:
            continue
        words = [(word.start(), word.end()) for word in _NAME.finditer(plain, match.start(), end)]
        kept: list[tuple[int, int]] = []
        for start, stop in reversed(words):
            if not plain[start].isupper() or folded[start:stop] in OTHER_WORDS:
                break
            kept.insert(0, (start, stop))
        led = folded[max(0, (kept[0][0] if kept else end) - 8) : kept[0][0] if kept else end]
        if len(kept) > 1 and not PHYSICIANS & set(re.split(r"\W+", led)):
            yield soft(Kind.NAME, kept[0][0], end)
