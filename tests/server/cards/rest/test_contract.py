"""Does every answer of the management unit have the shape that the OpenAPI promises?"""

import base64
from datetime import UTC, datetime

import pytest
from jsonschema import Draft202012Validator
from tests.factories import calls, people
from tests.factories import card_register as cards
from tests.factories.calls import call

from openpias.core.contracts.management_unit import ProofPurpose
from openpias.core.smartcard import card_status, cryptograms
from openpias.core.smartcard.card_status import CardStatus
from openpias.core.smartcard.states import CardState
from openpias.server.cards.models import (
    Card,
    CardCase,
    CardSession,
    GivenCryptogram,
    ResetAuthorisation,
)
from openpias.server.cards.operations import handling
from openpias.server.config.openapi import contract

pytestmark = pytest.mark.django_db
TERMINALS = "/api/v1/card-terminals"
SESSIONS = "/api/v1/card-sessions"
CASES = "/api/v1/card-cases"
CONTRACT = {"house": "CAS-SV", "number": "17/2026"}
PROBLEM = "application/problem+json"


def held_against(reply, schema):
    """Return the body after holding it against one shape of the contract."""
    document = {
        "$ref": f"#/components/schemas/{schema}",
        "components": contract()["components"],
    }
    Draft202012Validator(document).validate(reply.json())
    return reply.json()


def problem(reply, *, status, name, code=None):
    assert (reply.status, reply.headers["Content-Type"]) == (status, PROBLEM)
    body = held_against(reply, "Problem")
    assert (body["type"], body.get("code")) == (f"urn:openpias:problem:{name}", code)
    assert body["practice"]
    assert body["supplier"]
    return body


@pytest.fixture
def clerk(db):
    return people.account()


def enrolled(account, **fields):
    body = {"serial": "A1", "name": "Cititor", "contract": CONTRACT, **fields}
    return call("POST", TERMINALS, account=account, body=body)


def opened(account, row, **fields):
    terminal = enrolled(account).json()["terminal_id"]
    body = {"terminal_id": terminal, "card_number": row.number, **fields}
    return call("POST", SESSIONS, account=account, body=body)


def shown(row, session, *, purpose=ProofPurpose.AUTHENTICATION, **said):
    values = {
        "card_number": row.number,
        "activated": True,
        "blocked": False,
        "must_change": False,
        "pin_verified": True,
        "tries_left": 5,
        "pin_changes": 0,
        "resets": 0,
    }
    status = card_status.encode(CardStatus(**{**values, **said}))
    nonce = base64.b64decode(session["nonce"])
    key = cryptograms.card_key(b"test-only-" * 4, row.number)
    proof = cryptograms.proof(key, nonce=nonce, status=status)
    parts = {"nonce": nonce, "status": status, "proof": proof}
    coded = {name: base64.b64encode(value).decode() for name, value in parts.items()}
    return {"purpose": purpose, **coded}


def reported(account, row, *, key="", **fields):
    terminal = enrolled(account).json()["terminal_id"]
    body = {
        "kind": "blocked",
        "code": -15,
        "terminal_id": terminal,
        "cid": row.insured.cid,
        "holder_surname": "Țurcanu",
        "holder_birth_date": "1985-11-24",
        **fields,
    }
    body = {name: value for name, value in body.items() if value is not ...}
    headers = {"Idempotency-Key": key} if key else {}
    return call("POST", CASES, account=account, body=body, headers=headers)


def test_a_terminal_is_enrolled_once_with_profile_and_rights(clerk):
    first, again = enrolled(clerk), enrolled(clerk)

    body = held_against(first, "TerminalEnrolled")
    assert (first.status, body) == (200, again.json())
    assert (body["profile"], body["offline_rights"]) == ("specialist", ["read"])
    rights = ["read", "authenticate", "activate", "change-pin", "reset-pin", "sign"]
    assert body["rights"] == rights


def test_the_profile_follows_what_the_provider_does(clerk):
    from tests.factories import providers

    providers.entered(kinds=("pharmacy",))
    account = people.account(provider=providers.CUI)

    assert enrolled(account).json()["profile"] == "pharmacist"


def test_a_contract_with_another_house_is_refused_at_its_field(clerk):
    reply = enrolled(clerk, contract={"house": "CAS-CJ", "number": "1"})

    body = problem(reply, status=422, name="unit-message-malformed", code=-45)
    assert [(each["pointer"], each["code"]) for each in body["errors"]] == [
        ("/contract/house", "terminal-contract")
    ]


