"""Messages from somebody who means harm: bounded, told by a code, and never an exception."""

import io
import itertools
from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.interop.memory import taken
from tests.interop.messages.reports import BEGIN, CLINIC, END, LINE, LIST, LIST_END, REPORT, Stream
from tests.interop.messages.reports import findings as said

from openpias.core.findings import Finding
from openpias.core.rules.records import ServiceRecord
from openpias.interop.messages import checking, reading
from openpias.interop.messages.formats import Answer, RecordAnswer, RecordState

MB = 1024 * 1024
PART = b"x" * MB
ANSWERS = [
    CLINIC.monthly.read_feedback,
    CLINIC.online[0].read_response,
]


def codes(content: Iterable[bytes]) -> tuple[list[str], Stream]:
    stream = Stream(content)
    found = [each for each in CLINIC.monthly.read(stream) if isinstance(each, Finding)]
    return [each.code for each in found], stream


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", ("message-malformed", "")),
        (b" ", ("message-malformed", "")),
        (b"report", ("message-malformed", "")),
        (b"\xff\xfe<\x00r\x00", ("message-encoding", "")),
        ("<report/>".encode("utf-16"), ("message-encoding", "")),
        (
            b'<?xml version="1.0" encoding="iso-8859-2"?><report a="\xe3"/>',
            ("message-encoding", ""),
        ),
        (b"<report/>", ("message-namespace", "")),
        (b'<report xmlns="urn:other"/>', ("message-namespace", "")),
        (b'<request xmlns="http://www.cnas.ro/siui/2.0"/>', ("message-root", "")),
        (b"<!DOCTYPE report><report/>", ("message-document-type", "")),
        (b'<?xml version="1.0"?><!--a--><!DOCTYPE r><r/>', ("message-document-type", "")),
        (REPORT[:-20], ("message-malformed", "/report")),
        (REPORT.replace(b"<clinicS", b"\x00<clinicS"), ("message-malformed", "/report")),
        (REPORT + b"<more/>", ("message-malformed", "")),
        (REPORT.replace(b'AppID="7"', b'AppID="7" AppID="8"'), ("message-malformed", None)),
    ],
)
def test_what_is_no_message_is_told_by_its_code(content, found):
    code, path = found

    told = said(content)

    assert [each[0] for each in told] == [code]
    assert path is None or told[0][1].startswith(path)


def test_a_bomb_of_entities_is_refused_before_the_parser_sees_it():
    entities = b"".join(
        b'<!ENTITY e%d "%s">' % (number, b"&e%d;" % (number - 1) * 10) for number in range(1, 12)
    )
    bomb = b'<!DOCTYPE r [<!ENTITY e0 "x">' + entities + b']><report a="&e11;"/>'

    assert said(bomb) == [("message-document-type", "")]


def test_a_file_of_ours_is_not_read_through_an_entity(tmp_path):
    (tmp_path / "secret").write_text("secret")
    inner = f'<!DOCTYPE r [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'.encode()

    assert said(inner + REPORT) == [("message-document-type", "")]


def test_an_entity_that_nobody_declared_is_malformed():
    assert said(REPORT.replace(b"Olena", b"&x;"))[0][0] == "message-malformed"


@pytest.mark.parametrize(
    "flood",
    [
        pytest.param(lambda: [BEGIN[:-1], b' x="', *itertools.repeat(PART, 1024)], id="attribute"),
        pytest.param(lambda: [BEGIN, b"<!--", *itertools.repeat(PART, 1024)], id="comment"),
        pytest.param(lambda: [b"<", *itertools.repeat(PART, 1024)], id="name"),
        pytest.param(
            lambda: itertools.chain([BEGIN[:-1]], (b' a%d=""' % each for each in range(10**7))),
            id="attributes",
        ),
    ],
)
def test_a_tag_without_end_is_given_up_after_a_megabyte(flood):
    (found, stream), octets = taken(lambda: codes(flood()))

    assert found == ["message-too-large"]
    assert stream.given < 3 * MB
    assert octets < 64 * MB


