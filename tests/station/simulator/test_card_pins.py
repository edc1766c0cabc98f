"""The PIN of a virtual card: five tries, activation, change and reset."""

import msgspec
import pytest
from tests.factories import cards
from tests.factories.cards import (
    NEW,
    PIN,
    RESET_BLOCK,
    Terminal,
    active,
    after_reset,
    blocked,
    memory,
    permit,
    send,
    typed,
    unit,
)

from openpias.core.smartcard import apdu
from openpias.core.smartcard.card_data import Field
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.cryptograms import Purpose
from openpias.core.smartcard.outcomes import CardRefused, Outcome, Reason
from openpias.core.smartcard.pin_entry import PinEntryAbandonedError
from openpias.core.smartcard.pins import PinLengthError, PinNotConfirmedError
from openpias.station.simulator.card_file import CardMemory


def test_the_fifth_wrong_pin_blocks_and_the_right_one_no_longer_helps():
    terminal = active()
    card = terminal.select()
    outcomes = [card.verify(typed("1111")) for _ in range(5)]

    assert [outcome.code for outcome in outcomes] == [Code.PIN_WRONG] * 4 + [Code.CARD_BLOCKED]
    assert [outcome.tries_left for outcome in outcomes] == [4, 3, 2, 1, 0]
    assert card.verify(typed(PIN)) == Outcome(code=Code.CARD_BLOCKED, tries_left=0)
    assert (card.status().blocked, card.status().pin_verified) == (True, False)


def test_a_blocked_card_is_blocked_when_it_is_put_in_again():
    terminal = active(tries_left=1)
    terminal.select().verify(typed("1111"))
    terminal.pull()
    terminal.insert()

    assert terminal.select().verify(typed(PIN)).code is Code.CARD_BLOCKED


def test_the_right_pin_gives_all_tries_back():
    card = active(tries_left=1).select()

    assert card.verify(typed(PIN)) == Outcome(code=Code.OK)
    assert card.status().tries_left == 5


def test_wrong_pins_are_counted_over_pulls():
    terminal = active()
    for left in (4, 3):
        assert terminal.select().verify(typed("1111")).tries_left == left
        terminal.pull()
        terminal.insert()

    assert terminal.select().status().tries_left == 3


def test_a_wrong_pin_ends_what_the_right_one_had_opened():
    card = active().select()
    card.verify(typed(PIN))
    card.verify(typed("1111"))

    with pytest.raises(CardRefused):
        card.sign(b"x")


def test_what_is_no_pin_costs_no_try():
    terminal = active()
    card = terminal.select()

    with pytest.raises(PinLengthError):
        card.verify(typed("12"))
    assert send(terminal, "00200001 08 2312 3FFFFFFFFFFF")[1] == "6A80"
    assert card.status().tries_left == 5


def test_an_abandoned_entry_asks_the_card_nothing():
    terminal = active()
    card = terminal.select()
    before = terminal.commands

    with pytest.raises(PinEntryAbandonedError) as caught:
        card.verify(typed(None))
    assert caught.value.code is Code.AUTHENTICATION_ABANDONED == -28
    assert terminal.commands == before


def test_pulling_forgets_the_pin():
    terminal = active()
    terminal.select().verify(typed(PIN))
    terminal.pull()
    terminal.insert()

    assert not terminal.select().status().pin_verified


def test_the_transport_pin_is_replaced_by_the_holders_own():
    terminal = Terminal(memory())
    card = terminal.select()

    assert card.activate(typed("000", NEW, NEW), unit()) == Outcome(code=Code.OK)
    status = card.status()
    assert (status.activated, status.pin_verified, status.pin_changes) == (True, True, 0)
    terminal.pull()
    terminal.insert()
    assert terminal.select().verify(typed(NEW)).is_done


