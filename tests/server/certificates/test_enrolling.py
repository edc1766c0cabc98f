"""Does a request get a receipt and nothing else, and does only the right operator let it in?"""

import pytest
from django.utils import timezone
from tests.factories import door, people, pki, providers
from tests.factories.providers import CUI, OTHER_CUI

from openpias.server.certificates.domain.outcomes import DecisionProblem
from openpias.server.certificates.models import EnrolledCertificate, EnrolmentRequest
from openpias.server.certificates.operations import decisions, requests
from openpias.server.certificates.operations.decisions import Approved
from openpias.server.certificates.operations.requests import TooManyRequestsError
from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.accounts.models import Account
from openpias.server.platform.accounts.second_factor import Refusal
from openpias.server.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def submit(party, *, request_key="one", **fields):
    typed = door.typed(party, **fields)
    return requests.submit(typed, request_key=request_key, language="ro", at=timezone.now())


def approve(request, *, actor=None, username=""):
    who = actor or providers.operator()
    return decisions.approve(
        str(request.public_id), username=username, actor=who, at=timezone.now()
    )


def codes(answer):
    return {(each.path, each.code) for each in answer}


def test_a_request_gets_the_same_answer_whether_or_not_the_provider_is_known(trusting):
    providers.entered(**door.VALID)
    party = door.certificate(trusting)

    known = submit(party, request_key="a", fiscal_code=CUI)
    unknown = submit(party, request_key="b", fiscal_code=OTHER_CUI)

    assert type(known) is type(unknown)
    assert len(known.receipt) == len(unknown.receipt) == 14
    assert known.receipt != unknown.receipt


def test_a_request_sent_twice_is_one(trusting):
    party = door.certificate(trusting)

    assert submit(party) == submit(party)
    assert EnrolmentRequest.objects.count() == 1


def test_everything_that_is_wrong_with_the_form_is_told_at_once(trusting):
    party = door.certificate(trusting)

    answer = submit(
        party, fiscal_code="90000001", house="CAS-XX", holder=" ", role="administrator", email="a@b"
    )

    assert codes(answer) == {
        ("/fiscal_code", "fiscal-code-control-digit"),
        ("/house", "required"),
        ("/holder", "required"),
        ("/role", "required"),
        ("/email", "email-shape"),
    }
    assert EnrolmentRequest.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "certificate-missing"),
        (b"-----BEGIN CERTIFICATE-----\nMIIB", "certificate-unreadable"),
        (b"0" * 20_000, "certificate-too-large"),
    ],
)
def test_a_file_that_is_no_certificate_is_told(trusting, data, code):
    party = door.certificate(trusting)

    assert codes(submit(party, certificate=data)) == {("/certificate", code)}


@pytest.mark.parametrize(
    ("trait", "code"),
    [
        (pki.Trait.EXPIRED, "certificate-expired"),
        (pki.Trait.WEAK_KEY, "certificate-weak-key"),
    ],
)
def test_a_certificate_that_can_never_serve_is_told_to_whoever_holds_it(trusting, trait, code):
    party = door.certificate(trusting, trait)

    assert codes(submit(party)) == {("/certificate", code)}


def test_too_many_requests_for_one_key_are_not_taken(trusting):
    party = door.certificate(trusting)
    for number in range(requests.PER_KEY_AND_DAY):
        submit(party, request_key=str(number))

    with pytest.raises(TooManyRequestsError):
        submit(party, request_key="one more")
    assert EnrolmentRequest.objects.count() == requests.PER_KEY_AND_DAY


def test_the_house_lets_the_certificate_of_its_provider_in(trusting):
    providers.entered(**door.VALID)
    request = door.asked(door.certificate(trusting))

    answer = approve(request)

    enrolled = EnrolledCertificate.objects.get(public_id=answer.certificate)
    assert (enrolled.owner_code, enrolled.house, enrolled.role) == (CUI, "CAS-SV", "clerk")
    assert enrolled.holder == "Țărnă Ștefania"
    events = AuditEntry.objects.values_list("event", flat=True)
    assert {"enrolment-requested", "enrolment-approved"} <= set(events)


def test_a_repeated_approval_gives_the_same_certificate(trusting):
    providers.entered(**door.VALID)
    request = door.asked(door.certificate(trusting))

    assert approve(request) == approve(request)
    assert EnrolledCertificate.objects.count() == 1


def test_another_house_does_not_see_the_request(trusting):
    providers.entered(**door.VALID)
    request = door.asked(door.certificate(trusting))
    other = people.actor(roles=(Role.HOUSE_OPERATOR,), provider="CAS-IS", house_code="CAS-IS")

    assert approve(request, actor=other) is DecisionProblem.UNKNOWN
    assert decisions.refuse(
        str(request.public_id), reason="nu", actor=other, at=timezone.now()
    ) is (DecisionProblem.UNKNOWN)


