"""Which codes may be typed on a day?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code of a nomenclature, as far as checks and documents need it."""

    code: str
    kind: str
    names: Mapping[str, str]
    valid_from: date | None
    valid_to: date | None
    position: int = 0

    def is_valid_on(self, day: date) -> bool:
        """Tell whether the code may be used on this day; both ends belong to it."""
        started = self.valid_from is None or self.valid_from <= day
        return started and (self.valid_to is None or day <= self.valid_to)

    def name(self, language: str) -> str:
        """Return the name in ro, uk or en; Romanian where the language is another."""
        return self.names.get(language) or self.names["ro"]


Codes = Mapping[str, Code]
"""The codes of one list."""

Vocabulary = Mapping[str, Codes]
"""All lists, by the name that they have in addresses."""


def kept_open(vocabulary: Vocabulary, used: Mapping[str, Collection[str]]) -> Vocabulary:
    """Return the lists with the codes that a record already uses, as if they had not ended.

    Who was registered under a code keeps it, also when something else about them is corrected.
    """
    return {
        name: {
            key: replace(code, valid_from=None, valid_to=None)
            if key in used.get(name, ())
            else code
            for key, code in codes.items()
        }
        if used.get(name)
        else codes
        for name, codes in vocabulary.items()
    }
