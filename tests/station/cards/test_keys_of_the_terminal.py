"""Is a terminal's own pad chosen by itself, and is nobody asked to type into the page then?"""

import pytest
from tests.factories.cards import memory
from tests.factories.station_pictures import AT, IN
from tests.fakes.pin_pads import KeyedTerminal

from openpias.core.contracts.management_unit import ContractReference
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.pin_entry import KeyboardEntry
from openpias.core.smartcard.states import Operation
from openpias.station.cards.board import Board
from openpias.station.cards.hands import Hands, Work
from openpias.station.cards.procedures import Procedure
from openpias.station.simulator.health_card import VirtualHealthCard

PIN = "4821"


class Connected(KeyedTerminal):
    """The same, as a service gives it."""

    def close(self):
        self.card.reset()


class Service:
    """A service with one terminal."""

    def __init__(self, connection):
        self._connection = connection

    def connect(self, _terminal):
        return self._connection

    def seen(self):
        return IN.terminals


def worked(*keys, typed=(), features=(0x06, 0x07)):
    """Verify a PIN; return the board and what the keyboard was asked for."""
    asked, left = [], list(typed)
    board = Board()

    def ask(prompt):
        asked.append(prompt)
        return left.pop(0)

    hands = Hands(
        board,
        unit=None,
        contract=ContractReference(house="CAS-SV", number="1"),
        entry=KeyboardEntry(ask=ask),
        clock=lambda: AT,
    )
    card = VirtualHealthCard(memory(pin=PIN), lambda _kept: None)
    hands._pcsc = Service(Connected(card, list(keys), features))
    board.paint(situation=IN)
    hands.take_in()
    board.begin(Procedure(operation=Operation.AUTHENTICATE, begun_at=AT))
    hands.run(Work(operation=Operation.AUTHENTICATE))
    return board.picture, asked


def test_a_terminal_with_keys_asks_itself():
    picture, asked = worked(PIN)

    assert picture.procedure.outcome.code is Code.OK
    assert picture.procedure.on_terminal
    assert asked == []


@pytest.mark.parametrize("features", [(), (0x06,)])
def test_a_terminal_without_them_leaves_it_to_the_page(features):
    picture, asked = worked(typed=[None], features=features)

    assert picture.procedure.outcome.code is Code.AUTHENTICATION_ABANDONED
    assert not picture.procedure.on_terminal
    assert len(asked) == 1
