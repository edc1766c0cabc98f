"""PINs come from the keys of the reader or of the computer, and are left nowhere."""

import gc
import re

import pytest
from tests.factories import cards
from tests.factories.cards import Alone, Terminal, memory, unit

from openpias.core.smartcard import pin_entry
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.connections import CardError, CardTimeoutError
from openpias.core.smartcard.pin_entry import KeyboardEntry, PinPadEntry, Prompt
from openpias.core.smartcard.pins import Pin
from openpias.core.smartcard.states import TerminalEditing

PIN, NEW = "4821", "7305"
BLOCK = {"4821": "244821ffffffffff", "7305": "247305ffffffffff", "000": "23000fffffffffff"}
BLOCK["0000"] = "240000ffffffffff"


class Pad:
    """A reader with keys, as part 10 has it: puts what is typed into the command, and sends it."""

    def __init__(self, terminal, *typed, says=None):
        self.terminal, self.typed, self.says = terminal, list(typed), says
        self.structures = []

    def verify(self, structure):
        self.structures.append(structure)
        return self._send(structure[19:24], self.typed)

    def modify(self, structure):
        self.structures.append(structure)
        current, new, again = self.typed
        if new != again:
            return b"\x64\x02"
        return self._send(structure[24:29], [current, new])

    def _send(self, header, typed):
        if self.says:
            return bytes.fromhex(self.says)
        blocks = "".join(BLOCK[text] for text in typed)
        return self.terminal.exchange(header + bytes.fromhex(blocks))


def test_what_is_asked_and_in_which_order():
    assert pin_entry.VERIFY.prompts == (Prompt.CURRENT,)
    assert pin_entry.RESET.prompts == (Prompt.RESET,)
    assert pin_entry.CHANGE.prompts == (Prompt.CURRENT, Prompt.NEW, Prompt.CONFIRMATION)
    assert pin_entry.ACTIVATE.prompts == (Prompt.TRANSPORT, Prompt.NEW, Prompt.CONFIRMATION)


def test_the_terminal_says_what_it_waits_for():
    commands = (pin_entry.VERIFY, pin_entry.CHANGE, pin_entry.RESET, pin_entry.ACTIVATE)

    assert [command.editing for command in commands] == [
        TerminalEditing.AUTHENTICATION,
        TerminalEditing.PIN_CHANGE,
        TerminalEditing.PIN_RESET,
        TerminalEditing.TRANSPORT_PIN_CHANGE,
    ]


def test_pins_typed_on_the_computer_are_wiped_when_they_were_sent():
    terminal = Terminal(memory(pin=PIN))
    given = [Pin(PIN), Pin(NEW), Pin(NEW)]
    left = list(given)
    sent = []

    class Keeping(Alone):
        atr = b""

        def exchange(self, apdu):
            sent.append(apdu)
            return terminal.exchange(apdu)

    card = type(terminal.select())(Keeping())
    assert card.change_pin(KeyboardEntry(ask=lambda _: left.pop(0)), unit()).is_done
    assert all(pin.is_wiped for pin in given)
    assert bytes(sent[-1]) == bytes(len(sent[-1]))


@pytest.mark.parametrize("answers", [[PIN, NEW, "1111"], [PIN, NEW, None], [None]])
def test_pins_are_wiped_when_the_entry_ends_without_a_command(answers):
    terminal = Terminal(memory(pin=PIN))
    given = [answer and Pin(answer) for answer in answers]
    left = list(given)

    with pytest.raises(CardError):
        terminal.select().change_pin(KeyboardEntry(ask=lambda _: left.pop(0)), unit())
    assert all(pin.is_wiped for pin in given if pin)


def test_pins_are_wiped_when_the_card_is_pulled():
    terminal = Terminal(memory(pin=PIN), pull_before=2)
    pin = Pin(PIN)

    with pytest.raises(CardError):
        terminal.select().verify(KeyboardEntry(ask=lambda _: pin))
    assert pin.is_wiped


