"""What remains of a name when the ways of writing it are taken away?

Three forms, each coarser: `folded` (Latin, no case, no marks), `sound` (one letter for each sound
that languages write differently, vowels merged) and `skeleton` (classes of consonants only).
Skeletons serve as keys; sounds are compared with edit distances.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from openpias.core.names.diacritics import fold
from openpias.core.names.given_names import name_of
from openpias.core.names.transliteration import latin_ua

_SEPARATORS = re.compile(r"[^a-z]+")
_PATRONYMIC = re.compile(
    r"(?:(?:ov|ev|iov|ow|ew)(?:ych|ich|ici|yc|ic|icz|itsch|itch)|(?:i|o|e)[vw]na|inichna|illich)$"
)
_MANY = 4
# Digits that a scanner or a tired hand put for a letter.
_LETTER_DIGITS = re.compile(r"(?<=[a-z])[0158]|[0158](?=[a-z])")
_MEANT = {"0": "o", "1": "i", "5": "s", "8": "b"}
_NO_CONSONANT = "-"

# In order: the longest way of writing a sound comes first. The letter before a pattern occurs
# wherever it matches; looking for that alone is much quicker.
_SOUNDS = [
    (letter, re.compile(pattern).sub, sound)
    for letter, pattern, sound in (
        ("c", r"(?:schtsch|shtsch|shch|szcz|stsch|stch|shtch)", "S"),
        ("s", r"(?:sch|sk|s[qk])(?:yi|yy|iy|ii|ij|yj|i|y|a|aia|aya|aja|oi|oy|oe)$", "ski"),
        ("c", r"sc(?=[eiy])", "S"),
        ("c", r"(?:tsch|tch|cz)", "C"),
        ("s", r"(?:sch|sh|sz)", "S"),
        ("h", r"(?:dzh|dsch|zh|rzh)", "Z"),
        ("c", r"ch", "C"),
        ("t", r"(?:tz|ts)", "c"),
        ("", r"(?:kh|gh|g|h)", "h"),
        ("", r"(?:ck|q)", "k"),
        ("x", r"x", "ks"),
        ("p", r"ph", "f"),
        ("t", r"th", "t"),
        ("c", r"c(?=[eiy])", "C"),
        ("c", r"c", "k"),
        ("w", r"w", "v"),
        ("u", r"(?:iou|iu|yu|ju|you)", "u"),
        ("a", r"(?:ia|ya|ja|ea)", "a"),
        ("e", r"(?:ie|ye|je)", "e"),
        ("o", r"(?:io|yo|jo)", "o"),
        ("", r"(?:yi|iy|ij|yj|ii|ji|y|j)", "i"),
        ("u", r"ou", "u"),
    )
]
_CLASSES = str.maketrans(
    {
        # ж is written zh, j, ž or ż, and j is also й: both fall away with the vowels.
        **dict.fromkeys("aeiouZ", None),
        **dict.fromkeys("szcCS", "s"),
        **dict.fromkeys("vf", "v"),
    }
)
_DOUBLED = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One part of a name in its three forms; `given` is its name in the list of given names."""

    folded: str
    sound: str
    skeleton: str
    given: str | None


@lru_cache(maxsize=131_072)
def tokens(text: str) -> tuple[Token, ...]:
    """Return the parts of a name, at most four; a patronymic is dropped where other parts stand."""
    folded = fold(latin_ua(text)).replace("'", "").replace("’", "").replace("`", "")
    if not folded.isalpha():
        folded = _LETTER_DIGITS.sub(lambda match: _MEANT[match.group()], folded)
    parts = [part for part in _SEPARATORS.split(folded) if part][:_MANY]
    if len(parts) > 1 and "-" not in folded:
        # Popovych-Koval is a double surname.
        parts = [part for part in parts if not _PATRONYMIC.search(part)] or parts
    return tuple(_token(part) for part in parts)


@lru_cache(maxsize=131_072)
def _token(part: str) -> Token:
    sound = sound_of(part)
    given = name_of(part)
    skeleton = skeleton_of(sound_of(given) if given else sound)
    return Token(folded=part, sound=sound, skeleton=skeleton or _NO_CONSONANT, given=given)


def sound_of(part: str) -> str:
    """Return one letter for each sound of a folded Latin part."""
    for letter, replace, sound in _SOUNDS:
        if letter in part:
            part = replace(sound, part)
    return _DOUBLED.sub(r"\1", part)


def skeleton_of(sound: str) -> str:
    """Return the classes of consonants of a sound form; empty for a name of vowels only."""
    return _DOUBLED.sub(r"\1", sound.translate(_CLASSES))
