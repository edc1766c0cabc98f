"""Does a slip whose row was lost come back to its person, and its number to nobody else?"""

from dataclasses import replace

import pytest
from django.db import IntegrityError, connection
from tests.factories import people
from tests.factories.people import NOW, registration

from openpias.core.slips import signing
from openpias.core.slips.signing import Refusal
from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.registry.enums import IdentifierState, Outcome, Readmission, SlipStatus
from openpias.server.registry.models import Identifier, Person, Slip
from openpias.server.registry.operations import (
    corrections,
    permits,
    readmission,
    scanned,
    slips,
    temporary_numbers,
    withdrawals,
)
from openpias.server.registry.queries.persons import person, person_by_number

pytestmark = pytest.mark.django_db


def issue(actor, typed=None):
    return temporary_numbers.issue(typed or registration(), actor=actor, at=NOW)


def code_of(answer, *, practice=False):
    return slips.code(person(answer.person, practice=practice))


@pytest.fixture
def lose():
    """Return to the state from before, as a restore does."""

    def back():
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK TO SAVEPOINT backup")

    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT backup")
    return back


def take_in(code, actor):
    return readmission.readmit(code, actor=actor, at=NOW)


def test_a_lost_person_comes_back_with_number_version_and_slip(lose):
    lost = issue(people.actor())
    code = code_of(lost)
    said = scanned.verify(code).payload
    lose()
    assert person_by_number(lost.number) is None

    done = take_in(code, people.actor())

    found = person_by_number(lost.number)
    assert done == readmission.Readmitted(outcome=Readmission.WRITTEN, person=found.public_id)
    assert scanned.verify(slips.code(found)).payload == said
    assert [(row.status, bytes(row.slip_id)) for row in Slip.objects.all()] == [
        (SlipStatus.CURRENT, said.slip_id)
    ]


def test_whoever_came_back_is_found_by_the_next_registration_and_keeps_the_number(lose):
    lost = issue(people.actor())
    code = code_of(lost)
    lose()
    take_in(code, people.actor())

    again = issue(people.actor())

    assert (again.outcome, again.number) == (Outcome.EXISTING, lost.number)


def test_a_readmitted_number_is_reserved_for_good(lose):
    lost = issue(people.actor())
    code = code_of(lost)
    lose()
    actor = people.actor()
    take_in(code, actor)
    Identifier.objects.update(state=IdentifierState.WITHDRAWN)

    with pytest.raises(IntegrityError, match="registry_identifier_number_once"):
        Identifier.objects.create(
            person=Person.objects.get(), kind="temporary", value=lost.number, valid_from=NOW.date()
        )


def test_repeating_it_changes_nothing_and_writes_one_audit_row(lose):
    code = code_of(issue(people.actor()))
    lose()
    actor = people.actor()
    first = take_in(code, actor)

    again = take_in(code, actor)

    assert again == replace(first, outcome=Readmission.KNOWN)
    facts = AuditEntry.objects.filter(event="slip-readmitted").values_list("facts", flat=True)
    assert list(facts) == [{"outcome": "written", "version": 1}]
    assert Person.objects.count() == 1


def test_a_correction_that_was_lost_comes_back_from_its_slip(lose):
    actor = people.actor()
    with connection.cursor() as cursor:
        first = issue(actor)
        cursor.execute("SAVEPOINT backup")
    old = code_of(first)
    corrections.correct(
        first.person, registration(sex="N"), version=1, reason="scris greșit", actor=actor, at=NOW
    )
    code = code_of(first)
    lose()

    done = take_in(code, actor)

    found = person_by_number(first.number)
    assert (done.outcome, found.sex, found.version) == (Readmission.BROUGHT_FORWARD, "N", 2)
    assert slip_status(old) == SlipStatus.SUPERSEDED
    assert slip_status(code) == SlipStatus.CURRENT


