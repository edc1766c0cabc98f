"""Which invented services does a clinic report, and how does the file reach the platform?"""

import io
import itertools
from datetime import UTC, date, datetime
from decimal import Decimal

from openpias.core.pki import signed_files
from openpias.core.rules.records import (
    Patient,
    RecordGroup,
    ReportHeader,
    ReportKind,
    ServiceRecord,
)
from openpias.interop import envelopes, file_names
from openpias.interop.messages.families import FAMILIES, family_of_request
from tests.factories.providers import CUI

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = date(2026, 11, 19)
HOUSE = "CAS-SV"
CONTRACT = "17/2026"
STAMP = "A12345"
SERVICE = "DC-CONS-01"
_ids = itertools.count(1)


def header(kind=ReportKind.CLINIC, **fields) -> ReportHeader:
    """Return the header of a clinic's report of November."""
    defaults = {
        "kind": kind,
        "app_id": "77",
        "provider_code": CUI,
        "provider_name": "Clinica Știința",
        "contract_number": CONTRACT,
        "house": HOUSE,
        "reported_on": date(2026, 11, 23),
        "starts_on": date(2026, 11, 1),
        "ends_on": date(2026, 11, 30),
        "totals": {"laboratory": Decimal(0), "day-care": Decimal(0)},
    }
    return ReportHeader(**{**defaults, **fields})


def patient(identifier="", **fields) -> Patient:
    """Return a displaced person as a clinic reports them."""
    defaults = {
        "person_type": "OUGMGR",
        "identifier": identifier,
        "surname": "Шевченко",
        "given_name": "Олена",
        "birth_date": date(1982, 7, 20),
        "country": "UA",
        "house": HOUSE,
    }
    return Patient(**{**defaults, **fields})


def record(who: Patient | None = None, **fields) -> ServiceRecord:
    """Return a consultation."""
    day = fields.get("given_on", DAY)
    defaults = {
        "app_id": str(1000 + next(_ids)),
        "group": RecordGroup.SERVICES,
        "path": "/report/clinicServices/clinicService[1]",
        "patient": who or patient(),
        "given_on": day,
        "given_at": datetime(day.year, day.month, day.day, 10, 30),  # noqa: DTZ001 - as messages have it
        "service_code": SERVICE,
        "package": "PB",
        "quantity": Decimal(1),
        "unit_value": Decimal("95.50"),
        "value": Decimal("95.50"),
        "stamp_code": STAMP,
        "speciality": "CARD",
        "diagnosis": "I10",
        "presentation": "1",
        "service_type": "1",
        "disease_type": "0",
    }
    return ServiceRecord(**{**defaults, **fields})


def xml(*records: ServiceRecord, said: ReportHeader | None = None) -> bytes:
    """Return a monthly report as its format writes it."""
    said = said or header()
    into = io.BytesIO()
    FAMILIES[said.kind].monthly.write(said, records, into)
    return into.getvalue()


def request(*records: ServiceRecord, said=None, request_type="RQ_CLIN_SRV") -> bytes:
    """Return an online validation as its format writes it."""
    said = said or header()
    _, online = family_of_request(said.kind.value, request_type)
    return online.write_request(said, records)


def name(minute=0, *, prefix="CLIN", code=CUI) -> file_names.FileName:
    """Return the name of a report that was made at noon."""
    return file_names.FileName(
        prefix=prefix,
        code=code,
        moment=datetime(2026, 11, 23, 12, minute),  # noqa: DTZ001 - names have no zone
    )


def sealed(content: bytes, party, *, named=None, at=NOW) -> str:
    """Sign a report with a certificate and pack it."""
    return envelopes.seal(
        content,
        name=named or name(),
        sign=lambda octets: signed_files.sign(
            octets, key=party.key, certificate=party.certificate, at=at
        ),
    )


def name_of(text: str) -> file_names.FileName:
    """Return a name in its parts."""
    return file_names.read(text)
