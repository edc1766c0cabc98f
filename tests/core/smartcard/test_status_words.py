"""What a card answers becomes the official code, by operation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpias.core.smartcard import status_words
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.states import Operation


@pytest.mark.parametrize("operation", Operation)
@pytest.mark.parametrize(
    ("sw", "code"),
    [
        *[(0x9000, 0), (0x63C4, -14), (0x63C1, -14), (0x63C0, -15), (0x6983, -15)],
        *[(0x6984, -5), (0x6283, -5), (0x6581, -6)],
    ],
)
def test_these_mean_the_same_whatever_was_asked(operation, sw, code):
    assert status_words.code(sw, operation) == code


@pytest.mark.parametrize(
    ("operation", "codes"),
    [
        (Operation.READ, {0x6982: -11, 0x6985: -21, 0x6A82: -7}),
        (Operation.AUTHENTICATE, {0x6985: -21, 0x6A80: -40, 0x6A88: -11}),
        (Operation.ACTIVATE, {0x6300: -42, 0x6982: -19, 0x6985: -18, 0x6A80: -40, 0x9501: -19}),
        (Operation.CHANGE_PIN, {0x6982: -22, 0x6985: -21, 0x6A80: -40, 0x9501: -22}),
        (Operation.RESET_PIN, {0x6982: -36, 0x6985: -37, 0x6A80: -41, 0x6700: -35}),
        (Operation.SIGN, {0x6982: -11, 0x6985: -21, 0x6700: -57}),
    ],
)
def test_these_hang_on_the_operation(operation, codes):
    assert {sw: int(status_words.code(sw, operation)) for sw in codes} == codes


@given(st.integers(0x6100, 0x9FFF), st.sampled_from(Operation))
def test_every_word_becomes_a_code_and_only_9000_success(sw, operation):
    code = status_words.code(sw, operation)

    assert isinstance(code, Code)
    assert (code is Code.OK) == (sw == 0x9000)


@pytest.mark.parametrize(
    ("sw", "left"), [(0x63C4, 4), (0x63C0, 0), (0x6983, 0), (0x9000, None), (0x6300, None)]
)
def test_the_tries_that_are_left_are_told(sw, left):
    assert status_words.tries_left(sw) == left


def test_a_wrong_pin_is_written_with_what_is_left():
    assert status_words.pin_wrong(4) == 0x63C4
