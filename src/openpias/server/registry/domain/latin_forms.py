"""How are a person's names written in Latin letters: as we propose, or as the passport has them?

The proposal follows KMU 55/2010 (`core.names.transliteration`). Passports are older or of another
state: what somebody read in one counts instead. No mark is kept beside it: a form that differs from
the proposal was typed.
"""

from collections.abc import Mapping
from functools import lru_cache

from openpias.core.names.diacritics import normalise, sort_key_of_names
from openpias.core.names.transliteration import latin_ua
from openpias.server.registry.domain.collecting import Collector
from openpias.server.registry.domain.inputs import RegistrationInput

# A letter may become four; the columns end here, and no document has room for more.
_LONGEST = 200
LONGEST_KEY = 420
BAR = "|"
"""Stands between two spellings in one sort key; no name has it."""


@lru_cache(maxsize=65_536)
def proposed(name: str) -> str:
    """Return the Latin form that is kept where nobody typed another one."""
    return latin_ua(name)[:_LONGEST]


def read(
    typed: RegistrationInput, collector: Collector, *, proposals: tuple[str, str]
) -> tuple[str, str]:
    """Return surname and given name in Latin letters; each is the proposal where it is not typed."""
    surname = _typed(typed.surname_latin, "/surname_latin", proposals[0], collector)
    given_name = _typed(typed.given_name_latin, "/given_name_latin", proposals[1], collector)
    if given_name and typed.given_name_missing and not proposals[1]:
        collector.error("given-name-present", "/given_name_latin")
    return surname, given_name


def is_typed(latin: str, *, name: str) -> bool:
    """Tell whether a Latin form is somebody's own, and not the proposal for this name."""
    return latin != proposed(name)


def sort_key(latin: tuple[str, str], *, names: tuple[str, str]) -> str:
    """Return the key by which a person is found by the beginning of their name.

    Where `latin` is not the proposed form of `names`, the key of that one follows after a bar: who
    types the name as it stands in the document finds the person too.
    """
    key = sort_key_of_names(*latin)
    proposals = (proposed(names[0]), proposed(names[1]))
    if latin != proposals:
        key += BAR + sort_key_of_names(*proposals)
    return key[:LONGEST_KEY]


def columns(
    surname: str, given_name: str, *, known: Mapping[str, str] | None = None
) -> Mapping[str, str]:
    """Return the columns that follow from names which came without a Latin form.

    `known` are Latin forms by name: what somebody read in a passport outlives a source without any.
    """
    known = known or {}
    latin = (
        known.get(surname, proposed(surname)),
        known.get(given_name, proposed(given_name)),
    )
    return {
        "surname_latin": latin[0],
        "given_name_latin": latin[1],
        "sort_key": sort_key(latin, names=(surname, given_name)),
    }


def anew(typed: str, *, shown: str, name: str) -> str:
    """Return what was typed as the Latin form, without the proposal for `name` that was shown there.

    Whoever puts the name right and leaves the proposal as it stood gets the one for the new name.
    """
    left_alone = normalise(typed) == shown and not is_typed(shown, name=name)
    return "" if left_alone else typed


def _typed(raw: str, path: str, proposal: str, collector: Collector) -> str:
    value = normalise(raw)
    # The proposal may hold signs of the name itself; sent back as it was shown, it is no mistake.
    if not value or value == proposal:
        return proposal
    return collector.latin_name(raw, path)
