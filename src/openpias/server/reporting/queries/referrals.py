"""Which referral did another physician issue?

Only one that stands as valid is found, and only by whoever knows all that is printed on it: series,
number, the physician's stamp code and the patient's CNP or number.
"""

from dataclasses import dataclass

from openpias.core.rules.records import (
    Detail,
    Patient,
    RecordGroup,
    Referral,
    ServiceRecord,
)
from openpias.interop.messages.formats import RecordState
from openpias.server.reporting.models import IssuedReferral, ReportedRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What is printed on a referral, and of which sort it is: 1 specialist, 2 laboratory."""

    ticket: str
    series: str
    number: str
    stamp_code: str
    patient: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedView:
    """A referral as it is given to whoever acts on it, and the inner id of its record."""

    record: int
    referral: ServiceRecord


def issued(printed: Printed) -> IssuedView | None:
    """Return the referral, None where none stands under all of this; the newest of several."""
    if not all((printed.series, printed.number, printed.stamp_code, printed.patient)):
        return None
    papers = IssuedReferral.objects.filter(
        number=printed.number, series=printed.series, ticket=printed.ticket
    )
    for paper in papers.order_by("-pk"):
        row = ReportedRecord.objects.filter(
            provider_code=paper.provider_code,
            kind=paper.kind,
            list=RecordGroup.REFERRALS.value,
            app_id=paper.app_id,
            stamp_code=printed.stamp_code,
            superseded_at=None,
            withdrawn_at=None,
            state__gt=RecordState.INVALID,
        ).first()
        if row is not None and printed.patient in (row.cnp, row.identifier):
            return IssuedView(record=row.pk, referral=_referral(paper, row))
    return None


def _referral(paper: IssuedReferral, row: ReportedRecord) -> ServiceRecord:
    """Return what is written on it; no name: who holds the paper has it."""
    parts = tuple(
        Detail(name="investigation", values={**each, "no": str(place)})
        for place, each in enumerate(paper.investigations, 1)
    )
    return ServiceRecord(
        app_id="",
        group=RecordGroup.REFERRALS,
        path="",
        patient=Patient(
            person_type=row.person_type,
            identifier=row.identifier,
            cnp=row.cnp,
            house=paper.patient_house,
        ),
        given_on=row.given_on,
        stamp_code=row.stamp_code,
        speciality=row.speciality,
        diagnosis=row.diagnosis,
        service_type=paper.ticket,
        referral=Referral(series=paper.series, number=paper.number),
        details=Detail(name="referral", parts=parts),
    )
