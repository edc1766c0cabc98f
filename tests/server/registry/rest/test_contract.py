"""Does every answer have the shape that the OpenAPI promises?"""

import pytest
from jsonschema import Draft202012Validator
from tests.factories import calls, people
from tests.factories.calls import NUMBERS, PERMITS, call

from openpias.server.config.openapi import contract

pytestmark = pytest.mark.django_db
JSON, PROBLEM = "application/json", "application/problem+json"


def held_against(reply, schema):
    """Return the body after holding it against one shape of the contract."""
    document = {
        "$ref": f"#/components/schemas/{schema}",
        "components": contract()["components"],
    }
    Draft202012Validator(document).validate(reply.json())
    return reply.json()


def problem(reply, *, status, code):
    assert (reply.status, reply.headers["Content-Type"]) == (status, PROBLEM)
    body = held_against(reply, "Problem")
    assert (body["status"], body["type"]) == (status, f"urn:openpias:problem:{code}")
    return body


@pytest.fixture
def clerk(db):
    return people.account()


def issue(account, key="", **fields):
    headers = {"Idempotency-Key": key} if key else {}
    body = calls.registration(**fields)
    return call("POST", NUMBERS, account=account, body=body, headers=headers)


def test_a_new_person_is_201_and_the_same_key_is_200_repeated(clerk):
    first, again = issue(clerk, key="k1"), issue(clerk, key="k1")

    assert (first.status, again.status) == (201, 200)
    one, two = held_against(first, "Registered"), held_against(again, "Registered")
    assert (one["outcome"], two["outcome"]) == ("issued", "repeated")
    assert one["number"] == two["number"]


def test_a_person_who_is_known_is_200_existing(clerk):
    first = issue(clerk)

    again = issue(people.account(provider="90000002"), surname="Șevcenco")

    assert again.status == 200
    body = held_against(again, "Registered")
    assert (body["outcome"], body["number"]) == ("existing", first.json()["number"])


def test_a_number_given_elsewhere_is_kept_told_and_found(clerk):
    first = issue(clerk, other_number="77 0001", other_number_kind="house")

    assert first.status == 201
    body = held_against(first, "Registered")
    assert (body["number"], body["number_kind"]) == ("770001", "house")
    found = call("GET", f"{NUMBERS}/770001", account=clerk)
    assert held_against(found, "Person")["identifiers"][0]["kind"] == "house"


def test_a_number_given_elsewhere_says_who_gave_it(clerk):
    refused = issue(clerk, other_number="770001")

    body = problem(refused, status=422, code="invalid-registration")
    assert [each["pointer"] for each in body["errors"]] == ["/other_number_kind"]


def another_passport(number):
    return [{"type": "PASSPORT", "number": number}]


@pytest.mark.parametrize(
    ("answer", "status", "outcome"),
    [("same_as", 200, "existing"), ("different_from", 201, "issued")],
)
def test_a_question_is_409_and_each_decision_settles_it(clerk, answer, status, outcome):
    first = issue(clerk)
    other = people.account(provider="90000002")
    asked = issue(other, key="k2", documents=another_passport("XX1"))

    body = problem(asked, status=409, code="same-person-question")
    [candidate] = body["candidates"]
    ref = candidate["ref"]
    decision = {answer: ref if answer == "same_as" else [ref], "reason": "după fotografie"}
    settled = issue(
        other, key="k2", documents=another_passport("XX1"), same_person_decision=decision
    )

    assert (candidate["own"], "number" in candidate, "name" in candidate) == (False, False, False)
    assert (settled.status, settled.json()["outcome"]) == (status, outcome)
    assert (settled.json()["number"] == first.json()["number"]) is (answer == "same_as")


def test_a_used_key_with_another_body_is_409(clerk):
    issue(clerk, key="k1")

    problem(issue(clerk, key="k1", given_name="Ірина"), status=409, code="key-reused")


