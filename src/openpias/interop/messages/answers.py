"""What is a provider told of a message, and how is that written and read? Answers and feedback.

Rows of answers have the names `AppID` and `state` in every schema, errors `code` and `errorType`;
how a state is written differs, and the table of the message says so.
"""

import io
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from typing import IO

from openpias.core.findings import Finding
from openpias.core.rules.records import Detail, ReportHeader, ReportKind
from openpias.interop.messages import fields, lexical, reading
from openpias.interop.messages.formats import Answer, RecordAnswer, RecordState
from openpias.interop.messages.problems import IncompleteError
from openpias.interop.messages.shape import Attribute, Element
from openpias.interop.messages.shelves import Shelves
from openpias.interop.messages.writing import Document, attributes, document, errors

UNSETTLED = "unsettled"
"""Field of a boolean `state` that is true where the record was refused."""
_ERROR = "1"


def write(root: Element, answer: Answer, into: IO[bytes]) -> None:
    """Write an answer or feedback; raises IncompleteError where something does not fit.

    Records are gone through once, and memory does not depend on how many there are.

    A record whose group has no row there is left out: raportare/Feedback_Clinic.xsd, for one, says
    nothing of prescriptions.
    """
    with Shelves(root.rows()) as shelves:
        shelves.fill(answer.records)
        with document(into) as written:
            _Writer(written, answer, shelves).above(root, f"/{root.name}")


def state_of(states: AbstractSet[RecordState], findings: Iterable[tuple[str, bool]]) -> RecordState:
    """Return the state of a whole message: partial where some records hold and some do not."""
    if any(is_error for _, is_error in findings):
        return RecordState.INVALID
    if len(states) == 1:
        (state,) = states
        return state
    return RecordState.PARTIAL if states else RecordState.VALID


class _Writer:
    def __init__(self, written: Document, answer: Answer, shelves: Shelves) -> None:
        self.written = written
        self.answer = answer
        self.shelves = shelves

    def above(self, element: Element, path: str, context: Mapping[str, str] | None = None) -> None:
        """Write an element above the rows, and those below it whose context this is."""

        def source(attribute: Attribute) -> str:
            return (context or {}).get(attribute.name) or self._above(attribute)

        with self.written.element(element, attributes(element, path, source)):
            for child in element.children:
                inner = f"{path}/{child.name}"
                if child.group is not None:
                    self._rows_of(child, inner, context)
                elif child.name == "errors":
                    errors(self.written, child, inner, self.answer.findings)
                elif child.attributes:
                    for each in self._contexts(child):
                        self.above(child, inner, each)
                elif child.least or any(self.shelves.has(row, context) for row in child.rows()):
                    self.above(child, inner, context)

    def _rows_of(self, row: Element, path: str, context: Mapping[str, str] | None) -> None:
        if row.least and not self.shelves.has(row, context):
            raise IncompleteError(path)
        for number, record in enumerate(self.shelves.of(row, context), start=1):
            self.record(row, f"{path}[{number}]", record)

    def _contexts(self, element: Element) -> list[Mapping[str, str]]:
        """Return what lists of one element may say, in the order of the records."""
        return self.shelves.contexts(element.rows()) or [{}]

    def record(self, element: Element, path: str, record: RecordAnswer) -> None:
        """Write what is said of one record and of what stands inside it."""

        def source(attribute: Attribute) -> str:
            match attribute.name:
                case "AppID":
                    return record.app_id
                case "state":
                    return _written_state(attribute, record.state)
            return record.echoed.get(attribute.name, "")

        with self.written.element(element, attributes(element, path, source)):
            for child in element.children:
                inner = f"{path}/{child.name}"
                if child.name == "errors":
                    errors(self.written, child, inner, record.findings)
                else:
                    self._parts(child, inner, record)

    def _parts(self, child: Element, path: str, record: RecordAnswer) -> None:
        names = {child.name} | {each.name for each in child.children}
        mine = [part for part in record.parts if _name(part) in names]
        if not child.attributes:  # a list around parts
            if mine or child.least:
                with self.written.element(child, {}):
                    for inner in child.children:
                        self._parts(inner, f"{path}/{inner.name}", record)
            return
        if not mine and child.least:
            # validare/HomeCareServicesValidateResponse.xsd: an item has at least one service.
            mine = [RecordAnswer(app_id=record.app_id, path=child.name, state=record.state)]
        for part in mine:
            self.record(child, path, part)

    def _above(self, attribute: Attribute) -> str:
        match attribute.field:
            case "":
                return self.answer.echoed.get(attribute.name, "")
            case "validated_on":
                return f"{self.answer.validated_on.isoformat()}{fields.MIDNIGHT}"
            case "state":
                return str(int(state_of(self.shelves.states, self.answer.findings)))
        return fields.header_value(self.answer.header, attribute.field, attribute.kind)


