"""Can a service of every kind be typed, found good, and built into a report of its message?"""

import io

import pytest
from tests.factories import reporting, reports
from tests.factories.typed_services import OWN, sent

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