def test_a_permit_is_linked_then_repeated_and_its_holder_is_409_on_the_first_tab(clerk):
    body = calls.permit(temporary_number=issue(clerk).json()["number"])
    first = call("POST", PERMITS, account=clerk, body=body, headers={"Idempotency-Key": "p"})
    again = call("POST", PERMITS, account=clerk, body=body, headers={"Idempotency-Key": "p"})

    assert held_against(first, "Registered")["number"] == "8820720700019"
    assert held_against(again, "Registered")["outcome"] == "repeated"
    problem(issue(clerk), status=409, code="has-permit")


WRONG = {
    "surname": "",
    "given_name": ...,
    "birth_date": "31-02-1990",
    "sex": "X",
    "category": "?",
    "citizenship": "",
    "entry_point": "MOON",
    "entry_date": "2022-02-24",
    "visa_type": ...,
    "documents": [{"type": "NOPE", "number": "1" * 41, "date": "32-01-2020"}],
}
POINTERS = [
    "/surname",
    "/given_name",
    "/birth_date",
    "/sex",
    "/category",
    "/citizenship",
    "/entry_point",
    "/entry_date",
    "/visa_type",
    "/documents/0/type",
    "/documents/0/number",
    "/documents/0/date",
]


def test_every_wrong_field_is_listed_once_with_its_pointer(clerk):
    body = problem(issue(clerk, **WRONG), status=422, code="invalid-registration")

    errors = [each["pointer"] for each in body["errors"] if each["severity"] == "error"]
    assert sorted(errors) == sorted(POINTERS)


@pytest.mark.parametrize("value", [7, True, [], {}, 1.5], ids=str)
@pytest.mark.parametrize("name", ["surname", "birth_date", "sex", "entry_date"])
def test_a_member_of_another_type_is_a_finding(clerk, name, value):
    body = problem(issue(clerk, **{name: value}), status=422, code="invalid-registration")

    assert [(each["pointer"], each["code"]) for each in body["errors"]] == [
        (f"/{name}", "wrong-type")
    ]


def test_a_name_in_latin_letters_is_kept_and_told(clerk):
    own = issue(clerk, given_name_latin="Yelena", surname_latin=None)

    number = own.json()["number"]
    body = held_against(call("GET", f"{NUMBERS}/{number}", account=clerk), "Person")
    assert (body["surname_latin"], body["given_name_latin"]) == ("Shevchenko", "Yelena")


def test_a_name_in_other_letters_is_refused_with_both_texts(clerk):
    wrong = {"surname_latin": "Шевченко", "given_name_latin": "a" * 101}

    body = problem(issue(clerk, **wrong), status=422, code="invalid-registration")

    assert [(each["pointer"], each["code"]) for each in body["errors"]] == [
        ("/surname_latin", "not-latin"),
        ("/given_name_latin", "too-long"),
    ]
    assert all(each["practice"] and each["supplier"] for each in body["errors"])


def test_a_key_is_bound_to_the_latin_letters_too(clerk):
    issue(clerk, key="k1", given_name_latin="Yelena")

    again = issue(clerk, key="k1", given_name_latin="Yelena")

    assert again.json()["outcome"] == "repeated"
    problem(issue(clerk, key="k1"), status=409, code="key-reused")


TEXTS = {"ro": "ă", "uk": "і", "en": "the"}


@pytest.mark.parametrize("language", ["ro", "uk", "en"])
def test_both_texts_are_in_the_language_of_the_reader(clerk, language, settings):
    catalogue = settings.LOCALE_PATHS[0] / language / "LC_MESSAGES" / "django.mo"
    if language != "ro" and not catalogue.exists():
        pytest.skip(f"the texts are not translated yet: {catalogue.name} of {language} is absent")
    reply = call(
        "POST",
        NUMBERS,
        account=clerk,
        body=calls.registration(**WRONG),
        headers={"Accept-Language": language},
    )

    body = problem(reply, status=422, code="invalid-registration")
    texts = [body["practice"], body["supplier"]]
    texts += [each[kind] for each in body["errors"] for kind in ("practice", "supplier")]
    assert reply.headers["Content-Language"] == language
    assert all(texts)
    assert TEXTS[language] in " ".join(texts)
    assert not set("şţŞŢ") & set("".join(texts))
    assert ("Ї" in "".join(texts).upper()) is (language == "uk")


