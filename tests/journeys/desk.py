"""What does a clinic write down in a month, and how does it become a report with a signature?

The clinic is that of the demonstration, with its contract, physician and list of services.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import msgspec
from tests.factories import reports
from tests.journeys import practice

from openpias.core.calendar.legal_day import ROMANIA
from openpias.core.calendar.reporting_clock import POLICIES, ReportingClock
from openpias.core.calendar.working_days import WorkingDays
from openpias.core.rules.records import ReportHeader
from openpias.interop import file_names

CUI, HOUSE, CONTRACT, PHYSICIAN = "900001013", "CAS-SV", "DEMO-1", "DEMO01"
OTHER, SPECIALITY = "900001021", "D-CARD"
TARIFFS = {
    "DC-CONS-01": Decimal("95.50"),
    "DC-CONS-02": Decimal("63.00"),
    "DC-ECHO-01": Decimal("78.00"),
    "DC-ECG-01": Decimal("31.50"),
    "DC-PANS-01": Decimal("25.00"),
}
NOW = datetime.now(UTC)


@dataclass(frozen=True)
class Month:
    """A month that is reported: its days, one that is late by now, and those that are not."""

    first: date
    last: date
    late: date
    timely: tuple[date, ...]


def reported_month(now):
    """Return the month to report, of the year of the contract; None where none has both."""
    clock = ReportingClock(POLICIES[-1], days=WorkingDays())
    today = now.astimezone(ROMANIA).date()
    this = today.replace(day=1)
    for first in (this, (this - timedelta(days=1)).replace(day=1)):
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        days = [first + timedelta(days=n) for n in range((min(last, today) - first).days + 1)]
        timely = tuple(day for day in days if clock.deadline(day) >= now + timedelta(minutes=5))
        if timely and clock.deadline(first) < now and first.year == today.year:
            return Month(first, last, first, timely)
    return None


MONTH = reported_month(NOW)


@dataclass
class Desk:
    """What the clinic writes down in the month."""

    header: ReportHeader
    folder: Path
    module: Path
    ids: int = 1000
    names: int = 0

    def service(self, patient, code, day, **fields):
        """Write down a service."""
        self.ids += 1
        tariff = TARIFFS.get(code)
        moment = datetime(day.year, day.month, day.day, 0, 5)  # noqa: DTZ001 - as messages have it
        defaults = {"app_id": str(self.ids), "given_on": day, "given_at": moment}
        defaults |= {"service_code": code, "unit_value": tariff, "value": None}
        defaults |= {"stamp_code": PHYSICIAN, "speciality": SPECIALITY, "diagnosis": "D001"}
        return reports.record(patient, **{**defaults, **fields})

    def name(self):
        """Return a name that no other report has."""
        self.names += 1
        moment = NOW.astimezone(ROMANIA).replace(tzinfo=None) - timedelta(minutes=self.names)
        return str(
            file_names.FileName(prefix="CLIN", code=self.header.provider_code, moment=moment)
        )

    def report(self, *records, name="", **fields):
        """Write a report into its file, sign it with the token; return its name and the text."""
        said = msgspec.structs.replace(self.header, **fields)
        file = self.folder / (name or self.name())
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(reports.xml(*records, said=said))
        return file.name, practice.sealed(file, "--module", self.module)


def header():
    """Return the header of the clinic's report."""
    today = NOW.astimezone(ROMANIA).date()
    return reports.header(
        provider_code=CUI,
        provider_name="Clinica Demonstrativă Siret",
        contract_number=CONTRACT,
        reported_on=today,
        starts_on=MONTH.first if MONTH else today.replace(day=1),
        ends_on=MONTH.last if MONTH else today,
    )
