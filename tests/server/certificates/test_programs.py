"""Do programs need certificate, Basic and token, with the official meanings of 401 and 403?"""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories import calls, door, people, pki, providers, soap
from tests.factories.providers import CUI, OTHER_CUI

from openpias.server.certificates.models import AccessToken, EnrolledCertificate
from openpias.server.certificates.operations import factors, withdrawals
from openpias.server.platform.accounts import credentials
from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.accounts.models import Account
from openpias.server.registry.models import Person

pytestmark = pytest.mark.django_db
SEXES = "/api/v1/nomenclatures/sexes"


@pytest.fixture
def clinic(trusting):
    """A clinic with its series, and the certificate of its application."""
    _public_id, given = door.provider()
    party = door.certificate(trusting)
    return given, party, door.enrolled(party)


def shown(party):
    """Return what nginx adds, under the names of HTTP headers."""
    made = door.headers(party)
    return {name.removeprefix("HTTP_").replace("_", "-"): value for name, value in made.items()}


def validate(given, party=None, *, username=None, password=None):
    headers = calls.login(given.username, password or given.key)
    headers |= shown(party) if party else {}
    query = {"username": username or given.username}
    return calls.call("GET", "/OCSP/validator", query=query, headers=headers)


def with_token(given, token, party=None, *, path=SEXES, method="GET", body=None):
    headers = {**calls.login(given.username, given.key), "OSCP-RESPONSE": token}
    headers |= shown(party) if party else {}
    return calls.call(method, path, headers=headers, body=body)


def code(reply):
    return reply.json()["type"].rpartition(":")[2]


def test_certificate_and_basic_give_a_token_that_opens_the_interface(clinic):
    given, party, _id = clinic

    answer = validate(given, party)

    assert answer.status == 200
    assert with_token(given, answer.headers["OSCP_RESPONSE"], party).status == 200


def test_the_fiscal_code_alone_serves_where_the_provider_has_one_house(clinic):
    given, party, _id = clinic

    assert validate(given, party, username=CUI).status == 200


def test_basic_alone_opens_nothing(clinic):
    given, party, _id = clinic

    assert code(with_token(given, "")) == "token-missing"
    assert code(with_token(given, "", party)) == "token-missing"
    assert code(with_token(given, "x" * 5000, party)) == "token-missing"
    assert code(validate(given)) == "certificate-missing"


def test_a_token_without_the_certificate_in_the_handshake_opens_nothing(clinic):
    given, party, _id = clinic
    token = validate(given, party).headers["OSCP_RESPONSE"]

    answer = with_token(given, token)

    assert (answer.status, code(answer)) == (401, "certificate-missing")


def test_a_token_serves_only_the_certificate_that_it_was_given_for(clinic, trusting):
    given, party, _id = clinic
    other = door.certificate(trusting)
    door.enrolled(other)
    token = validate(given, party).headers["OSCP_RESPONSE"]

    assert code(with_token(given, token, other)) == "certificate-other-than-token"


def test_a_token_serves_only_the_user_that_it_was_given_for(clinic, trusting):
    given, party, _id = clinic
    _other_id, other = door.provider(fiscal_code=OTHER_CUI, name="Spitalul", contract_number="2")
    token = validate(given, party).headers["OSCP_RESPONSE"]

    assert code(with_token(other, token, party)) == "token-missing"


def test_an_official_operation_asks_for_both_factors_and_refuses_by_a_fault(clinic):
    given, party, _id = clinic
    token = {"OSCP-RESPONSE": validate(given, party).headers["OSCP_RESPONSE"]}
    asked = {"pid": "9000000000000", "requestDate": timezone.now()}
    message = soap.message("SiuiInsuredWS", "getInsured", **asked)

    def ask(**headers):
        basic = calls.login(given.username, given.key)
        return soap.post("SiuiInsuredWS", message, headers={**basic, **headers})

    refused = [ask(), ask(**shown(party)), ask(**token)]

    assert [each.status for each in refused] == [401] * 3
    assert all(b"<soapenv:Fault>" in each.content for each in refused)
    assert ask(**shown(party), **token).status == 200


def test_a_token_ends_in_time(clinic):
    given, party, _id = clinic
    token = validate(given, party).headers["OSCP_RESPONSE"]
    AccessToken.objects.update(expires_at=timezone.now())

    assert code(with_token(given, token, party)) == "token-missing"


def test_a_withdrawn_certificate_ends_its_tokens_at_once(clinic):
    given, party, certificate = clinic
    token = validate(given, party).headers["OSCP_RESPONSE"]

    withdrawals.withdraw(certificate, reason="furat", actor=providers.operator(), at=timezone.now())

    assert with_token(given, token, party).status == 401
    assert code(validate(given, party)) == "certificate-not-enrolled"


