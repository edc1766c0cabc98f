"""Is this password one that many people chose, or little more than one?

The words are the frequency lists of zxcvbn (leaked passwords, words and names) and Django's, some
100,000, of which 4,000 have twelve signs; with them go the words that people here choose. Of zxcvbn
nothing but its lists is used: its estimate takes seconds for 72 signs that were made to cost.
"""

import gzip
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

from django.contrib.auth import password_validation
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from openpias.core.names.diacritics import fold

# So many letters and digits have to remain beside a common word.
OWN_SIGNS = 8
# What people in Romania choose; ours, as no list of them comes with a library.
_CHOSEN_HERE = (
    *("primavara", "vara", "toamna", "iarna", "ianuarie", "februarie", "martie", "aprilie", "mai"),
    *("iunie", "iulie", "august", "septembrie", "octombrie", "noiembrie", "decembrie"),
    *("bucuresti", "cluj", "iasi", "suceava", "timisoara", "constanta", "brasov", "craiova"),
    *(
        "teiubesc",
        "iubire",
        "iubirea",
        "dragoste",
        "dragostea",
        "fericire",
        "familia",
        "familiamea",
    ),
    *("parolamea", "parola", "mamica", "tatal", "soarele", "bunaziua", "noroc", "steaua", "dinamo"),
    *("ukraine", "ukraina", "україна", "київ", "пароль", "привіт", "любов", "кохання", "весна"),
    *("мамочка", "сонечко", "львів", "одеса", "харків"),
)
_ROWS = (
    *("qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890", "qwertzuiop", "yxcvbnm"),
    *("1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik", "9ol", "0p"),
    *("йцукенгшщзхї", "фівапролджє", "ячсмитьбю"),
)
_NEIGHBOURS = frozenset(
    pair for row in _ROWS for a, b in pairwise(row) for pair in ((a, b), (b, a))
)
_UNDISGUISED = str.maketrans("4@83601!5$7+", "aabegoiisstt")
_SEPARATORS = re.compile(r"[\W_]+")
_BEFORE, _AFTER = re.compile(r"^[\W\d_]+"), re.compile(r"[\W\d_]+$")
# A walk over the keys turns on average after as many signs.
_WALK = 3


def is_common(password: str) -> bool:
    """Tell whether a password is a common word, repeats a short one, or walks along the keys.

    A common word stays one with separators, digits and signs around it, and with digits in the
    place of letters, unless eight other letters and digits remain. Time grows with the length.
    """
    folded = fold(password)
    return _repeats(folded) or _walks(folded) or _is_word(folded)


def _is_word(folded: str) -> bool:
    words = _words()
    if folded in words or _joined(folded) in words:
        return True
    core = _AFTER.sub("", folded)
    bare = _BEFORE.sub("", core)
    if len(_joined(folded)) - len(_joined(bare)) >= OWN_SIGNS:
        return False
    shown = (_joined(each.translate(_UNDISGUISED)) for each in (core, bare))
    return not words.isdisjoint({_joined(bare), *shown})


def _joined(text: str) -> str:
    return _SEPARATORS.sub("", text)


def _repeats(folded: str) -> bool:
    """Tell whether a unit comes again and again that is shorter than what has to remain."""
    text = _joined(folded)
    place = (text + text).find(text, 1) if text else 0
    return place < len(text) and (place < OWN_SIGNS or text[:place] in _words())


def _walks(folded: str) -> bool:
    """Tell whether steps to the same, the next or a neighbouring sign make it up; every second too."""
    text = _joined(folded)
    for parts in ((text,), (text[::2], text[1::2])):
        turns = sum(not _is_step(a, b) for part in parts for a, b in pairwise(part))
        if (turns + len(parts)) * _WALK <= len(text):
            return True
    return False


def _is_step(a: str, b: str) -> bool:
    return abs(ord(a) - ord(b)) <= 1 or (a, b) in _NEIGHBOURS


@cache
def _words() -> frozenset[str]:
    """Return every common word, folded; made when the first password is changed, 15 MB."""
    file = Path(password_validation.__file__).parent / "common-passwords.txt.gz"
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        found = {line.strip() for line in lines}
    for words in FREQUENCY_LISTS.values():
        found.update(words)
    found.update(fold(word) for word in _CHOSEN_HERE)
    return frozenset(found - {""})