def test_a_permit_lists_every_wrong_field(clerk):
    body = {"cnp": "8820720700018", "surname": "", "birth_date": "x", "expires_on": ""}

    reply = call("POST", PERMITS, account=clerk, body=body)

    errors = problem(reply, status=422, code="invalid-registration")["errors"]
    found = {each["pointer"] for each in errors}
    assert {"/cnp", "/surname", "/given_name", "/birth_date", "/sex", "/permit_number"} <= found
    assert {"/issued_on", "/valid_from", "/expires_on"} <= found


GUARDED = [
    ("POST", NUMBERS),
    ("GET", f"{NUMBERS}/9123456789012"),
    ("GET", f"{NUMBERS}/9123456789012/slip.pdf"),
    ("POST", PERMITS),
    ("GET", f"{PERMITS}/0123/slip.pdf"),
    ("POST", "/api/v1/look-ups"),
    ("GET", "/api/v1/nomenclatures/sexes"),
]


@pytest.mark.parametrize(("method", "path"), GUARDED)
def test_nobody_is_401_with_a_challenge(method, path):
    reply = call(method, path, body={})

    problem(reply, status=401, code="not-authenticated")
    assert reply.headers["WWW-Authenticate"].startswith("Basic ")


@pytest.mark.parametrize(("method", "path"), GUARDED)
def test_an_account_without_the_permission_is_403(method, path):
    account = people.account(roles=())

    problem(call(method, path, account=account, body={}), status=403, code="not-allowed")


@pytest.mark.parametrize("header", ["Basic", "Basic ?", "Basic bm9ib2R5", "Bearer x", "Basic /w=="])
def test_a_damaged_login_is_401(header):
    reply = call("POST", NUMBERS, body={}, headers={"Authorization": header})

    problem(reply, status=401, code="not-authenticated")


def test_unknown_and_not_allowed_answer_alike(clerk):
    number = issue(clerk).json()["number"]
    stranger = people.account(provider="90000002")

    theirs = call("GET", f"{NUMBERS}/{number}", account=stranger)
    unknown = call("GET", f"{NUMBERS}/9000000000001", account=stranger)

    problem(theirs, status=404, code="not-found")
    assert (theirs.content, theirs.headers) == (unknown.content, unknown.headers)


@pytest.mark.parametrize("way", ["address", "slip", "number", "document"])
def test_a_sign_that_no_database_takes_is_nobody(clerk, way):
    shown = {"birth_date": "1982-07-20", "surname": "a\0", "reason": "care"}
    sent = {
        "address": ("GET", f"{NUMBERS}/9\0", None),
        "slip": ("GET", f"{NUMBERS}/9\0/slip.pdf", None),
        "number": ("POST", "/api/v1/look-ups", {"number": "9\0", **shown}),
        "document": ("POST", "/api/v1/look-ups", {"document_number": "9\0", **shown}),
    }
    method, path, body = sent[way]

    reply = call(method, path, account=clerk, **({"body": body} if body else {}))

    problem(reply, status=404, code="not-found")


def test_ones_own_person_reads_back_and_another_opens_with_birth_date_and_reason(clerk):
    number = issue(clerk).json()["number"]
    proof = {"birth_date": "1982-07-20", "reason": "care"}
    stranger = people.account(provider="90000002")

    own = call("GET", f"{NUMBERS}/{number}", account=clerk)
    opened = call("GET", f"{NUMBERS}/{number}", account=stranger, query=proof)
    looked_up = call("POST", "/api/v1/look-ups", account=stranger, body={"number": number, **proof})

    assert held_against(own, "Person") == held_against(opened, "Person")
    assert held_against(looked_up, "Person") == own.json()


