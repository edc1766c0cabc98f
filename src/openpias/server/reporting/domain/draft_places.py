"""Where in the message of its kind does a typed record stand, and what does that place ask for?"""

from dataclasses import replace
from datetime import date

import msgspec

from openpias.core.findings import Finding
from openpias.core.rules.records import RecordGroup, ReportKind, ServiceRecord
from openpias.interop.messages import fields
from openpias.interop.messages.families import FAMILIES
from openpias.interop.messages.problems import Refusal
from openpias.interop.messages.shape import Attribute, Element
from openpias.server.reporting.domain import drafts
from openpias.server.reporting.domain.drafts import CheckedDraft, Place, RecordInput
from openpias.server.reporting.domain.periods import month


def check(typed: RecordInput, *, app_id: str) -> CheckedDraft | list[Finding]:
    """Return the record that somebody typed, in its place in the message of its kind, or every finding."""
    if typed.kind not in set(ReportKind) or ReportKind(typed.kind) not in FAMILIES:
        return [Finding(code="period-kind", path="/kind")]
    element = element_of(ReportKind(typed.kind), typed.list)
    checked = drafts.check(typed, app_id=app_id, place=place_of(element, typed))
    if isinstance(checked, list):
        return checked
    leave = fields.leave_of(element, typed.details)
    return replace(checked, record=msgspec.structs.replace(checked.record, leave=leave))


def element_of(kind: ReportKind, list_name: str = "") -> Element:
    """Return the row of a report in which a typed record stands: the first of its list, or of all."""
    rows = list(FAMILIES[kind].monthly.report.rows())
    same = [each for each in rows if each.group is not None and each.group.value == list_name]
    return (same or rows)[0]


def group_of(typed: RecordInput) -> RecordGroup:
    """Return the group of records in which a typed record of a known kind stands."""
    element = element_of(ReportKind(typed.kind), typed.list)
    return element.group or RecordGroup.SERVICES


def place_of(element: Element, typed: RecordInput) -> Place:
    """Return the place of a typed record in a row."""
    inner = _inner(element)
    return Place(
        group=element.group or RecordGroup.SERVICES,
        row=element.name if typed.details or inner else "",
        inner=inner,
    )


def day_of_month(record: ServiceRecord) -> date:
    """Return the day by which a record belongs to a month's report.

    That of a sick leave is in the month for which it is valid, whenever it was issued.
    """
    leave = record.leave
    if leave is None or not 1 <= leave.month <= 12 or not leave.year:
        return record.given_on
    first, last = month(date(leave.year, leave.month, 1))
    return min(max(record.given_on, first), last)


def unfit(element: Element, record: ServiceRecord) -> list[Finding]:
    """Find all that a row requires and a record does not say, and what it says in another shape."""
    said = record.details.values if record.details is not None else {}
    found = []
    for each in element.attributes.values():
        text = said.get(each.name, "")
        if each.field and not text:
            text = fields.value_of(record, each.field, each.kind)
        if not text and each.required:
            found.append(_finding("draft-incomplete", each))
        elif text and isinstance(each.read(text), Refusal):
            found.append(_finding("draft-shape", each))
    return found


def empty(element: Element, typed: RecordInput) -> list[Finding]:
    """Find what a row requires and nobody typed."""
    found = []
    for each in element.attributes.values():
        name = each.field.replace(".", "_")
        is_detail = not each.field or each.copied
        said = typed.details.get(each.name) if is_detail else getattr(typed, name, "known")
        if each.required and not said:
            found.append(_finding("draft-incomplete", each))
    return found


def _finding(code: str, attribute: Attribute) -> Finding:
    return Finding(code=code, path=f"/@{attribute.name}", facts={"field": attribute.name})


def _inner(element: Element) -> tuple[str, ...]:
    """Return the way to the first element inside a row whose values are the record's own."""
    for child in element.children:
        if any(each.copied for each in child.attributes.values()):
            return (child.name,)
        deeper = _inner(child)
        if deeper:
            return (child.name, *deeper)
    return ()