def test_a_session_from_the_first_proof_to_the_pulled_card(clerk):
    row = cards.card()
    reply = opened(clerk, row, cid=row.insured.cid)
    session = held_against(reply, "SessionOpened")
    assert (reply.status, session["code"], session["state"]) == (201, 0, 7)
    path = f"{SESSIONS}/{session['token']}"

    taken = call("POST", f"{path}/proofs", account=clerk, body=shown(row, session))
    challenge = base64.b64encode(bytes(16)).decode()
    body = {"purpose": "change", "challenge": challenge}
    given = call("POST", f"{path}/cryptograms", account=clerk, body=body)
    state = call("GET", path, account=clerk)
    ended = [call("DELETE", path, account=clerk).status for _ in range(2)]

    assert (taken.status, held_against(taken, "ProofTaken")["authentication"]) == (200, 2)
    assert held_against(given, "CryptogramGiven")["code"] == 0
    assert len(base64.b64decode(given.json()["cryptogram"])) == 16
    assert held_against(state, "SessionState")["authentication"] == 2
    assert ended == [204, 204]
    gone = call("GET", path, account=clerk)
    problem(gone, status=409, name="card-session-ended", code=-12)


def test_an_opening_sent_again_leaves_one_session_and_touches_nothing_else(clerk):
    row = cards.card(CardState.BLOCKED)
    terminal = enrolled(clerk).json()["terminal_id"]
    case = reported(clerk, row, terminal_id=terminal).json()["case_id"]
    handling.unblock(case, actor=cards.specialist(), at=datetime.now(UTC))
    body = {"terminal_id": terminal, "card_number": row.number}
    kept = (Card, CardCase, ResetAuthorisation, GivenCryptogram)
    before = [list(each.objects.order_by("pk").values()) for each in kept]

    sent = {"account": clerk, "body": body, "headers": {"Idempotency-Key": "the-same"}}
    first, second = (call("POST", SESSIONS, **sent).json()["token"] for _ in range(2))

    assert [list(each.objects.order_by("pk").values()) for each in kept] == before
    assert CardSession.objects.filter(ended_at=None).count() == 1
    gone = call("GET", f"{SESSIONS}/{first}", account=clerk)
    problem(gone, status=409, name="card-session-ended", code=-12)
    state = call("GET", f"{SESSIONS}/{second}", account=clerk).json()
    assert state["authorisation"]["steps_left"] == ["reset", "change"]


def test_refusals_of_the_unit_name_the_official_code(clerk):
    row = cards.card()
    other = cards.card()

    no_terminal = call(
        "POST",
        SESSIONS,
        account=clerk,
        body={"terminal_id": "x", "card_number": row.number},
    )
    no_card = opened(clerk, row, card_number="0" * 16)
    not_theirs = opened(clerk, row, cid=other.insured.cid)
    no_session = call("GET", f"{SESSIONS}/nothing", account=clerk)

    problem(no_terminal, status=409, name="terminal-not-enrolled", code=-13)
    problem(no_card, status=404, name="card-not-registered", code=-43)
    problem(not_theirs, status=409, name="card-not-of-holder", code=-17)
    problem(no_session, status=404, name="card-session-unknown", code=-2)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, ""),
        ({"terminal_id": "x", "card_number": "12"}, "/card_number"),
        ({"terminal_id": 7, "card_number": "0" * 16}, "/terminal_id"),
        ({"terminal_id": "x", "card_number": "0" * 16, "cid": "a"}, "/cid"),
        ({"terminal_id": "a\0b", "card_number": "0" * 16}, "/terminal_id"),
    ],
    ids=["nothing", "short", "a number", "no cid", "zero byte"],
)
def test_a_message_that_is_none_of_ours_names_the_field(clerk, body, pointer):
    reply = call("POST", SESSIONS, account=clerk, body=body)

    told = problem(reply, status=422, name="unit-message-malformed", code=-26)
    assert [each["pointer"] for each in told["errors"]] == [pointer]


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff"])
def test_a_body_that_is_no_json_is_400(clerk, raw):
    reply = call("POST", SESSIONS, account=clerk, raw=raw)

    problem(reply, status=400, name="unreadable-body")


def test_a_case_is_201_and_again_200_and_names_the_house(clerk):
    row = cards.card(CardState.BLOCKED, insured=cards.holder(house_code="CAS-CJ"))

    first, again = reported(clerk, row, key="k"), reported(clerk, row, key="k")

    body = held_against(first, "CaseOpened")
    assert (first.status, again.status, body) == (201, 200, again.json())
    assert (body["own_house"], body["house"]["code"]) == (False, "CAS-CJ")
    assert body["house"]["name"] == "Casa de Asigurări de Sănătate Cluj"


def test_extensions_are_told_beside_each_telephone(clerk):
    from tests.factories import providers

    from openpias.server.cards.operations.desks import DeskInput, save

    typed = DeskInput(phones=("0253 223 940", "0253 223 950"), extensions="310, 312", hours="8-16")
    assert save("CAS-SV", typed, actor=providers.operator(), at=cards.AT) == []

    house = reported(clerk, cards.card(CardState.BLOCKED)).json()["house"]

    assert house["phones"] == ["0253 223 940 int. 310, 312", "0253 223 950 int. 310, 312"]
    assert house["hours"] == "8-16"


