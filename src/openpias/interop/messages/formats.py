"""What can each family of messages do? The shape that the server and the station work against."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import IO, Protocol

from openpias.core.findings import Finding
from openpias.core.rules.records import ReportHeader, ServiceRecord

Read = ReportHeader | ServiceRecord | Finding
"""What reading yields: the header first, then records and what is wrong, in the message's order."""


class RecordState(IntEnum):
    """What became of a record, as online answers write it; feedback files write it in their own way."""

    INVALID = 0
    VALID = 1
    PARTIAL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAnswer:
    """What a provider is told of one record: the codes of its findings, `True` for an error.

    `path` is that of the record; its last name says which row of the answer is meant where a group
    has several, and `context` is the record's own. `parts` are the answers for what stands inside
    the record, and `echoed` has other attributes of the row, by the answer's names.
    """

    app_id: str
    path: str
    state: RecordState
    findings: tuple[tuple[str, bool], ...] = ()
    group: str = "services"
    parts: "tuple[RecordAnswer, ...]" = ()
    echoed: Mapping[str, str] = field(default_factory=dict)
    context: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a provider is told of a whole message, online or as feedback.

    What is read has `records` in memory; whoever writes goes through them once.
    """

    header: ReportHeader
    records: Iterable[RecordAnswer]
    validated_on: date
    findings: tuple[tuple[str, bool], ...] = ()
    echoed: Mapping[str, str] = field(default_factory=dict)


class MonthlyFormat(Protocol):
    """A kind of monthly report and its feedback file."""

    def read(self, content: IO[bytes]) -> Iterator[Read]:
        """Read a report, a record at a time and with flat memory; raises nothing for any octets.

        The first thing yielded is the header or a finding that ends the reading. Findings carry the
        path of what is wrong; a record with an error is not yielded.
        """
        ...

    def write(
        self, header: ReportHeader, records: Iterable[ServiceRecord], into: IO[bytes]
    ) -> None:
        """Write a report that the official schema accepts."""
        ...

    def write_feedback(self, answer: Answer, into: IO[bytes]) -> None:
        """Write the feedback of a report, without records whose list it does not have."""
        ...

    def read_feedback(self, content: bytes) -> Answer | Finding:
        """Read a feedback file; raises nothing."""
        ...


class OnlineFormat(Protocol):
    """A kind of online validation (`validateReport`), request and answer."""

    @property
    def request_type(self) -> str:
        """The official request type; empty where the specification has none."""
        ...

    def read_request(self, content: bytes) -> Iterator[Read]:
        """Read a request like a report; raises nothing for any octets."""
        ...

    def write_request(self, header: ReportHeader, records: Iterable[ServiceRecord]) -> bytes:
        """Write a request that the official schema accepts."""
        ...

    def write_response(self, answer: Answer) -> bytes:
        """Write the answer."""
        ...

    def read_response(self, content: bytes) -> Answer | Finding:
        """Read an answer; raises nothing."""
        ...
