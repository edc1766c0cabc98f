"""How does an installation read the rules: which are on, how grave are they, which values hold?

Written in one line: `sent-late=error service-tariff=off types-with-card=off`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from openpias.core.findings import Severity
from openpias.core.rules.terms import VALUES, Term, Value

OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesPolicy:
    """The switches of an installation and the dated values of the terms.

    `severities` weighs a rule otherwise than the catalogue, by code; `off` has codes of rules that
    judge nothing and names of terms that have no value.
    """

    severities: Mapping[str, Severity] = field(default_factory=dict)
    off: frozenset[str] = frozenset()
    values: tuple[Value, ...] = VALUES
    _by_term: dict[Term, tuple[Value, ...]] = field(init=False, compare=False, repr=False)
    # Filled by the engine: which rules judge a list of a kind, for services of a time.
    plans: dict[object, object] = field(init=False, compare=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Sort the values by their term once."""
        sorted_values = {
            term: tuple(each for each in self.values if each.term is term)
            for term in Term
            if term.value not in self.off
        }
        object.__setattr__(self, "_by_term", sorted_values)

    def value(self, term: Term, day: date) -> Value | None:
        """Return the value of a term for a service of a day; None where none holds."""
        for each in self._by_term.get(term, ()):
            if each.is_valid_on(day):
                return each
        return None

    def number(self, term: Term, day: date) -> int | None:
        """Return the number of a term for a service of a day; None where none holds."""
        found = self.value(term, day)
        return found.number if found else None

    def codes(self, term: Term, day: date) -> frozenset[str]:
        """Return the codes of a term for a service of a day; none where no value holds."""
        found = self.value(term, day)
        return found.codes if found else frozenset()


def read(text: str) -> RulesPolicy:
    """Read `code=error`, `code=warning` and `code=off`, parted by blanks or commas.

    Raises ValueError for another shape; whether a code exists is `catalogue.unknown_switches`.
    """
    severities: dict[str, Severity] = {}
    off: set[str] = set()
    for part in text.replace(",", " ").split():
        code, _, switch = part.partition("=")
        if switch == OFF:
            off.add(code)
        else:
            try:
                severities[code] = Severity(switch)
            except ValueError:
                raise ValueError(f"{code}: write error, warning or off after =") from None
    return RulesPolicy(severities=severities, off=frozenset(off))
