"""Are fiscal codes, licence series and user names read as people type them?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpias.core.identifiers import fiscal_code, licence_key, user_name
from openpias.core.identifiers.fiscal_code import Problem
from openpias.core.identifiers.user_name import UserName

BODIES = st.integers(1, 999_999_999).map(str)


# Codes of insurance houses, as their own pages show them.
@pytest.mark.parametrize("code", ["11343845", "11317579", "11330470"])
def test_known_codes_are_valid(code):
    assert fiscal_code.parse(code) == code


@given(BODIES)
def test_a_completed_code_is_read_in_every_writing(body):
    code = body + fiscal_code.control_digit(body)

    for written in (code, f"RO{code}", f" ro {code} ", f"00{code}"):
        assert fiscal_code.parse(written) == code


@given(BODIES, st.data())
def test_a_wrong_digit_is_told(body, data):
    code = body + fiscal_code.control_digit(body)
    place = data.draw(st.integers(0, len(code) - 2))
    digit = data.draw(st.sampled_from([each for each in "123456789" if each != code[place]]))
    wrong = code[:place] + digit + code[place + 1 :]

    # Remainders 0 and 10 share the control digit 0: the one slip that the scheme lets pass.
    if wrong[-1] != "0":
        assert fiscal_code.parse(wrong) is Problem.CONTROL_DIGIT


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", Problem.NOT_DIGITS),
        ("12a4", Problem.NOT_DIGITS),
        ("١٢٣", Problem.NOT_DIGITS),
        ("0", Problem.NOT_DIGITS),
        ("7", Problem.LENGTH),
        ("12345678901", Problem.LENGTH),
        ("11343846", Problem.CONTROL_DIGIT),
    ],
)
def test_what_is_no_code_says_why(text, problem):
    assert fiscal_code.parse(text) is problem


def test_a_series_has_the_published_shape_and_a_right_control():
    keys = {licence_key.draw() for _ in range(200)}

    assert len(keys) == 200
    for key in keys:
        assert [len(part) for part in key.split("-")] == [5, 4, 4, 4]
        assert set(key) <= set(licence_key.ALPHABET) | {"-"}
        assert not licence_key.is_mistyped(key)


@given(st.text(licence_key.ALPHABET, min_size=16, max_size=16), st.data())
def test_a_typing_slip_in_a_series_is_told(body, data):
    plain = body + licence_key.control_character(body)
    place = data.draw(st.integers(0, 15))
    other = data.draw(
        st.sampled_from([each for each in licence_key.ALPHABET if each != plain[place]])
    )

    slip = licence_key.read(plain[:place] + other + plain[place + 1 :])

    assert licence_key.is_mistyped(slip)


@pytest.mark.parametrize(
    "text",
    ["ab012-c345-d678-e910", "AB012 C345 D678 E910", "AB012C345D678E910", "ab012–c345–d678–e910"],
)
def test_a_series_is_read_as_people_type_it(text):
    assert licence_key.read(text) == "AB012-C345-D678-E910"


@pytest.mark.parametrize("text", ["", "AB012-C345-D678-E91", "ȘB012-C345-D678-E910", "x" * 1000])
def test_what_has_another_shape_is_no_series(text):
    assert licence_key.read(text) is None


def test_a_user_name_says_provider_and_house():
    assert user_name.read("11343845_CAS-MS") == UserName(provider="11343845", house="CAS-MS")
    assert user_name.read(" ro11343845_cas-b ") == UserName(provider="11343845", house="CAS-B")
    assert user_name.read("11343845_CASAOPSNAJ").house == "CASAOPSNAJ"
    assert user_name.read("11343845") == UserName(provider="11343845", house="")
    assert str(user_name.read("11343845_cas-ms")) == "11343845_CAS-MS"


@pytest.mark.parametrize(
    "text", ["demo", "", "11343846_CAS-MS", "11343845_", "11343845_SV", "_CAS-MS"]
)
def test_other_user_names_are_left_alone(text):
    if text == "11343845_":
        assert user_name.read(text).house == ""
    else:
        assert user_name.read(text) is None
