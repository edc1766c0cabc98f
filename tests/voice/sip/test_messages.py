"""Is a message read as it was meant, and what is none left out cheaply?"""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpias.voice.sip.addresses import number_of, parse_address, parse_via, received_from
from openpias.voice.sip.info import key_of
from openpias.voice.sip.messages import LONGEST, Request, Response, parse, split_list, write

FIELDS = [
    ("Via", "SIP/2.0/UDP 192.0.2.1:5062;branch=z9hG4bK1;rport"),
    ("From", '"Nume, și, virgule" <sip:0722@192.0.2.1>;tag=a1'),
    ("To", "<sip:pias@192.0.2.9>"),
    ("Call-ID", "abc@192.0.2.1"),
    ("CSeq", "7 INVITE"),
]
START = "INVITE sip:pias@192.0.2.9 SIP/2.0"


def octets(start=START, fields=FIELDS, body=b""):
    return write(start, fields, body)


def without(name):
    return [field for field in FIELDS if field[0] != name]


def test_a_request_and_a_response_are_read():
    request = parse(octets(body=b"v=0"))
    response = parse(octets("SIP/2.0 180 Ringing"))

    assert isinstance(request, Request)
    assert (request.method, request.cseq.number, request.body) == ("INVITE", 7, b"v=0")
    assert isinstance(response, Response)
    assert response.status == 180


def test_compact_names_folded_lines_and_case_are_the_same_message():
    data = (
        b"INVITE sip:pias@192.0.2.9 SIP/2.0\r\nv: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\n"
        b"f: <sip:a@b>\r\n ;tag=9\r\nT:<sip:c@d>\r\ni : x@y\r\ncseq: 7 INVITE\r\nl: 2\r\n\r\nokrest"
    )

    request = parse(data)

    assert isinstance(request, Request)
    assert parse_address(request.headers.first("from")).tag == "9"
    assert (request.call_id, request.body) == ("x@y", b"ok")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\r\n\r\n",
        octets()[:-4],
        b"x" * 4000,
        octets(body=b"y" * LONGEST),
        *(octets(fields=without(name)) for name in ("Via", "From", "To", "Call-ID", "CSeq")),
        octets("INVITE sip:a SIP/3.0"),
        octets("INVITE  sip:a SIP/2.0"),
        octets("INV\x00TE sip:a SIP/2.0"),
        octets("BYE sip:a SIP/2.0"),
        octets("SIP/2.0 20 OK"),
        octets("SIP/2.0 ٣٠٠ OK"),
        octets(fields=[*without("CSeq"), ("CSeq", "99999999999 INVITE")]),
        octets(fields=[*without("CSeq"), ("CSeq", "-1 INVITE")]),
        octets(fields=[*FIELDS, ("X-A", "a\rb")]),
        octets(fields=[*FIELDS, ("X-A", "a\nVia: x")]),
        octets(fields=[*FIELDS, ("X A", "b")]),
        octets(fields=[*FIELDS, ("X-A", "a" * 3000)]),
        octets(fields=[*FIELDS, *([("X-A", "b")] * 200)]),
        octets(fields=[("Content-Length", "99999"), *FIELDS]),
        octets(fields=[("Content-Length", "-1"), *FIELDS]),
        b" folded first\r\n\r\n" + b"x" * 40,
    ],
)
def test_what_is_no_message_is_none(data):
    assert parse(data) is None


@given(st.binary(max_size=600))
def test_any_octets_are_a_message_or_none(data):
    parse(b"INVITE sip:a SIP/2.0\r\n" + data + b"\r\n\r\n")


@given(st.integers(0, 400), st.integers(1, 8), st.binary(min_size=1, max_size=8))
def test_a_damaged_message_is_a_message_or_none(at, length, junk):
    data = octets(body=b"v=0\r\n")
    parse(data[:at] + junk + data[at + length :])


def test_lists_are_taken_apart_outside_quotes_and_brackets():
    assert split_list('"a, \\", b" <sip:x,y@z>;q=1, <sip:c>,, sip:d') == [
        '"a, \\", b" <sip:x,y@z>;q=1',
        "<sip:c>",
        "sip:d",
    ]


@pytest.mark.parametrize(
    ("field", "number"),
    [
        ('"Ana" <sip:+40722000111@192.0.2.1;user=phone>;tag=3', "+40722000111"),
        ("<tel:0800800950;phone-context=ro>", "0800800950"),
        ("sip:0722000111@192.0.2.1;tag=3", "0722000111"),
        ("<sip:%2B40722000111:secret@192.0.2.1>", "+40722000111"),
        ("<sip:anonymous@anonymous.invalid>", ""),
        ("<sip:192.0.2.1>", ""),
        ("<mailto:a@b>", ""),
        ("<sip:a b@c>", ""),
        ("nonsense", ""),
        ("", ""),
    ],
)
def test_the_number_of_an_address(field, number):
    assert number_of(field) == number


def test_the_word_of_the_trunk_goes_before_and_an_empty_one_does_not():
    assert number_of("<sip:0722@a>", "<sip:0733@a>") == "0722"
    assert number_of("<sip:anonymous@a>", "<sip:0733@a>") == "0733"


@pytest.mark.parametrize(
    ("value", "marked"),
    [
        (
            "SIP/2.0/UDP 10.0.0.1:5060;rport;branch=b",
            "SIP/2.0/UDP 10.0.0.1:5060;branch=b;received=192.0.2.1;rport=9",
        ),
        ("SIP/2.0/UDP 10.0.0.1;branch=b", "SIP/2.0/UDP 10.0.0.1;branch=b;received=192.0.2.1"),
        ("SIP/2.0/UDP 192.0.2.1:9;branch=b", "SIP/2.0/UDP 192.0.2.1:9;branch=b"),
        (
            "SIP/2.0/UDP a.example;received=6.6.6.6;branch=b",
            "SIP/2.0/UDP a.example;branch=b;received=192.0.2.1",
        ),
    ],
)
def test_a_hop_is_marked_with_where_it_really_is(value, marked):
    assert received_from(value, parse_via(value), ("192.0.2.1", 9)) == marked


@pytest.mark.parametrize("value", ["", "SIP/2.0/UDP", "SIP/1.0/UDP a", "SIP/2.0/UDP a:99999", "x"])
def test_what_is_no_hop_is_none(value):
    assert parse_via(value) is None


@pytest.mark.parametrize(
    ("kind", "body", "key"),
    [
        ("application/dtmf-relay", b"Signal=5\r\nDuration=160\r\n", "5"),
        ("Application/DTMF-Relay; x=y", b"Duration=1\r\n signal = 11\r\n", "#"),
        ("application/dtmf-relay", b"Signal=10", "*"),
        ("application/dtmf-relay", b"Signal=77", ""),
        ("application/dtmf-relay", b"\xff\x00", ""),
        ("application/dtmf", b" d \r\n", "D"),
        ("application/dtmf", b"17", ""),
        ("text/plain", b"5", None),
    ],
)
def test_keys_of_info(kind, body, key):
    assert key_of(kind, body) == key


@pytest.mark.parametrize("blanks", [" " * 2000, "\t" * 2000, ";" * 2000, '"' * 2000, "<" * 2000])
def test_a_field_made_to_be_slow_is_not(blanks):
    begun = time.perf_counter()
    for _ in range(20):
        parse_address(blanks + "x")
        parse_address(f'"{blanks}')
        parse_via(f"SIP/2.0/UDP a{blanks}x")
        split_list(blanks + ",")
        key_of("application/dtmf-relay", blanks.encode())

    assert time.perf_counter() - begun < 0.5
