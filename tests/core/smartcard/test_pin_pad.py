"""The structures for readers with keys stand byte for byte where PC/SC part 10 has them."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpias.core.smartcard import pin_pad
from openpias.core.smartcard.pin_pad import Digits, Feature, Language, PinPadError

FOUR = Digits(fewest=4, most=4)
VERIFY = bytes.fromhex("00200001")
CHANGE = bytes.fromhex("00240001")
little_endian = pytest.mark.skipif(sys.byteorder != "little", reason="the vectors are of such")


@little_endian
def test_pin_verify_has_its_layout():
    structure = pin_pad.verify_structure(VERIFY, digits=FOUR, language=Language.ROMANIAN)

    fields = (
        *("1e", "1e"),  # bTimerOut, bTimerOut2
        *("89", "47", "04"),  # bmFormatString, bmPINBlockString, bmPINLengthFormat
        *("0404", "02", "01"),  # wPINMaxExtraDigit, bEntryValidationCondition, bNumberMessage
        *("1804", "00", "000000"),  # wLangId, bMsgIndex, bTeoPrologue
        *("0d000000", "002000010820ffffffffffffff"),  # ulDataLength, abData
    )
    assert structure.hex() == "".join(fields)
    assert len(structure) == 19 + 13


@little_endian
def test_pin_modify_has_its_layout():
    digits = Digits(fewest=3, most=4)
    structure = pin_pad.modify_structure(CHANGE, digits=digits, language=Language.UKRAINIAN)

    fields = (
        *("1e", "1e"),  # bTimerOut, bTimerOut2
        *("89", "47", "04"),  # bmFormatString, bmPINBlockString, bmPINLengthFormat
        *("00", "08"),  # bInsertionOffsetOld, bInsertionOffsetNew
        *("0403", "03", "02", "03"),  # wPINMaxExtraDigit, bConfirmPIN, condition, messages
        *("2204", "00", "01", "02", "000000"),  # wLangId, bMsgIndex1 to 3, bTeoPrologue
        *("15000000", "0024000110" + 2 * "20ffffffffffffff"),  # ulDataLength, abData
    )
    assert structure.hex() == "".join(fields)
    assert len(structure) == 24 + 21


@little_endian
def test_the_middle_of_both_is_the_one_of_a_published_reader():
    """The manual of a reader with keys shows these bytes, with its own lengths and prologue."""
    digits = Digits(fewest=4, most=12)
    verify = pin_pad.verify_structure(VERIFY, digits=digits, language=Language.ENGLISH)
    modify = pin_pad.modify_structure(CHANGE, digits=digits, language=Language.ENGLISH)

    assert verify[2:7].hex() == "8947040c04"
    assert verify[8:15].hex() == "01090400000000"
    assert modify[2:10].hex() == "89470400080c0403"
    assert modify[11:20].hex() == "030904000102000000"


def test_features_are_read_big_endian():
    content = bytes.fromhex("06044233000607044233000712044233001 2".replace(" ", ""))

    found = pin_pad.features(content)

    assert found[Feature.VERIFY_PIN_DIRECT] == 0x42330006
    assert found[Feature.MODIFY_PIN_DIRECT] == 0x42330007
    assert pin_pad.features(b"") == {}


@given(st.binary(max_size=40))
def test_any_answer_is_a_list_of_features_or_is_refused(content):
    try:
        found = pin_pad.features(content)
    except PinPadError:
        return
    assert len(found) <= len(content) // 6


@pytest.mark.parametrize("content", ["0604423300", "060342330006"])
def test_a_cut_or_odd_list_is_refused(content):
    with pytest.raises(PinPadError):
        pin_pad.features(bytes.fromhex(content))


@given(st.binary(min_size=4, max_size=4), st.integers(0, 15), st.integers(0, 15))
def test_any_command_and_digits_are_found_at_their_places(header, fewest, most):
    digits = Digits(fewest=fewest, most=most)
    verify = pin_pad.verify_structure(header, digits=digits, language=Language.ENGLISH)
    modify = pin_pad.modify_structure(header, digits=digits, language=Language.ENGLISH)

    for structure, place, blocks, end in ((verify, 5, 1, 19), (modify, 7, 2, 24)):
        assert int.from_bytes(structure[place : place + 2], sys.byteorder) == fewest << 8 | most
        command = structure[end:]
        assert int.from_bytes(structure[end - 4 : end], sys.byteorder) == len(command)
        assert command == header + bytes([8 * blocks]) + blocks * (b"\x20" + b"\xff" * 7)
