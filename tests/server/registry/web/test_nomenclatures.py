"""Does an administrator edit the lists, and does nobody else, and is nothing ever lost?"""

from dataclasses import replace

import pytest
from tests.factories import people
from tests.factories.people import NOW, registration

from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.registry.domain.nomenclature_inputs import EntryInput
from openpias.server.registry.domain.outcomes import Refused, Registered
from openpias.server.registry.enums import NomenclatureList
from openpias.server.registry.models import NomenclatureEntry
from openpias.server.registry.operations import corrections, temporary_numbers
from openpias.server.registry.operations.nomenclatures import ListsNotEditable, save_entry
from openpias.server.registry.queries import nomenclatures

pytestmark = pytest.mark.django_db
ADMINISTRATOR = (Role.ADMINISTRATOR,)
NEW = {
    "code": "RENI",
    "name_ro": "Reni – Giurgiulești",
    "name_uk": "Рені – Джюрджюлешти",
    "name_en": "Reni – Giurgiulesti",
    "kind": "rutier",
    "valid_from": "01-12-2026",
    "valid_to": "",
    "provenance": "scrisoare de probă",
}


@pytest.fixture(autouse=True)
def lists_read_anew():
    nomenclatures.forget()
    yield
    nomenclatures.forget()


def entry(code="SIRET"):
    return NomenclatureEntry.objects.get(list="entry-points", code=code)


def as_shown(row, **changes):
    texts = {name: getattr(row, name) for name in ("name_ro", "name_uk", "name_en", "kind")}
    return {**texts, "valid_from": "", "valid_to": "", "provenance": row.provenance, **changes}


def test_every_list_shows_its_codes_with_who_says_so(signed_in):
    clerk = signed_in()

    assert "Puncte de intrare" in clerk.get("/nomenclatoare").content.decode()
    page = clerk.get("/nomenclatoare/entry-points").content.decode()
    assert "SIRET" in page
    assert entry().provenance in page
    assert "/cod-nou" not in page


def test_a_new_code_is_saved_once_and_written_down(signed_in):
    administrator = signed_in(roles=ADMINISTRATOR)

    for _ in range(2):
        answer = administrator.post("/nomenclatoare/entry-points/cod-nou", NEW)
        assert answer.headers["Location"] == "/nomenclatoare/entry-points"

    assert entry("RENI").name_uk == "Рені – Джюрджюлешти"
    audit = AuditEntry.objects.get(event="nomenclature-changed")
    assert audit.subject_ref == "entry-points/RENI"


def test_a_code_that_exists_is_not_overwritten_by_a_new_one(signed_in):
    before = entry().name_ro

    answer = signed_in(roles=ADMINISTRATOR).post(
        "/nomenclatoare/entry-points/cod-nou", {**NEW, "code": "SIRET"}
    )

    assert answer.status_code == 422
    assert entry().name_ro == before


def test_a_code_is_renamed_and_ended_and_old_registrations_keep_it(signed_in):
    actor = people.actor()
    issued = temporary_numbers.issue(registration(), actor=actor, at=NOW)
    administrator = signed_in(roles=ADMINISTRATOR)

    administrator.post(
        "/nomenclatoare/entry-points/SIRET",
        as_shown(entry(), name_ro="Siret (închis)", valid_to="01-03-2022"),
    )
    nomenclatures.forget()

    clerk = signed_in()
    assert "Siret (închis)" in clerk.get(f"/persoane/{issued.person}").content.decode()
    later = registration(
        surname="Бойко", birth_date="1955-01-01", entry_date="2022-03-02", documents=()
    )
    answer = temporary_numbers.issue(later, actor=actor, at=NOW)
    assert isinstance(answer, Refused)
    assert "code-not-valid" in {finding.code for finding in answer.findings}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name_uk": " "}, "name_uk"),
        ({"provenance": ""}, "provenance"),
        ({"valid_from": "x"}, "valid_from"),
        ({"valid_from": "02-12-2026", "valid_to": "01-12-2026"}, "valid_to"),
        ({"code": "reni țară"}, "code"),
        ({"name_ro": "a" * 151}, "name_ro"),
    ],
)
def test_a_wrong_field_is_refused_and_kept(signed_in, changes, field):
    sent = {**NEW, **changes}

    answer = signed_in(roles=ADMINISTRATOR).post("/nomenclatoare/entry-points/cod-nou", sent)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#{field}"' in page
    assert NEW["name_en"] in page
    assert not NomenclatureEntry.objects.filter(code="RENI").exists()


@pytest.mark.parametrize(
    ("name", "kind"), [("document-types", "anything"), ("entry-points", ""), ("sexes", "rutier")]
)
def test_a_kind_is_one_of_those_of_its_list(signed_in, name, kind):
    sent = {**NEW, "code": "NEW_CODE", "kind": kind}

    answer = signed_in(roles=ADMINISTRATOR).post(f"/nomenclatoare/{name}/cod-nou", sent)

    assert answer.status_code == 422
    assert 'href="#kind"' in answer.content.decode()
    assert not NomenclatureEntry.objects.filter(code="NEW_CODE").exists()


