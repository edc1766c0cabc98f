"""Messages: what we write the official schemas accept, and it says what we read."""

import io
import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec import structs
from tests.conformance.samples import document, thinned
from tests.conformance.schemas import compiled, root
from tests.conformance.tables import TABLES
from tests.interop.reference import needed

from openpias.core.findings import Finding
from openpias.core.rules.records import ReportHeader, ReportKind, ServiceRecord
from openpias.interop.messages import answers, referrals
from openpias.interop.messages.families import FAMILIES
from openpias.interop.messages.formats import Answer, RecordAnswer, RecordState
from openpias.interop.messages.official import OfficialOnline
from openpias.interop.messages.problems import IncompleteError
from openpias.interop.messages.shape import Element

pytestmark = needed
FAST = {"raportare/ImportClinicReport", "validare/ClinicSpecialityServicesValidateRequest"}
KINDS = {
    id(table): family.kind
    for family in FAMILIES.values()
    for table in (
        family.monthly.report,
        family.monthly.feedback,
        *(each.request for each in family.online),
        *(each.response for each in family.online),
    )
}


def chosen(*, is_answer: bool) -> list[object]:
    return [
        pytest.param(*name, id=name[0], marks=[] if name[0] in FAST else pytest.mark.slow)
        for name, table in TABLES.items()
        if table is not referrals.ROOT
        and ("Feedback" in name[0] or "Response" in name[0]) is is_answer
    ]


def format_of(table: Element) -> OfficialOnline:
    """Return a format that reads a report or request, whichever it is."""
    return OfficialOnline(kind=KINDS[id(table)], request_type="", request=table, response=table)


def said(content: bytes | etree._Element) -> bytes:
    """Return what a document says, however it is written."""
    element = etree.fromstring(content) if isinstance(content, bytes) else content
    return etree.tostring(element, method="c14n2", strip_text=True)


def read_and_written(name: str, choice: int, content: etree._Element) -> bytes:
    form = format_of(TABLES[name, choice])
    found = list(form.read_request(etree.tostring(content)))
    header, records = found[0], found[1:]
    assert isinstance(header, ReportHeader)
    assert all(isinstance(each, ServiceRecord) for each in records), records
    written = form.write_request(header, records)
    again = list(form.read_request(written))
    # A physician without records is left out, which moves the places of the others.
    assert [structs.replace(each, path="") for each in again[1:]] == [
        structs.replace(each, path="") for each in records
    ]
    assert again[0] == header
    return written


@pytest.mark.parametrize(("name", "choice"), chosen(is_answer=False))
def test_a_full_message_is_written_as_it_was_read(name, choice):
    content = document(root(name), choice)

    written = read_and_written(name, choice, content)

    schema = compiled(name)
    assert schema.validate(etree.fromstring(written)), schema.error_log
    assert said(written) == said(content)


@pytest.mark.parametrize(("name", "choice"), chosen(is_answer=False))
@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_any_message_is_written_as_the_schema_wants_it(name, choice, seed):
    content = thinned(root(name), choice, random.Random(seed))
    schema = compiled(name)
    assert schema.validate(content), schema.error_log

    written = read_and_written(name, choice, content)

    assert schema.validate(etree.fromstring(written)), schema.error_log


STATES = (RecordState.VALID, RecordState.INVALID, RecordState.VALID)
CODES = ((), (("E-01", True), ("A-02", False)), (("A-02", False),))


def answer_for(table: Element, kind: ReportKind, *, has_weights: bool) -> Answer:
    """Return an answer with three rows in each list of a table."""
    day = date(2026, 11, 30)
    header = ReportHeader(
        kind=kind,
        app_id="12",
        provider_code="11343845",
        contract_number="C-1",
        house="CAS-CJ",
        stamp_code="A12345",
        reported_on=day,
        starts_on=date(2026, 11, 1),
        ends_on=day,
    )
    records = tuple(
        RecordAnswer(
            app_id=str(100 * place + number),
            path=f"/report/list/{row.name}[{number}]",
            state=state,
            findings=tuple((code, error or not has_weights) for code, error in codes),
            group=row.group.value,
            echoed={"serialCode": "AB", "serialNo": "1"} if "serialNo" in row.attributes else {},
        )
        for place, row in enumerate(table.rows(), start=1)
        if row.group is not None
        for number, (state, codes) in enumerate(zip(STATES, CODES, strict=True), start=1)
    )
    return Answer(header=header, records=records, validated_on=day)


def essence(answer: Answer) -> list[tuple[object, ...]]:
    return [
        (each.app_id, each.state, each.findings, each.group, each.path.rpartition("/")[2])
        for each in answer.records
    ]


@pytest.mark.parametrize(("name", "choice"), chosen(is_answer=True))
def test_an_answer_is_written_as_the_schema_wants_it_and_read_again(name, choice):
    table = TABLES[name, choice]
    lists = [row.children for row in table.rows()]
    # Feedback_Clinic.xsd (day care) and FeedbackSickLeaveReport.xsd have errors without a weight.
    weights = not any("errorType" not in errors[0].children[0].attributes for errors in lists)
    answer = answer_for(table, KINDS[id(table)], has_weights=weights)
    into = io.BytesIO()

    answers.write(table, answer, into)

    schema = compiled(name)
    assert schema.validate(etree.fromstring(into.getvalue())), schema.error_log
    found = answers.read(table, into.getvalue(), kind=answer.header.kind)
    assert not isinstance(found, Finding), found
    assert essence(found) == essence(answer)
    assert b"E-01" in into.getvalue()


@pytest.mark.parametrize(("name", "choice"), chosen(is_answer=True))
def test_an_answer_without_records_is_written_as_the_schema_wants_it(name, choice):
    table = TABLES[name, choice]
    empty = answer_for(table, KINDS[id(table)], has_weights=True)
    into = io.BytesIO()

    answer = Answer(header=empty.header, records=(), validated_on=date.max)
    if any(row.least for row in table.rows()):  # Feedback_Laboratories.xsd
        with pytest.raises(IncompleteError):
            answers.write(table, answer, into)
        return

    answers.write(table, answer, into)

    schema = compiled(name)
    assert schema.validate(etree.fromstring(into.getvalue())), schema.error_log


def test_a_referral_is_answered_as_the_schema_wants_it_and_read_again():
    content = document(root("validare/GetReferralResponse"))
    found = referrals.read(etree.tostring(content))
    assert isinstance(found, referrals.ReferralAnswer)

    written = referrals.write(found)

    assert compiled("validare/GetReferralResponse").validate(etree.fromstring(written))
    assert referrals.read(written) == found
