"""How is a name tidied, folded for comparing, and put in Romanian order?"""

import unicodedata
from functools import lru_cache

_CEDILLA_TO_COMMA = str.maketrans("şţŞŢ", "șțȘȚ")
# Marks that are part of a letter and do not fall off when a text is decomposed.
_WHOLE_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "þ": "th",
        "ə": "e",
        "ħ": "h",
    }
)
# Romanian letters that stand after their plain sister; DEL sorts after every letter.
_ORDER = str.maketrans({"ă": "a\x7f", "â": "a\x7f\x7f", "î": "i\x7f", "ș": "s\x7f", "ț": "t\x7f"})


def with_commas(text: str) -> str:
    """Return the text with comma-below letters where older programs wrote cedillas."""
    return text if text.isascii() else text.translate(_CEDILLA_TO_COMMA)


def normalise(text: str) -> str:
    """Return the text in NFC, with comma-below letters, single blanks and no invisible marks."""
    if not text or (text.isascii() and text.isalpha()):
        return text
    composed = unicodedata.normalize("NFC", text).translate(_CEDILLA_TO_COMMA)
    if not composed.isprintable():
        # Marks that nobody sees are never printable, so most texts need no look at each letter.
        composed = "".join(char for char in composed if unicodedata.category(char) != "Cf")
    return " ".join(composed.split())


def fold(text: str) -> str:
    """Return the text without case and marks, for comparing only."""
    lowered = text.casefold()
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFD", lowered.translate(_WHOLE_LETTERS))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@lru_cache(maxsize=65_536)
def sort_key(text: str) -> str:
    """Return a text whose plain byte order is Romanian: a ă â b … i î … s ș t ț."""
    lowered = normalise(text).casefold().translate(_ORDER)
    return fold(lowered)


def sort_key_of_names(surname: str, given_name: str) -> str:
    """Return the sort key of a whole name, from those of its parts: many people share one."""
    return f"{sort_key(surname)} {sort_key(given_name)}".strip()