def test_an_expired_certificate_ends_its_tokens(clinic):
    given, party, certificate = clinic
    token = validate(given, party).headers["OSCP_RESPONSE"]
    past = timezone.now() - timedelta(seconds=1)
    EnrolledCertificate.objects.filter(public_id=certificate).update(valid_until=past)

    assert with_token(given, token, party).status == 401


@pytest.mark.parametrize(
    ("trait", "said"),
    [
        (pki.Trait.EXPIRED, "certificate-expired"),
        (pki.Trait.REVOKED, "certificate-revoked"),
        (pki.Trait.NOT_YET_VALID, "certificate-not-yet-valid"),
        (pki.Trait.WRONG_PURPOSE, "certificate-wrong-purpose"),
        (pki.Trait.UNKNOWN_ISSUER, "certificate-unknown-issuer"),
    ],
)
def test_a_bad_certificate_is_401_with_its_reason(clinic, trusting, trait, said):
    given, _party, _id = clinic

    answer = validate(given, door.certificate(trusting, trait))

    assert (answer.status, code(answer)) == (401, said)


def test_another_user_in_the_address_than_in_basic_is_401(clinic):
    given, party, _id = clinic

    answer = validate(given, party, username=f"{OTHER_CUI}_CAS-SV")

    assert (answer.status, code(answer)) == (401, "username-differs")


def as_helpdesk(trusting, username, **fields):
    """Call with the certificate of somebody at the helpdesk, whose account is changed so."""
    administrator = people.actor(roles=(Role.ADMINISTRATOR,), provider="CNAS", house_code="CNAS")
    party = door.certificate(trusting)
    role = {"owner_kind": "helpdesk", "role": "helpdesk-operator"}
    door.enrolled(party, actor=administrator, username=username, **role)
    account = Account.objects.get(username=username)
    account.set_password(people.PASSWORD)
    for name, value in fields.items():
        setattr(account, name, value)
    account.save()
    headers = {**calls.login(username), **shown(party)}
    return calls.call("GET", "/OCSP/validator", query={"username": username}, headers=headers)


def test_a_user_without_the_right_is_403(clinic, trusting):
    answer = as_helpdesk(trusting, "ajutor", must_change_password=False, first_password_ends=None)

    assert (answer.status, code(answer)) == (403, "not-allowed")


def test_a_first_password_opens_nothing_for_a_program(trusting):
    answer = as_helpdesk(trusting, "ajutor.nou")

    assert (answer.status, code(answer)) == (401, "first-password-unchanged")


def test_a_provider_whose_contract_has_ended_is_refused(clinic):
    given, party, _id = clinic
    token = validate(given, party).headers["OSCP_RESPONSE"]
    Account.objects.filter(username=given.username).update(contract_end="2020-01-01")

    assert with_token(given, token, party).status == 401
    answer = validate(given, party)
    assert (answer.status, code(answer)) == (401, "contract-ended")


def test_a_number_is_given_through_the_whole_door(clinic):
    given, party, _id = clinic
    token = validate(given, party).headers["OSCP_RESPONSE"]
    body = {
        "surname": "Шевченко",
        "given_name": "Олена",
        "birth_date": "1982-07-20",
        "sex": "F",
        "category": "A",
        "citizenship": "UA",
        "entry_point": "SIRET",
        "entry_date": "2022-03-01",
        "visa_type": "NONE",
        "documents": [
            {"type": "PASSPORT", "number": "FA123456", "date": "2019-05-02", "issuer": "8001"}
        ],
    }

    answer = with_token(given, token, party, path=calls.NUMBERS, method="POST", body=body)

    assert answer.status in {200, 201}, answer.content
    assert Person.objects.count() == 1


def test_a_token_is_kept_as_a_digest_only(clinic):
    given, party, _id = clinic
    token = validate(given, party).headers["OSCP_RESPONSE"]

    assert token.encode() not in bytes(AccessToken.objects.get().digest)
    assert len(AccessToken.objects.get().digest) == 32


def test_a_token_is_checked_in_one_round_trip_that_also_sees_a_revoked_password(
    clinic, django_assert_num_queries, monkeypatch
):
    given, party, _id = clinic
    token = validate(given, party).headers["OSCP_RESPONSE"]
    assert with_token(given, token, party).status == 200
    calls_made = []
    really = factors._BY_TOKEN.run
    monkeypatch.setattr(
        factors._BY_TOKEN, "run", lambda parameters: calls_made.append(1) or really(parameters)
    )

    with django_assert_num_queries(0):
        factor = factors.EnrolledCertificates().of_token(
            token,
            actor=credentials.verify(given.username, given.key, at=timezone.now()),
            certificate=door.pem(party),
            at=timezone.now(),
        )

    assert factor.is_current
    assert calls_made == [1]
    Account.objects.filter(username=given.username).update(credential_version=99)
    answer = with_token(given, token, party)
    assert (answer.status, code(answer)) == (401, "not-authenticated")
