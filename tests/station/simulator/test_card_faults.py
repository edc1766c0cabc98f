"""A virtual card that is pulled, full, answered with noise, or attacked has a way on."""

import logging

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.cards import (
    NEW,
    OPERATIONS,
    PIN,
    STARTS,
    Alone,
    Terminal,
    active,
    blocked,
    memory,
    send,
    typed,
    unit,
)

from openpias.core.smartcard import apdu, health_card
from openpias.core.smartcard.apdu import Command
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.connections import CardError, CardRemovedError
from openpias.core.smartcard.health_card import CardAnswerError, HealthCard
from openpias.core.smartcard.outcomes import CardRefused
from openpias.core.smartcard.pin_entry import KeyboardEntry, Prompt
from openpias.core.smartcard.pins import Pin
from openpias.station.simulator.card_file import CardFileError, CardMemory
from openpias.station.simulator.health_card import VirtualHealthCard


def goal(start):
    """Bring a card to work, from wherever it is, as a practice would; say with which PIN."""
    card = start.select()
    status = card.status()
    if not status.activated:
        assert card.activate(typed("000", NEW, NEW), unit()).is_done
        return NEW
    if status.blocked:
        assert card.reset_pin(typed("0000"), unit()).is_done
        status = card.status()
    if status.must_change:
        assert card.change_pin(typed("0000", NEW, NEW), unit()).is_done
        return NEW
    return NEW if status.pin_changes else PIN


PULLED = [
    (start, operation, moment, number)
    for start, operation, commands in (
        ("new", "activate", 4),
        ("active", "verify", 2),
        ("active", "change", 4),
        ("active", "sign", 3),
        ("active", "read", 2),
        ("blocked", "reset", 4),
        ("after reset", "change", 4),
    )
    for moment in ("pull_before", "pull_after")
    for number in range(1, commands + 1)
]


@pytest.mark.parametrize(("start", "operation", "moment", "number"), PULLED)
def test_a_card_pulled_at_any_command_has_a_way_on(start, operation, moment, number):
    """The way: put it in again, ask its status, and go on from what that says."""
    terminal = STARTS[start]()
    current = "0000" if terminal.kept.must_change else PIN
    setattr(terminal, moment, number)
    with pytest.raises(CardRemovedError) as caught:
        OPERATIONS[operation](terminal.select(), current)
    assert caught.value.code is Code.CARD_ABSENT == -8

    written = msgspec.json.encode(terminal.kept)
    again = Terminal(msgspec.json.decode(written, type=CardMemory))
    # An activation that was done before the pull shows in the status as activated.
    pin = NEW if start == "new" and again.kept.activated else goal(again)
    assert again.select().verify(typed(pin)).is_done


def test_no_operation_takes_more_commands_than_it_was_pulled_at():
    last = {(start, operation): number for start, operation, _, number in PULLED}
    for (start, operation), number in last.items():
        terminal = STARTS[start]()
        current = "0000" if terminal.kept.must_change else PIN
        OPERATIONS[operation](terminal.select(), current)

        assert terminal.commands == number, (start, operation)


def test_what_cannot_be_written_did_not_happen():
    def full_disk(_memory):
        raise CardFileError("no space")

    terminal = active(tries_left=3)
    terminal.card = VirtualHealthCard(terminal.kept, full_disk)
    card = terminal.select()

    assert card.verify(typed("1111")).code is Code.CARD_WRITE_FAILED
    assert card.change_pin(typed(PIN, NEW, NEW), unit()).code is Code.CARD_WRITE_FAILED
    assert card.status().tries_left == 3
    assert not card.status().pin_verified


@pytest.mark.parametrize("operation", [name for name in OPERATIONS if name != "sign"])
@pytest.mark.parametrize("noise", [b"\x90", b"\xde\xad\xbe\xef\x00", bytes(300)])
def test_noise_instead_of_an_answer_is_told_with_a_code(operation, noise):
    class Noisy(Alone):
        atr = b""

        def exchange(self, apdu):
            return b"\x90\x00" if apdu[1] == 0xA4 else noise

    with pytest.raises(CardAnswerError) as caught:
        OPERATIONS[operation](HealthCard.select(Noisy()), PIN)
    assert caught.value.code is Code.APDU_FAILED == -34


@pytest.mark.parametrize("operation", [name for name in OPERATIONS if name != "sign"])
def test_an_empty_answer_is_a_card_that_was_pulled(operation):
    class Gone(Alone):
        atr = b""

        def exchange(self, apdu):
            return b"\x90\x00" if apdu[1] == 0xA4 else b""

    with pytest.raises(CardRemovedError):
        OPERATIONS[operation](HealthCard.select(Gone()), PIN)


