"""Every call is answered by a result or a fault, whoever sends whatever."""

import gzip
import io
from datetime import UTC, datetime

import pytest
from django.db import OperationalError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.factories import calls, people, soap

from openpias.interop.operations import OPERATIONS, SERVICES, named
from openpias.interop.soap.answers import read_answer
from openpias.interop.soap.faults import FaultAnswer
from openpias.interop.soap.problems import Problem as SoapProblem
from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.http.problems import Problem
from openpias.server.platform.soap import bodies, faults, handlers
from openpias.server.platform.soap.handlers import Handler
from openpias.server.platform.soap.permissions import Permission

pytestmark = pytest.mark.django_db
EVERY = [each for known in OPERATIONS.values() for each in known]
SEND = named("SiuiWS")["sendReport"]
CALL = soap.message("SiuiWS", "sendReport", reportType="MF", reportXML="QQ==")
BOMB = b"<!DOCTYPE e [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>" + CALL.partition(b"?>")[2]
EXTERNAL = b'<!DOCTYPE e [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + CALL.partition(b"?>")[2]


@pytest.fixture
def clerk(db):
    return people.account()


@pytest.fixture
def answering(monkeypatch):
    """Let a function answer sendReport."""

    def bind(answer, permission=Permission.CALL):
        table = {("SiuiWS", "sendReport"): Handler(permission=permission, answer=answer)}
        monkeypatch.setattr(handlers, "_bound", table)

    return bind


def raising(problem):
    def answer(_asked):
        raise problem

    return answer


def fault_of(reply):
    found = read_answer(reply.content, operation=SEND)
    assert isinstance(found, FaultAnswer), found
    assert reply.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert b"Traceback" not in reply.content
    return found


def test_a_handler_is_told_what_was_sent_and_its_answer_goes_back(clerk, answering):
    told = []
    answering(lambda asked: told.append(asked) or 1)

    reply, answer = soap.call(
        "SiuiWS", "sendReport", account=clerk, reportType=" MF ", reportXML=" Q"
    )

    assert (reply.status, answer) == (200, 1)
    (asked,) = told
    assert (asked.text("reportType"), asked.whole("reportXML")) == ("MF", " Q")
    assert (asked.actor.username, asked.origin) == (clerk.username, "http://localhost")


@pytest.mark.parametrize("name", SERVICES)
def test_every_operation_that_nobody_answers_is_refused_as_it_declares(clerk, monkeypatch, name):
    monkeypatch.setattr(handlers, "_bound", {})
    samples = {"string": "x", "int": 1, "long": 1, "boolean": True, "dateTime": datetime.now(UTC)}

    for operation in OPERATIONS[name]:
        sent = {part.name: samples[part.kind] for part in operation.parts}
        reply, fault = soap.call(name, operation.name, account=clerk, **sent)

        declared = operation.fault and operation.fault.code.kind
        expected = {"int": faults.NOT_BUILT, "string": "soap-not-built", None: None}[declared]
        assert (reply.status, fault.blame, fault.code) == (500, "Client", expected)
        assert fault.text.startswith("[soap-not-built] Operația")
        assert "Pentru furnizorul IT:" in fault.text


