"""How does a family of messages read and write, given the tables of its messages?"""

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from openpias.core.findings import Finding
from openpias.core.rules.records import (
    Detail,
    RecordGroup,
    ReportHeader,
    ReportKind,
    ServiceRecord,
)
from openpias.interop.messages import answers, fields, reading, writing
from openpias.interop.messages.formats import Answer, MonthlyFormat, OnlineFormat, Read
from openpias.interop.messages.shape import Element


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialMonthly:
    """A monthly report and its feedback, as their tables say; see `MonthlyFormat`."""

    kind: ReportKind
    report: Element
    feedback: Element

    def read(self, content: IO[bytes]) -> Iterator[Read]:
        """Read a report, a record at a time and with flat memory; raises nothing."""
        return _read(self.kind, self.report, content)

    def write(
        self, header: ReportHeader, records: Iterable[ServiceRecord], into: IO[bytes]
    ) -> None:
        """Write a report; raises IncompleteError where something is missing or does not fit."""
        writing.write(self.report, header, records, into)

    def write_feedback(self, answer: Answer, into: IO[bytes]) -> None:
        """Write the feedback; raises IncompleteError.

        Records of a list that the feedback does not have are left out: `answered` says which it has.
        """
        answers.write(self.feedback, answer, into)

    def read_feedback(self, content: bytes) -> Answer | Finding:
        """Read a feedback file; raises nothing."""
        return answers.read(self.feedback, content, kind=self.kind)

    @property
    def answered(self) -> frozenset[RecordGroup]:
        """The lists whose records the feedback speaks of."""
        return frozenset(row.group for row in self.feedback.rows() if row.group)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialOnline:
    """An online validation, request and answer, as their tables say; see `OnlineFormat`."""

    kind: ReportKind
    request_type: str
    request: Element
    response: Element

    def read_request(self, content: bytes) -> Iterator[Read]:
        """Read a request like a report; raises nothing."""
        return _read(self.kind, self.request, io.BytesIO(content))

    def write_request(self, header: ReportHeader, records: Iterable[ServiceRecord]) -> bytes:
        """Write a request; raises IncompleteError."""
        into = io.BytesIO()
        writing.write(self.request, header, records, into)
        return into.getvalue()

    def write_response(self, answer: Answer) -> bytes:
        """Write the answer; raises IncompleteError."""
        into = io.BytesIO()
        answers.write(self.response, answer, into)
        return into.getvalue()

    def read_response(self, content: bytes) -> Answer | Finding:
        """Read an answer; raises nothing."""
        return answers.read(self.response, content, kind=self.kind)


if TYPE_CHECKING:
    _MONTHLY: type[MonthlyFormat] = OfficialMonthly
    _ONLINE: type[OnlineFormat] = OfficialOnline


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """What a kind of report can be asked and sent.

    `numeric_app_id` says that the feedback writes application ids as decimals, so that others would
    be lost (raportare/Feedback_Clinic.xsd, raportare/Feedback_Laboratories.xsd).
    """

    kind: ReportKind
    monthly: OfficialMonthly
    online: tuple[OfficialOnline, ...]
    numeric_app_id: bool = False

    @property
    def root(self) -> str:
        """The name of the monthly report's root, which tells nothing: most have the same."""
        return self.monthly.report.name

    def asked(self, request_type: str) -> OfficialOnline | None:
        """Return the online format of a request type, if the family has it."""
        return next((each for each in self.online if each.request_type == request_type), None)


def _read(kind: ReportKind, root: Element, content: IO[bytes]) -> Iterator[Read]:
    out: list[Read] = []
    sink = _Sink(kind, root, out)
    for _ in reading.read(content, root, sink):
        yield from out
        out.clear()


class _Sink:
    def __init__(self, kind: ReportKind, root: Element, out: list[Read]) -> None:
        self.kind = kind
        self.out = out
        self.firsts = set(_first_rows(root))
        self.said: ReportHeader | None = None

    def finding(self, finding: Finding) -> None:
        self.out.append(finding)

    def header(self, values: dict[str, str], details: dict[str, str]) -> None:
        self.said = fields.header_of(self.kind, values, details)
        self.out.append(self.said)

    def row(
        self,
        element: Element,
        path: str,
        values: dict[str, str],
        details: Detail,
        context: Mapping[str, str],
    ) -> None:
        assert self.said is not None  # noqa: S101 - the header comes first
        record = fields.record_of(
            element,
            path,
            values,
            details,
            context,
            header=self.said,
            is_first=element in self.firsts,
        )
        self.out.append(record)

    def end(self, parts: list[Detail]) -> None:
        """Leave what stands beside the records; reports have nothing there."""


def _first_rows(root: Element) -> Iterator[Element]:
    seen = set()
    for row in root.rows():
        if row.group not in seen:
            seen.add(row.group)
            yield row
