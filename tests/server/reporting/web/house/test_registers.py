"""Does a house see what its providers gave to displaced persons, and the persons after a reason alone?"""

import uuid
from datetime import date

import pytest
from pypdfium2 import PdfDocument
from tests.factories import house_reports as made
from tests.factories import people, reporting
from tests.factories.people import NOW
from tests.factories.providers import CUI, OTHER_CUI

from openpias.server.platform.audit.models import AuditEntry
from openpias.server.reporting.domain.distinct import EntryInput
from openpias.server.reporting.domain.outcomes import NotSaved, ReportingRefused
from openpias.server.reporting.operations import distinct, registers
from openpias.server.reporting.queries import distinct_counts
from openpias.server.reporting.queries.distinct import DistinctFilter

pytestmark = pytest.mark.django_db
REGISTERS = "/raportare/casa/evidenta"
NOVEMBER = "luna=2026-11"
OWN = f"{REGISTERS}/CAS-SV/{CUI}"


def text(answer, status=200):
    assert answer.status_code == status
    content = b"".join(answer) if answer.streaming else answer.content
    return content.decode("utf-8-sig")


@pytest.fixture
def given(clinic):
    """Let the clinic report two services to one person, one refused, and enter one by hand."""
    report, person = made.report(), uuid.uuid4()
    for _again in range(2):
        made.record(report, person=person)
    made.record(report, state=0)
    made.record(report, given_on=date(2026, 10, 31))
    typed = EntryInput(
        kind="FARME",
        identifier=reporting.displaced(),
        given_on="19-11-2026",
        what="Rețetă",
        quantity="1",
        value="31,5",
    )
    distinct.enter(typed, public_id=uuid.uuid4(), actor=clinic.actor, at=NOW)
    return clinic


def looks():
    return [row.facts for row in AuditEntry.objects.filter(event="distinct-read").order_by("id")]


def test_the_list_counts_by_provider_and_kind_and_names_nobody(sits, given):
    shown = text(sits.operator().get(f"{REGISTERS}?{NOVEMBER}"))

    assert "Servicii: 3, în valoare de 222,50 lei." in shown
    assert f"Clinica Știința ({CUI})" in shown
    assert f'href="{OWN}?luna=2026-11&amp;fel=CLIN"' in shown
    rows = distinct_counts.rows(given.operator, wanted=DistinctFilter(month=date(2026, 11, 1)))
    assert [(each.kind, each.services, each.persons) for each in rows] == [
        ("CLIN", 2, 1),
        ("FARME", 1, 1),
    ]
    assert "Шевченко" not in shown
    assert looks() == []


def test_persons_are_shown_after_a_reason_which_stands_beside_each_look(sits, given):
    operator = sits.operator()
    asked = text(operator.get(f"{OWN}?{NOVEMBER}"))
    assert "De ce deschideți" in asked
    assert "Pașaport" not in asked
    assert 'href="#look_reason"' in text(operator.post(f"{OWN}?{NOVEMBER}"), 422)

    answer = operator.post(f"{OWN}?{NOVEMBER}", {"look_reason": "check"})
    shown = text(operator.get(answer["Location"]))

    assert "Шевченко Олена" in shown
    assert "Pașaport FA123456" in shown
    assert looks() == [
        {"month": "2026-11", "kind": "", "rows": 3, "reason": "check", "provider": CUI}
    ]
    # What only the provider may correct leads nowhere here.
    assert "/raportare/evidenta/" not in shown


def test_files_ask_for_the_reason_too_and_have_every_row(sits, given):
    operator = sits.operator()
    table, paper = (f"{OWN}/registru.{each}?{NOVEMBER}&fel=FARME" for each in ("csv", "pdf"))

    assert operator.get(table)["Location"] == f"{OWN}?luna=2026-11&fel=FARME"
    assert operator.get(paper).status_code == 302
    operator.post(f"{OWN}?{NOVEMBER}", {"look_reason": "complaint"})

    rows = text(operator.get(table)).splitlines()
    assert len(rows) == 2
    assert rows[1].startswith(f"{CUI};19-11-2026;Шевченко Олена;")
    page = PdfDocument(operator.get(paper).content)[0]
    said = " ".join(page.get_textpage().get_text_range().split())
    for part in ("Clinica Știința", CUI, "31,50", "Шевченко Олена"):
        assert part in said
    assert [(each["reason"], each["rows"]) for each in looks()] == [("complaint", 1)] * 2


