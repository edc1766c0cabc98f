"""Which rows does reporting keep? One subject per file."""

from openpias.server.reporting.models.declared_pause import DeclaredPause
from openpias.server.reporting.models.draft import BuiltReport, DistinctEntry, DraftRecord
from openpias.server.reporting.models.feedback import Feedback, FeedbackPart
from openpias.server.reporting.models.issued_referral import IssuedReferral
from openpias.server.reporting.models.listed import ListedCode, ListedService
from openpias.server.reporting.models.record import (
    RecordColumns,
    RecordFinding,
    ReportedRecord,
    StagedCount,
    StagedFinding,
    StagedRecord,
)
from openpias.server.reporting.models.report import ACCEPTED, Report, ReportEvent, ReportPart
from openpias.server.reporting.models.reporting_period import ReportingPeriod

__all__ = [
    "ACCEPTED",
    "BuiltReport",
    "DeclaredPause",
    "DistinctEntry",
    "DraftRecord",
    "Feedback",
    "FeedbackPart",
    "IssuedReferral",
    "ListedCode",
    "ListedService",
    "RecordColumns",
    "RecordFinding",
    "Report",
    "ReportEvent",
    "ReportPart",
    "ReportedRecord",
    "ReportingPeriod",
    "StagedCount",
    "StagedFinding",
    "StagedRecord",
]
