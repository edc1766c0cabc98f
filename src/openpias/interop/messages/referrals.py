"""What is answered to getClinicReferral and getLabReferral?

What `validateClinicReferral` and `validateLabReferral` take and give are the messages of the request
type RQ_REFERRAL, which `families.family_of_operation` finds.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from openpias.core.findings import Finding
from openpias.core.rules.records import Detail, ReportHeader, ReportKind, ServiceRecord
from openpias.interop.messages import answers, fields, reading, writing
from openpias.interop.messages.shape import Element, shape
from openpias.interop.messages.tables.shared import SHARED

# validare/GetReferralResponse.xsd: the referral is required, so that one which was not found has no
# answer in this form. It has no application id.
RESPONSE = """
response
  @responseDate! dateTime -> reported_on
  errors ?
    +errors
  referral 1 #referrals
    @stencilNo! text..10 -> stamp_code
    @personPID! text /[0-9]{13}/ -> patient.cnp-or-zeros
    @patientInsuranceHouse text..20 -> patient.house
    @serialNo text..20 -> referral.number
    @serialCode text..20 -> referral.series
    @issueDate! date -> given_on
    @ticketType! uint {1|2} -> service_type
    @diagnostic text..20 -> diagnosis
    @specialty text..20 -> speciality
    @personType text {PersonTypes} -> patient.person_type
    +foreigner_online
    investigation *
      @no! uint
      @investigation! text
      @quantity! uint
"""
ROOT = shape(RESPONSE, SHARED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralAnswer:
    """A referral as another physician issued it; codes of findings as in `Answer`."""

    answered_on: date
    referral: ServiceRecord
    findings: tuple[tuple[str, bool], ...] = ()


def write(answer: ReferralAnswer) -> bytes:
    """Write the answer; raises IncompleteError where something is missing or does not fit."""
    into = io.BytesIO()
    header = ReportHeader(
        kind=ReportKind.CLINIC,
        app_id="",
        provider_code="",
        contract_number="",
        reported_on=answer.answered_on,
        starts_on=answer.answered_on,
        ends_on=answer.answered_on,
    )
    writing.write(ROOT, header, [answer.referral], into, findings=answer.findings)
    return into.getvalue()


def read(content: bytes) -> ReferralAnswer | Finding:
    """Read the answer; gives the first thing that is wrong, and raises nothing."""
    sink = _Sink()
    for _ in reading.read(io.BytesIO(content), ROOT, sink):
        if sink.wrong is not None:
            return sink.wrong
    assert sink.referral is not None  # noqa: S101 - a message without one is refused before
    return ReferralAnswer(
        answered_on=sink.said.reported_on, referral=sink.referral, findings=sink.findings
    )


class _Sink:
    said: ReportHeader

    def __init__(self) -> None:
        self.wrong: Finding | None = None
        self.referral: ServiceRecord | None = None
        self.findings: tuple[tuple[str, bool], ...] = ()

    def finding(self, finding: Finding) -> None:
        self.wrong = self.wrong or finding

    def header(self, values: dict[str, str], details: dict[str, str]) -> None:
        day = values["reported_on"]
        known = {"provider_code": "", "starts_on": day, "ends_on": day, **values}
        self.said = fields.header_of(ReportKind.CLINIC, known, details)

    def row(
        self,
        element: Element,
        path: str,
        values: dict[str, str],
        details: Detail,
        context: Mapping[str, str],
    ) -> None:
        self.referral = fields.record_of(
            element, path, values, details, context, header=self.said, is_first=True
        )

    def end(self, parts: list[Detail]) -> None:
        self.findings = answers.codes(parts)
