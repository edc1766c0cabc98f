"""Does a house's file come in whole, once, and say what is wrong with each refused row?"""

import io
import tracemalloc
from datetime import date

import pytest
from tests.factories import insured as factory
from tests.factories.insured import IASI, SUCEAVA, enrolled, operator
from tests.factories.people import NOW

from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.providers.operations.houses import load
from openpias.server.registry import api
from openpias.server.registry.domain.insured_rows import COLUMNS
from openpias.server.registry.models import (
    InsuredImport,
    InsuredPerson,
    InsuredVersion,
    RefusedRow,
)
from openpias.server.registry.operations import insured_chunks, insured_demo, insured_imports
from openpias.server.registry.operations.insured_imports import ImportRefused
from openpias.server.registry.queries import nomenclatures

pytestmark = pytest.mark.django_db
HEADING = ("cnp", "surname", "given_name", "birth_date", "sex", "category", "state", "valid_from")


@pytest.fixture(autouse=True)
def houses(db):
    load()


@pytest.fixture
def actor():
    return operator()


def row(cnp=None, **fields):
    defaults = {
        "cnp": cnp or factory.cnp(),
        "surname": "Țurcanu",
        "given_name": "Ștefania",
        "birth_date": "24-11-1985",
        "sex": "F",
        "category": "EMPLOYEE",
        "state": "ASIGURAT",
        "valid_from": "2026-01-01",
    }
    return {**defaults, **fields}


def table(*rows, separator=",", names=HEADING):
    lines = [separator.join(names)]
    lines += [separator.join(each.get(name, "") for name in names) for each in rows]
    return "\n".join(lines).encode()


def take(content, *, actor, house=SUCEAVA, **options):
    return insured_imports.import_file(
        io.BytesIO(content), house=house, actor=actor, now=lambda: NOW, **options
    )


def counts(view):
    return (view.rows_done, view.added, view.changed, view.unchanged, view.refused)


def refused():
    return [
        (each.row_number, [(found["code"], found["path"]) for found in each.findings])
        for each in RefusedRow.objects.order_by("row_number")
    ]


def test_persons_come_in_with_their_insurance_and_family_doctor(actor):
    typed = row(
        doctor_stamp_code="a12345",
        doctor_surname="Rusu",
        doctor_given_name="Ioan",
        doctor_provider_code="90000006",
        doctor_valid_from="2026-02-01",
    )

    done = take("\ufeff".encode() + table(typed, separator=";", names=COLUMNS), actor=actor)

    assert counts(done) == (1, 1, 0, 0, 0)
    view = api.insured_by_cnp(typed["cnp"])
    assert view.insurance_on(date(2026, 3, 1)).category == "EMPLOYEE"
    assert view.family_doctor_on(date(2026, 3, 1)).stamp_code == "A12345"
    assert (view.version, view.house_code, len(view.cid)) == (1, SUCEAVA, 20)


def test_a_file_taken_in_again_changes_nothing(actor):
    content = table(row(), row())
    take(content, actor=actor)
    before = list(InsuredPerson.objects.order_by("pk").values())

    again = take(content, actor=actor)
    other = take(content + b"\n", actor=actor)

    assert counts(again) == (2, 2, 0, 0, 0)
    assert counts(other) == (2, 0, 0, 2, 0)
    assert list(InsuredPerson.objects.order_by("pk").values()) == before
    assert not InsuredVersion.objects.exists()


def test_a_new_period_of_a_known_person_follows_the_open_one_and_keeps_the_version_before(actor):
    cnp = factory.cnp()
    take(table(row(cnp)), actor=actor)

    done = take(table(row(cnp, category="PENSIONER", valid_from="2026-09-01")), actor=actor)

    assert counts(done) == (1, 0, 1, 0, 0)
    view = api.insured_by_cnp(cnp)
    assert [(each.valid_from, each.valid_to) for each in view.insurances] == [
        (date(2026, 9, 1), None),
        (date(2026, 1, 1), date(2026, 8, 31)),
    ]
    kept = InsuredVersion.objects.get()
    assert (view.version, kept.reason, len(kept.snapshot["insurances"])) == (2, "import", 1)


def test_rows_of_one_person_in_one_file_build_one_history(actor):
    cnp = factory.cnp()
    first = row(cnp, valid_from="2024-01-01")

    done = take(table(first, row(cnp, category="PENSIONER")), actor=actor)

    assert counts(done) == (2, 1, 1, 0, 0)
    assert len(api.insured_by_cnp(cnp).insurances) == 2


