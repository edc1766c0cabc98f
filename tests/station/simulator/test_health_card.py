"""The virtual card, asked as the station asks it: what it tells, and to whom."""

import pytest
from tests.factories import cards
from tests.factories.cards import (
    NUMBER,
    OPERATIONS,
    PIN,
    STARTS,
    Alone,
    Terminal,
    active,
    blocked,
    memory,
    typed,
)

from openpias.core.smartcard.card_data import CardData, Field
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.health_card import ForeignCardError, HealthCard
from openpias.core.smartcard.outcomes import CardRefused, Outcome
from openpias.station.simulator.health_card import ATR


def test_the_answer_to_reset_offers_t1_and_its_check_byte_fits():
    check = 0
    for byte in ATR[1:]:
        check ^= byte

    assert ATR[:-1] == bytes.fromhex("3B8801") + b"OPENPIAS"
    assert check == 0


def test_a_card_that_is_another_is_told_apart():
    class Foreign(Alone):
        atr = b""

        def exchange(self, _apdu):
            return b"\x6a\x82"

    with pytest.raises(ForeignCardError) as caught:
        HealthCard.select(Foreign())
    assert caught.value.code is Code.CARD_INVALID


def test_a_card_that_says_it_was_deactivated_is_invalid():
    class Deactivated(Alone):
        atr = b""

        def exchange(self, _apdu):
            return b"\x62\x83"

    with pytest.raises(CardRefused) as caught:
        HealthCard.select(Deactivated())
    assert caught.value.code is Code.CARD_STATE_INVALID == -5


def test_a_new_card_tells_its_status_and_nothing_else():
    card = Terminal(memory()).select()
    status = card.status()

    assert (status.card_number, status.tries_left) == (NUMBER, 5)
    assert (status.activated, status.blocked, status.must_change) == (False, False, False)
    for field in Field:
        with pytest.raises(CardRefused) as caught:
            card.read([field])
        assert caught.value.code is Code.CARD_NOT_ACTIVATED
    assert card.verify(typed("1234")).code is Code.CARD_NOT_ACTIVATED
    with pytest.raises(CardRefused) as caught:
        card.sign(b"x")
    assert caught.value.code is Code.CARD_NOT_ACTIVATED


def test_names_and_cid_are_read_without_a_pin_and_the_rest_after_it():
    card = active().select()
    public = card.read([Field.SURNAME, Field.CID, Field.CERTIFICATE])

    assert (public.surname, public.given_name, public.cid) == ("Exemplu", "Ștefania", cards.CID)
    assert (public.cnp, public.blood_group, public.contacts) == ("", "", ())
    for field in ("B4", "C8", "D1", "D2", "D4", "D6", "D7"):
        with pytest.raises(CardRefused) as caught:
            card.read([Field(field)])
        assert caught.value.code is Code.AUTHENTICATION_FAILED
    assert card.verify(typed(PIN)).is_done
    everything = card.read(Field)
    kept = {"card_number": NUMBER, "version": "1", "certificate": everything.certificate}
    assert everything == CardData(
        **{name: kept.get(name, getattr(cards.HOLDER, name)) for name in CardData.__slots__}
    )


def test_the_cid_of_a_blocked_card_is_read_for_the_report():
    assert blocked().select().read([Field.CID]).cid == cards.CID


def test_a_file_longer_than_one_answer_is_read_whole():
    for size in (255, 256, 257, 512, 3000):
        kept = memory(pin=PIN, certificate=bytes(size))
        read = Terminal(kept).select().read([Field.CERTIFICATE])

        assert len(read.certificate) == size


EXPECTED = {
    "new": {"activate": 0, "prove": 0, **dict.fromkeys(("read", "verify", "change"), -21)}
    | {"reset": -21, "sign": -21},
    "active": {"activate": -18, "reset": -37}
    | dict.fromkeys(("read", "verify", "change", "sign", "prove"), 0),
    "blocked": {"read": 0, "verify": -15, "activate": -18, "change": -15, "reset": 0}
    | {"sign": -11, "prove": 0},
    "after reset": {"read": -11, "verify": -11, "activate": -18, "change": 0, "reset": -37}
    | {"sign": -11, "prove": 0},
}


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("start", STARTS)
def test_each_operation_in_each_state_of_the_card_ends_with_its_code(start, operation):
    terminal = STARTS[start]()
    current = "0000" if terminal.kept.must_change else PIN
    try:
        result = OPERATIONS[operation](terminal.select(), current)
    except CardRefused as error:
        result = error.outcome

    code = result.code if isinstance(result, Outcome) else Code.OK
    assert code == EXPECTED[start][operation]