def test_a_reason_is_asked_for(clerk):
    number = issue(clerk).json()["number"]
    stranger = people.account(provider="90000002")
    query = {"birth_date": "1982-07-20"}

    reply = call("GET", f"{NUMBERS}/{number}", account=stranger, query=query)

    [error] = problem(reply, status=422, code="invalid-registration")["errors"]
    assert (error["pointer"], error["code"]) == ("/reason", "reason-required")


def test_a_body_over_the_limit_is_413(clerk):
    reply = call("POST", NUMBERS, account=clerk, raw=b" " * (1024 * 1024 + 1))

    problem(reply, status=413, code="body-too-large")


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"a":' * 5000, b'"x"', b'{"surname":"\\ud800"}'],
    ids=["empty", "cut", "list", "null", "not utf-8", "deep", "text", "lone surrogate"],
)
def test_a_body_that_is_no_json_object_is_400(clerk, raw):
    problem(call("POST", NUMBERS, account=clerk, raw=raw), status=400, code="unreadable-body")


@pytest.mark.parametrize("key", ["x" * 201, "cheie\u00e9", "a\tb"])
def test_an_unusable_key_is_400(clerk, key):
    problem(issue(clerk, key=key), status=400, code="bad-idempotency-key")


def test_ten_wrong_passwords_are_429_with_a_time_to_wait(clerk):
    for _ in range(10):
        wrong = calls.login(clerk.username, "wrong")
        assert call("GET", GUARDED[-1][1], headers=wrong).status == 401

    reply = call("GET", GUARDED[-1][1], headers=calls.login(clerk.username, "wrong"))

    problem(reply, status=429, code="too-many-failures")
    assert int(reply.headers["Retry-After"]) > 0


def test_too_many_lookups_are_429(clerk, settings):
    settings.LOOKUPS_PER_HOUR_ACCOUNT = 2
    statuses = [call("GET", f"{NUMBERS}/9000000000001", account=clerk).status for _ in range(3)]

    assert statuses == [404, 404, 429]


@pytest.mark.parametrize(
    "name",
    ["categories", "citizenships", "entry-points", "visa-types", "document-types", "sexes"],
)
def test_every_list_of_codes_reads(clerk, name):
    reply = call("GET", f"/api/v1/nomenclatures/{name}", account=clerk)

    assert reply.status == 200
    assert held_against(reply, "Nomenclature")


def test_an_unknown_list_is_404(clerk):
    problem(call("GET", "/api/v1/nomenclatures/x", account=clerk), status=404, code="not-found")


@pytest.mark.parametrize("kind", ["number", "permit"])
def test_a_slip_is_a_pdf(clerk, kind):
    registered = issue(clerk).json()
    if kind == "permit":
        body = calls.permit(temporary_number=registered["number"])
        registered = call("POST", PERMITS, account=clerk, body=body).json()

    reply = call("GET", registered["slip"], account=clerk)

    assert (reply.status, reply.headers["Content-Type"]) == (200, "application/pdf")
    assert reply.content.startswith(b"%PDF-")


def test_a_wrong_method_says_which_are_right(clerk):
    reply = call("DELETE", NUMBERS, account=clerk)

    assert (reply.status, reply.headers["Allow"]) == (405, "POST")


def test_no_answer_may_be_kept(clerk):
    reply = issue(clerk)

    assert reply.headers["Cache-Control"] == "no-store"
    assert reply.headers["Content-Length"] == str(len(reply.content))


def test_an_answer_that_a_browser_opens_loads_nothing_and_stands_in_no_frame(clerk):
    policy = issue(clerk).headers["Content-Security-Policy"]

    assert policy == (
        "default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
    )


def test_the_contract_is_public_and_its_references_resolve():
    reply = call("GET", "/api/v1/openapi.json")

    assert (reply.status, reply.json()["openapi"]) == (200, "3.1.0")
    shapes = reply.json()["components"]["schemas"]
    for schema in shapes.values():
        Draft202012Validator.check_schema(schema)
    assert set(references(reply.json())) <= {f"#/components/schemas/{name}" for name in shapes}


def references(node):
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)
