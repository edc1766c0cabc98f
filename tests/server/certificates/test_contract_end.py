"""Does ending a contract early shut the door at the next call of whoever is inside already?"""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories import calls, door, providers
from tests.factories.calls import NUMBERS

from openpias.server.platform.accounts.models import OpenSession
from openpias.server.platform.clock import day_of
from openpias.server.providers.domain.contract_inputs import ContractInput, EarlyEndInput
from openpias.server.providers.models import Contract
from openpias.server.providers.operations import contracts
from openpias.server.registry.models import Person

pytestmark = pytest.mark.django_db
HOME = "/numar-unic-temporar"
SEXES = "/api/v1/nomenclatures/sexes"


@pytest.fixture
def clinic(trusting):
    """A clinic with its series, and the certificate of its receptionist."""
    public_id, given = door.provider()
    party = door.certificate(trusting)
    door.enrolled(party)
    return uuid.UUID(public_id), given, party


@pytest.fixture
def inside(clinic):
    """A browser that is signed in."""
    _provider, given, party = clinic
    client = Client()
    client.cookies["openpias-language"] = "ro"
    sent = {"username": given.username, "password": given.key}
    client.post("/autentificare", sent, **door.headers(party))
    assert client.get(HOME).status_code == 200
    return client


@pytest.fixture
def program(clinic):
    """Return a function that calls with Basic, certificate and a token given before."""
    _provider, given, party = clinic
    shown = {
        name.removeprefix("HTTP_").replace("_", "-"): value
        for name, value in door.headers(party).items()
    }
    basic = {**calls.login(given.username, given.key), **shown}
    query = {"username": given.username}
    token = calls.call("GET", "/OCSP/validator", query=query, headers=basic)

    def call(method, path, **fields):
        headers = {**basic, "OSCP-RESPONSE": token.headers["OSCP_RESPONSE"]}
        return calls.call(method, path, headers=headers, **fields)

    assert call("GET", SEXES).status == 200
    return call


def end(provider, *, days):
    last = day_of(timezone.now()) + timedelta(days=days)
    return contracts.end_early(
        EarlyEndInput(valid_to=f"{last:%d-%m-%Y}", reason="reziliat"),
        provider=provider,
        contract=Contract.objects.get().public_id,
        seen=1,
        actor=providers.operator(),
        at=timezone.now(),
    )


def test_a_session_that_is_open_is_shut_with_its_next_call(clinic, inside):
    end(clinic[0], days=-1)

    assert inside.get(HOME).status_code == 302
    assert inside.post(HOME, calls.registration()).status_code == 302
    assert not Person.objects.exists()


def test_signing_in_again_is_refused_with_the_reason(clinic, inside):
    _provider, given, party = clinic
    end(clinic[0], days=-1)

    sent = {"username": given.username, "password": given.key}
    answer = inside.post("/autentificare", sent, **door.headers(party))

    assert answer.status_code == 422
    assert "s-a încheiat" in answer.content.decode()


def test_a_token_that_was_given_opens_nothing_with_its_next_call(clinic, program):
    end(clinic[0], days=-1)

    read, written = program("GET", SEXES), program("POST", NUMBERS, body=calls.registration())
    again = program("GET", SEXES)

    assert (read.status, written.status, again.status) == (401, 401, 401)
    assert again.json()["type"] == "urn:openpias:problem:contract-ended"
    assert not Person.objects.exists()


def test_the_first_call_after_the_end_writes_nothing_even_where_only_the_database_looks(
    clinic, program
):
    end(clinic[0], days=-1)

    assert program("POST", NUMBERS, body=calls.registration()).status == 401
    assert not Person.objects.exists()


def test_a_contract_whose_last_day_is_today_serves_today_to_who_shows_the_password_again(
    clinic, program
):
    end(clinic[0], days=0)

    assert program("GET", SEXES).status == 401
    assert program("GET", SEXES).status == 200


def test_a_longer_contract_ends_nobody_s_session(clinic, inside):
    typed = ContractInput(
        house="CAS-SV",
        contract_number="18",
        valid_from="01-01-2099",
        valid_to="31-12-2099",
    )
    contracts.add(typed, provider=clinic[0], actor=providers.operator(), at=timezone.now())

    assert inside.get(HOME).status_code == 200
    assert OpenSession.objects.filter(account_id__isnull=False).count() == 1
