"""The fifteen bytes of a status say what was put in, and nothing else is read as one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpias.core.identifiers import card_number
from openpias.core.smartcard import card_status
from openpias.core.smartcard.card_status import CardStatus, StatusUnreadableError

statuses = st.builds(
    CardStatus,
    card_number=st.integers(0, 10**15 - 1).map(lambda drawn: card_number.draw(lambda _: drawn)),
    activated=st.booleans(),
    blocked=st.booleans(),
    must_change=st.booleans(),
    pin_verified=st.booleans(),
    tries_left=st.integers(0, 5),
    pin_changes=st.integers(0, 0xFFFF),
    resets=st.integers(0, 0xFFFF),
)
SHOWN = bytes.fromhex("010705000200011234567890123452")


@given(statuses)
def test_a_status_is_read_as_it_was_written(status):
    content = card_status.encode(status)

    assert len(content) == card_status.LENGTH == 15
    assert card_status.decode(content) == status


@given(st.binary(max_size=20))
def test_any_bytes_are_a_status_or_are_refused(content):
    try:
        status = card_status.decode(content)
    except StatusUnreadableError:
        return
    assert card_status.encode(status) == content


def test_the_bytes_stand_where_the_documentation_has_them():
    status = card_status.decode(SHOWN)

    assert (status.activated, status.blocked, status.must_change) == (True, True, True)
    assert (status.pin_verified, status.tries_left) == (False, 5)
    assert (status.pin_changes, status.resets) == (2, 1)
    assert status.card_number == "1234567890123452"


@pytest.mark.parametrize(
    "content",
    [
        SHOWN[:-1],
        SHOWN + b"\0",
        b"\x02" + SHOWN[1:],
        SHOWN[:1] + b"\x10" + SHOWN[2:],
        SHOWN[:2] + b"\x06" + SHOWN[3:],
        SHOWN[:-1] + b"\x53",
        SHOWN[:-1] + b"\xff",
    ],
    ids=["short", "long", "layout", "flags", "tries", "check digit", "no digits"],
)
def test_what_is_none_is_refused(content):
    with pytest.raises(StatusUnreadableError):
        card_status.decode(content)
