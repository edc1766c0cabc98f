"""Does the code say what was put into it, and nothing else?"""

from dataclasses import replace
from datetime import date

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.slips.make_vectors import BARE, EXERCISE, SLIP

from openpias.core.slips import payload
from openpias.core.slips.payload import NewerFormatError, PayloadError, SlipDocument, SlipPayload

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=100)
DAYS = st.dates(date(1900, 1, 1), date(2200, 1, 1))
PAYLOADS = st.builds(
    SlipPayload,
    slip_id=st.binary(min_size=12, max_size=12),
    version=st.integers(1, 1_000_000),
    number=TEXTS,
    number_kind=st.sampled_from(["temporary", "permit-cnp", "house", "official"]),
    surname=TEXTS,
    given_name=TEXTS,
    birth_date=DAYS,
    birth_precision=st.sampled_from(["day", "month", "year"]),
    sex=TEXTS,
    citizenship=TEXTS,
    category=TEXTS,
    entry_date=st.none() | DAYS,
    document=st.none() | st.builds(SlipDocument, type=TEXTS, number=TEXTS),
    practice=st.booleans(),
)
WILD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.binary() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.integers(0, 16), inner),
    max_leaves=20,
)


def members(slip: SlipPayload = SLIP) -> dict:
    return cbor2.loads(payload.encode(slip))


def read(content: bytes) -> SlipPayload | None:
    """Return what was read; None when it was refused the one way that is allowed."""
    try:
        return payload.decode(content)
    except PayloadError:
        return None


@given(PAYLOADS)
def test_what_was_written_is_read_back(slip):
    assert payload.decode(payload.encode(slip)) == slip


def test_absent_facts_take_no_room():
    assert set(members(BARE)) == set(range(1, 13))
    assert set(members(SLIP)) == set(range(1, 15))
    assert set(members(EXERCISE)) == set(range(1, 16))


def test_days_are_counted_from_1900():
    assert members(replace(SLIP, birth_date=date(1900, 1, 1)))[8] == 0
    assert members(replace(SLIP, entry_date=date(2022, 3, 1)))[13] == 44_619


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_and_never_break_the_reader(content):
    assert read(content) is None


@pytest.mark.slow
@given(st.dictionaries(st.integers(0, 16), WILD))
def test_any_map_is_refused_unless_it_is_exactly_ours(content):
    encoded = cbor2.dumps(content, canonical=True)

    found = read(encoded)

    assert found is None or payload.encode(found) == encoded


@given(st.integers(0, 200), st.integers(0, 255))
def test_a_changed_byte_is_refused_or_is_another_payload(place, value):
    whole = bytearray(payload.encode(SLIP))
    whole[place % len(whole)] = value

    found = read(bytes(whole))

    assert found is None or payload.encode(found) == bytes(whole)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (1, 0),
        (1, True),
        (1, "1"),
        (2, b"short"),
        (3, 0),
        (3, 1.0),
        (4, 9123456789012),
        (5, 4),
        (5, -1),
        (6, "a" * 201),
        (8, -1),
        (8, 10**9),
        (9, 3),
        (13, "2022-03-01"),
        (14, ["PASSPORT"]),
        (14, ["PASSPORT", 7]),
        (15, False),
        (15, 1),
        (16, "more"),
    ],
)
def test_a_member_of_another_kind_or_range_is_refused(key, value):
    with pytest.raises(PayloadError):
        payload.decode(cbor2.dumps({**members(), key: value}, canonical=True))


@pytest.mark.parametrize("key", range(1, 13))
def test_a_member_that_is_missing_is_refused(key):
    rest = {each: value for each, value in members().items() if each != key}

    with pytest.raises(PayloadError):
        payload.decode(cbor2.dumps(rest, canonical=True))


def test_another_way_of_writing_the_same_is_refused():
    turned = dict(reversed(members().items()))

    with pytest.raises(PayloadError):
        payload.decode(cbor2.dumps(turned))


def test_what_follows_is_refused():
    with pytest.raises(PayloadError):
        payload.decode(payload.encode(SLIP) + b"\x00")


def test_a_later_format_is_told_apart_from_damage():
    with pytest.raises(NewerFormatError):
        payload.decode(cbor2.dumps({1: 2, 2: "new"}, canonical=True))


@pytest.mark.parametrize(
    "content",
    [
        b"\x81" * 100_000,
        b"\x5b\x7f\xff\xff\xff\xff\xff\xff\xff",
        b"\xc4\x82\x1b\x7f\xff\xff\xff\xff\xff\xff\xff\x01",
        b"\xd8\x1e\x82\x01\x00",
        b"\xd8\x1c\x81\xd8\x1d\x00",
        b"\xa1\xa0\x01",
    ],
    ids=["nested", "endless", "huge exponent", "over zero", "itself", "map as key"],
)
def test_hostile_cbor_is_refused(content):
    assert read(content) is None
