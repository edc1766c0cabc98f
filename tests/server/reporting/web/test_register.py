"""Does the register show every displaced person with the document kept, on screen and in files?"""

import uuid

import pytest
from pypdfium2 import PdfDocument
from tests.factories import people, reporting
from tests.factories.providers import OTHER_CUI
from tests.factories.typed_services import sent

from openpias.server.platform.audit.models import AuditEntry
from openpias.server.reporting.models import DistinctEntry

pytestmark = pytest.mark.django_db
REGISTER, NEW = "/raportare/evidenta", "/raportare/evidenta/nou"


def text(answer):
    return answer.content.decode()


def typed(clerk, **person):
    clerk.post("/raportare/servicii/nou", sent(reporting.displaced(**person)))


def entry(identifier, **fields):
    return {
        "record": str(uuid.uuid4()),
        "version": "0",
        "kind": "FARME",
        "identifier": identifier,
        "given_on": "19-11-2026",
        "service_code": "",
        "what": "Rețetă compensată",
        "quantity": "1",
        "value": "31,5",
        **fields,
    }


def test_a_typed_service_stands_in_the_register_with_the_document(clerk):
    typed(clerk)

    shown = text(clerk.get(REGISTER))

    assert "19-11-2026 · Шевченко Олена" in shown
    assert "Pașaport FA123456 02-05-2019" in shown
    assert "cantitatea 1, 95,50 lei" in shown


def test_a_sick_leave_for_which_its_report_has_no_place_is_entered_by_hand(clerk):
    answer = clerk.post(NEW, entry(reporting.displaced(), kind="SICK", what="Concediu medical"))

    assert answer.status_code == 302
    assert "Concediu medical" in text(clerk.get(REGISTER))


def test_a_service_of_another_kind_is_entered_corrected_and_removed(clerk):
    number = reporting.displaced()

    first = clerk.post(NEW, entry(number))
    row = DistinctEntry.objects.get()
    address = f"{REGISTER}/{row.public_id}"
    assert first["Location"] == f"{REGISTER}?luna=2026-11"
    assert "Rețetă compensată" in text(clerk.get(REGISTER))

    clerk.post(address, entry(number, what="Rețetă gratuită", version=str(row.version)))
    assert "Rețetă gratuită" in text(clerk.get(REGISTER))

    assert clerk.post(f"{address}/stergere", {"reason": ""}).status_code == 422
    clerk.post(f"{address}/stergere", {"reason": "typed-twice"})
    assert "Niciun serviciu" in text(clerk.get(REGISTER))
    assert AuditEntry.objects.get(event="distinct-removed").facts == {"reason": "typed-twice"}
    assert clerk.get(address).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "CLIN"}, "kind"),
        ({"identifier": "9123456789012"}, "identifier"),
        ({"given_on": "30-11-2026"}, "given_on"),
        ({"what": ""}, "what"),
        ({"quantity": "0"}, "quantity"),
    ],
)
def test_a_wrong_entry_leads_to_its_field_and_stays_typed(clerk, wrong, field):
    answer = clerk.post(NEW, {**entry(reporting.displaced(), value="77,7"), **wrong})

    assert answer.status_code == 422
    assert f'href="#{field}"' in text(answer)
    assert 'value="77,7"' in text(answer)
    assert DistinctEntry.objects.count() == 0


def test_the_table_runs_nothing_and_has_every_row(clerk):
    clerk.post(NEW, entry(reporting.displaced(), what="=1+1"))

    answer = clerk.get(f"{REGISTER}.csv?luna=2026-11")
    rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()

    assert rows[0].startswith("Furnizorul;Ziua;Persoana;Numărul;Documentul")
    assert "'=1+1" in rows[1]
    assert "evidenta-distincta-2026-11.csv" in answer["Content-Disposition"]


def test_a_file_leaves_a_line_in_the_trail_without_names(clerk):
    typed(clerk)

    clerk.get(f"{REGISTER}.csv?luna=2026-11")

    facts = AuditEntry.objects.get(event="distinct-read").facts
    assert facts == {"month": "2026-11", "kind": "", "rows": 1}


def test_the_paper_has_persons_documents_and_totals_in_three_languages(clerk):
    typed(clerk)

    answer = clerk.get(f"{REGISTER}.pdf?luna=2026-11")
    page = PdfDocument(answer.content)[0]
    said = " ".join(page.get_textpage().get_text_range().split())

    for part in ("Evidența distinctă", "Шевченко Олена", "FA123456", "95,50", "Totaluri", "Особа"):
        assert part in said


def test_a_person_without_an_identity_document_shows_the_medical_one(clerk):
    document = people.document(type="MEDICAL_DOCUMENT", number="FO-77", issuer="Clinica")
    typed(clerk, documents=(document,), no_identity_reason="acte pierdute la frontieră")

    shown = text(clerk.get(REGISTER))

    assert "document medical în locul actului: FO-77" in shown
    assert "acte pierdute la frontieră" in shown


@pytest.mark.parametrize("number", [1, 3])
def test_the_register_takes_the_same_number_of_queries(clerk, number, django_assert_num_queries):
    for place in range(number):
        clerk.post(NEW, entry(reporting.displaced(surname=f"Шевченко{'о' * (place + 1)}")))
    clerk.get(REGISTER)

    with django_assert_num_queries(18):
        shown = text(clerk.get(REGISTER))

    assert shown.count("op-tasks__row") == number


def test_another_provider_sees_and_changes_nothing(clerk, signed_in):
    clerk.post(NEW, entry(reporting.displaced()))
    stranger = signed_in(provider=OTHER_CUI)
    address = f"{REGISTER}/{DistinctEntry.objects.get().public_id}"

    assert "Rețetă" not in text(stranger.get(REGISTER))
    assert stranger.get(address).status_code == 404
    assert stranger.post(f"{address}/stergere", {"reason": "not-given"}).status_code == 404