@pytest.mark.parametrize(
    ("trait", "refusal"),
    [
        (pki.Trait.REVOKED, Refusal.REVOKED),
        (pki.Trait.NOT_YET_VALID, Refusal.NOT_YET_VALID),
        (pki.Trait.WRONG_PURPOSE, Refusal.WRONG_PURPOSE),
        (pki.Trait.UNKNOWN_ISSUER, Refusal.UNKNOWN_ISSUER),
    ],
)
def test_what_cannot_be_believed_is_not_let_in(trusting, trait, refusal):
    providers.entered(**door.VALID)
    request = door.asked(door.certificate(trusting, trait))

    assert approve(request) is refusal
    request.refresh_from_db()
    assert request.state == "waiting"
    assert EnrolledCertificate.objects.count() == 0


def test_a_provider_without_a_contract_in_force_is_not_let_in(trusting):
    providers.entered(valid_from="01-01-2020", valid_to="31-12-2020")
    request = door.asked(door.certificate(trusting))

    assert approve(request) is DecisionProblem.NO_CONTRACT


def test_the_same_certificate_is_enrolled_once_at_a_house_and_again_at_another(trusting):
    providers.entered(**door.VALID)
    neighbour = people.actor(roles=(Role.HOUSE_OPERATOR,), provider="CAS-IS", house_code="CAS-IS")
    providers.entered(neighbour, house="CAS-IS", contract_number="9", **door.VALID)
    party = door.certificate(trusting)
    first, second = door.asked(party), door.asked(party)
    elsewhere = door.asked(party, house="CAS-IS")

    assert isinstance(approve(first), Approved)
    assert approve(second) is DecisionProblem.ENROLLED_ALREADY
    assert isinstance(approve(elsewhere, actor=neighbour), Approved)


def test_nobody_approves_a_request_of_their_own(trusting):
    administrator = people.actor(roles=(Role.ADMINISTRATOR,), provider="CNAS", house_code="CNAS")
    party = door.certificate(trusting)
    own = door.enrolled(
        party,
        actor=administrator,
        username="ana.popa",
        owner_kind="national-house",
        role="administrator",
    )
    from dataclasses import replace

    holder = replace(administrator, certificate=own)
    again = door.asked(party, owner_kind="national-house", role="data-protection")
    by_mail = door.asked(
        door.certificate(trusting), owner_kind="national-house", role="data-protection"
    )

    assert approve(again, actor=holder, username="ana.popa.2") is DecisionProblem.OWN_REQUEST
    assert approve(by_mail, actor=holder, username="ana.popa.3") is DecisionProblem.OWN_REQUEST


def test_staff_get_an_account_with_a_first_password_that_has_to_be_changed(trusting):
    administrator = people.actor(roles=(Role.ADMINISTRATOR,), provider="CNAS", house_code="CNAS")
    request = door.asked(door.certificate(trusting), owner_kind="house", role="house-operator")

    answer = approve(request, actor=administrator, username="ion.munteanu")

    account = Account.objects.get(username="ion.munteanu")
    assert account.check_password(answer.first_password)
    assert account.must_change_password
    assert (account.provider_code, account.house_code) == ("CAS-SV", "CAS-SV")
    assert account.roles == ["house-operator"]
    assert approve(request, actor=administrator).first_password == ""


def test_a_house_does_not_let_staff_in(trusting):
    request = door.asked(door.certificate(trusting), owner_kind="house", role="house-operator")

    assert approve(request, username="ion.munteanu") is DecisionProblem.UNKNOWN
    assert not Account.objects.filter(username="ion.munteanu").exists()


@pytest.mark.parametrize("username", ["", "io", "ion munteanu", "ștefan"])
def test_a_user_name_that_cannot_be_typed_everywhere_is_refused(trusting, username):
    administrator = people.actor(roles=(Role.ADMINISTRATOR,), provider="CNAS", house_code="CNAS")
    request = door.asked(
        door.certificate(trusting), owner_kind="helpdesk", role="helpdesk-operator"
    )

    answer = approve(request, actor=administrator, username=username)

    assert answer is DecisionProblem.USER_NAME_REQUIRED


def test_an_account_that_exists_is_never_given_to_somebody_else(trusting):
    administrator = people.actor(roles=(Role.ADMINISTRATOR,), provider="CNAS", house_code="CNAS")
    taken = people.account()
    request = door.asked(
        door.certificate(trusting), owner_kind="helpdesk", role="helpdesk-operator"
    )
    taken_name = "taken.name"
    Account.objects.filter(pk=taken.pk).update(username=taken_name)

    assert approve(request, actor=administrator, username=taken_name) is (
        DecisionProblem.USER_NAME_TAKEN
    )
    taken.refresh_from_db()
    assert taken.check_password(people.PASSWORD)


def test_a_refusal_needs_a_reason_and_is_final(trusting):
    providers.entered(**door.VALID)
    request = door.asked(door.certificate(trusting))
    who, at = providers.operator(), timezone.now()

    assert decisions.refuse(str(request.public_id), reason=" ", actor=who, at=at) is (
        DecisionProblem.REASON_REQUIRED
    )
    assert decisions.refuse(str(request.public_id), reason="Lipsește", actor=who, at=at) is None
    assert approve(request) is DecisionProblem.DECIDED_ALREADY
