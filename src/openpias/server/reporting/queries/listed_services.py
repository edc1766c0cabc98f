"""Which entry of the list of services held on a day?"""

from collections.abc import Iterable, Mapping
from datetime import date

from openpias.core.rules.facts import ServiceEntry
from openpias.server.reporting.models import ListedService

# More codes are forgotten, and looked up again.
_MOST = 10_000


class ServicesOnDays:
    """The entries of codes that were asked for; each code is looked up once."""

    def __init__(self) -> None:
        """Begin with nothing known."""
        self._known: dict[str, list[ServiceEntry]] = {}
        self._listed: dict[str, bool] = {}

    def is_kind_listed(self, kind: str) -> bool:
        """Tell whether the list has any service of a kind of report; asked only where none was met."""
        if any(kind in each.kinds for entries in self._known.values() for each in entries[:1]):
            return True
        if kind not in self._listed:
            found = ListedService.objects.filter(kinds__contains=[kind])
            self._listed[kind] = found.exists()
        return self._listed[kind]

    def learn(self, codes: Iterable[str]) -> None:
        """Look up the codes that are not known yet; one query at most."""
        if len(self._known) > _MOST:
            self._known.clear()
        missing = {each for each in codes if each and each not in self._known}
        if not missing:
            return
        self._known.update({code: [] for code in missing})
        rows = ListedService.objects.filter(code__in=missing).order_by("code", "valid_from")
        for row in rows:
            self._known[row.code].append(entry_of(row))

    def on(self, code: str, day: date) -> Mapping[str, ServiceEntry]:
        """Return the entry of a code that holds on a day, else its latest before, else its first."""
        entries = self._known.get(code)
        if not entries:
            return {}
        begun = [each for each in entries if each.valid_from is None or each.valid_from <= day]
        return {code: begun[-1] if begun else entries[0]}


def entry_of(row: ListedService) -> ServiceEntry:
    """Return a row as rules read it."""
    return ServiceEntry(
        code=row.code,
        kinds=frozenset(row.kinds),
        packages=frozenset(row.packages),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        tariff=row.tariff,
        needs_referral=row.needs_referral,
        needs_card=row.needs_card,
        most_per_day=row.most_per_day,
    )
