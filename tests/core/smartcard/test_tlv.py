"""Fields are read as they were written, and what is cut is refused."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from openpias.core.smartcard import tlv
from openpias.core.smartcard.tlv import TlvMalformedError

one_byte = st.integers(0, 255).filter(lambda tag: tag & 0x1F != 0x1F)
two_bytes = st.builds(
    lambda first, second: (first << 5 | 0x1F) << 8 | second, st.integers(0, 7), st.integers(31, 127)
)
items = st.lists(st.tuples(one_byte | two_bytes, st.binary(max_size=300)), max_size=5)


@given(items)
@example([(0xDF24, bytes(127)), (0xDF24, bytes(128))])
@example([(0xDF71, bytes(255)), (0xDF71, bytes(256)), (0xDF71, bytes(65_535))])
def test_items_are_read_as_they_were_written(written):
    assert tlv.decode(tlv.encode(written)) == written


@given(st.binary(max_size=60))
def test_any_bytes_are_items_or_are_refused(content):
    try:
        found = tlv.decode(content)
    except TlvMalformedError:
        return
    assert tlv.decode(tlv.encode(found)) == found


@given(items.filter(bool), st.data())
def test_what_is_cut_anywhere_inside_an_item_is_refused(written, data):
    content = tlv.encode(written)
    ends = {len(tlv.encode(written[:count])) for count in range(len(written) + 1)}
    cut = data.draw(st.integers(0, len(content)).filter(lambda place: place not in ends))

    with pytest.raises(TlvMalformedError):
        tlv.decode(content[:cut])


@pytest.mark.parametrize("content", ["DF", "DF1E00", "DF8100", "8080", "80830000011", "84"])
def test_indefinite_lengths_and_long_tags_are_refused(content):
    with pytest.raises(TlvMalformedError):
        tlv.decode(bytes.fromhex(content.ljust(len(content) + len(content) % 2, "0")))


@pytest.mark.parametrize("tag", [0x1F, 0xDF80, 0x5F1E, 0x1234])
def test_what_is_no_tag_is_not_written(tag):
    with pytest.raises(TlvMalformedError):
        tlv.encode([(tag, b"")])


def test_a_value_that_no_length_fits_is_not_written():
    with pytest.raises(TlvMalformedError):
        tlv.encode([(0x80, bytes(65_536))])