def test_a_wrong_transport_pin_costs_nothing():
    terminal = Terminal(memory())
    terminal.select()

    for _ in range(7):
        assert permit(terminal, Purpose.ACTIVATE) == "9000"
        word = send(terminal, "00240002 10 23001FFFFFFFFFFF 247305FFFFFFFFFF")[1]
        assert word == "6300"
    assert terminal.select().activate(typed("000", NEW, NEW), unit()).is_done


def test_an_activated_card_is_not_activated_again():
    card = active().select()

    assert card.activate(typed("000", NEW, NEW), unit()).code is Code.CARD_ALREADY_ACTIVATED == -18
    assert card.verify(typed(PIN)).is_done


def test_activating_needs_the_unit():
    terminal = Terminal(memory())
    terminal.select()

    word = send(terminal, "00240002 10 23000FFFFFFFFFFF 247305FFFFFFFFFF")[1]
    assert word == "6982"
    assert terminal.kept.activated is False


def test_a_pin_is_changed_and_counted():
    card = active().select()

    assert card.change_pin(typed(PIN, NEW, NEW), unit()) == Outcome(code=Code.OK)
    assert (card.status().pin_changes, card.status().pin_verified) == (1, True)
    assert card.verify(typed(PIN)).code is Code.PIN_WRONG
    assert card.verify(typed(NEW)).is_done


def test_a_new_pin_that_is_not_confirmed_changes_nothing_and_uses_no_permission():
    terminal = active()
    card = terminal.select()
    before = terminal.commands

    with pytest.raises(PinNotConfirmedError) as caught:
        card.change_pin(typed(PIN, NEW, "7306"), unit())
    assert caught.value.code is Code.PIN_NOT_CONFIRMED == -52
    assert terminal.commands == before


def test_changing_with_a_wrong_pin_costs_a_try():
    card = active(tries_left=2).select()

    outcome = card.change_pin(typed("1111", NEW, NEW), unit())
    assert outcome == Outcome(code=Code.PIN_WRONG, tries_left=1)
    outcome = card.change_pin(typed("1111", NEW, NEW), unit())
    assert outcome == Outcome(code=Code.CARD_BLOCKED, tries_left=0)


@pytest.mark.parametrize("start", [active, after_reset])
def test_0000_is_no_new_pin_for_the_session_nor_for_the_card(start):
    terminal = start()
    card = terminal.select()
    current, before = "0000" if terminal.kept.must_change else PIN, terminal.commands
    outcome = card.change_pin(typed(current, "0000", "0000"), unit())

    assert outcome == Outcome(code=Code.PIN_CHANGE_FAILED, reason=Reason.NEW_PIN_IS_RESET_PIN)
    assert terminal.commands == before
    assert permit(terminal, Purpose.CHANGE) == "9000"
    block = "24" + current + "ffffffffff"
    assert send(terminal, f"00240001 10 {block} {RESET_BLOCK}")[1] == "9501"
    assert (card.status().pin_changes, card.status().tries_left) == (0, 5)


def test_0000_is_no_first_pin_either():
    terminal = Terminal(memory())
    card = terminal.select()

    outcome = card.activate(typed("000", "0000", "0000"), unit())
    assert outcome == Outcome(code=Code.ACTIVATION_FAILED, reason=Reason.NEW_PIN_IS_RESET_PIN)
    permit(terminal, Purpose.ACTIVATE)
    assert send(terminal, f"00240002 10 23000FFFFFFFFFFF {RESET_BLOCK}")[1] == "9501"
    assert not terminal.kept.activated


def test_the_eight_steps_lead_from_a_blocked_card_to_one_that_works():
    terminal = blocked()
    card = terminal.select()

    assert card.verify(typed(PIN)).code is Code.CARD_BLOCKED == -15
    assert card.reset_pin(typed("0000"), unit()) == Outcome(code=Code.OK)
    status = card.status()
    assert (status.blocked, status.must_change, status.resets) == (False, True, 1)
    assert card.change_pin(typed("0000", NEW, NEW), unit()).is_done
    assert card.verify(typed(NEW)).is_done
    assert card.read([Field.CNP]).cnp == cards.CNP