def test_no_pin_is_in_an_error_or_in_its_traceback_values():
    terminal = Terminal(memory(pin=PIN), pull_before=2)
    try:
        terminal.select().verify(cards.typed(PIN))
    except CardError as error:
        frames, trace = [], error.__traceback__
        while trace:
            frames.append(repr(trace.tb_frame.f_locals))
            trace = trace.tb_next
        # An address in memory may hold any digits.
        shown = re.sub("0x[0-9a-f]+", "", f"{error} {error!r} {error.args} {frames[1:]}")
    gc.collect()

    assert PIN not in shown
    assert BLOCK[PIN] not in shown
    assert repr(bytes.fromhex(BLOCK[PIN]))[2:-1] not in shown


@pytest.mark.parametrize(
    ("kept", "act", "keys"),
    [
        ({"pin": PIN}, lambda card, entry: card.verify(entry), [PIN]),
        ({"pin": PIN}, lambda card, entry: card.change_pin(entry, unit()), [PIN, NEW, NEW]),
        ({}, lambda card, entry: card.activate(entry, unit()), ["000", NEW, NEW]),
        (
            {"pin": PIN, "tries_left": 0},
            lambda card, entry: card.reset_pin(entry, unit()),
            ["0000"],
        ),
    ],
    ids=["verify", "change", "activate", "reset"],
)
def test_every_act_works_with_the_keys_of_the_reader(kept, act, keys):
    terminal = Terminal(memory(**kept))
    pad = Pad(terminal, *keys)

    assert act(terminal.select(), PinPadEntry(pad=pad)).is_done
    assert len(pad.structures) == 1


def test_the_reader_lets_three_digits_pass_for_the_transport_pin_alone():
    new, used = Terminal(memory()), Terminal(memory(pin=PIN))
    first, second = Pad(new, "000", NEW, NEW), Pad(used, PIN, NEW, NEW)
    new.select().activate(PinPadEntry(pad=first), unit())
    used.select().change_pin(PinPadEntry(pad=second), unit())

    assert first.structures[0][7:9] in (b"\x04\x03", b"\x03\x04")
    assert second.structures[0][7:9] == b"\x04\x04"


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("6400", Code.CARD_TIMEOUT),
        ("6401", Code.PIN_CHANGE_ABANDONED),
        ("6402", Code.PIN_NOT_CONFIRMED),
        ("6403", Code.PIN_LENGTH_INVALID),
        ("6B80", Code.TERMINAL_OPERATION_FAILED),
        ("DEAD00", Code.APDU_FAILED),
    ],
)
def test_what_the_reader_says_itself_has_its_code(word, code):
    terminal = Terminal(memory(pin=PIN))
    pad = Pad(terminal, PIN, NEW, NEW, says=word)

    with pytest.raises(CardError) as caught:
        terminal.select().change_pin(PinPadEntry(pad=pad), unit())
    assert caught.value.code is code
    assert terminal.select().verify(cards.typed(PIN)).is_done


def test_a_reader_on_which_nobody_typed_is_a_time_out():
    terminal = Terminal(memory(pin=PIN))

    with pytest.raises(CardTimeoutError):
        terminal.select().verify(PinPadEntry(pad=Pad(terminal, says="6400")))


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda card, entry: card.verify(entry), Code.AUTHENTICATION_ABANDONED),
        (lambda card, entry: card.change_pin(entry, unit()), Code.PIN_CHANGE_ABANDONED),
        (lambda card, entry: card.reset_pin(entry, unit()), Code.PIN_RESET_ABANDONED),
        (lambda card, entry: card.activate(entry, unit()), Code.ACTIVATION_ABANDONED),
    ],
)
def test_each_act_that_is_abandoned_has_its_code(act, code):
    card = Terminal(memory(pin=PIN)).select()

    with pytest.raises(CardError) as caught:
        act(card, cards.typed(None))
    assert caught.value.code is code