def test_a_latin_name_that_the_register_still_has_outlives_a_slip_that_tells_none(lose):
    actor = people.actor()
    own = registration(given_name_latin="Yelena")
    with connection.cursor() as cursor:
        first = issue(actor, own)
        cursor.execute("SAVEPOINT backup")
    changed = replace(own, sex="N")
    corrections.correct(
        first.person, changed, version=1, reason="scris greșit", actor=actor, at=NOW
    )
    code = code_of(first)
    lose()

    take_in(code, actor)

    found = person_by_number(first.number)
    assert (found.version, found.given_name_latin) == (2, "Yelena")


def slip_status(code):
    return Slip.objects.get(slip_id=scanned.verify(code).payload.slip_id).status


def test_who_was_registered_again_keeps_the_newer_number_and_the_old_one_leads_to_them(lose):
    lost = issue(people.actor())
    code = code_of(lost)
    lose()
    again = issue(people.actor())
    assert again.number != lost.number

    done = take_in(code, people.actor())

    assert (done.outcome, done.person) == (Readmission.JOINED, again.person)
    assert person_by_number(lost.number).number == again.number
    assert slip_status(code) == SlipStatus.SUPERSEDED
    assert Person.objects.count() == 1


def test_where_it_is_in_doubt_a_record_of_its_own_is_written_and_the_doubt_is_told(lose):
    lost = issue(people.actor())
    code = code_of(lost)
    lose()
    issue(people.actor(), registration(documents=(people.document(number="ZZ000999"),)))

    done = take_in(code, people.actor())

    assert (done.outcome, done.has_lookalikes) == (Readmission.WRITTEN, True)
    assert Person.objects.count() == 2


def test_a_lost_number_of_a_house_comes_back_to_the_record_from_before_it(lose):
    actor = people.actor()
    first = issue(actor)
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT backup")
    issue(actor, registration(other_number="770001", other_number_kind="house"))
    code = code_of(first)
    lose()

    done = take_in(code, actor)

    assert (done.outcome, done.person) == (Readmission.BROUGHT_FORWARD, first.person)
    assert {person_by_number(each).version for each in ("770001", first.number)} == {2}


def test_a_slip_with_a_cnp_whose_permit_was_lost_is_written_apart_for_somebody_to_merge(lose):
    actor = people.actor()
    first = issue(actor)
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT backup")
    permits.record(people.permit(temporary_number=first.number), actor=actor, at=NOW)
    code = code_of(first)
    lose()

    done = take_in(code, actor)

    assert (done.outcome, done.has_lookalikes) == (Readmission.WRITTEN, True)
    assert person_by_number("8820720700019").public_id == done.person


def test_a_slip_of_a_withdrawn_number_stays_withdrawn(lose):
    actor = people.actor(roles=(Role.CLERK, Role.HOUSE_OPERATOR))
    first = issue(actor)
    code = code_of(first)
    withdrawals.withdraw(first.person, reason="dată din greșeală", actor=actor, at=NOW)
    Slip.objects.all().delete()

    done = take_in(code, actor)

    assert done.outcome is Readmission.OUTDATED
    assert slip_status(code) == SlipStatus.WITHDRAWN
    assert person(first.person).status == "withdrawn"


def test_a_code_that_we_did_not_sign_is_refused_and_nothing_is_written(lose):
    payload = scanned.verify(code_of(issue(people.actor()))).payload
    lose()
    forged = signing.sign(payload, signing.generate(practice=False))

    assert take_in(forged, people.actor()) is Refusal.UNKNOWN_KEY
    assert Person.objects.count() == 0


def test_practice_never_comes_in(lose):
    actor = people.actor(practice=True)
    code = code_of(issue(actor), practice=True)
    lose()

    with pytest.raises(readmission.OfPractice):
        take_in(code, people.actor())


def test_whoever_was_withdrawn_since_is_named_from_the_list_that_readers_have(
    lose, settings, tmp_path
):
    settings.PUBLISHED_DIR = tmp_path
    assert slips.withdrawn_before_restore() == []
    actor = people.actor(roles=(Role.CLERK, Role.HOUSE_OPERATOR))
    first = issue(actor)
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT backup")
    withdrawals.withdraw(first.person, reason="dată din greșeală", actor=actor, at=NOW)
    slips.publish(at=NOW)
    assert slips.withdrawn_before_restore() == []
    lose()

    assert slips.withdrawn_before_restore() == [first.person]
