"""Commands and answers are read as they were written, and nothing else is read as one."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from openpias.core.smartcard import apdu
from openpias.core.smartcard.apdu import ApduMalformedError, Command, Response

byte = st.integers(0, 255)
commands = st.builds(
    Command,
    cla=byte,
    ins=byte,
    p1=byte,
    p2=byte,
    data=st.one_of(st.binary(max_size=255), st.binary(min_size=250, max_size=600)),
    le=st.one_of(st.integers(0, 256), st.integers(0, 65_536)),
)


@given(commands)
@example(Command(ins=0xB0, le=256))
@example(Command(ins=0xB0, le=65_536))
@example(Command(ins=0xB0, le=257))
@example(Command(ins=0x2A, data=bytes(255), le=256))
@example(Command(ins=0x2A, data=bytes(256)))
@example(Command(ins=0x2A, data=bytes(65_535), le=65_536))
def test_a_command_is_read_as_it_was_written(command):
    assert apdu.decode_command(apdu.encode_command(command)) == command


@given(st.binary(max_size=300))
def test_any_bytes_are_a_command_or_are_refused(content):
    try:
        command = apdu.decode_command(content)
    except ApduMalformedError:
        return
    assert apdu.decode_command(apdu.encode_command(command)) == command


@pytest.mark.parametrize(
    ("command", "written"),
    [
        (Command(ins=0x84), "00840000"),
        (Command(ins=0x84, le=16), "0084000010"),
        (Command(ins=0x84, le=256), "0084000000"),
        (Command(ins=0x84, le=512), "00840000000200"),
        (Command(ins=0x20, p2=1, data=b"\x24\x12\x34"), "0020000103241234"),
        (Command(ins=0x2A, p1=0x9E, p2=0x9A, data=b"\x01", le=64), "002A9E9A010140"),
        (Command(cla=0x80, ins=0x10, data=b"\x01", le=300), "8010000000000101012C"),
    ],
)
def test_the_four_cases_of_the_standard_are_written_so(command, written):
    assert apdu.encode_command(command).hex().upper() == written


@pytest.mark.parametrize(
    "content",
    [
        "",
        "008400",
        "002000010224",
        "002000010224123456",
        "002000010000",
        "0020000100000224",
        "00200001000002241234",
        "0020000100000000",
    ],
)
def test_lengths_that_do_not_fit_are_refused(content):
    with pytest.raises(ApduMalformedError):
        apdu.decode_command(bytes.fromhex(content))


@pytest.mark.parametrize("wrong", [{"ins": 256}, {"ins": -1}, {"ins": 0, "le": 65_537}])
def test_what_has_no_encoding_is_refused(wrong):
    with pytest.raises(ApduMalformedError):
        Command(**wrong)


@given(st.binary(max_size=300), st.sampled_from([0x9000, 0x63C4, 0x6982, 0x6A82, 0x9501]))
def test_an_answer_is_read_as_it_was_written(data, sw):
    response = Response(data=data, sw=sw)

    assert apdu.decode_response(apdu.encode_response(response)) == response


@pytest.mark.parametrize("content", ["", "90", "0000", "DEADBEEF00", "7000", "6000", "A000"])
def test_what_ends_in_no_status_word_is_no_answer(content):
    with pytest.raises(ApduMalformedError):
        apdu.decode_response(bytes.fromhex(content))


def test_data_are_in_no_representation():
    command = Command(ins=0x20, data=bytes.fromhex("241234FFFFFFFFFF"))

    assert "1234" not in repr(command)
    assert "24" not in repr(command)
    assert repr(Response(data=b"1234", sw=0x9000)) == "Response(sw=36864)"
