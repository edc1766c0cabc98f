"""Does a file enter the register once, whole, and go on after a crash?"""

import csv
from uuid import UUID

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from tests.factories import people
from tests.factories.people import NOW, document, registration

from openpias.core.identifiers import temporary_number
from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.platform.outbox.models import OutboxEvent
from openpias.server.registry.domain.import_lines import LineMaker
from openpias.server.registry.domain.import_rows import FileRefusedError
from openpias.server.registry.domain.outcomes import Question, Registered
from openpias.server.registry.enums import IdentifierKind, Outcome, PersonStatus
from openpias.server.registry.models import (
    Identifier,
    ImportRun,
    MatchingKey,
    Person,
    Registration,
    SetAside,
)
from openpias.server.registry.operations import importing, merges, temporary_numbers
from openpias.server.registry.operations.decisions import DecisionInput
from openpias.server.registry.operations.importing import chunks, copying, running
from openpias.server.registry.queries.persons import person, person_by_number

pytestmark = pytest.mark.django_db
HEADING = (
    "surname,given_name,birth_date,sex,category,citizenship,entry_point,entry_date,visa_type,"
    "document_type,document_number,number,number_kind"
)


def row(surname, document, *, given="Олена", born="1982-07-20", number="", kind=""):
    return (
        f"{surname},{given},{born},F,A,UA,SIRET,2022-03-01,NONE,PASSPORT,{document},{number},{kind}"
    )


def write(tmp_path, *rows, heading=HEADING, encoding="utf-8"):
    file = tmp_path / "persons.csv"
    file.write_text("\n".join((heading, *rows)) + "\n", encoding=encoding)
    return file


def run(file, actor=None, **options):
    return importing.import_file(file, actor=actor or people.actor(), now=lambda: NOW, **options)


def test_persons_of_a_file_get_numbers_documents_slips_and_are_found_again(tmp_path):
    file = write(tmp_path, row("Шевченко", "FA123456"), row("Бойко", "FB222222", born="02-03-1975"))
    actor = people.actor()

    done = run(file, actor)

    assert (done.rows_done, done.issued, done.refused) == (2, 2, 0)
    first = person(str(Person.objects.get(surname="Шевченко").public_id))
    assert first.documents[0].number == "FA123456"
    assert len(first.slip_id) == 12
    again = temporary_numbers.issue(
        registration(surname="Shevchenko", given_name="Elena"), actor=actor, at=NOW
    )
    assert (again.outcome, again.number) == (Outcome.EXISTING, first.number)


def test_a_file_that_is_done_changes_nothing(tmp_path):
    file = write(tmp_path, row("Шевченко", "FA123456"))
    actor = people.actor()
    run(file, actor)

    done = run(file, actor)

    assert done.issued == 1
    assert Person.objects.count() == 1
    assert ImportRun.objects.get().finished_at == NOW


def test_refused_rows_go_to_a_file_with_their_reasons(tmp_path):
    file = write(
        tmp_path, row("", "FA1"), row("Бойко", "FB2", born="31-02-1975"), row("Ткач", "F9")
    )

    done = run(file)

    assert (done.issued, done.refused) == (1, 2)
    refused = (tmp_path / "persons.csv.refused.csv").read_text(encoding="utf-8")
    lines = list(csv.reader(refused.splitlines()))
    assert [line[:3] for line in lines[1:]] == [
        ["1", "/surname", "required"],
        ["2", "/birth_date", "date-not-real"],
    ]
    assert "Completați acest câmp" in lines[1][3]


@pytest.mark.parametrize("chunk_rows", [1, 10], ids=["in two chunks", "in one chunk"])
def test_a_double_inside_the_file_joins_and_a_twin_does_not(tmp_path, chunk_rows):
    file = write(
        tmp_path,
        row("Шевченко", "FA123456"),
        row("Shevchenko", "FA 123456", given="Olena"),
        row("Шевченко", "FA123456", given="Ірина"),
    )

    done = run(file, chunk_rows=chunk_rows)

    assert (done.issued, done.joined) == (2, 1)
    assert Registration.objects.count() == 3


