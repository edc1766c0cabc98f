"""Are PINs typed on the terminal wherever it has keys, so that the computer never sees them?"""

import pytest
from tests.factories.cards import memory, unit
from tests.fakes.pin_pads import KeyedTerminal, PlainTerminal

from openpias.core.smartcard import pin_pad
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.connections import CardError
from openpias.core.smartcard.health_card import HealthCard
from openpias.core.smartcard.pin_entry import PinPadEntry
from openpias.station.devices import pcsc, pin_pads
from openpias.station.devices.pcsc import Pcsc
from openpias.station.simulator.health_card import VirtualHealthCard

PIN, NEW_PIN = "4821", "7305"


def terminal(*keys, **changes):
    return KeyedTerminal(
        VirtualHealthCard(memory(pin=PIN, **changes), lambda _kept: None), list(keys)
    )


def entry(keyed):
    pad = pin_pads.of(keyed)
    assert pad is not None
    return PinPadEntry(pad=pad)


def test_a_pin_typed_on_the_terminal_is_verified():
    keyed = terminal(PIN)
    card = HealthCard.select(keyed)

    assert card.verify(entry(keyed)).is_done
    assert card.status().pin_verified


def test_a_wrong_one_costs_a_try():
    keyed = terminal("1111")
    outcome = HealthCard.select(keyed).verify(entry(keyed))

    assert (outcome.code, outcome.tries_left) == (Code.PIN_WRONG, 4)


def test_a_pin_is_changed_on_the_terminal_with_the_permission_of_the_unit():
    keyed = terminal(PIN, PIN, NEW_PIN, NEW_PIN)
    card = HealthCard.select(keyed)
    assert card.verify(entry(keyed)).is_done

    assert card.change_pin(entry(keyed), unit()).is_done

    keyed.keys.append(NEW_PIN)
    assert card.verify(entry(keyed)).is_done


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (pin_pad.CANCELLED, Code.AUTHENTICATION_ABANDONED),
        (pin_pad.TIMED_OUT, Code.CARD_TIMEOUT),
        (pin_pad.LENGTH_WRONG, Code.PIN_LENGTH_INVALID),
        (pin_pad.DIFFERENT, Code.PIN_NOT_CONFIRMED),
        (pin_pad.STRUCTURE_REFUSED, Code.TERMINAL_OPERATION_FAILED),
    ],
)
def test_what_the_terminal_says_itself_is_told_by_its_code(answer, code):
    keyed = terminal()
    card = HealthCard.select(keyed)
    keyed.status = answer

    with pytest.raises(CardError) as said:
        card.verify(entry(keyed))

    assert said.value.code is code
    assert card.status().tries_left == 5


@pytest.mark.parametrize("features", [(), (0x06,), (0x07,)])
def test_a_terminal_that_cannot_do_both_is_one_without_keys(features):
    keyed = terminal()
    keyed.features = features

    assert pin_pads.of(keyed) is None


def test_a_terminal_that_refuses_the_question_is_one_without_keys():
    assert pin_pads.of(PlainTerminal()) is None


@pytest.mark.slow
@pytest.mark.skipif(not pcsc.is_available(), reason="pyscard is not installed")
def test_the_readers_of_vpcd_have_no_keys(readers):
    card = VirtualHealthCard(memory(pin=PIN), lambda _kept: None)
    with Pcsc() as service, readers.inserted(card):
        connection = service.connect(service.terminals()[0])
        with connection:
            assert pin_pads.of(connection) is None
            assert HealthCard.select(connection).status().tries_left == 5
