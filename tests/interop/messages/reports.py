"""Messages of an invented clinic, as octets that come one part after another."""

import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal

from openpias.core.findings import Finding
from openpias.core.rules.records import (
    Patient,
    RecordGroup,
    ReportHeader,
    ReportKind,
    ServiceRecord,
)
from openpias.interop.messages.families import FAMILIES

DAY = date(2026, 11, 2)
CLINIC = FAMILIES[ReportKind.CLINIC]
HEADER = ReportHeader(
    kind=ReportKind.CLINIC,
    app_id="1",
    provider_code="11343845",
    provider_name="Clinica Țărnă",
    contract_number="C-1",
    house="CAS-CJ",
    reported_on=date(2026, 11, 30),
    starts_on=date(2026, 11, 1),
    ends_on=date(2026, 11, 30),
    totals={"laboratory": Decimal(0), "day-care": Decimal(0)},
)
OLENA = Patient(
    person_type="OUGMGR",
    identifier="9123456789012",
    surname="Kovalenko",
    given_name="Olena",
    birth_date=date(1990, 1, 1),
    country="UA",
    house="CAS-CJ",
)
SERVICE = ServiceRecord(
    app_id="7",
    group=RecordGroup.SERVICES,
    path="/report/clinicServices/clinicService[1]",
    patient=OLENA,
    given_on=DAY,
    given_at=datetime(2026, 11, 2, 10, 15),  # noqa: DTZ001 - as the message writes it
    service_code="C0001",
    package="PB",
    stamp_code="A12345",
    speciality="CARDIO",
    diagnosis="I10",
    presentation="5",
    service_type="1",
    disease_type="0",
)
BEGIN = (
    b'<report xmlns="http://www.cnas.ro/siui/2.0" AppID="1" clinic="C" fiscalCode="1"'
    b' contractNo="C-1" insuranceHouse="CAS-CJ" reportingDate="2026-11-30"'
    b' startFrom="2026-11-01" endTo="2026-11-30" labValue="0" hspValue="0">'
)
LIST, LIST_END, END = b"<clinicServices>", b"</clinicServices>", b"</report>"
LINE = (
    b'<clinicService AppID="7" stencilNo="A12345" specialityCode="CARDIO"'
    b' patientInsuranceHouse="CAS-CJ" reportedService="C0001" medSrvPack="PB" quantity="1"'
    b' serviceDate="2026-11-02T10:15:00" initialDiagnostic="I10" presentationMode="5"'
    b' serviceType="1" diseaseType="0" personType="OUGMGR"><foreignPerson'
    b' personIdentifier="9123456789012" personFirstName="Olena" personLastName="Kovalenko"'
    b' birthDate="1990-01-01" countryCode="UA"/></clinicService>\n'
)
REPORT = BEGIN + LIST + LINE + LIST_END + END


class Stream(io.RawIOBase):
    """Gives octets that are made while they are read."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self.parts: Iterator[bytes] = iter(parts)
        self.rest = b""
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        while len(self.rest) < size and (part := next(self.parts, b"")):
            self.rest += part
        found, self.rest = self.rest[:size], self.rest[size:]
        self.given += len(found)
        return found


def findings(content: bytes) -> list[tuple[str, str]]:
    """Return code and place of what is wrong with a report of the clinic."""
    return [
        (each.code, each.path)
        for each in CLINIC.monthly.read(io.BytesIO(content))
        if isinstance(each, Finding)
    ]
