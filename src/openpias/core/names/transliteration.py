"""How is a name written in Latin letters?

Ukrainian follows Resolution 55 of the Cabinet of Ministers, 27 January 2010; letters that are only
Russian follow ICAO Doc 9303. Other scripts go through `anyascii`. What is Latin stays as it is.
A letter of the other script that only looks right, typed or scanned, is read as it was meant.
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
# Pairs that look alike; the lower case of some does not, and is of no harm.
_LOOK_CYRILLIC = "АВЕІКМНОРСТХУаеікморстхуЇї"
_LOOK_LATIN = "ABEIKMHOPCTXYaeikmopctxyÏï"
_TO_LATIN = str.maketrans(_LOOK_CYRILLIC, _LOOK_LATIN)
_TO_CYRILLIC = str.maketrans(_LOOK_LATIN, _LOOK_CYRILLIC)
_ONLY_CYRILLIC = re.compile(f"[^{''.join(map(chr, _TO_LATIN))}\\W\\d_A-Za-z\u00c0-\u024f]")


@lru_cache(maxsize=65_536)
def latin_ua(text: str) -> str:
    """Return the text in Latin letters; what already is Latin is left alone."""
    if text.isascii():
        return text
    return _WORD.sub(lambda match: _word(match.group()), text)


def latin_shape(text: str) -> str:
    """Return look-alike Cyrillic letters as Latin, word by word: the series of a document.

    A word with a letter that only Cyrillic has was not copied by its looks: it is transliterated.
    """
    if text.isascii():
        return text
    upper = text.upper()
    return _WORD.sub(
        lambda match: (
            _word(match.group())
            if _ONLY_CYRILLIC.search(match.group())
            else match.group().translate(_TO_LATIN)
        ),
        upper,
    )


def _word(word: str) -> str:
    if _CYRILLIC.search(word) and _LATIN.search(word):
        word = _in_one_script(word)
    if _CYRILLIC.search(word):
        return _cased(word, _cyrillic(word.lower()))
    if all(_LATIN.match(char) or char in _APOSTROPHES for char in word):
        return word
    return anyascii(word).lower().capitalize()


def _in_one_script(word: str) -> str:
    """Write a word of two scripts in the one that it is of, as far as letters look alike."""
    cyrillic, latin = word.translate(_TO_CYRILLIC), word.translate(_TO_LATIN)
    if not _LATIN.search(cyrillic) and not _CYRILLIC.search(latin):
        # Every letter could be either: the script of most letters is meant.
        return cyrillic if 2 * len(_CYRILLIC.findall(word)) >= len(word) else latin
    if not _LATIN.search(cyrillic):
        return cyrillic
    return latin if not _CYRILLIC.search(latin) else word


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
