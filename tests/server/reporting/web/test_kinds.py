"""Can a service of every kind be typed, found good, and built into a report of its message?"""

import io

import pytest
from tests.factories import insured, reporting, reports
from tests.factories.typed_services import sent

from openpias.core.rules.records import ReportKind, ServiceRecord
from openpias.interop.messages.families import FAMILIES
from openpias.server.providers.models import Provider
from openpias.server.reporting.enums import DraftState
from openpias.server.reporting.models import BuiltReport, DraftRecord

pytestmark = pytest.mark.django_db
EVERY_KIND = [
    *("family-medicine", "clinic", "paraclinic", "home-care", "medical-devices"),
    *("sick-leave", "rehabilitation", "dentistry"),
]
# What only this kind asks for, as somebody types it.
OWN = {
    ReportKind.HOME_CARE: {
        "details-decisionNo": "D-17",
        "details-decisionDate": "10-11-2026",
        "details-recommendationNo": "R-9",
        "details-recommendationDate": "09-11-2026",
        "details-dateEnd": "20-11-2026",
        "details-isRural": "0",
    },
    ReportKind.RECOVERY_AMBULATORY: {
        "register_number": "RC-5",
        "ends_on": "20-11-2026",
        "details-interruptedCure": "false",
    },
    ReportKind.RECOVERY_SANATORIUM: {
        "ends_on": "21-11-2026",
        "register_number": "FO-5",
        "details-hospitalizationDaysNo": "3",
        "details-sectionCode": "REC",
    },
    ReportKind.SICK_LEAVE: {
        "identifier": insured.cnp(),
        "person_type": "ASIGURAT",
        "details-serialCode": "CCMAB",
        "details-serialNo": "1234567",
        "details-duplicate": "0",
        "details-month": "11",
        "details-year": "2026",
        "details-indemnCode": "01",
        "details-certType": "AM",
        "details-continuation": "false",
    },
}


@pytest.mark.parametrize("kind", ReportKind)
def test_a_service_of_every_kind_goes_into_its_report(clinic, clerk, kind):
    Provider.objects.update(kinds=EVERY_KIND)
    reporting.service(code=f"X-{kind.value}", kinds=[kind.value], needs_card=False)
    if kind is not ReportKind.CLINIC:
        reporting.opened(clinic.operator, kind=kind.value)
    typed = sent(reporting.displaced(), service_code=f"X-{kind.value}", kind=kind.value)

    clerk.post("/raportare/servicii/nou", {**typed, **OWN.get(kind, {})})

    draft = DraftRecord.objects.get()
    assert [each for each in draft.findings if each["severity"] == "error"] == []
    assert draft.state == DraftState.VALIDATED
    chosen = {
        "record": typed["record"],
        "fel": kind.value,
        "contract": reports.CONTRACT,
        "de_la": "01-11-2026",
        "pana_la": "30-11-2026",
    }
    answer = clerk.post("/raportare/luna", chosen)
    assert answer.status_code == 302, answer.content.decode()
    content = io.BytesIO(bytes(BuiltReport.objects.get().content))
    read = FAMILIES[kind].monthly.read(content)
    assert [each.app_id for each in read if isinstance(each, ServiceRecord)] == [draft.app_id]