def test_refused_rows_are_named_by_their_row_and_column_and_hold_nothing_typed(actor):
    elsewhere = api.insured(enrolled(house=IASI)).cnp
    known = api.insured(enrolled()).cnp
    good = row()

    done = take(
        table(
            row("2851124700013"),
            good,
            row(sex="M", category="NOBODY"),
            row(elsewhere, given_name="Ștefania Măriuca"),
            row(known, surname="Altcineva"),
            row(good["cnp"], category="STUDENT", valid_from="2026-01-01"),
            row(birth_date="31-02-1985"),
        ),
        actor=actor,
    )

    assert counts(done) == (7, 1, 0, 0, 6)
    assert refused() == [
        (2, [("insured-cnp-control-digit", "/cnp")]),
        (4, [("insured-cnp-sex", "/sex")]),
        (5, [("cnp-elsewhere", "/cnp")]),
        (6, [("cnp-enrolled", "/cnp")]),
        (7, [("periods-overlap", "/valid_from")]),
        (8, [("date-not-real", "/birth_date")]),
    ]
    assert "urcanu" not in str(list(RefusedRow.objects.values()))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-heading"),
        (b"name,birth\nA,B\n", "file-heading"),
        ("cnp,surname,given_name,birth_date,sex\n1,Ș,A,,F".encode("utf-16"), "file-not-a-table"),
        (
            "cnp,surname,given_name,birth_date,sex\n1,Ș,A,,F".encode("iso8859-16"),
            "file-not-a-table",
        ),
        (table(row()) + b"\n\0", "file-not-a-table"),
        (table(row()) + b'\n"' + b"x" * 5000, "file-not-a-table"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "file-not-a-table"),
    ],
)
def test_what_is_no_table_changes_nothing(actor, content, code):
    answer = take(content, actor=actor)

    assert isinstance(answer, ImportRefused)
    assert answer.finding.code == code
    assert not InsuredPerson.objects.exists()
    assert not InsuredImport.objects.exists()


def test_hostile_cells_are_refused_one_by_one(actor):
    lines = table(row()).decode().splitlines()
    hostile = [
        "=HYPERLINK(1),<script>,x,24-11-1985,F,EMPLOYEE,ASIGURAT,2026-01-01",
        "2.85112E+12,Ion,Ion,24-11-1985,F,EMPLOYEE,ASIGURAT,2026-01-01",
        ",,,,,,,,,,,,,,x",
        "'; DROP TABLE registry_person; --,Ion,Ion,24-11-1985,F,EMPLOYEE,ASIGURAT,2026-01-01",
        "",
        "\u202e" + lines[1],
    ]

    done = take("\n".join([*lines, *hostile]).encode(), actor=actor)

    assert counts(done)[:2] == (6, 1)
    assert done.refused == 5 - done.unchanged
    assert {number for number, _ in refused()} >= {3, 4, 5, 6}
    assert (5, [("row-too-long", "")]) in refused()


def test_a_crash_between_chunks_is_gone_on_with(actor, monkeypatch):
    content = table(*(row() for _ in range(5)))
    real, calls = insured_chunks.write, []

    def falls(*args, **kwargs):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(*args, **kwargs)

    monkeypatch.setattr(insured_chunks, "write", falls)
    with pytest.raises(KeyboardInterrupt):
        take(content, actor=actor, chunk_rows=2)
    assert InsuredPerson.objects.count() == 2
    assert InsuredImport.objects.get().finished_at is None

    done = take(content, actor=actor, chunk_rows=2)

    assert counts(done) == (5, 5, 0, 0, 0)
    assert done.finished_at == NOW
    assert InsuredPerson.objects.count() == 5


def test_somebody_who_may_not_imports_nothing():
    content = table(row())

    for actor in (operator(IASI), operator(role=Role.CARD_SPECIALIST)):
        answer = take(content, actor=actor)
        assert isinstance(answer, ImportRefused)
        assert answer.finding.code == "not-your-insured"
    assert not InsuredPerson.objects.exists()


def test_each_chunk_leaves_one_entry_without_personal_data(actor):
    typed = row()
    take(table(typed, row(), row()), actor=actor, chunk_rows=2)

    entries = AuditEntry.objects.filter(event="insured-imported")
    assert [each.facts["added"] for each in entries.order_by("id")] == [2, 1]
    assert typed["cnp"] not in str(list(entries.values()))


@pytest.mark.slow
def test_memory_stays_flat_however_long_the_file_is(actor):
    def peak(rows):
        content = table(*(row(f"{number:013d}") for number in range(rows)))
        tracemalloc.start()
        take(content, actor=actor, chunk_rows=100)
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    peak(200)
    assert peak(4000) < 3 * peak(400)


def test_a_chunk_costs_a_fixed_number_of_queries(actor, django_assert_num_queries):
    nomenclatures.forget()
    take(table(row()), actor=actor)
    one, three = table(row()), table(row(), row(), row())

    with django_assert_num_queries(20):
        take(one, actor=actor)
    with django_assert_num_queries(20):
        take(three, actor=actor)


def test_the_demonstration_insures_invented_persons_once(actor):
    added = insured_demo.load(actor=actor, at=NOW)
    again = insured_demo.load(actor=actor, at=NOW)

    assert (added, again) == (len(insured_demo.PERSONS), 0)
    assert all(each.cnp[7:9] == "70" for each in InsuredPerson.objects.all())
    states = {
        api.insured_by_cnp(each.cnp).state_on(date(2026, 11, 25))
        for each in InsuredPerson.objects.all()
    }
    assert states == {api.InsuredState.INSURED, api.InsuredState.NOT_INSURED}
