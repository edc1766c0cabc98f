"""Which rows does a file of a reporting list have? One column a field, the first line names them."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openpias.core.findings import Finding
from openpias.core.rules.records import ReportKind
from openpias.server.reporting.domain.typed import Typed
from openpias.server.reporting.enums import ReportingList

CODE_COLUMNS = ("code", "name", "valid_from", "valid_to", "provenance")
SERVICE_COLUMNS = (
    *("code", "name", "kinds", "packages", "valid_from", "valid_to", "tariff"),
    *("needs_referral", "needs_card", "most_per_day", "provenance"),
)
MOST_ROWS = 50_000
_YES_NO = {"1": True, "0": False, "da": True, "nu": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRow:
    """A code in one validity."""

    code: str
    name: str
    valid_from: date
    valid_to: date | None
    provenance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRow:
    """A service in one validity."""

    code: str
    name: str
    kinds: list[str]
    packages: list[str]
    valid_from: date
    valid_to: date | None
    tariff: Decimal | None
    needs_referral: bool
    needs_card: bool
    most_per_day: int | None
    provenance: str


def columns(name: ReportingList) -> tuple[str, ...]:
    """Return the columns of a list's file, in their order."""
    return SERVICE_COLUMNS if name is ReportingList.SERVICES else CODE_COLUMNS


def read(text: str, *, name: ReportingList) -> list[CodeRow] | list[ServiceRow] | list[Finding]:
    """Return every row, or every finding with its path (`/rows/3/code`, counted from 1)."""
    lines = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    if tuple(lines.fieldnames or ()) != columns(name):
        return [Finding(code="list-columns", path="", facts={"columns": ",".join(columns(name))})]
    rows: list[CodeRow] | list[ServiceRow] = []
    findings: list[Finding] = []
    seen: set[tuple[str, date]] = set()
    for number, line in _numbered(lines, findings):
        read_row = _Line(line)
        row = read_row.service() if name is ReportingList.SERVICES else read_row.code()
        key = (row.code, row.valid_from)
        if key in seen:
            read_row.wrong("list-row-repeated", "code")
        seen.add(key)
        findings += [
            Finding(code=each.code, path=f"/rows/{number}{each.path}", facts=each.facts)
            for each in read_row.findings
        ]
        rows.append(row)  # type: ignore[arg-type]
    if not rows and not findings:
        findings.append(Finding(code="list-empty", path=""))
    return findings or rows


def _numbered(
    lines: "csv.DictReader[str]", findings: list[Finding]
) -> Iterator[tuple[int, Mapping[str, str]]]:
    try:
        for number, line in enumerate(lines, start=1):
            if number > MOST_ROWS:
                findings.append(
                    Finding(code="list-too-long", path="", facts={"most": str(MOST_ROWS)})
                )
                return
            yield number, {str(key): value or "" for key, value in line.items() if key}
    except csv.Error:
        findings.append(Finding(code="list-not-csv", path=""))


class _Line(Typed):
    def __init__(self, line: Mapping[str, str]) -> None:
        super().__init__()
        self._line = line

    def code(self) -> CodeRow:
        first, last = self._days()
        return CodeRow(
            code=self._text("code", 20),
            name=self._text("name", 200),
            valid_from=first,
            valid_to=last,
            provenance=self._text("provenance", 300),
        )

    def service(self) -> ServiceRow:
        first, last = self._days()
        return ServiceRow(
            code=self._text("code", 20),
            name=self._text("name", 200),
            kinds=self._kinds(),
            packages=self._line["packages"].split(),
            valid_from=first,
            valid_to=last,
            tariff=self.number(self._line["tariff"], "tariff"),
            needs_referral=self._truth("needs_referral"),
            needs_card=self._truth("needs_card"),
            most_per_day=self._whole("most_per_day"),
            provenance=self._text("provenance", 300),
        )

    def _text(self, field: str, longest: int) -> str:
        return self.text(self._line[field], field, longest=longest)

    def _days(self) -> tuple[date, date | None]:
        first = self.day(self._line["valid_from"], "valid_from")
        last = self.day(self._line["valid_to"], "valid_to", required=False)
        if first and last and last < first:
            self.wrong("list-ends-before-it-starts", "valid_to")
        return first or date.min, last

    def _kinds(self) -> list[str]:
        kinds = self._line["kinds"].split()
        if not kinds or set(kinds) - set(ReportKind):
            self.wrong("list-kinds", "kinds")
        return kinds

    def _truth(self, field: str) -> bool:
        found = _YES_NO.get(self._line[field].strip().lower())
        if found is None:
            self.wrong("list-yes-no", field)
        return bool(found)

    def _whole(self, field: str) -> int | None:
        text = self._line[field].strip()
        if not text:
            return None
        if not text.isascii() or not text.isdigit() or not 0 < int(text[:6]) < 1000:
            self.wrong("number-shape", field)
            return None
        return int(text)