HOSTILE = {
    "nothing": (b"", {}, "soap-malformed"),
    "a bomb": (BOMB, {}, "soap-document-type"),
    "an external entity": (EXTERNAL, {}, "soap-document-type"),
    "half a call": (CALL[:-9], {}, "soap-malformed"),
    "another charset": (CALL.replace(b"MF", "Ț".encode("iso-8859-16")), {}, "soap-malformed"),
    "a named charset": (
        CALL.replace(b"MF", "Ț".encode("iso-8859-16")),
        {"content_type": "text/xml; charset=ISO-8859-16"},
        "soap-charset",
    ),
    "a form": (CALL, {"content_type": "application/x-www-form-urlencoded"}, "soap-content-type"),
    "plain text": (CALL, {"content_type": "text/plain"}, "soap-content-type"),
    "attachments": (CALL, {"content_type": "multipart/related; boundary=a"}, "soap-content-type"),
    "no gzip": (CALL, {"headers": {"Content-Encoding": "gzip"}}, "soap-content-encoding"),
    "half a gzip": (
        gzip.compress(CALL)[:-9],
        {"headers": {"Content-Encoding": "gzip"}},
        "soap-content-encoding",
    ),
    "more than a gzip": (
        gzip.compress(CALL) + b"more",
        {"headers": {"Content-Encoding": "gzip"}},
        "soap-content-encoding",
    ),
    "a gzip that grows": (
        gzip.compress(CALL + b" " * 5_000_000),
        {"headers": {"Content-Encoding": "gzip"}},
        "soap-too-large",
    ),
    "brotli": (CALL, {"headers": {"Content-Encoding": "br"}}, "soap-content-encoding"),
    "too much": (CALL + b" " * 1_000_001, {}, "soap-too-large"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_body_is_a_fault_of_the_client_and_reaches_no_handler(
    clerk, answering, settings, name
):
    settings.SOAP_BYTES = 1_000_000
    content, how, code = HOSTILE[name]
    answering(raising(AssertionError))

    reply = soap.post("SiuiWS", content, account=clerk, **how)

    assert fault_of(reply).text.startswith(f"[{code}")
    assert (reply.status, reply.headers[faults.HEADER]) == (500, f"Client {code}")


@pytest.mark.parametrize(
    "content_type", ["text/xml", 'text/xml; charset="UTF-8"', "application/xml"]
)
@pytest.mark.parametrize("packed", [False, True])
def test_what_axis_and_dotnet_send_is_read(clerk, answering, content_type, packed):
    answering(lambda _asked: 1)
    content = gzip.compress(CALL) if packed else CALL
    headers = {"Content-Encoding": "gzip"} if packed else {}

    reply = soap.post("SiuiWS", content, account=clerk, content_type=content_type, headers=headers)

    assert reply.status == 200


def test_soap_1_2_is_refused_as_another_version(clerk):
    newer = CALL.replace(
        b"http://schemas.xmlsoap.org/soap/envelope/", b"http://www.w3.org/2003/05/soap-envelope"
    )

    reply = soap.post("SiuiWS", newer, account=clerk, content_type="application/soap+xml")

    assert fault_of(reply).blame == "VersionMismatch"


class Chunks(io.RawIOBase):
    """A body of no declared length."""

    def __init__(self, pieces):
        super().__init__()
        self.pieces = list(pieces)

    def read(self, size=-1):
        return self.pieces.pop(0)[:size] if self.pieces else b""


@pytest.mark.parametrize(("filler", "code"), [(0, ""), (40, "soap-too-large")])
def test_a_body_in_chunks_is_read_and_bounded(
    clerk, answering, settings, monkeypatch, filler, code
):
    settings.SOAP_BYTES = 2_000_000
    answering(lambda _asked: 1)
    body = Chunks([CALL, *[b" " * 65_536] * filler, *[b" "] * 10_000])
    monkeypatch.setattr(calls.io, "BytesIO", lambda _content: body)

    reply = soap.post("SiuiWS", b"", account=clerk, headers={"Transfer-Encoding": "chunked"})

    assert (reply.status == 200) == (not code)
    assert code in reply.headers.get(faults.HEADER, "")
    assert not code or len(body.pieces) > 9_000


def test_what_somebody_unknown_sends_is_dropped_unread(monkeypatch, db):
    body = Chunks([CALL])
    monkeypatch.setattr(calls.io, "BytesIO", lambda _content: body)
    monkeypatch.setattr(bodies, "read", lambda *_args, **_options: pytest.fail("looked at"))

    reply = soap.post("SiuiWS", CALL)

    # It is sent to the end, or nginx would lose the answer.
    assert (reply.status, body.pieces) == (401, [])
    assert "Basic" in reply.headers["WWW-Authenticate"]
    assert fault_of(reply).text.startswith("[not-authenticated]")


def test_who_has_no_right_is_told_so_by_http_and_by_a_fault(answering):
    reply, fault = soap.call(
        "SiuiWS", "sendReport", account=people.account(roles=(Role.AUDITOR,)), reportType="MF"
    )

    assert (reply.status, reply.headers[faults.HEADER]) == (403, "Client not-allowed")
    assert fault.text.startswith("[not-allowed]")


def test_the_right_of_the_operation_is_asked_for_too(clerk, answering):
    answering(raising(AssertionError), permission="registry.erase")

    reply, fault = soap.call("SiuiWS", "sendReport", account=clerk, reportType="MF")

    assert (reply.status, fault.code) == (403, faults.OURS)


PROBLEMS = {
    "official": (
        Problem(status=400, code="soap-value", extra={"error_code": -4}),
        500,
        "Client",
        -4,
    ),
    "must wait": (
        Problem(status=429, code="too-many-lookups", headers={"Retry-After": "9"}),
        *(429, "Client", faults.OURS),
    ),
    "database": (OperationalError("secret row"), 503, "Server", faults.OURS),
    "unexpected": (ValueError("secret row"), 500, "Server", faults.OURS),
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_problem_is_the_declared_exception(clerk, answering, name):
    problem, status, blame, code = PROBLEMS[name]
    answering(raising(problem))

    reply, fault = soap.call("SiuiWS", "sendReport", account=clerk, reportType="MF")

    assert (reply.status, fault.blame, fault.code) == (status, blame, code)
    assert b"secret" not in reply.content
    assert ("Referință: " in fault.text) == (blame == "Server")
    assert reply.headers.get("Retry-After") == {"must wait": "9", "database": "30"}.get(name)


def test_the_log_names_operation_and_code_and_whose_fault_it_is(clerk, monkeypatch):
    from openpias.server.platform.http import middleware

    lines = []
    monkeypatch.setattr(
        middleware, "_log", type("", (), {"info": lambda *_, **told: lines.append(told)})
    )

    soap.call("SiuiWS", "getRefund", account=clerk, start=datetime.now(UTC), stop=datetime.now(UTC))

    (line,) = lines
    assert (line["operation"], line["fault"], line["blame"], line["status"]) == (
        *("getRefund", "soap-not-built", "Client"),
        500,
    )


def test_the_description_is_for_everybody_and_names_the_address_it_came_from(db):
    reply = calls.call("GET", SERVICES["SiuiWS"].path, query={"wsdl": ""})

    found = etree.fromstring(reply.content).find(
        ".//{http://schemas.xmlsoap.org/wsdl/soap/}address"
    )
    assert found.get("location") == "http://localhost/svapntws/services/SiuiWS"


def test_every_problem_of_a_message_has_texts():
    from openpias.server.platform.http.error_texts import known

    assert set(SoapProblem) <= known()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_octets_are_answered(clerk, monkeypatch, data):
    monkeypatch.setattr(handlers, "_bound", {})
    octets = bytearray(data.draw(st.sampled_from([CALL, b""])))
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(octets)))
        octets[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=40))

    reply = soap.post("SiuiWS", bytes(octets), account=clerk)

    fault_of(reply)
    assert reply.headers[faults.HEADER].startswith(("Client", "Version", "Must"))
