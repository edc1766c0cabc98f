"""Is the voice that is offered understood, and the rest refused line by line?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpias.voice.sip.sdp import Description, Direction, parse


def offered(*media, session=("c=IN IP4 192.0.2.7",)):
    return "\r\n".join(["v=0", "o=- 1 1 IN IP4 x", "s=-", *session, "t=0 0", *media, ""]).encode()


AUDIO = "m=audio 4000 RTP/AVP 9 0 8 101"
EVENTS = "a=rtpmap:101 telephone-event/8000"


def answered(body):
    text = Description(address="192.0.2.9", port=20000).answer(parse(body)).decode()
    return [line for line in text.split("\r\n") if line[:2] in {"m=", "a=", "c="}]


def test_the_first_codec_that_we_speak_is_chosen_and_keys_are_kept():
    offer = parse(offered(AUDIO, EVENTS))

    assert (offer.address, offer.port, offer.payload_type, offer.events) == (
        *("192.0.2.7", 4000, 0, 101),
    )
    assert answered(offered(AUDIO, EVENTS)) == [
        *("c=IN IP4 192.0.2.9", "m=audio 20000 RTP/AVP 0 101", "a=rtpmap:0 PCMU/8000"),
        *("a=rtpmap:101 telephone-event/8000", "a=fmtp:101 0-15", "a=ptime:20", "a=sendrecv"),
    ]


def test_keys_that_were_not_offered_are_not_answered():
    assert "telephone-event" not in " ".join(answered(offered("m=audio 4000 RTP/AVP 8")))


def test_other_media_are_refused_in_their_places():
    lines = answered(offered("m=video 5000 RTP/AVP 96", AUDIO, "m=audio 6000 RTP/SAVP 8"))

    assert [line for line in lines if line.startswith("m=")] == [
        *("m=video 0 RTP/AVP 96", "m=audio 20000 RTP/AVP 0", "m=audio 0 RTP/SAVP 8"),
    ]


@pytest.mark.parametrize(
    ("lines", "direction", "listens"),
    [
        ([AUDIO], Direction.BOTH, True),
        ([AUDIO, "a=sendonly"], Direction.RECEIVES, False),
        ([AUDIO, "a=recvonly"], Direction.SENDS, True),
        ([AUDIO, "a=inactive"], Direction.NOBODY, False),
        ([AUDIO, "c=IN IP4 0.0.0.0"], Direction.BOTH, False),
    ],
)
def test_hold_is_understood_in_its_forms(lines, direction, listens):
    body = offered(*lines)

    assert parse(body).listens == listens
    assert answered(body)[-1] == f"a={direction}"


def test_a_direction_of_the_session_counts_where_the_line_says_none():
    assert parse(offered(AUDIO, session=("c=IN IP4 1.2.3.4", "a=sendonly"))).listens is False


@pytest.mark.parametrize("line", ["c=IN IP4 phone.example", "c=IN IP6 ::1", "c=IN IP4 999.1.1.1"])
def test_an_address_that_is_none_is_left_out(line):
    assert parse(offered(AUDIO, session=(line,))).address == ""


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"v=0",
        offered("m=audio 4000 RTP/AVP 9"),
        offered("m=audio 4000 RTP/SAVP 8"),
        offered("m=audio 70000 RTP/AVP 8"),
        offered("m=audio x RTP/AVP 8"),
        offered("m=audio"),
        offered(*["m=audio 4000 RTP/AVP 8"] * 9),
        offered(AUDIO, *["a=x"] * 300),
        offered(AUDIO, "a=" + "x" * 5000),
    ],
)
def test_what_offers_no_voice_of_ours_is_none(body):
    assert parse(body) is None


def test_an_answer_that_changes_has_a_new_version_and_one_that_does_not_keeps_it():
    description = Description(address="192.0.2.9", port=20000)
    texts = [
        description.answer(parse(offered(AUDIO, *lines)))
        for lines in ([], [], ["a=sendonly"], ["a=sendrecv"])
    ]
    versions = [text.decode().split("\r\n")[1].split()[2] for text in texts]

    assert versions == ["1", "1", "2", "3"]


def test_an_offer_of_ours_has_both_codecs_and_keys():
    assert b"m=audio 20000 RTP/AVP 8 0 101" in Description(address="a", port=20000).offer()


@given(st.binary(max_size=400))
def test_any_body_is_an_offer_or_none_and_an_offer_can_be_answered(noise):
    offer = parse(offered(AUDIO) + noise)
    if offer is not None:
        Description(address="192.0.2.9", port=1).answer(offer)
