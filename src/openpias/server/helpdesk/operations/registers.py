"""What does the register of providers say about whom a header names?"""

from collections.abc import Iterable, Sequence
from datetime import date

from openpias.core.names.diacritics import fold, normalise
from openpias.server.helpdesk.domain.header import Header, KnownProvider
from openpias.server.helpdesk.enums import HeaderField
from openpias.server.providers import api as providers


class ProviderRegister:
    """The kernel's port, answered by the register as it is today; each question is asked once.

    What many mails will ask is asked at once by `expect`.
    """

    def __init__(self, *, today: date) -> None:
        self._today = today
        self._houses: dict[str, tuple[str, ...]] = {}
        self._known: dict[str, KnownProvider | None] = {}
        self._works: dict[tuple[str, str], bool] = {}

    def expect(self, headers: Iterable[Header]) -> None:
        """Look up the providers and physicians of these headers with three queries."""
        named = [
            (each.value(HeaderField.FISCAL_CODE), each.value(HeaderField.STAMP_CODE))
            for each in headers
        ]
        codes = {code for code, _ in named if code}
        found = providers.registered_all(codes, today=self._today) if codes else {}
        self._known.update(
            (code, self._shown(found[code]) if code in found else None) for code in codes
        )
        pairs = {(code, stamp) for code, stamp in named if code in found and stamp}
        works = providers.stamps_on(pairs, day=self._today) if pairs else frozenset()
        self._works.update((each, each in works) for each in pairs)

    def provider(self, fiscal_code: str) -> KnownProvider | None:
        """Return the provider with a fiscal code."""
        if fiscal_code not in self._known:
            found = providers.registered(fiscal_code, today=self._today)
            self._known[fiscal_code] = self._shown(found) if found else None
        return self._known[fiscal_code]

    def providers_named(self, name: str) -> Sequence[KnownProvider]:
        """Return the providers that have this name, or this in their name where none has it."""
        found = providers.found(name[:200], today=self._today, most=3)
        wanted = fold(normalise(name))
        exact = [each for each in found if fold(normalise(each.name)) == wanted]
        return [self._shown(each) for each in exact or found]

    def has_physician(self, fiscal_code: str, stamp_code: str) -> bool:
        """Tell whether a physician with this stamp code works at a provider today."""
        pair = (fiscal_code, stamp_code)
        if pair not in self._works:
            self._works[pair] = bool(providers.stamps_on([pair], day=self._today))
        return self._works[pair]

    def house_of(self, fiscal_code: str) -> str:
        """Return the one house of a provider; empty where it has none or several."""
        houses = self._houses.get(fiscal_code, ())
        return houses[0] if len(houses) == 1 else ""

    def _shown(self, found: providers.RegisteredProvider) -> KnownProvider:
        self._houses[found.code] = found.houses
        return KnownProvider(fiscal_code=found.code, name=found.name, kinds=found.kinds)
