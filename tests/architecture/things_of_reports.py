"""What does reporting bring at a provider, one of each: a typed service, a built report, a sent one?"""

import uuid
from datetime import date

from tests.factories.people import NOW

from openpias.server.reporting.domain.distinct import EntryInput
from openpias.server.reporting.enums import DraftState, ReportState
from openpias.server.reporting.models import (
    BuiltReport,
    DraftRecord,
    Feedback,
    FeedbackPart,
    Report,
)
from openpias.server.reporting.operations import distinct

Thing = dict[str, str]
KINDS = ("draft", "built", "built-report", "report", "entry")
PAGES: dict[str, Thing] = {
    "raportare/evidenta/<uuid:public_id>/stergere": {"reason": "typed-twice"},
    "raportare/servicii/nou": {"record": str(uuid.UUID(int=8))},
    "raportare/evidenta/nou": {"record": str(uuid.UUID(int=9))},
}


def of_provider(clerk, *, number: str) -> dict[str, Thing]:
    """Type a service, build a report, and let another one be answered; enter one by hand."""
    built = _built(clerk)
    return {
        "draft": {"public_id": str(_draft(clerk).public_id)},
        "built": {"public_id": str(built.public_id)},
        "built-report": {"report_id": str(built.public_id)},
        "report": {"public_id": str(_report(clerk).public_id)},
        "entry": {"public_id": _entry(clerk, number)},
    }


def unknown() -> dict[str, Thing]:
    """Return what nobody has, of the same shape."""
    one = str(uuid.uuid4())
    return {
        **{kind: {"public_id": one} for kind in KINDS},
        "built-report": {"report_id": one},
    }


def _own(clerk) -> dict[str, str]:
    return {"provider_code": clerk.provider.code, "house_code": clerk.provider.house_code}


def _draft(clerk, **fields) -> DraftRecord:
    said = {"kind": "CLIN", "identifier": "", "given_on": "19-11-2026"}
    return DraftRecord.objects.create(
        public_id=uuid.uuid4(),
        kind="CLIN",
        app_id=f"7{clerk.account_id}{DraftRecord.objects.count()}",
        typed=said,
        typed_at=NOW,
        typed_by=clerk.account_id,
        **_own(clerk),
        **fields,
    )


def _built(clerk) -> BuiltReport:
    built = BuiltReport.objects.create(
        public_id=uuid.uuid4(),
        kind="CLIN",
        contract_number="17/2026",
        starts_on=date(2026, 11, 1),
        ends_on=date(2026, 11, 30),
        file_name=f"CLIN_{clerk.provider.code}_20261120_1130.xml",
        content=b"<report/>",
        records=1,
        built_at=NOW,
        built_by=clerk.account_id,
        **_own(clerk),
    )
    _draft(clerk, state=DraftState.IN_REPORT, built=built)
    return built


def _report(clerk) -> Report:
    report = Report.objects.create(
        provider_name=clerk.provider.name,
        account_id=clerk.account_id,
        report_type="CLIN",
        digest=clerk.provider.code.encode().ljust(32),
        size=10,
        received_at=NOW,
        finished_at=NOW,
        state=ReportState.PROCESSED,
        file_name=f"CLIN_{clerk.provider.code}_20261120_1030.xml",
        **_own(clerk),
    )
    feedback = Feedback.objects.create(report=report, name="raspuns.zip", size=4, made_at=NOW)
    FeedbackPart.objects.create(feedback=feedback, number=0, octets=b"PK\x05\x06")
    return report


def _entry(clerk, number: str) -> str:
    typed = EntryInput(
        kind="FARME", identifier=number, given_on="19-11-2026", what="Rețetă", quantity="1"
    )
    saved = distinct.enter(typed, public_id=uuid.uuid4(), actor=clerk, at=NOW)
    return saved.public_id