@pytest.mark.parametrize("chunk_rows", [1, 10], ids=["in two chunks", "in one chunk"])
def test_a_possible_double_is_set_aside_and_decided_later(tmp_path, chunk_rows):
    actor = people.actor()
    file = write(tmp_path, row("Шевченко", "FA123456"), row("Шевченко", "ZZ9"))
    done = run(file, actor, chunk_rows=chunk_rows)
    assert (done.issued, done.set_aside) == (1, 1)
    waiting = str(SetAside.objects.get().public_id)

    question = importing.decide(waiting, decision=None, actor=actor, at=NOW)
    assert isinstance(question, Question)
    ref = question.candidates[0].ref
    answer = importing.decide(
        waiting, decision=DecisionInput(same_as=ref, reason="comparat"), actor=actor, at=NOW
    )

    assert isinstance(answer, Registered)
    assert Person.objects.count() == 1
    assert SetAside.objects.get().typed == {}
    assert importing.decide(waiting, decision=None, actor=actor, at=NOW) is None


def test_a_number_given_elsewhere_is_kept_and_found_and_none_is_drawn(tmp_path):
    file = write(
        tmp_path,
        row("Шевченко", "FA123456", number="4400000000001", kind="house"),
        row("Бойко", "FB2", number="4400000000001", kind="house"),
    )

    done = run(file)

    assert (done.issued, done.refused) == (1, 1)
    assert person_by_number("4400000000001").surname == "Шевченко"
    assert Identifier.objects.get().kind == IdentifierKind.HOUSE


def test_a_number_given_elsewhere_is_added_to_the_person_who_is_known(tmp_path):
    actor = people.actor()
    first = temporary_numbers.issue(registration(), actor=actor, at=NOW)
    again = row("Шевченко", "FA123456", number="4400000000001", kind="house")

    done = run(write(tmp_path, again, again), actor)

    assert (done.joined, done.refused) == (2, 0)
    found = person_by_number("4400000000001")
    assert (found.public_id, found.number, found.version) == (first.person, "4400000000001", 2)
    assert person_by_number(first.number).public_id == first.person


def test_a_number_given_elsewhere_says_who_is_meant_where_a_row_is_in_doubt(tmp_path):
    number = {"number": "4400000000001", "kind": "house"}
    file = write(
        tmp_path, row("Шевченко", "FA123456", **number), row("Шевченко", "ZZ000999", **number)
    )

    done = run(file)

    assert (done.issued, done.joined, done.set_aside, done.refused) == (1, 1, 0, 0)


def test_a_row_that_is_set_aside_keeps_the_number_given_elsewhere(tmp_path):
    actor = people.actor()
    temporary_numbers.issue(registration(), actor=actor, at=NOW)
    run(write(tmp_path, row("Шевченко", "ZZ000999", number="770001", kind="house")), actor)
    waiting = str(SetAside.objects.get().public_id)
    question = importing.decide(waiting, decision=None, actor=actor, at=NOW)
    refs = tuple(each.ref for each in question.candidates)

    answer = importing.decide(
        waiting,
        decision=DecisionInput(different_from=refs, reason="altă fotografie"),
        actor=actor,
        at=NOW,
    )

    assert (answer.number, answer.number_kind) == ("770001", IdentifierKind.HOUSE)


