"""Does a signed challenge open a session once, for the holder of the key and for nobody else?"""

import base64
from datetime import timedelta

import pytest
from django.utils import timezone
from jsonschema import Draft202012Validator
from tests.factories import calls, door, pki, providers
from tests.factories.providers import OTHER_CUI

from openpias.core.pki import signatures
from openpias.server.certificates.models import AccessToken, UsedChallenge
from openpias.server.certificates.operations import challenges
from openpias.server.config.openapi import contract
from openpias.server.platform.accounts.models import Account
from openpias.server.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
SEXES = "/api/v1/nomenclatures/sexes"


@pytest.fixture
def clinic(trusting):
    """A clinic with its series, and the certificate of its application."""
    _public_id, given = door.provider()
    party = door.certificate(trusting)
    door.enrolled(party)
    return given, party


def asked():
    reply = calls.call("POST", "/api/v1/challenges")
    assert reply.status == 201
    return held(reply, "Challenge")["challenge"]


def held(reply, schema):
    document = {
        "$ref": f"#/components/schemas/{schema}",
        "components": contract()["components"],
    }
    Draft202012Validator(document).validate(reply.json())
    return reply.json()


def signed(text, party):
    der = signatures.sign_detached(
        text.encode(), key=party.key, certificate=party.certificate, at=timezone.now()
    )
    return base64.b64encode(der).decode()


def sent(given, *, challenge, signature, password=None):
    headers = calls.login(given.username, password or given.key)
    body = {"challenge": challenge, "signature": signature}
    return calls.call("POST", "/api/v1/sessions", headers=headers, body=body)


def opened(given, party):
    text = asked()
    return sent(given, challenge=text, signature=signed(text, party))


def code(reply):
    held(reply, "Problem")
    return reply.json()["type"].rpartition(":")[2]


def test_a_signed_challenge_gives_a_token_that_opens_the_interface_without_tls(clinic):
    given, party = clinic

    answer = opened(given, party)

    assert answer.status == 201
    session = held(answer, "Session")
    assert session["username"] == given.username
    headers = {**calls.login(given.username, given.key), "OSCP-RESPONSE": session["token"]}
    assert calls.call("GET", SEXES, headers=headers).status == 200


def test_the_opened_access_is_in_the_trail_without_the_token(clinic):
    given, party = clinic

    token = opened(given, party).json()["token"]

    entry = AuditEntry.objects.get(event="access-opened")
    assert entry.facts["way"] == "challenge"
    assert token not in str(entry.facts)
    assert not AccessToken.objects.filter(digest=token.encode()).exists()


def test_the_challenge_names_the_server_that_was_called():
    assert "\nserver: localhost\n" in asked()


def test_a_replayed_answer_opens_nothing(clinic):
    given, party = clinic
    text = asked()
    signature = signed(text, party)
    assert sent(given, challenge=text, signature=signature).status == 201

    again = sent(given, challenge=text, signature=signature)

    assert (again.status, code(again)) == (401, "challenge-used")
    assert AccessToken.objects.count() == 1


def test_a_bad_answer_uses_the_challenge_up_as_well(clinic):
    given, party = clinic
    text = asked()
    assert code(sent(given, challenge=text, signature="AAAA")) == "signature-unreadable"

    again = sent(given, challenge=text, signature=signed(text, party))

    assert code(again) == "challenge-used"


def test_a_challenge_expires_after_five_minutes(clinic):
    given, party = clinic
    old = challenges.challenge(
        server="localhost", at=timezone.now() - challenges.LIFE - timedelta(seconds=1)
    ).text

    answer = sent(given, challenge=old, signature=signed(old, party))

    assert (answer.status, code(answer)) == (401, "challenge-expired")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("server: localhost", "server: elsewhere"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text + "\n",
        lambda text: "x" * 5000,  # noqa: ARG005 - as the others
        lambda text: "ș" + text,
        lambda text: "",  # noqa: ARG005 - as the others
    ],
)
def test_a_challenge_that_we_did_not_write_is_refused(clinic, change):
    given, party = clinic
    text = change(asked())

    answer = sent(given, challenge=text, signature=signed(text, party))

    assert (answer.status, code(answer)) == (401, "challenge-not-ours")