def test_every_code_that_ships_can_be_saved_as_it_stands(signed_in):
    administrator = signed_in(roles=ADMINISTRATOR)

    for row in NomenclatureEntry.objects.order_by("list", "kind", "code").distinct("list", "kind"):
        days = {
            field: f"{day:%d-%m-%Y}" if day else ""
            for field, day in (("valid_from", row.valid_from), ("valid_to", row.valid_to))
        }
        address = f"/nomenclatoare/{row.list}/{row.code}"
        assert administrator.post(address, as_shown(row, **days)).status_code == 302, address
    assert not AuditEntry.objects.filter(event="nomenclature-changed").exists()


@pytest.mark.parametrize("address", ["cod-nou", "SIRET"])
def test_a_clerk_edits_nothing(signed_in, address):
    assert signed_in().post(f"/nomenclatoare/entry-points/{address}", NEW).status_code == 403
    assert not NomenclatureEntry.objects.filter(code="RENI").exists()


@pytest.mark.parametrize("address", ["/nomenclatoare/nimic", "/nomenclatoare/sexes/NIMIC"])
def test_what_is_not_there_is_not_found(signed_in, address):
    assert signed_in(roles=ADMINISTRATOR).get(address).status_code == 404


def test_a_code_that_begins_tomorrow_is_not_accepted_today(signed_in):
    signed_in(roles=ADMINISTRATOR).post("/nomenclatoare/entry-points/cod-nou", NEW)
    nomenclatures.forget()
    typed = registration(entry_point="RENI")

    answer = temporary_numbers.issue(typed, actor=people.actor(), at=NOW)

    assert not isinstance(answer, Registered)


def test_an_administrator_arrives_at_a_page_that_is_open_to_them(signed_in):
    answer = signed_in(roles=ADMINISTRATOR).get("/", follow=True)

    assert answer.status_code == 200


def test_two_administrators_do_not_overwrite_each_other(signed_in):
    administrator = signed_in(roles=ADMINISTRATOR)
    address = "/nomenclatoare/entry-points/SIRET"
    seen = administrator.get(address).content.decode().split('name="seen" value="')[1][:16]
    first = as_shown(entry(), name_ro="Siret, vama", seen=seen)
    second = as_shown(entry(), name_ro="Vama Siret", seen=seen)

    assert administrator.post(address, first).status_code == 302
    assert administrator.post(address, first).status_code == 302
    late = administrator.post(address, second)

    assert late.status_code == 422
    assert "Altcineva a schimbat acest cod" in late.content.decode()
    assert 'value="Vama Siret"' in late.content.decode()
    assert entry().name_ro == "Siret, vama"
    assert AuditEntry.objects.filter(event="nomenclature-changed").count() == 1


def test_practice_changes_no_list(signed_in):
    administrator = signed_in(roles=ADMINISTRATOR)
    administrator.post("/exersare", {"practice": "1"})

    page = administrator.get("/nomenclatoare/entry-points").content.decode()
    answer = administrator.post("/nomenclatoare/entry-points/cod-nou", NEW)

    assert "/cod-nou" not in page
    assert answer.status_code == 403
    assert "modul de exersare" in answer.content.decode()
    assert not NomenclatureEntry.objects.filter(code="RENI").exists()


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"roles": (Role.HOUSE_OPERATOR,)}, "not-allowed"),
        ({"roles": ADMINISTRATOR, "practice": True}, "lists-not-in-practice"),
    ],
)
def test_the_operation_itself_refuses_whoever_may_not_edit(options, code):
    with pytest.raises(ListsNotEditable) as refused:
        save_entry(
            EntryInput(**NEW),
            name=NomenclatureList.ENTRY_POINTS,
            is_new=True,
            actor=people.actor(**options),
            at=NOW,
        )

    assert refused.value.code == code
    assert not NomenclatureEntry.objects.filter(code="RENI").exists()


def end(name, code):
    NomenclatureEntry.objects.filter(list=name, code=code).update(valid_to="2022-12-31")
    nomenclatures.forget()


def test_an_ended_code_is_no_longer_offered_but_an_entry_point_of_then_is(signed_in):
    end("visa-types", "C_TU")
    end("entry-points", "SIRET")

    page = signed_in().get("/numar-unic-temporar").content.decode()

    assert 'value="C_VV"' in page
    assert 'value="C_TU"' not in page
    assert 'value="SIRET"' in page


def test_who_was_registered_under_an_ended_code_keeps_it_through_a_correction(signed_in):
    actor = people.actor()
    issued = temporary_numbers.issue(registration(visa_type="C_TU"), actor=actor, at=NOW)
    end("visa-types", "C_TU")
    kept = registration(visa_type="C_TU", given_name="Олеся")
    answer = {"version": 1, "reason": "literă greșită", "actor": actor, "at": NOW}

    page = signed_in().get(f"/persoane/{issued.person}/corectare").content.decode()
    changed = corrections.correct(issued.person, kept, **answer)

    assert '<option value="C_TU" selected' in page
    assert "given_name" in changed.fields
    again = corrections.correct(
        issued.person, replace(kept, visa_type="C_VV"), **{**answer, "version": 2}
    )
    assert "visa_type" in again.fields
    back = corrections.correct(issued.person, kept, **{**answer, "version": 3})
    assert [finding.code for finding in back.findings] == ["code-not-valid"]
