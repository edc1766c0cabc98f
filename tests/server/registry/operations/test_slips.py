"""Does a slip say what the register says, and stop doing so when it is no longer true?"""

from datetime import timedelta

import pytest
from tests.factories import people
from tests.factories.people import NOW, registration

from openpias.core.slips import reading, status_list
from openpias.core.slips.signing import Refusal, Verified
from openpias.core.slips.status_list import SlipState
from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.registry.operations import (
    corrections,
    scanned,
    slip_keys,
    slips,
    temporary_numbers,
    withdrawals,
)
from openpias.server.registry.queries.persons import person

pytestmark = pytest.mark.django_db


def issue(actor, typed=None):
    answer = temporary_numbers.issue(typed or registration(), actor=actor, at=NOW)
    return person(answer.person, practice=actor.practice)


def test_the_printed_code_says_what_the_register_says():
    actor = people.actor()
    issued = issue(actor)

    pdf = slips.print_slips([issued], actor=actor, at=NOW)

    [code] = reading.read_codes(pdf)
    said = scanned.verify(code).payload
    assert (said.number, said.surname, said.given_name) == (issued.number, "Шевченко", "Олена")
    assert (said.birth_date, said.version) == (issued.birth.value, 1)
    assert said.document.number == "FA123456"
    assert AuditEntry.objects.filter(event="slip-printed").count() == 1


def test_slips_of_a_family_are_pages_of_one_pdf():
    actor = people.actor()
    family = [issue(actor), issue(actor, registration(given_name="Ірина", birth_date="2015-01-02"))]

    pdf = slips.print_slips(family, actor=actor, at=NOW)

    assert len(reading.read_codes(pdf)) == 2
    assert AuditEntry.objects.filter(event="slip-printed").count() == 2


def test_a_corrected_slip_is_told_to_be_superseded_and_a_withdrawn_one_withdrawn():
    actor = people.actor(roles=(Role.HOUSE_OPERATOR,))
    old = issue(actor)
    corrections.correct(
        old.public_id, registration(sex="N"), version=1, reason="scris greșit", actor=actor, at=NOW
    )
    new = person(old.public_id)
    withdrawals.withdraw(old.public_id, reason="greșeală", actor=actor, at=NOW)

    told = status_list.verify(slips.published_list(at=NOW), slip_keys.keys().ring)

    assert told.state_of(old.slip_id) is SlipState.SUPERSEDED
    assert told.state_of(new.slip_id) is SlipState.WITHDRAWN
    assert told.is_fresh(NOW + timedelta(hours=23))
    assert not told.is_fresh(NOW + timedelta(hours=25))


def test_a_withdrawn_number_prints_no_slip():
    actor = people.actor(roles=(Role.HOUSE_OPERATOR,))
    issued = issue(actor)
    withdrawals.withdraw(issued.public_id, reason="greșeală", actor=actor, at=NOW)

    with pytest.raises(slips.NoCurrentSlip):
        slips.print_slips([person(issued.public_id)], actor=actor, at=NOW)


def test_a_slip_still_verifies_after_its_key_was_retired():
    code = slips.code(issue(people.actor()))

    slip_keys.rotate()

    assert isinstance(scanned.verify(code), Verified)


def test_a_practice_slip_is_no_proof_of_a_real_person():
    issued = issue(people.actor(practice=True))

    code = slips.code(issued)

    assert scanned.verify(code).payload.practice
    assert scanned.slip_id(code, practice=False) is None


def test_a_code_that_nobody_signed_is_refused():
    assert scanned.verify("10" + "7" * 200) in set(Refusal)
    assert scanned.slip_id("no digits", practice=False) is None
