"""The fields of a card are read as they were written, in the files where they belong."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.cards import CID, CNP, HOLDER

from openpias.core.smartcard import card_data, tlv
from openpias.core.smartcard.card_data import (
    CardData,
    CardDataUnreadableError,
    Contact,
    Field,
    File,
    TooManyEntriesError,
)

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
some = text.filter(bool)
data = st.builds(
    CardData,
    surname=text,
    given_name=text,
    birth_date=st.none() | st.dates(),
    cnp=text,
    contacts=st.lists(st.builds(Contact, name=text, phone=text), max_size=2).map(tuple),
    diagnoses=st.lists(some, max_size=10).map(tuple),
    diseases=st.lists(some, max_size=20).map(tuple),
    certificate=st.binary(max_size=1200),
)


def written_and_read(one):
    read = CardData()
    for file in File:
        read = card_data.decode(card_data.encode(one, file), read)
    return read


@given(data)
def test_data_are_read_as_they_were_written(one):
    assert written_and_read(one) == one


def test_every_field_of_the_annex_has_a_place_and_a_tag_of_its_own():
    fields = ["A1", "A3", "B1", "B2", "B3", "B4", "C1", "C4", "C5", "C6", "C7", "C8"]
    fields += ["D1", "D2", "D4", "D6", "D7", "G1"]

    assert [field.value for field in Field] == fields
    assert len({card_data.tag(field) for field in Field}) == len(fields)
    assert card_data.tag(Field.CNP) == 0xDF2E
    assert card_data.tag(Field.CONTACTS) == 0xFF3C
    assert written_and_read(HOLDER) == HOLDER


def test_what_is_personal_is_in_the_file_behind_the_pin():
    personal = {field.value for field in Field if card_data.file_of(field) is File.PERSONAL}

    assert personal == {"B4", "C8", "D1", "D2", "D4", "D6", "D7"}
    public = card_data.encode(HOLDER, File.PUBLIC)
    assert CNP.encode() not in public
    assert CID.encode() in public


@pytest.mark.parametrize(
    ("field", "most", "one", "code"),
    [
        ("contacts", 2, Contact(name="a", phone="b"), -30),
        ("diagnoses", 10, "I10", -31),
        ("diseases", 20, "E11", -32),
    ],
)
def test_longer_lists_than_the_annex_allows_are_refused(field, most, one, code):
    fits = replace(CardData(), **{field: (one,) * most})
    assert getattr(written_and_read(fits), field) == (one,) * most

    with pytest.raises(TooManyEntriesError) as caught:
        card_data.encode(replace(CardData(), **{field: (one,) * (most + 1)}), File.PERSONAL)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "content",
    [
        bytes.fromhex("DF"),
        tlv.encode([(card_data.tag(Field.SURNAME), b"\xff")]),
        tlv.encode([(card_data.tag(Field.BIRTH_DATE), b"1985-02-30")]),
        tlv.encode([(card_data.tag(Field.DIAGNOSES), b"\x80\x09x")]),
    ],
    ids=["cut", "no UTF-8", "no date", "cut list"],
)
def test_a_file_with_something_else_is_refused_without_repeating_it(content):
    with pytest.raises(CardDataUnreadableError) as caught:
        card_data.decode(content, CardData())
    assert str(caught.value) == "-7 CARD_READ_FAILED"


@given(st.binary(max_size=80))
def test_any_bytes_are_fields_or_are_refused(content):
    try:
        data = card_data.decode(content, CardData())
    except CardDataUnreadableError:
        return
    assert isinstance(data, CardData)


def test_a_field_of_a_later_card_is_passed_over():
    content = tlv.encode([(0xDF7F, b"later"), (card_data.tag(Field.SURNAME), b"Exemplu")])

    assert card_data.decode(content, CardData()) == CardData(surname="Exemplu")


def test_nothing_personal_is_in_a_representation():
    shown = repr(HOLDER) + repr(HOLDER.contacts)

    for secret in ("Exemplu", CNP, CID, "Țuca", "0200000002", "I10", "E11"):
        assert secret not in shown
    assert date(1985, 2, 28).isoformat() not in shown
    assert "1985" not in shown
