"""Is what the pages show never older than what was begun?"""

from datetime import UTC, datetime

from openpias.core.smartcard.outcomes import DONE
from openpias.core.smartcard.states import Operation
from openpias.station.cards.board import Board
from openpias.station.cards.procedures import Procedure

AT = datetime(2026, 11, 26, 8, tzinfo=UTC)


def test_an_ended_operation_is_forgotten_and_one_that_began_meanwhile_stays():
    board = Board()
    ended = Procedure(operation=Operation.READ, begun_at=AT, outcome=DONE, ended_at=AT)
    next_one = Procedure(operation=Operation.AUTHENTICATE, begun_at=AT)
    board.paint(procedure=ended)
    assert board.begin(next_one)

    board.forget(ended)
    assert board.picture.procedure is next_one

    board.forget(next_one)
    assert board.picture.procedure is None