def test_the_counts_are_saved_as_a_table_without_persons(sits, given):
    rows = text(sits.settlement().get(f"{REGISTERS}.csv?{NOVEMBER}")).splitlines()

    assert rows[0] == "Casa;Furnizorul;Codul fiscal;Felul;Servicii;Persoane;Valoarea (lei)"
    assert [row.split(";")[2:] for row in rows[1:]] == [
        [CUI, "CLIN", "2", "1", "191,00"],
        [CUI, "FARME", "1", "1", "31,50"],
    ]


def test_another_house_sees_nothing_and_cnas_sees_each(sits, given):
    stranger, national = sits.operator("CAS-IS"), sits.administrator()

    assert CUI not in text(stranger.get(f"{REGISTERS}?{NOVEMBER}&casa=CAS-SV"))
    assert stranger.post(OWN, {"look_reason": "check"}).status_code == 404
    assert stranger.get(f"{OWN}/registru.csv").status_code == 404
    assert national.get(f"{REGISTERS}/CAS-IS/{CUI}").status_code == 404
    assert national.get(f"{REGISTERS}/CAS-SV/{OTHER_CUI}").status_code == 404
    assert CUI in text(national.get(f"{REGISTERS}?{NOVEMBER}&casa=CAS-SV"))
    assert "Niciun serviciu" in text(national.get(f"{REGISTERS}?{NOVEMBER}&casa=CAS-IS"))
    national.post(f"{OWN}?{NOVEMBER}", {"look_reason": "check"})
    assert "Шевченко Олена" in text(national.get(f"{OWN}?{NOVEMBER}"))


def test_the_auditor_sees_counts_and_no_person(sits, given):
    auditor = sits.auditor()

    assert CUI in text(auditor.get(f"{REGISTERS}?{NOVEMBER}"))
    assert auditor.get(OWN).status_code == 403
    assert auditor.get(f"{OWN}/registru.pdf").status_code == 403
    # The provider's own page is nobody else's, who would see persons there without a reason.
    for browser in (auditor, sits.operator()):
        assert browser.get("/raportare/evidenta").status_code == 403


def test_without_a_reason_no_operation_gives_a_row(given):
    wanted = DistinctFilter(month=date(2026, 11, 1), provider=CUI, house="CAS-SV")
    said = {"wanted": wanted, "at": NOW}

    assert isinstance(
        registers.look_at(given.operator, number=1, reason="curiosity", **said), NotSaved
    )
    assert isinstance(registers.take_out_of(given.operator, reason="", **said), NotSaved)
    with pytest.raises(ReportingRefused):
        registers.look(given.operator, number=1, **said)
    with pytest.raises(ReportingRefused):
        registers.take_out(given.operator, **said)
    with pytest.raises(ReportingRefused):
        registers.look_at(given.actor, number=1, reason="check", **said)
    assert looks() == []


@pytest.mark.parametrize("query", ["luna=x&fel=x&furnizor=%00&casa=%00&pagina=x", "luna=2021-01"])
def test_nonsense_in_an_address_shows_a_page(sits, given, query):
    operator = sits.operator()

    assert operator.get(f"{REGISTERS}?{query}").status_code == 200
    assert operator.get(f"{OWN}?{query}").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_number_of_queries(sits, clinic, number, django_assert_num_queries):
    report = made.report()
    for place in range(number):
        made.record(report, provider_code=f"1854729{place}")
    operator = sits.operator()
    operator.get(REGISTERS)

    with django_assert_num_queries(8):
        shown = text(operator.get(REGISTERS))

    assert shown.count(f'href="{REGISTERS}/CAS-SV/') == number


@pytest.mark.parametrize("number", [1, 3])
def test_an_opened_register_takes_the_same_number_of_queries(
    sits, clinic, number, django_assert_num_queries
):
    for place in range(number):
        typed = EntryInput(
            kind="FARME",
            identifier=reporting.displaced(
                surname=("Шевченко", "Коваленко", "Мельник")[place],
                birth_date=f"196{place}-05-04",
                documents=(people.document(number=f"FB{place}"),),
            ),
            given_on="19-11-2026",
            what="Rețetă",
            quantity="1",
        )
        distinct.enter(typed, public_id=uuid.uuid4(), actor=clinic.actor, at=NOW)
    operator = sits.operator()
    operator.post(f"{OWN}?{NOVEMBER}", {"look_reason": "check"})

    with django_assert_num_queries(19):
        shown = text(operator.get(f"{OWN}?{NOVEMBER}"))

    assert shown.count("op-tasks__row") == number