def test_a_case_reads_back_with_steps_and_authorisation_to_its_own_provider_alone(clerk):
    row = cards.card(CardState.BLOCKED)
    case = reported(clerk, row).json()["case_id"]
    handling.unblock(case, actor=cards.specialist(), at=cards.AT)

    one = call("GET", f"{CASES}/{case}", account=clerk)
    every = call("GET", CASES, account=clerk)
    stranger = people.account(provider="90000002")
    theirs = call("GET", f"{CASES}/{case}", account=stranger)

    body = held_against(one, "CaseView")
    assert [each["kind"] for each in body["steps"]] == ["opened", "taken", "unblocked"]
    assert body["authorisation"]["steps_left"] == ["reset", "change"]
    assert all(set(each) == {"kind", "at"} for each in body["steps"])
    assert every.json() == [body]
    problem(theirs, status=404, name="not-found")
    assert call("GET", CASES, account=stranger).json() == []


def test_a_refused_case_tells_its_provider_why(clerk):
    case = reported(clerk, cards.card(CardState.BLOCKED)).json()["case_id"]
    handling.refuse(case, reason="Card declarat furat", actor=cards.specialist(), at=cards.AT)

    body = held_against(call("GET", f"{CASES}/{case}", account=clerk), "CaseView")

    assert (body["status"], body["reason"]) == ("refused", "Card declarat furat")


@pytest.mark.parametrize(
    ("fields", "status", "code", "finding"),
    [
        ({"cid": ...}, 422, -45, ("/cid", "case-needs-cid")),
        ({"kind": "invalid"}, 422, -45, ("/card_number", "case-needs-card-number")),
        ({"cid": "1" * 20}, 404, -43, None),
        ({"terminal_id": "x"}, 409, -13, None),
        ({"code": 10**30}, 422, -26, ("/code", "unit-field-invalid")),
        ({"code": -1000}, 422, -26, ("/code", "unit-field-invalid")),
        ({"holder_surname": "a\0"}, 422, -26, ("/holder_surname", "bad-characters")),
    ],
    ids=str,
)
def test_a_report_that_opens_no_case_says_why(clerk, fields, status, code, finding):
    reply = reported(clerk, cards.card(CardState.BLOCKED), **fields)

    body = reply.json()
    assert (reply.status, body["code"]) == (status, code)
    errors = [(each["pointer"], each["code"]) for each in body.get("errors", [])]
    assert errors == ([finding] if finding else [])


def test_a_used_key_for_another_card_is_409(clerk):
    reported(clerk, cards.card(CardState.BLOCKED), key="k")

    reply = reported(clerk, cards.card(CardState.BLOCKED), key="k")

    problem(reply, status=409, name="key-reused")


GUARDED = [
    ("POST", TERMINALS),
    ("POST", SESSIONS),
    ("GET", f"{SESSIONS}/x"),
    ("DELETE", f"{SESSIONS}/x"),
    ("POST", f"{SESSIONS}/x/proofs"),
    ("POST", f"{SESSIONS}/x/cryptograms"),
    ("GET", CASES),
    ("POST", CASES),
    ("GET", f"{CASES}/x"),
]


@pytest.mark.parametrize(("method", "path"), GUARDED)
def test_nobody_is_401_and_who_may_not_is_403(method, path):
    specialist = people.account(roles=())

    problem(call(method, path, body={}), status=401, name="not-authenticated")
    refused = call(method, path, account=specialist, body={})
    problem(refused, status=403, name="not-allowed")


@pytest.mark.parametrize("language", ["ro", "uk", "en"])
def test_both_texts_are_in_the_language_of_the_reader(clerk, language):
    reply = call("GET", f"{SESSIONS}/x", account=clerk, headers={"Accept-Language": language})

    words = {"ro": "Sesiunea", "uk": "Сеанс", "en": "session"}
    assert words[language] in reply.json()["practice"]


def test_no_route_answers_a_method_that_it_does_not_know(clerk):
    assert call("PUT", TERMINALS, account=clerk).status == 405
    assert call("DELETE", CASES, headers=calls.login(clerk.username)).status == 405


def test_an_account_that_was_closed_is_401_at_its_next_call(clerk):
    row = cards.card()
    session = opened(clerk, row).json()
    path = f"{SESSIONS}/{session['token']}"
    people.Account.objects.filter(pk=clerk.pk).update(is_active=False)
    asked = {"purpose": "change", "challenge": base64.b64encode(bytes(16)).decode()}
    terminal = {"terminal_id": "x", "card_number": row.number}

    statuses = [
        call("POST", SESSIONS, account=clerk, body=terminal).status,
        call("POST", f"{path}/proofs", account=clerk, body=shown(row, session)).status,
        call("POST", f"{path}/cryptograms", account=clerk, body=asked).status,
        call("GET", path, account=clerk).status,
    ]

    assert statuses == [401] * 4