def test_a_text_without_end_is_given_up_at_the_limit_of_the_report(monkeypatch):
    monkeypatch.setattr(reading, "LARGEST", 4 * MB)

    found, stream = codes([BEGIN, LIST, *itertools.repeat(b" " * MB, 1024)])

    assert found == ["message-too-large"]
    assert stream.given < 6 * MB


def test_elements_inside_one_another_are_given_up_at_some_depth():
    deep = BEGIN + b"<a>" * 100 + b"</a>" * 100 + END

    assert said(deep) == [("message-unknown", "/report/a"), ("message-too-deep", "/report")]
    assert said(BEGIN + b"<a>" * 5000)[-1][0] == "message-too-deep"


def test_findings_end_at_their_limit(monkeypatch):
    monkeypatch.setattr(checking, "MOST_FINDINGS", 10)

    found, _ = codes([BEGIN, *itertools.repeat(b"<a/>", 100_000), END])

    assert found == ["message-unknown"] * 10 + ["message-too-many-findings"]


def test_what_stands_in_an_unknown_element_is_bounded_too(monkeypatch):
    monkeypatch.setattr(checking, "MOST_FINDINGS", 10)

    found, stream = codes(
        [BEGIN, b"<a>", *(b'<n%d m%d=""/>' % (each, each) for each in range(10**5))]
    )

    assert found == ["message-unknown", "message-too-many-findings"]
    assert stream.given < MB


def test_a_name_that_could_be_a_number_of_a_person_is_not_shown():
    content = REPORT.replace(b' stencilNo="', b' _1960101123456="1" strange="1" stencilNo="')

    assert said(content) == [
        ("message-unknown", "/report/clinicServices/clinicService[1]/@*"),
        ("message-unknown", "/report/clinicServices/clinicService[1]/@strange"),
    ]


def test_no_finding_holds_a_value():
    content = REPORT.replace(b'presentationMode="5"', b'presentationMode="91234"')

    (finding,) = (
        each for each in CLINIC.monthly.read(io.BytesIO(content)) if isinstance(each, Finding)
    )

    assert finding.code == "message-not-listed"
    assert "91234" not in str(finding)


@pytest.mark.parametrize("read", ANSWERS)
@pytest.mark.parametrize("content", [b"", b"<a/>", b"<!DOCTYPE a><a/>", REPORT, b"\x00"])
def test_an_answer_that_is_none_is_a_finding(read, content):
    assert isinstance(read(content), Finding)


@settings(max_examples=200, deadline=None)
@given(begin=st.integers(0, len(REPORT)), length=st.integers(0, 40), put=st.binary(max_size=20))
def test_no_octets_raise_anything(begin, length, put):
    list(CLINIC.monthly.read(io.BytesIO(REPORT[:begin] + put + REPORT[begin + length :])))
    list(CLINIC.online[0].read_request(put))


@pytest.mark.slow
def test_memory_stays_flat_while_a_large_report_is_read():
    lines = 64 * MB // len(LINE)

    def run() -> int:
        stream = Stream([BEGIN, LIST, *itertools.repeat(LINE, lines), LIST_END, END])
        return sum(isinstance(each, ServiceRecord) for each in CLINIC.monthly.read(stream))

    run_small = codes([REPORT])  # what is loaded once does not count
    number, octets = taken(run)

    assert run_small[0] == []
    assert number == lines
    assert octets < 8 * MB


def answers_of(number: int):
    return (
        RecordAnswer(
            app_id=str(place),
            path=f"/report/clinicServices/clinicService[{place}]",
            state=RecordState.VALID,
            findings=(("A-02", False),),
        )
        for place in range(1, number + 1)
    )


@pytest.mark.slow
def test_memory_stays_flat_while_a_large_feedback_is_written(tmp_path):
    header = next(CLINIC.monthly.read(io.BytesIO(REPORT)))

    def run(number: int) -> int:
        with (tmp_path / "feedback.xml").open("wb") as into:
            answer = Answer(
                header=header, records=answers_of(number), validated_on=date(2026, 11, 30)
            )
            CLINIC.monthly.write_feedback(answer, into)
            return into.tell()

    run(10)  # what is loaded once does not count
    size, octets = taken(lambda: run(60_000))

    assert size > 4 * MB
    assert octets < 2 * MB