@pytest.mark.parametrize(
    ("operation", "code"), [("read", -7), ("prove", -69), ("sign", -34), ("change", -34)]
)
def test_success_with_the_wrong_data_is_told_with_a_code(operation, code):
    class Empty(Alone):
        atr = b""

        def exchange(self, apdu):
            return (b"\xff\xff" if apdu[1] == 0xB0 else b"") + b"\x90\x00"

    with pytest.raises(health_card.CardError) as caught:
        OPERATIONS[operation](HealthCard.select(Empty()), PIN)
    assert caught.value.code == code


chosen = st.tuples(
    st.sampled_from([0x00, 0x80, 0x0C, 0xFF]),
    st.sampled_from([0xA4, 0xCA, 0x10, 0xB0, 0x20, 0x24, 0x2C, 0x84, 0x82, 0x2A, 0xC0]),
    st.integers(0, 255),
    st.integers(0, 255),
).flatmap(lambda head: st.binary(max_size=40).map(lambda tail: bytes(head) + tail))


@pytest.mark.slow
@given(st.lists(st.one_of(chosen, st.binary(max_size=60)), max_size=12), st.booleans())
def test_no_traffic_without_pin_and_unit_opens_or_breaks_a_card(traffic, is_blocked):
    terminal = blocked() if is_blocked else active()
    terminal.select()
    for command in traffic:
        answer = terminal.exchange(command)
        assert apdu.decode_response(answer).sw
    kept = terminal.kept

    assert (kept.pin, kept.resets, kept.pin_changes, kept.activated) == (
        *(memory_pin(terminal), 0, 0, True),
    )
    with pytest.raises(CardRefused):
        terminal.select().sign(b"x")


def memory_pin(terminal):
    with Pin(PIN) as pin:
        assert terminal.kept.pin.is_of(pin)
    return terminal.kept.pin


def test_another_class_and_another_instruction_are_named():
    terminal = active()
    terminal.select()

    assert send(terminal, "0CCA0100 00")[1] == "6E00"
    assert send(terminal, "00C00000 00")[1] == "6D00"
    assert send(terminal, "00A4000C")[1] == "6A86"
    assert send(terminal, "00A40400 02 A000")[1] == "6A82"


def test_a_card_that_was_not_selected_answers_nothing():
    assert send(active(), "00CA0100 00")[1] == "6985"


def test_commands_carry_no_le_that_a_reader_has_to_guess():
    """T=1 readers answer as many bytes as were asked for; 256 is the most of a short command."""
    assert apdu.encode_command(Command(ins=0xCA, p1=0x01, le=256)).hex() == "00ca010000"


class UnitUnreachableError(CardError):
    """What a station's unit raises."""

    code = Code.UNIT_UNAVAILABLE


@pytest.mark.parametrize(
    ("start", "operation"), [("new", "activate"), ("active", "change"), ("blocked", "reset")]
)
def test_an_act_without_the_unit_leaves_the_card_as_it_was_and_wipes_the_pins(start, operation):
    """The way on: the same act again, once the unit is there."""

    def unreachable(_purpose, _challenge):
        raise UnitUnreachableError

    terminal = STARTS[start]()
    before, given = terminal.kept, []

    def ask(prompt):
        texts = {Prompt.TRANSPORT: "000", Prompt.RESET: "0000", Prompt.CURRENT: PIN}
        text = texts.get(prompt, NEW)
        given.append(Pin(text, length=len(text)))
        return given[-1]

    card, entry = terminal.select(), KeyboardEntry(ask=ask)
    acts = {"activate": card.activate, "change": card.change_pin, "reset": card.reset_pin}
    with pytest.raises(UnitUnreachableError) as caught:
        acts[operation](entry, unreachable)

    assert caught.value.code == -29
    assert terminal.kept == before
    assert all(pin.is_wiped for pin in given)
    assert acts[operation](entry, unit()).is_done


def test_the_eight_steps_write_no_pin_anywhere(caplog, capfd):
    caplog.set_level(logging.DEBUG)
    terminal = Terminal(memory(pin=PIN, tries_left=1))
    card = terminal.select()
    shown = [card.verify(typed("1111")), card.reset_pin(typed("0000"), unit())]
    shown += [card.change_pin(typed("0000", NEW, NEW), unit()), card.status()]

    out, err = capfd.readouterr()
    written = out + err + caplog.text + repr(shown)
    kept = msgspec.json.encode(terminal.kept).decode()
    assert [secret for secret in (PIN, NEW, f"24{NEW}") if secret in written] == []
    assert f"24{NEW}ffffffffff" not in kept
    assert set(msgspec.json.decode(kept)["pin"]) == {"salt", "digest"}
