"""Why was a report, a record, a period or a pause not taken? Each value is the code of its texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from openpias.core.findings import Finding


class IntakeProblem(StrEnum):
    """Why a file was archived and refused, beside what envelopes, signatures and certificates say."""

    TEXT_TOO_LARGE = "report-text-too-large"
    KIND_UNKNOWN = "report-kind-unknown"
    KIND_UNTAKEN = "report-kind-untaken"
    KIND_WITHOUT_SERVICES = "report-kind-without-services"
    OPENING_FAILED = "report-opening-failed"
    NAME_IN_WORK = "report-name-in-work"
    NAME_PROCESSED = "report-name-processed"
    KIND_DIFFERS = "report-kind-differs"
    COMPANY_UNKNOWN = "report-company-unknown"
    HOUSE_DIFFERS = "report-house-differs"
    CONTRACT_UNKNOWN = "report-contract-unknown"
    IN_FUTURE = "report-in-future"
    PERIOD_UNDEFINED = "report-period-undefined"
    PERIOD_CLOSED = "report-period-closed"
    BUILT_DIFFERS = "report-built-differs"


class ReportingProblem(StrEnum):
    """Why something else was not done."""

    UNKNOWN = "not-found"
    NOT_ALLOWED = "not-allowed"
    PRACTICE = "reporting-not-in-practice"
    OTHER_HOUSE = "not-your-house"


class ReportingRefused(Exception):  # noqa: N818 - a refusal, not a fault
    """Nothing was written; `code` names the texts that say why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSaved:
    """Nothing was written; the findings say why."""

    findings: Sequence[Finding]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """It stands as it was typed; `fields` are those that changed, none when it stood so before."""

    public_id: str
    fields: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeRefusal:
    """Why a file is refused: our code, the official one of report intake, and what fills the texts."""

    code: str
    official_code: int
    facts: Mapping[str, str] = field(default_factory=dict)
