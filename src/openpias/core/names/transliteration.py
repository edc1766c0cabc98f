"""How is a name written in Latin letters?

Ukrainian follows Resolution 55 of the Cabinet of Ministers, 27 January 2010; letters that are only
Russian follow ICAO Doc 9303. Other scripts go through `anyascii`. What is Latin stays as it is.
"""

import re
from functools import lru_cache

from anyascii import anyascii

_APOSTROPHES = "'’ʼ`´"
_PLAIN = {
    "а": "a",
    "б": "b",
    "в": "v",
    "г": "h",
    "ґ": "g",
    "д": "d",
    "е": "e",
    "ж": "zh",
    "з": "z",
    "и": "y",
    "і": "i",
    "к": "k",
    "л": "l",
    "м": "m",
    "н": "n",
    "о": "o",
    "п": "p",
    "р": "r",
    "с": "s",
    "т": "t",
    "у": "u",
    "ф": "f",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ь": "",
    "ъ": "",
    "ы": "y",
    "э": "e",
    "ё": "e",
    "ў": "u",
}
_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_INSIDE = {"є": "ie", "ї": "i", "й": "i", "ю": "iu", "я": "ia"}
_WORD = re.compile(rf"[^\W\d_]+(?:[{_APOSTROPHES}][^\W\d_]+)*")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


@lru_cache(maxsize=65_536)
def latin_ua(text: str) -> str:
    """Return the text in Latin letters; what already is Latin is left alone."""
    if text.isascii():
        return text
    return _WORD.sub(lambda match: _word(match.group()), text)


def _word(word: str) -> str:
    if _CYRILLIC.search(word):
        return _cased(word, _cyrillic(word.lower()))
    if all(_LATIN.match(char) or char in _APOSTROPHES for char in word):
        return word
    return anyascii(word).lower().capitalize()


def _cyrillic(word: str) -> str:
    """Transliterate one lower-case word; a Latin letter among Cyrillic ones stays itself."""
    letters = []
    for place, letter in enumerate(word):
        if letter in _APOSTROPHES:
            continue
        if letter == "г" and place and word[place - 1] == "з":
            # зг is zgh, so that it is not read as ж.
            letters.append("gh")
        elif letter in _PLAIN:
            letters.append(_PLAIN[letter])
        elif letter in _FIRST:
            letters.append((_INSIDE if place else _FIRST)[letter])
        else:
            letters.append(letter if _LATIN.match(letter) else anyascii(letter).lower())
    return "".join(letters)


def _cased(original: str, written: str) -> str:
    """Give the Latin word the case of the original: ЩУКА, Щука and щука differ."""
    if len(original) > 1 and original.isupper():
        return written.upper()
    return written[:1].upper() + written[1:] if original[:1].isupper() else written
