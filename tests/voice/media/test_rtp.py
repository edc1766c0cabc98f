"""Are packets of voice and of keys read as the standards say, whatever comes?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpias.voice.media.dtmf import KeyEvents
from openpias.voice.media.rtp import Packet, build, parse, signed

PACKET = Packet(8, False, 7, 160, 99, b"voice")


def event(key, *, timestamp, duration=160, ssrc=1, end=False):
    payload = bytes(["0123456789*#ABCD".index(key), end << 7 | 10]) + duration.to_bytes(2, "big")
    return Packet(101, False, 0, timestamp, ssrc, payload)


@given(
    st.builds(
        Packet,
        st.integers(0, 127),
        st.booleans(),
        st.integers(0, 0xFFFF),
        st.integers(0, 0xFFFFFFFF),
        st.integers(0, 0xFFFFFFFF),
        st.binary(max_size=320),
    )
)
def test_what_is_built_is_read(packet):
    assert parse(build(packet)) == packet


def test_sources_extension_and_padding_are_left_out():
    plain = build(PACKET)
    sources = bytes([plain[0] | 2]) + plain[1:12] + b"12345678" + plain[12:]
    extended = bytes([plain[0] | 0x10]) + plain[1:12] + b"\xbe\xde\x00\x01abcd" + plain[12:]
    padded = bytes([plain[0] | 0x20]) + plain[1:] + b"\x00\x00\x03"

    assert parse(sources) == parse(extended) == parse(padded) == PACKET


@pytest.mark.parametrize(
    "data",
    [
        b"",
        build(PACKET)[:11],
        b"\x00" + build(PACKET)[1:],
        b"\x8f" + build(PACKET)[1:],
        b"\x90" + build(PACKET)[1:12],
        b"\x90" + build(PACKET)[1:12] + b"\xbe\xde\xff\xff",
        b"\xa0" + build(PACKET)[1:] + b"\xff",
        build(PACKET) + bytes(1500),
    ],
)
def test_what_is_no_packet_is_none(data):
    assert parse(data) is None


@given(st.binary(max_size=64))
def test_any_octets_are_a_packet_or_none(data):
    parse(data)


@pytest.mark.parametrize(("later", "earlier", "found"), [(5, 3, 2), (0, 65535, 1), (65530, 2, -8)])
def test_numbers_that_wrap_are_compared_the_shorter_way(later, earlier, found):
    assert signed(later - earlier, 16) == found


def test_a_key_is_heard_once_whichever_of_its_packets_come():
    events = KeyEvents()
    first = [event("5", timestamp=1000, duration=d) for d in (160, 320, 480)]
    lost_beginning = [event("5", timestamp=9000, duration=800, end=True)] * 3

    assert "".join(events.heard(each) for each in first) == "5"
    assert "".join(events.heard(each) for each in lost_beginning) == "5"


def test_a_late_packet_of_an_earlier_key_is_not_a_new_one():
    events = KeyEvents()
    packets = [event("1", timestamp=1000), event("2", timestamp=5000), event("1", timestamp=1000)]

    assert [events.heard(each) for each in packets] == ["1", "2", ""]


def test_a_key_held_for_longer_than_a_duration_is_one_key():
    events = KeyEvents()
    held = [event("9", timestamp=0, duration=0xFFFF), event("9", timestamp=0xFFFF, duration=160)]

    assert [events.heard(each) for each in held] == ["9", ""]


def test_a_new_source_begins_anew_and_timestamps_wrap():
    events = KeyEvents()
    packets = [
        event("1", timestamp=0xFFFFFF00),
        event("2", timestamp=0x100),
        event("3", timestamp=0xFFFFFF00, ssrc=2),
    ]

    assert [events.heard(each) for each in packets] == ["1", "2", "3"]


@pytest.mark.parametrize("payload", [b"", b"\x05", b"\x05\x0a\x00", b"\x10\x0a\x00\xa0"])
def test_flash_and_fragments_are_no_keys(payload):
    assert KeyEvents().heard(Packet(101, False, 0, 0, 1, payload)) == ""
