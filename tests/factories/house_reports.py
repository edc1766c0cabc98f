"""Which reports, records and findings lie at a house in these tests, without a file behind them?"""

import hashlib
import itertools
import uuid
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from openpias.server.reporting.domain.columns import key_of
from openpias.server.reporting.enums import ReportHappening, ReportState
from openpias.server.reporting.models import (
    Feedback,
    FeedbackPart,
    RecordFinding,
    Report,
    ReportedRecord,
    ReportEvent,
    ReportPart,
)
from tests.factories.providers import CUI
from tests.factories.reports import DAY, HOUSE, SERVICE

_numbers = itertools.count(1)
TEXT = b"UmFwb3J0"


def report(state=ReportState.PROCESSED, *, waited=timedelta(minutes=5), **fields) -> Report:
    """Write down a report of November that came some minutes ago."""
    number = next(_numbers)
    now = timezone.now()
    defaults = {
        "provider_code": CUI,
        "provider_name": "Clinica Știința",
        "house_code": HOUSE,
        "account_id": 1,
        "report_type": "CLIN",
        "digest": hashlib.sha256(str(number).encode()).digest(),
        "size": len(TEXT),
        "received_at": now - waited,
        "state": state,
        "file_name": f"CLIN_{CUI}_20261123_{number // 60 % 24:02d}{number % 60:02d}.xml",
        "starts_on": date(2026, 11, 1),
        "ends_on": date(2026, 11, 30),
        "contract_number": "17/2026",
        "app_id": "77",
    }
    if state is ReportState.REFUSED:
        defaults |= {"code": "report-period-closed", "official_code": -9}
    if state is ReportState.DEAD_LETTER:
        defaults |= {"failure": "error-ZeroDivisionError", "attempts": 3}
    if state is ReportState.PROCESSING:
        defaults |= {"claimed_until": now + timedelta(minutes=2), "attempts": 1}
    if state is ReportState.PROCESSED:
        defaults |= {
            "finished_at": now,
            "totals": {"reported": "191.00", "accepted": "95.50", "displaced-accepted": "95.50"},
        }
    row = Report.objects.create(**{**defaults, **fields})
    ReportPart.objects.create(report=row, number=0, octets=TEXT)
    ReportEvent.objects.create(
        report=row, happening=ReportHappening.RECEIVED.value, at=row.received_at, account_id=1
    )
    if state is ReportState.PROCESSING:
        ReportEvent.objects.create(
            report=row, happening=ReportHappening.PROCESSING_STARTED.value, at=now
        )
    return row


def record(of: Report, **fields) -> ReportedRecord:
    """Write down a service of a report; its patient is invented."""
    number = next(_numbers)
    defaults = {
        "report": of,
        "source": "report",
        "reported_at": of.received_at,
        "provider_code": of.provider_code,
        "house_code": of.house_code,
        "kind": of.report_type,
        "list": "services",
        "app_id": str(5000 + number),
        "position": number,
        "path": f"/report/clinicServices/clinicService[{number}]",
        "person": uuid.uuid4(),
        "person_type": "OUGMGR",
        "identifier": "9000000000019",
        "surname": "Шевченко",
        "given_name": "Олена",
        "given_on": DAY,
        "service_code": SERVICE,
        "quantity": Decimal(1),
        "value": Decimal("95.50"),
        "stamp_code": "A12345",
        "arrived_at": of.received_at,
        "state": 1,
    }
    said = {**defaults, **fields}
    key = key_of(*(str(said[name]) for name in ("provider_code", "kind", "list", "app_id")))
    return ReportedRecord.objects.create(key=key, **said)


def finding(of: Report, row: ReportedRecord | None = None, **fields) -> RecordFinding:
    """Write down what was found in a report, about one of its records or about the file."""
    defaults = {
        "report": of,
        "record": row,
        "position": row.position if row else 0,
        "code": "sent-late",
        "severity": "warning",
        "path": f"{row.path}/given_on" if row else "",
        "facts": {"deadline": "24-11-2026, 23:59"},
    }
    return RecordFinding.objects.create(**{**defaults, **fields})


def answered(of: Report, content: bytes = b"PK") -> Feedback:
    """Write down a feedback of a report."""
    row = Feedback.objects.create(
        report=of, name=f"{of.file_name}.zip", size=len(content), made_at=timezone.now()
    )
    FeedbackPart.objects.create(feedback=row, number=0, octets=content)
    return row
