"""How fast is a monthly report of a clinic read, checked and made into records, and written?

Pure: no database. Each line is a service of a displaced person with 22 attributes and a foreign
person of five. Figures are processor time of this process; the report is read from memory, once to
warm up and then five times, and the median counts. The last line is JSON.
Usage: messages.py [LINES]
"""

import hashlib
import io
import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from openpias.core.rules.records import (
    Patient,
    RecordGroup,
    Referral,
    ReportHeader,
    ReportKind,
    ServiceRecord,
)
from openpias.interop.messages.families import FAMILIES

_AIM = 20_000
_ROUNDS = 5


def header() -> ReportHeader:
    """Return the header of an invented clinic."""
    return ReportHeader(
        kind=ReportKind.CLINIC,
        app_id="1",
        provider_code="11343845",
        provider_name="Clinica de probă",
        contract_number="C-1",
        house="CAS-CJ",
        reported_on=date(2026, 11, 30),
        starts_on=date(2026, 11, 1),
        ends_on=date(2026, 11, 30),
        totals={"laboratory": Decimal(0), "day-care": Decimal(0)},
    )


def record(number: int) -> ServiceRecord:
    """Return a service of an invented person."""
    return ServiceRecord(
        app_id=str(number),
        group=RecordGroup.SERVICES,
        path=f"/report/clinicServices/clinicService[{number}]",
        patient=Patient(
            person_type="OUGMGR",
            identifier=f"9{number:012}",
            surname="Kovalenko",
            given_name="Olena",
            birth_date=date(1990, 1, 1),
            country="UA",
            house="CAS-CJ",
        ),
        given_on=date(2026, 11, 2),
        given_at=datetime(2026, 11, 2, 10, 15),  # noqa: DTZ001 - as the message writes it
        service_code="C0001",
        package="PB",
        unit_value=Decimal("34.50"),
        stamp_code="A12345",
        speciality="CARDIO",
        diagnosis="I10",
        presentation="2",
        service_type="1",
        disease_type="2",
        register_number=str(number),
        referral=Referral(
            series="ABC",
            number="1234567",
            stamp_code="B12345",
            issued_on=date(2026, 10, 30),
            speciality="MF",
        ),
    )


def seconds(act: Callable[[], int]) -> float:
    """Return the median of the processor time of an act."""
    times = []
    for _ in range(_ROUNDS + 1):
        begin = time.process_time()
        act()
        times.append(time.process_time() - begin)
    return statistics.median(times[1:])


def calibrate() -> int:
    """Compute 100,000 rounds of SHA-256, to compare machines."""
    digest = b""
    for _ in range(100_000):
        digest = hashlib.sha256(digest).digest()
    return len(digest)


def main(lines: int) -> None:
    """Print the figures; ends with an error where something was lost or the aim is missed."""
    clinic = FAMILIES[ReportKind.CLINIC].monthly
    records = [record(number) for number in range(1, lines + 1)]
    into = io.BytesIO()
    clinic.write(header(), records, into)
    report = into.getvalue()
    if list(clinic.read(io.BytesIO(report))) != [header(), *records]:
        raise SystemExit("what was read is not what was written")
    reading = seconds(lambda: sum(1 for _ in clinic.read(io.BytesIO(report))))
    writing = seconds(lambda: clinic.write(header(), records, io.BytesIO()) or 0)
    print(
        json.dumps(
            {
                "lines": lines,
                "octets": len(report),
                "read_lines_a_second": round(lines / reading),
                "written_lines_a_second": round(lines / writing),
                "calibration_ms": round(1000 * seconds(calibrate), 1),
            }
        )
    )
    if lines / reading < _AIM:
        raise SystemExit(f"fewer than {_AIM} lines a second")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
