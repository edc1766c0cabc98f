"""How does a validator read one field and keep all that it noticed?"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from openpias.core.calendar import dates
from openpias.core.calendar.dates import DateProblem, PartialDate, Precision
from openpias.core.findings import Finding, Severity, has_errors
from openpias.core.names.diacritics import normalise
from openpias.server.registry.domain.codes import Codes

EARLIEST = date(1900, 1, 1)
_LONGEST_NAME = 100
_DIGITS_IN_A_NAME = 3
# Letters with and without marks, apostrophes, hyphen and blank.
_LATIN_NAME = re.compile("[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff'’ʼ -]+")
_NOT_IN_NAMES = frozenset('<>{}[]|\\^~=+*@#$%&"')
# Control characters, surrogates, private and unassigned code points.
_UNUSABLE = frozenset({"Cc", "Cs", "Co", "Cn"})


@lru_cache(maxsize=65_536)
def _plain_name(raw: str) -> str:
    """Return a name of letters alone, tidied, which nothing is wrong with; "" of any other."""
    value = normalise(raw)
    return value if value.isalpha() and len(value) <= _LONGEST_NAME else ""


@dataclass(slots=True)
class Collector:
    """Reads fields of one input and collects every finding."""

    today: date
    findings: list[Finding] = field(default_factory=list)

    def has_errors(self) -> bool:
        """Tell whether what was typed is refused."""
        return has_errors(self.findings)

    def error(self, code: str, path: str, **facts: str) -> None:
        """Note something that refuses."""
        self.findings.append(Finding(code=code, path=path, facts=facts))

    def warn(self, code: str, path: str, **facts: str) -> None:
        """Note something that is let through and shown."""
        self.findings.append(Finding(code=code, path=path, severity=Severity.WARNING, facts=facts))

    def text(self, raw: str, path: str, *, limit: int, required: bool = False) -> str:
        """Return the text tidied: NFC, comma-below letters, single blanks."""
        value = normalise(raw) if raw else raw
        if not value:
            if required:
                self.error("required", path)
        elif len(value) > limit:
            self.error("too-long", path, limit=str(limit))
        elif not value.isprintable() and any(
            unicodedata.category(char) in _UNUSABLE for char in value
        ):
            self.error("bad-characters", path)
        return value

    def name(self, raw: str, path: str, *, required: bool) -> str:
        """Return a name; one without letters or with a number in it is refused."""
        plain = _plain_name(raw)
        if plain:
            return plain
        before = len(self.findings)
        value = self.text(raw, path, limit=_LONGEST_NAME, required=required)
        if value and not value.isalpha() and len(self.findings) == before:
            digits = sum(char.isdigit() for char in value)
            if digits > _DIGITS_IN_A_NAME or not any(char.isalpha() for char in value):
                self.error("not-a-name", path)
            elif not _NOT_IN_NAMES.isdisjoint(value):
                self.error("bad-characters", path)
        return value

    def latin_name(self, raw: str, path: str) -> str:
        """Return a name as it is written in Latin letters; any other sign is refused."""
        before = len(self.findings)
        value = self.text(raw, path, limit=_LONGEST_NAME)
        is_latin = _LATIN_NAME.fullmatch(value) and any(char.isalpha() for char in value)
        if value and not is_latin and len(self.findings) == before:
            self.error("not-latin", path)
        return value

    def code(self, raw: str, path: str, *, codes: Codes, day: date | None = None) -> str:
        """Return a code that is in its nomenclature and valid today, or on `day`."""
        value = raw.strip()
        known = codes.get(value)
        if known is None:
            self.error("unknown-code" if value else "required", path)
        elif not known.is_valid_on(day or self.today):
            self.error("code-not-valid", path)
        return value

    def partial_date(self, raw: str, path: str) -> PartialDate | None:
        """Return a required date of the past, of which the day or month may be unknown."""
        if not raw.strip():
            self.error("required", path)
            return None
        parsed = dates.parse(raw.strip())
        if isinstance(parsed, DateProblem):
            self.error(parsed, path)
            return None
        if not self._in_the_past(parsed.value, path):
            return None
        if parsed.precision is not Precision.DAY:
            self.warn("birth-date-partial", path)
        return parsed

    def full_date(self, raw: str, path: str, *, required: bool, past: bool = True) -> date | None:
        """Return a date of which everything is known."""
        if not raw.strip():
            if required:
                self.error("required", path)
            return None
        parsed = dates.parse_full(raw.strip())
        if isinstance(parsed, DateProblem):
            self.error(parsed, path)
            return None
        if past and not self._in_the_past(parsed, path):
            return None
        return parsed

    def _in_the_past(self, value: date, path: str) -> bool:
        if value > self.today:
            self.error("date-in-future", path)
        elif value < EARLIEST:
            self.error("date-too-early", path)
        return EARLIEST <= value <= self.today