def _name(part: RecordAnswer) -> str:
    return part.path.rpartition("/")[2].partition("[")[0]


def _written_state(attribute: Attribute, state: RecordState) -> str:
    if attribute.kind == "int":
        return str(int(state))
    # A boolean has no third value: "decontat fara erori" is true of a record with warnings alone.
    holds = state is not RecordState.INVALID
    if attribute.field == UNSETTLED:
        holds = not holds
    # Texts have no published values (Feedback_RECA_RECS.xsd): ours are those of a boolean.
    return "1" if holds else "0"


def read(root: Element, content: bytes, *, kind: ReportKind) -> Answer | Finding:
    """Read an answer or feedback; gives the first thing that is wrong, and raises nothing."""
    sink = _Sink()
    for _ in reading.read(io.BytesIO(content), root, sink):
        if sink.wrong is not None:
            return sink.wrong
    return Answer(
        header=sink.header_of(kind),
        records=tuple(sink.records),
        validated_on=sink.validated_on(),
        findings=sink.findings,
        echoed=sink.echoed,
    )


class _Sink:
    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.echoed: dict[str, str] = {}
        self.records: list[RecordAnswer] = []
        self.findings: tuple[tuple[str, bool], ...] = ()
        self.wrong: Finding | None = None

    def finding(self, finding: Finding) -> None:
        self.wrong = self.wrong or finding

    def header(self, values: dict[str, str], details: dict[str, str]) -> None:
        self.values, self.echoed = values, details

    def row(
        self,
        element: Element,
        path: str,
        values: dict[str, str],
        details: Detail,
        context: Mapping[str, str],
    ) -> None:
        assert element.group is not None  # noqa: S101 - rows have a group
        if UNSETTLED in values:
            details.values["state"] = "0" if lexical.as_boolean(values[UNSETTLED]) else "1"
        said = _record(details, path, element.group.value)
        self.records.append(replace(said, context=dict(context)))

    def end(self, parts: list[Detail]) -> None:
        self.findings = codes(parts)

    def validated_on(self) -> date:
        """Return the day that an answer names, or the last that a feedback file is about."""
        for name in ("validated_on", "reported_on", "ends_on"):
            if name in self.values:
                return lexical.as_day(self.values[name])
        if "month" in self.values:
            return fields.month_of(int(self.values["year"]), int(self.values["month"]))["ends_on"]
        return date.min

    def header_of(self, kind: ReportKind) -> ReportHeader:
        """Return what an answer says of the report; what it does not say is empty."""
        known = {
            name: found
            for name, found in self.values.items()
            if name not in {"validated_on", "state"}
        }
        day = self.validated_on().isoformat()
        empty = {"provider_code": "", **dict.fromkeys(("reported_on", "starts_on", "ends_on"), day)}
        return fields.header_of(kind, {**empty, **known}, {})


def _record(details: Detail, path: str, group: str) -> RecordAnswer:
    said = dict(details.values)
    return RecordAnswer(
        app_id=said.pop("AppID", ""),
        path=path,
        state=_read_state(said.pop("state", "0")),
        findings=codes(details.parts),
        group=group,
        parts=tuple(_inner(details.parts, path, group)),
        echoed=said,
    )


def _inner(parts: Iterable[Detail], path: str, group: str) -> Iterable[RecordAnswer]:
    for part in parts:
        if part.name == "errors":
            continue
        inner = f"{path}/{part.name}"
        if part.values:
            yield _record(part, inner, group)
        else:
            yield from _inner(part.parts, inner, group)


def codes(parts: Iterable[Detail]) -> tuple[tuple[str, bool], ...]:
    """Return the errors among the parts of an element; one without a weight is an error."""
    return tuple(
        (error.values.get("code", ""), error.values.get("errorType", _ERROR) == _ERROR)
        for part in parts
        if part.name == "errors"
        for error in part.parts
    )


def _read_state(said: str) -> RecordState:
    match said:
        case "1" | "true":
            return RecordState.VALID
        case "2":
            return RecordState.PARTIAL
        case _:
            return RecordState.INVALID
