"""Does a house see and change the persons of its own providers, and no others?"""

from datetime import timedelta

import pytest
from tests.factories import people
from tests.factories.people import NOW, document, registration

from openpias.server.platform.accounts.enums import Role
from openpias.server.registry.domain.changes import ChangeRefused, NotChanged
from openpias.server.registry.domain.outcomes import Refused
from openpias.server.registry.enums import LookupReason
from openpias.server.registry.operations import (
    corrections,
    lookups,
    merges,
    permits,
    temporary_numbers,
    withdrawals,
)
from openpias.server.registry.operations.lookups import Proof, ReasonRequired
from openpias.server.registry.queries import look_ups

pytestmark = pytest.mark.django_db
CARE = LookupReason.CARE


@pytest.fixture
def suceava():
    return people.actor(roles=(Role.HOUSE_OPERATOR,), provider="CAS-SV", house_code="CAS-SV")


@pytest.fixture
def iasi():
    return people.actor(roles=(Role.HOUSE_OPERATOR,), provider="CAS-IS", house_code="CAS-IS")


@pytest.fixture
def cnas():
    return people.actor(roles=(Role.ADMINISTRATOR,), provider="CNAS", house_code="CNAS")


def issue(clerk=None, **fields):
    who = clerk or people.actor(house_code="CAS-SV")
    return temporary_numbers.issue(registration(**fields), actor=who, at=NOW)


def opened(issued, actor, *, reason=CARE, proof=None):
    shown = proof or Proof(public_id=str(issued.person))
    return lookups.open_person(shown, reason=reason, actor=actor, at=NOW)


def test_a_house_opens_the_persons_of_its_providers_with_a_reason(suceava):
    issued = issue()

    assert opened(issued, suceava).number == issued.number
    with pytest.raises(ReasonRequired):
        opened(issued, suceava, reason="")


def test_a_house_opens_no_person_of_another_county_not_even_with_the_slip_at_hand(iasi):
    issued = issue()
    proof = Proof(number=issued.number, birth_date="20-07-1982")

    assert opened(issued, iasi) is None
    assert opened(issued, iasi, proof=proof) is None


def test_a_person_registered_again_in_another_county_is_seen_by_both(suceava, iasi):
    issued = issue()
    issue(people.actor(provider="90000002", house_code="CAS-IS"))

    assert opened(issued, iasi) is not None
    assert opened(issued, suceava) is not None


def test_cnas_opens_anybody_with_a_reason(cnas):
    issued = issue()

    assert opened(issued, cnas) is not None
    with pytest.raises(ReasonRequired):
        opened(issued, cnas, reason="")


def test_a_house_registers_nobody_since_the_order(suceava):
    first = temporary_numbers.issue(registration(), actor=suceava, at=NOW)
    second = permits.record(people.permit(), actor=suceava, at=NOW)

    for answer in (first, second):
        assert isinstance(answer, Refused)
        assert [each.code for each in answer.findings] == ["registering-is-not-yours"]


def test_the_issuing_provider_corrects_and_another_does_not():
    issued = issue()
    other = people.actor(provider="90000002", house_code="CAS-SV")

    answer = corrections.correct(
        str(issued.person),
        registration(surname="Шевчук"),
        version=1,
        reason="literă greșită",
        actor=other,
        at=NOW,
    )

    assert answer == ChangeRefused(reason=NotChanged.NOT_YOURS)


def test_another_house_neither_withdraws_nor_merges(iasi, suceava, cnas):
    kept, merged = issue(), issue(surname="Бойко", documents=(document(number="ZZ9"),))

    def merge(actor):
        return merges.merge(
            str(kept.person), str(merged.person), reason="aceeași", actor=actor, at=NOW
        )

    refused = ChangeRefused(reason=NotChanged.NOT_YOURS)
    assert withdrawals.withdraw(str(kept.person), reason="greșeală", actor=iasi, at=NOW) == refused
    assert merge(iasi) == refused
    assert not isinstance(merge(cnas), ChangeRefused)


def test_a_look_up_that_nothing_followed_is_shown_to_practice_and_house(suceava, iasi):
    issued = issue()
    curious = people.actor(provider="90000002", house_code="CAS-IS")
    opened(
        issued, curious, proof=Proof(number=issued.number, birth_date="20-07-1982", granted=True)
    )
    chief = people.actor(
        roles=(Role.PROVIDER_ADMINISTRATOR,), provider="90000002", house_code="CAS-IS"
    )

    at = NOW + timedelta(hours=1)
    assert [each.who for each in look_ups.not_followed(chief, at=at)] == [curious.username]
    assert len(look_ups.not_followed(iasi, at=at)) == 1
    assert look_ups.not_followed(suceava, at=at) == []


def test_a_look_up_that_a_registration_followed_is_not_shown():
    issued = issue()
    clerk = people.actor(provider="90000002", house_code="CAS-IS")
    opened(issued, clerk, proof=Proof(number=issued.number, birth_date="20-07-1982", granted=True))
    later = NOW + timedelta(minutes=5)
    temporary_numbers.issue(registration(), actor=clerk, at=later)
    chief = people.actor(
        roles=(Role.PROVIDER_ADMINISTRATOR,), provider="90000002", house_code="CAS-IS"
    )

    assert look_ups.not_followed(chief, at=NOW + timedelta(hours=1)) == []