def test_an_import_that_broke_goes_on_at_the_next_chunk(tmp_path, monkeypatch):
    rows = [row(f"Ткач{letter}енко", f"F{place}77") for place, letter in enumerate("аоуиі")]
    file = write(tmp_path, *rows[:3], row("", "X"), *rows[3:])
    actor = people.actor()
    write_chunk, calls = running.chunks.write, []

    def break_at_the_second(*args, **options):
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("the machine went down")
        return write_chunk(*args, **options)

    monkeypatch.setattr(running.chunks, "write", break_at_the_second)
    with pytest.raises(RuntimeError):
        run(file, actor, chunk_rows=2)
    assert ImportRun.objects.get().rows_done == 2

    done = run(file, actor, chunk_rows=2)

    assert (done.rows_done, done.issued + done.set_aside, done.refused) == (6, 5, 1)
    refused = (tmp_path / "persons.csv.refused.csv").read_text(encoding="utf-8")
    assert refused.count("\n") == 2


def test_nobody_waits_for_the_disk_after_a_chunk_and_the_end_of_the_run_does(tmp_path, monkeypatch):
    said = []
    announce = running.announce

    def note(*args, **options):
        said.append(copying.query("SHOW synchronous_commit"))
        return announce(*args, **options)

    monkeypatch.setattr(running, "announce", note)
    with CaptureQueriesContext(connection) as statements:
        run(write(tmp_path, row("Шевченко", "FA123456")))

    assert said == [[("off",)]]
    assert 'UPDATE "registry_import_run" SET "finished_at"' in statements[-1]["sql"]


def test_references_of_new_persons_are_checked_together(tmp_path, monkeypatch):
    settings = []
    write_lines = chunks._write_lines

    def noting(*arguments):
        settings.append(copying.query("SHOW session_replication_role"))
        write_lines(*arguments)

    monkeypatch.setattr(chunks, "_write_lines", noting)

    run(write(tmp_path, row("Шевченко", "FA123456")))

    assert settings == [[("replica",)]]
    assert copying.query("SHOW session_replication_role") == [("origin",)]


def test_a_chunk_whose_persons_are_missing_is_not_written(tmp_path, monkeypatch):
    copy = copying.copy

    def losing_persons(table, *arguments):
        if table != "registry_person":
            copy(table, *arguments)

    monkeypatch.setattr(copying, "copy", losing_persons)

    with pytest.raises(IntegrityError, match="missing"):
        run(write(tmp_path, row("Шевченко", "FA123456")))

    assert not Identifier.objects.exists()
    assert not Registration.objects.exists()


def test_a_role_that_may_not_leave_checks_out_imports_with_them(tmp_path):
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE plain_importer")
        cursor.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO plain_importer")
        cursor.execute("GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO plain_importer")
        file, actor = write(tmp_path, row("Шевченко", "FA123456")), people.actor()
        cursor.execute("SET ROLE plain_importer")

        done = run(file, actor)

        cursor.execute("RESET ROLE")
    assert done.issued == 1


def test_a_chunk_is_audited_and_announced_without_personal_data(tmp_path):
    run(write(tmp_path, row("Шевченко", "FA123456")))

    entry = AuditEntry.objects.get(event="persons-imported")
    assert entry.facts == {"rows": 1, "issued": 1, "joined": 0}
    assert OutboxEvent.objects.get().payload["rows"] == 1


@pytest.mark.parametrize(
    ("heading", "encoding"),
    [(HEADING.replace(",", ";"), "utf-8"), (HEADING, "utf-8-sig")],
    ids=["semicolons", "byte order mark"],
)
def test_files_of_spreadsheets_are_read(tmp_path, heading, encoding):
    separator = ";" if ";" in heading else ","
    line = row("Țurcanu", "FA1").replace(",", separator)

    assert run(write(tmp_path, line, heading=heading, encoding=encoding)).issued == 1


@pytest.mark.parametrize(
    "content", [b"", b"name\nX\n", b"surname,given_name,birth_date\n" + b"x" * 20_000 + b"\n"]
)
def test_a_file_that_is_no_table_says_so(tmp_path, content):
    file = tmp_path / "persons.csv"
    file.write_bytes(content)

    with pytest.raises(FileRefusedError):
        run(file)