def test_the_signature_of_another_challenge_opens_nothing(clinic):
    given, party = clinic

    answer = sent(given, challenge=asked(), signature=signed(asked(), party))

    assert (answer.status, code(answer)) == (401, "signature-tampered")


def test_the_right_signature_with_another_providers_series_opens_nothing(clinic):
    _given, party = clinic
    _other_id, other = door.provider(fiscal_code=OTHER_CUI, name="Spitalul", contract_number="2")

    answer = opened(other, party)

    assert (answer.status, code(answer)) == (401, "certificate-enrolled-elsewhere")


def test_the_right_signature_with_a_wrong_series_opens_nothing(clinic):
    given, party = clinic
    text = asked()

    answer = sent(given, challenge=text, signature=signed(text, party), password="AB012-C345-D678")

    assert (answer.status, code(answer)) == (401, "not-authenticated")


def test_a_refusal_is_in_the_trail_of_the_account(clinic):
    given, _party = clinic

    sent(given, challenge="", signature="")

    entry = AuditEntry.objects.filter(event="sign-in-failed").latest("pk")
    assert entry.facts["reason"] == "challenge-not-ours"


@pytest.mark.parametrize(
    ("trait", "said"),
    [
        (pki.Trait.EXPIRED, "certificate-expired"),
        (pki.Trait.REVOKED, "certificate-revoked"),
        (pki.Trait.WRONG_PURPOSE, "certificate-wrong-purpose"),
        (pki.Trait.UNKNOWN_ISSUER, "certificate-unknown-issuer"),
    ],
)
def test_a_bad_certificate_behind_a_good_signature_is_401_with_its_reason(
    clinic, trusting, trait, said
):
    given, _party = clinic

    answer = opened(given, door.certificate(trusting, trait))

    assert (answer.status, code(answer)) == (401, said)


@pytest.mark.parametrize(
    "body",
    [{}, {"challenge": 1, "signature": "AA=="}, {"challenge": "x", "signature": None}],
)
def test_a_body_of_another_shape_is_400_and_says_which(clinic, body):
    given, _party = clinic

    answer = calls.call(
        "POST", "/api/v1/sessions", headers=calls.login(given.username, given.key), body=body
    )

    assert (answer.status, code(answer)) == (400, "session-body")


def test_a_signature_that_is_no_base64_is_400_and_keeps_the_challenge(clinic):
    given, party = clinic
    text = asked()

    assert code(sent(given, challenge=text, signature="nu e base64")) == "session-body"
    assert sent(given, challenge=text, signature=signed(text, party)).status == 201


def test_without_a_user_nothing_is_looked_at(clinic):
    answer = calls.call("POST", "/api/v1/sessions", body={"challenge": asked(), "signature": ""})

    assert (answer.status, code(answer)) == (401, "not-authenticated")
    assert UsedChallenge.objects.count() == 0


def test_used_challenges_are_forgotten_once_they_would_have_expired(clinic):
    given, party = clinic
    opened(given, party)

    challenges.forget(at=timezone.now())
    assert UsedChallenge.objects.count() == 1

    challenges.forget(at=timezone.now() + challenges.LIFE + timedelta(seconds=1))
    assert UsedChallenge.objects.count() == 0


def test_an_operator_has_no_right_to_the_interface_of_practices(clinic):
    assert providers.operator().may("certificates.open-api") is False


def test_a_refusal_of_a_known_user_names_the_contact_of_their_house(clinic):
    given, party = clinic
    Account.objects.filter(username=given.username).update(house_contact="it@casa.example")
    token = opened(given, party).json()["token"]
    headers = {**calls.login(given.username, given.key), "OSCP-RESPONSE": token}

    known = calls.call("GET", "/api/v1/nomenclatures/nothing", headers=headers)
    unknown = calls.call("GET", "/api/v1/nomenclatures/nothing")

    assert known.status == 404
    assert known.json()["contact"].endswith(", it@casa.example")
    assert "contact" not in unknown.json()
