"""What Axis 1 and .NET put on the wire is answered, and what nobody should put there too."""

import gzip
import socket
from datetime import UTC, datetime

import pytest
from tests.factories import soap

from openpias.interop.operations import SERVICES

pytestmark = pytest.mark.slow
PATH = SERVICES["SiuiInsuredWS"].path
TODAY = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def message(served):
    return soap.message("SiuiInsuredWS", "getInsured", pid=served.data["number"], requestDate=TODAY)


@pytest.fixture
def talk(served):
    """Send octets as they are and return all that comes back before the connection ends."""

    def talked(*pieces, version="1.0", hangs_up=False, **headers):
        told = {
            "Host": f"127.0.0.1:{served.port}",
            "Content-Type": "text/xml; charset=utf-8",
            "SOAPAction": '""',
            "Connection": "close",
            **served.basic,
            **headers,
        }
        lines = [f"POST {PATH} HTTP/{version}", *(f"{k}: {v}" for k, v in told.items()), "", ""]
        with socket.create_connection(("127.0.0.1", served.port), timeout=30) as connection:
            connection.sendall("\r\n".join(lines).encode())
            for piece in pieces:
                connection.sendall(piece)
            if hangs_up:
                connection.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: connection.recv(65536), b""))

    return talked


def chunk(data):
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


INSURED = b'state="1"'


def test_http_1_0_is_answered(talk, message):
    reply = talk(message, **{"Content-Length": len(message)})

    assert reply.startswith((b"HTTP/1.0 200", b"HTTP/1.1 200"))
    assert INSURED in reply


def test_a_client_that_waits_to_be_told_to_continue_is_told(talk, message):
    headers = {"Content-Length": len(message), "Expect": "100-continue"}

    assert INSURED in talk(message, version="1.1", **headers)


def test_a_body_in_chunks_is_read(talk, message):
    pieces = [chunk(message[:50]), chunk(message[50:]), b"0\r\n\r\n"]

    assert INSURED in talk(*pieces, version="1.1", **{"Transfer-Encoding": "chunked"})


def test_chunks_without_end_are_refused_at_the_limit(talk, message):
    pieces = [chunk(message), *[chunk(b" " * 16_384)] * 5, b"0\r\n\r\n"]

    assert b"[soap-too-large" in talk(*pieces, version="1.1", **{"Transfer-Encoding": "chunked"})


def test_a_packed_body_is_read(talk, message):
    packed = gzip.compress(message)
    headers = {"Content-Length": len(packed), "Content-Encoding": "gzip"}

    assert INSURED in talk(packed, **headers)


def test_a_body_that_is_cut_off_is_no_fault_of_ours(talk, message):
    reply = talk(message[:-40], hangs_up=True, **{"Content-Length": len(message)})

    assert b"Traceback" not in reply
    assert b"[unexpected]" not in reply
    # The server is there for the next one.
    assert INSURED in talk(message, **{"Content-Length": len(message)})
