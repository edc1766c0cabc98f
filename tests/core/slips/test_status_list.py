"""Does the list tell, under our signature, which slips are no longer true?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.slips.make_vectors import ACTIVE, PRACTICE, RETIRED, STRANGER, ring

from openpias.core.slips import signing, status_list
from openpias.core.slips.signing import Refusal
from openpias.core.slips.status_list import SlipState, StatusList

ISSUED = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
ONE, TWO, THREE = (bytes([number]) * 12 for number in (1, 2, 3))
LIST = StatusList(
    issued_at=ISSUED,
    next_update=ISSUED + timedelta(days=1),
    superseded=frozenset({ONE, THREE}),
    withdrawn=frozenset({TWO, THREE}),
)
IDS = st.frozensets(st.binary(min_size=12, max_size=12))


def signed(members: object, key=ACTIVE) -> bytes:
    return signing.sign_bytes(cbor2.dumps(members, canonical=True), key)


@given(IDS, IDS)
def test_what_was_signed_is_read_back(superseded, withdrawn):
    content = replace(LIST, superseded=superseded, withdrawn=withdrawn)

    assert status_list.verify(status_list.sign(content, ACTIVE), ring()) == content


def test_withdrawn_weighs_more_than_superseded():
    assert LIST.state_of(ONE) is SlipState.SUPERSEDED
    assert LIST.state_of(TWO) is SlipState.WITHDRAWN
    assert LIST.state_of(THREE) is SlipState.WITHDRAWN
    assert LIST.state_of(bytes(12)) is SlipState.CURRENT


def test_a_list_is_fresh_until_its_next_update():
    assert LIST.is_fresh(LIST.next_update)
    assert not LIST.is_fresh(LIST.next_update + timedelta(seconds=1))


def test_the_order_of_ids_tells_nothing():
    assert status_list.sign(LIST, ACTIVE) == status_list.sign(
        replace(LIST, superseded=frozenset([THREE, ONE])), ACTIVE
    )


def test_only_a_real_key_of_ours_signs_lists():
    assert status_list.verify(status_list.sign(LIST, RETIRED), ring()) == LIST
    assert status_list.verify(status_list.sign(LIST, PRACTICE), ring()) is Refusal.WRONG_KEY_USE
    assert status_list.verify(status_list.sign(LIST, STRANGER), ring()) is Refusal.UNKNOWN_KEY


@pytest.mark.parametrize(
    "members",
    [
        {},
        [],
        {1: 1, 2: 0, 3: 0, 4: b"", 5: b"x"},
        {1: 1, 2: 0, 3: 0, 4: b""},
        {1: 1, 2: -1, 3: 0, 4: b"", 5: b""},
        {1: 1, 2: 0, 3: 2**40, 4: b"", 5: b""},
        {1: 1, 2: "now", 3: 0, 4: b"", 5: b""},
        {1: "1", 2: 0, 3: 0, 4: b"", 5: b""},
    ],
)
def test_a_signed_list_that_is_none_is_refused(members):
    assert status_list.verify(signed(members), ring()) is Refusal.DAMAGED


def test_a_list_of_a_later_format_is_not_guessed():
    later = {1: 2, 2: 0, 3: 0, 4: b"", 5: b""}

    assert status_list.verify(signed(later), ring()) is Refusal.NEWER_FORMAT


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(content):
    assert isinstance(status_list.verify(content, ring()), Refusal)