@pytest.mark.parametrize("start", [active, blocked, after_reset, lambda: Terminal(memory())])
def test_0000_alone_opens_nothing(start):
    terminal = start()
    terminal.select()
    before = terminal.kept

    assert send(terminal, f"002C0201 08 {RESET_BLOCK}")[1] in ("6982", "6985")
    send(terminal, f"00240001 10 {RESET_BLOCK} 247305FFFFFFFFFF")
    send(terminal, f"00240002 10 {RESET_BLOCK} 247305FFFFFFFFFF")
    send(terminal, f"00200001 08 {RESET_BLOCK}")
    assert send(terminal, "00B08200 00")[1] in ("6982", "6985")
    assert send(terminal, f"002A9E9A 20 {'00' * 32} 00")[1] in ("6982", "6985")
    allowed = {"tries_left": terminal.kept.tries_left}
    assert terminal.kept == msgspec.structs.replace(before, **allowed)


def test_a_reset_without_the_unit_is_refused_with_minus_36():
    class NoUnit:
        def enter(self, _command, connection, **_allow):
            return apdu.decode_response(
                connection.exchange(bytes.fromhex(f"002C020108{RESET_BLOCK}"))
            )

    outcome = blocked().select().reset_pin(NoUnit(), unit())

    assert outcome == Outcome(code=Code.PIN_RESET_NOT_CONFIRMED, reason=Reason.NO_PERMISSION)
    assert outcome.code == -36


def test_a_card_that_is_not_blocked_is_not_reset():
    assert active().select().reset_pin(typed("0000"), unit()).code == -37
    assert after_reset().select().reset_pin(typed("0000"), unit()).code == -37
    assert Terminal(memory()).select().reset_pin(typed("0000"), unit()).code == -21


def test_another_reset_pin_is_refused_with_minus_41():
    card = blocked().select()

    assert card.reset_pin(typed("0001"), unit()).code is Code.RESET_PIN_INVALID == -41
    assert card.status().blocked


def test_after_a_reset_nothing_but_changing_works_even_after_a_pull_and_from_the_file():
    terminal = blocked()
    terminal.select().reset_pin(typed("0000"), unit())

    for _ in range(2):
        card = terminal.select()
        refused = card.verify(typed("0000"))
        assert refused.code is Code.AUTHENTICATION_FAILED
        assert (refused.reason, refused.tries_left) == (Reason.PIN_MUST_BE_CHANGED, 5)
        for field in (Field.CID, Field.CNP, Field.CERTIFICATE):
            with pytest.raises(CardRefused) as caught:
                card.read([field])
            assert caught.value.outcome.reason is Reason.PIN_MUST_BE_CHANGED
        with pytest.raises(CardRefused) as caught:
            card.sign(b"x")
        assert caught.value.outcome.reason is Reason.PIN_MUST_BE_CHANGED
        terminal.pull()
        written = msgspec.json.encode(terminal.kept)
        terminal.kept = msgspec.json.decode(written, type=CardMemory)
        terminal.insert()
    assert terminal.select().change_pin(typed("0000", NEW, NEW), unit()).is_done


def test_the_switch_lets_a_reset_card_work_with_0000():
    card = blocked(forces_change=False).select()
    card.reset_pin(typed("0000"), unit())

    assert not card.status().must_change
    assert card.verify(typed("0000")).is_done


def test_a_card_blocked_again_before_the_change_is_reset_again():
    terminal = blocked()
    card = terminal.select()
    card.reset_pin(typed("0000"), unit())
    for _ in range(5):
        card.change_pin(typed("1111", NEW, NEW), unit())

    assert card.status().blocked
    assert card.reset_pin(typed("0000"), unit()).is_done
    assert card.change_pin(typed("0000", NEW, NEW), unit()).is_done
    assert card.status().resets == 2
