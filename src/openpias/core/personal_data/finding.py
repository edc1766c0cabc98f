"""What in a text says who an insured person is?"""

from collections.abc import Iterator

from openpias.core.personal_data.allowed import without_allowed
from openpias.core.personal_data.contexts import Words
from openpias.core.personal_data.hidden_texts import hidden_texts
from openpias.core.personal_data.look_alikes import disguised
from openpias.core.personal_data.numbers import numbers
from openpias.core.personal_data.people import beside
from openpias.core.personal_data.signs import Find, settled
from openpias.core.personal_data.views import View, views
from openpias.core.personal_data.words import words

_DEPTH = 2


def find(text: str) -> tuple[Find, ...]:
    """Return every find in its order, none over another, as spans of the given text.

    Allowed, and never found for themselves: physicians and stamp codes, providers and fiscal codes,
    telephones, accounts, dates, numbers of contracts, terminals and messages. Where a CNP is written
    as a fiscal code it is a CNP. Time is linear in the length; the caller bounds the length.
    """
    return settled(_all(text, depth=_DEPTH))


def _all(text: str, *, depth: int) -> Iterator[Find]:
    for view in views(text):
        for found in _in_view(view):
            start, end = view.source(found.start, found.end)
            yield Find(kind=found.kind, strength=found.strength, start=start, end=end)
    if depth:
        for hidden, start, end in hidden_texts(text):
            for found in _all(hidden, depth=depth - 1):
                yield Find(kind=found.kind, strength=found.strength, start=start, end=end)


def _in_view(view: View) -> Iterator[Find]:
    blotted = without_allowed(view.plain)
    proven = [*numbers(blotted, Words(view.folded)), *disguised(blotted)]
    yield from proven
    yield from beside(view.plain, view.folded, proven)
    yield from words(view.plain, view.folded)
