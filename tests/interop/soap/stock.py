"""How does a stock client reach our reader and writer without a network?"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import zeep
from zeep.transports import Transport

from openpias.interop.operations import Kind, Operation, Part, Service
from openpias.interop.soap import calls

ADDRESS = "http://127.0.0.1:9/svapntws/services/any"
SAMPLES: dict[Kind, Any] = {
    Kind.STRING: ' Țărnă & <fiică> „Ștefania" ]]> ',
    Kind.INT: -7,
    Kind.LONG: 2**40,
    Kind.BOOLEAN: True,
    Kind.DATE_TIME: datetime(2026, 11, 25, 12, 30, 15, 120000, tzinfo=UTC),
}
# What five official descriptions import from the network: only what they use.
ENCODING_SCHEMA = b"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
 targetNamespace="http://schemas.xmlsoap.org/soap/encoding/">
 <xs:simpleType name="string"><xs:restriction base="xs:string"/></xs:simpleType></xs:schema>"""
Handle = Callable[[bytes], bytes]


def sample(part: Part) -> Any:
    """Return a value of a part that differs from that of another of its kind."""
    if part.many:
        return (f"{part.name} 1", f"{part.name} <2>")
    value = SAMPLES[part.kind]
    return f"{value}{part.name}" if part.kind is Kind.STRING else value


def arguments(operation: Operation) -> dict[str, Any]:
    """Return sample arguments of an operation."""
    return {part.name: sample(part) for part in operation.parts}


class InProcess(Transport):
    """Hands each message to a function, and keeps what went over the wire."""

    def __init__(self, handle: Handle, *, description: bytes = b"") -> None:
        super().__init__()
        self.handle = handle
        self.description = description
        self.sent: list[bytes] = []

    def load(self, url: str) -> bytes:
        if url == ADDRESS:
            return self.description
        if url.startswith("http://schemas.xmlsoap.org/soap/encoding"):
            return ENCODING_SCHEMA
        return Path(url).read_bytes()

    def post(self, address: str, message: bytes, headers: dict[str, str]) -> Any:  # noqa: ARG002
        self.sent.append(message)
        content = self.handle(message)
        told = {"Content-Type": "text/xml; charset=utf-8"}
        return SimpleNamespace(
            status_code=500 if b"Fault>" in content else 200,
            content=content,
            headers=told,
            encoding="utf-8",
        )


class Server:
    """Reads calls and answers what it is told to."""

    def __init__(self, service: Service, answer: Callable[[calls.Call], bytes]) -> None:
        self.service = service
        self.answer = answer
        self.got: list[Any] = []

    def __call__(self, message: bytes) -> bytes:
        found = calls.read_call(message, service=self.service)
        self.got.append(found)
        assert isinstance(found, calls.Call), found
        return self.answer(found)


def client(where: str, server: Handle, *, description: bytes = b"") -> tuple[Any, InProcess]:
    """Make a stock client from a description."""
    logging.getLogger("zeep").setLevel(logging.ERROR)
    transport = InProcess(server, description=description)
    return zeep.Client(where, transport=transport), transport