def test_hostile_bytes_are_refused_rows_and_no_more(tmp_path):
    file = tmp_path / "persons.csv"
    bad = row("Ш\0евченко", "FA1").encode() + b"\n" + b"\xff\xfe,,\n"
    good = row("Бойко\\t\\N", "F\\\\2").encode() + b"\n"
    file.write_bytes(HEADING.encode() + b"\n" + bad + good)

    done = run(file)

    assert done.rows_done == 3
    assert done.issued + done.refused == 3


def test_a_row_about_a_merged_record_joins_the_one_that_stands_for_it(tmp_path):
    actor = people.actor()
    papers = (document(number="ZZ9"),)
    other = registration(
        surname="Бойко", given_name="Ірина", birth_date="1955-01-02", documents=papers
    )
    kept = temporary_numbers.issue(other, actor=actor, at=NOW)
    merged = temporary_numbers.issue(registration(), actor=actor, at=NOW)
    house = people.actor(provider="CAS-SV", roles=(Role.HOUSE_OPERATOR,))
    merges.merge(kept.person, merged.person, reason="aceeași persoană", actor=house, at=NOW)

    done = run(write(tmp_path, row("Шевченко", "FA123456")), actor)

    assert (done.joined, done.issued) == (1, 0)
    assert Registration.objects.order_by("-pk").first().person.public_id == UUID(kept.person)


def test_a_row_about_a_withdrawn_record_is_a_new_person(tmp_path):
    actor = people.actor()
    first = temporary_numbers.issue(registration(), actor=actor, at=NOW)
    Person.objects.filter(public_id=first.person).update(status=PersonStatus.WITHDRAWN)

    assert run(write(tmp_path, row("Шевченко", "FA123456")), actor).issued == 1


def test_a_row_that_joins_makes_the_person_findable_under_its_spelling(tmp_path):
    actor = people.actor()
    first = temporary_numbers.issue(registration(), actor=actor, at=NOW)
    before = MatchingKey.objects.count()

    run(write(tmp_path, row("Шевченка", "FA123456")), actor)

    persons = set(MatchingKey.objects.values_list("person_id", flat=True))
    assert persons == {Person.objects.get(public_id=first.person).pk}
    assert MatchingKey.objects.count() >= before


def test_a_drawn_number_that_somebody_has_is_drawn_again(tmp_path, monkeypatch):
    actor = people.actor()
    first = temporary_numbers.issue(registration(), actor=actor, at=NOW)
    twice = temporary_number.draw()
    unpack, unlucky = running.unpack, [first.number, twice, twice]

    def unpack_unlucky(packed):
        chunk = unpack(packed)
        for place, number in enumerate(unlucky):
            line = LineMaker(chunk.act).identifier(
                chunk.persons[place], kind=IdentifierKind.TEMPORARY.value, number=number
            )
            chunk.numbers[place], chunk.lines.identifiers[place] = number, line
        return chunk

    monkeypatch.setattr(running, "unpack", unpack_unlucky)
    rows = [row(name, f"X{name}77") for name in ("Бойко", "Ткач", "Мороз")]

    assert run(write(tmp_path, *rows), actor).issued == 3
    numbers = set(Identifier.objects.values_list("value", flat=True))
    assert len(numbers) == 4
    assert all(map(temporary_number.is_valid, numbers))


def test_a_line_is_the_same_person_in_every_table(tmp_path):
    run(write(tmp_path, row("Ткач\\\\N", "F\\\\2"), row("Бойко", "")))

    for one in Person.objects.order_by("pk"):
        kept = Registration.objects.get(person=one)
        assert (kept.public_id, kept.facts["surname"]) == (one.public_id, one.surname)
        assert [each.number for each in one.documents.all()] == (kept.facts["documents"] or [""])
        assert one.slips.get().version == one.identifiers.count() == 1
        assert MatchingKey.objects.filter(person_id=one.pk).exists()
