"""A PIN goes to the card and nowhere else, and is gone afterwards."""

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpias.core.smartcard import pins
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.pins import Pin, PinLengthError

four = st.text("0123456789", min_size=4, max_size=4)


@given(four)
def test_a_block_is_read_as_it_was_written(digits):
    pin = Pin(digits)
    block = pin.block()

    assert block.hex() == f"24{digits}ffffffffff"
    assert pins.read_block(block).is_same(pin)


def test_the_transport_pin_has_three_digits():
    assert Pin("000", length=3).block().hex() == "23000fffffffffff"


@pytest.mark.parametrize("typed", ["", "123", "12345", "12a4", "١٢٣٤", "12 4", "1２34"])
def test_what_is_not_four_digits_is_refused_without_repeating_it(typed):
    with pytest.raises(PinLengthError) as caught:
        Pin(typed)

    assert caught.value.code is Code.PIN_LENGTH_INVALID
    assert str(caught.value) == "-40 PIN_LENGTH_INVALID"


@given(st.binary(min_size=0, max_size=9))
def test_any_bytes_are_a_block_or_are_refused(content):
    try:
        pin = pins.read_block(content)
    except PinLengthError:
        return
    assert pin.block() == content


@pytest.mark.parametrize(
    "block",
    [
        "241234ffffffff",
        "241234ffffffffffff",
        "231234ffffffffff",
        "141234ffffffffff",
        "24123affffffffff",
        "241234fffffffff0",
        "2412345fffffffff",
    ],
    ids=["short", "long", "three", "other format", "no digit", "end not filled", "five digits"],
)
def test_a_block_that_is_none_is_refused(block):
    with pytest.raises(PinLengthError):
        pins.read_block(bytes.fromhex(block))


def test_a_pin_shows_itself_to_nobody():
    pin = Pin("4821")

    assert "4821" not in f"{pin} {pin!r} {pin.__slots__}"
    assert not hasattr(pin, "__dict__")
    for leak in (pickle.dumps, copy.copy, copy.deepcopy, hash):
        with pytest.raises(TypeError):
            leak(pin)
    with pytest.raises(TypeError, match="is_same"):
        assert pin == Pin("4821")


def test_a_pin_is_overwritten_after_its_context():
    with Pin("4821") as pin:
        assert not pin.is_wiped

    assert pin.is_wiped
    assert pin._digits == bytearray(4)
    with pytest.raises(ValueError, match="wiped"):
        pin.block()


def test_a_pin_is_overwritten_when_nobody_holds_it():
    pin = Pin("4821")
    digits = pin._digits

    del pin

    assert digits == bytearray(4)


def test_a_pin_that_was_given_as_a_buffer_leaves_the_buffer_to_its_owner():
    buffer = bytearray(b"4821")
    Pin(buffer).wipe()

    assert buffer == b"4821"


def test_the_reset_pin_is_known():
    assert pins.is_reset_pin(Pin("0000"))
    assert not pins.is_reset_pin(Pin("0001"))
